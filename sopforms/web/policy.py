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
SWV_CYCLE = Rule(Relation.CYCLE, _SWV)
SWV = Rule(Relation.PARTNERSHIP, _SWV)
RESPONDENT = Rule(Relation.LINK, purposes=(LinkPurpose.SURVEY,))
READER = Rule(Relation.LINK, purposes=(LinkPurpose.READ_ROUND,))
SECRETARY = Rule(Relation.LINK, purposes=(LinkPurpose.ADVICE,))
COUNCIL = Rule(Relation.LINK, purposes=(LinkPurpose.ADVICE, LinkPurpose.ADVICE_READ))

POLICY: Mapping[str, Rule] = {
    "static": PUBLIC,
    # --- sign-in, home, plain pages
    # --- partnership: cycle, schools, settings
    # --- instructions
    # --- people and survey of a school
    # --- answering the survey (link)
    # --- pupils, talk, values, points
    # --- draft, read round
    # --- papers and request
    # --- council side (link)
    # --- reaction, decision, guide, publication
    # --- public pages
}
