"""Who may open which page: one table, and nothing else decides.

Each endpoint has one `Rule`: in which relation to the thing in its address somebody must stand, in which
roles, and for links without an account, of which purpose. An endpoint that is missing here cannot be
served. `core/roles.py` says which role may do which deed, `core/workflow.py` when.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sopforms.core.codes import LinkPurpose, Role


class Relation(StrEnum):
    """To what the address belongs, and so how somebody must be related to it.

    DOSSIER, LOCATION, BOARD, PARTNERSHIP, CYCLE: the id in the address; related are the members of the
    location, of its board, of its partnership. SIGNED_IN: anybody with an account. LINK: who opened a link.
    """

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    LINK = "link"
    DOSSIER = "dossier"
    LOCATION = "location"
    BOARD = "board"
    PARTNERSHIP = "partnership"
    CYCLE = "cycle"
    INSTALLATION = "installation"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may open an endpoint. Empty `roles` with a relation means: every role in that relation."""

    relation: Relation
    roles: tuple[Role, ...] = ()
    purposes: tuple[LinkPurpose, ...] = ()


PUBLIC = Rule(Relation.PUBLIC)
SIGNED_IN = Rule(Relation.SIGNED_IN)

_SCHOOL = (Role.COORDINATOR, Role.HEAD)
_DECIDERS = (Role.BOARD, Role.HEAD)
_SCHOOL_AND_BOARD = (Role.COORDINATOR, Role.HEAD, Role.BOARD)
_SWV = (Role.SWV, Role.ADMINISTRATOR)
_DRAFT_READERS = (Role.COORDINATOR, Role.HEAD, Role.BOARD, Role.SWV, Role.CONSULTANT)

AT_SCHOOL = Rule(Relation.DOSSIER, _SCHOOL)
AT_SCHOOL_OR_BOARD = Rule(Relation.DOSSIER, _SCHOOL_AND_BOARD)
DECIDES = Rule(Relation.DOSSIER, _DECIDERS)
READS_DRAFT = Rule(Relation.DOSSIER, _DRAFT_READERS)
SEES_SCHOOL = Rule(Relation.DOSSIER, (*_DRAFT_READERS, Role.PUPIL_LEADER, Role.ADMINISTRATOR))
SEES_LOCATION = Rule(Relation.LOCATION, (*_DRAFT_READERS, Role.PUPIL_LEADER, Role.ADMINISTRATOR))
BOARD = Rule(Relation.BOARD, (Role.BOARD, Role.ADMINISTRATOR))
SWV_READS = Rule(Relation.PARTNERSHIP, (*_SWV, Role.CONSULTANT))
ADMINISTRATION = Rule(Relation.INSTALLATION, (Role.ADMINISTRATOR,))
SWV_CYCLE = Rule(Relation.CYCLE, _SWV)
SWV = Rule(Relation.PARTNERSHIP, _SWV)
RESPONDENT = Rule(Relation.LINK, purposes=(LinkPurpose.SURVEY,))
READER = Rule(Relation.LINK, purposes=(LinkPurpose.READ_ROUND,))
SECRETARY = Rule(Relation.LINK, purposes=(LinkPurpose.ADVICE,))
COUNCIL = Rule(Relation.LINK, purposes=(LinkPurpose.ADVICE, LinkPurpose.ADVICE_READ))

POLICY: Mapping[str, Rule] = {
    "static": PUBLIC,
    # --- sign-in, home, plain pages
    "login.ask": PUBLIC,
    "login.send": PUBLIC,
    "login.sent": PUBLIC,
    "login.landing": PUBLIC,
    "login.enter": PUBLIC,
    "login.enter_as": PUBLIC,
    "login.signed_out": PUBLIC,
    "login.new_link": PUBLIC,
    "login.send_new_link": PUBLIC,
    "login.sign_out": SIGNED_IN,
    "login.mine": SIGNED_IN,
    "login.sign_out_everywhere": SIGNED_IN,
    "home.index": PUBLIC,
    "home.mine": SIGNED_IN,
    "home.board": BOARD,
    "school.home": SEES_SCHOOL,
    "school.waiting": SEES_LOCATION,
    "pages.help_page": PUBLIC,
    "pages.accessibility": PUBLIC,
    "pages.privacy": PUBLIC,
    # --- partnership: cycle, schools, settings
    "partnership.home": SWV_READS,
    "partnership.settings": SWV,
    "partnership.save_settings": SWV,
    "schools.overview": SWV,
    "schools.edit_board": SWV,
    "schools.save_board": SWV,
    "schools.edit": SWV,
    "schools.save": SWV,
    "councils.overview": SWV,
    "councils.edit": SWV,
    "councils.save": SWV,
    "people.overview": SWV,
    "people.edit": SWV,
    "people.save": SWV,
    "people.remove_role": SWV,
    "holidays.overview": SWV,
    "holidays.edit": SWV,
    "holidays.save": SWV,
    "holidays.remove": SWV,
    "mandates.overview": BOARD,
    "mandates.save": BOARD,
    "cycle.plan": SWV,
    "cycle.open_round": SWV,
    "cycle.join": SWV_CYCLE,
    "installation.partnerships": ADMINISTRATION,
    "installation.add": ADMINISTRATION,
    # --- instructions
    "instructions.index": PUBLIC,
    "instructions.page": PUBLIC,
    "instructions.everything": PUBLIC,
    # --- people and survey of a school
    "survey.invite": AT_SCHOOL,
    "survey.skip": AT_SCHOOL,
    "survey.response": AT_SCHOOL,
    "survey.add": AT_SCHOOL,
    "survey.remind": AT_SCHOOL,
    "survey.extend": AT_SCHOOL,
    "survey.close": AT_SCHOOL,
    "survey.elsewhere": AT_SCHOOL,
    "results.show": AT_SCHOOL,
    "results.texts": Rule(Relation.DOSSIER, (Role.COORDINATOR,)),
    # --- answering the survey (link)
    "answer.start": PUBLIC,
    "answer.enter": PUBLIC,
    "answer.home": RESPONDENT,
    "answer.page": RESPONDENT,
    "answer.save": RESPONDENT,
    "answer.autosave": RESPONDENT,
    "answer.later": RESPONDENT,
    "answer.check": RESPONDENT,
    "answer.thanks": RESPONDENT,
    "answer.report": RESPONDENT,
    # --- pupils, talk, values, points
    # --- draft, read round
    # --- papers and request
    # --- council side (link)
    # --- reaction, decision, guide, publication
    # --- public pages
}
