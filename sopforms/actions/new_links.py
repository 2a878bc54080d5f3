"""A new link for who has none that works: only to the address that had one, whoever asks.

The answer is the same for every address, and so is the work for an address that had nothing.
"""

from __future__ import annotations

from sopforms.actions import letters, limits, links, together
from sopforms.actions.deed import deed
from sopforms.core import letter
from sopforms.core.codes import LinkPurpose, Step
from sopforms.core.limits import NEW_LINK, NEW_LINK_FROM
from sopforms.core.mailing import About, Address, Letter, LinkTo
from sopforms.store import advices, clock, cycles, dossiers, locations, people
from sopforms.store import letters as outbox
from sopforms.store import links as rows
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.links import LinkRow
from sopforms.store.people import PersonRow

PURPOSES = (
    LinkPurpose.SURVEY,
    LinkPurpose.READ_ROUND,
    LinkPurpose.PROGRESS,
    LinkPurpose.ADVICE,
    LinkPurpose.ADVICE_READ,
    LinkPurpose.GUIDE,
)
MOST_LETTERS = 5  # at a time: somebody may have links to more than one school
USUAL_LETTERS = 3  # so many are written for every address, known or not, and the surplus taken back


@deed
def send(email: str, source: str, request_id: str) -> bool:
    """Mail a new link for each link of this address that may still be used; False when asked too often."""
    allowed = limits.take(NEW_LINK, email)
    allowed &= limits.take(NEW_LINK_FROM, source)
    if not allowed:
        return False
    renewed = [_renewed(row, request_id) for row in rows.newest_of(email, PURPOSES)]
    written = [one for one in renewed if one is not None][-MOST_LETTERS:]
    person, anybody = people.find_by_email(email), people.first()
    if person is not None:
        written.append(letter.sign_in(Address(person.name, person.email), person.id, request_id))
    letters.put(*written)
    _work_as_hard(USUAL_LETTERS - len(written), anybody)
    return True


def _renewed(row: LinkRow, request_id: str) -> Letter | None:
    """Return the letter with a new link, or None when what it opened is over."""
    carried = outbox.find_of_link(row.id)
    if carried is None or carried.dossier_id is None or row.partnership_id is None:
        return None
    dossier = dossiers.get(carried.dossier_id)
    usable = links.is_usable(row)
    if not usable and not _is_running(row, dossier):
        return None
    about = About(
        row.partnership_id,
        dossier.id,
        locations.get(dossier.location_id).name,
        cycles.get(dossier.cycle_id).school_year,
        Address(carried.reply_name, carried.reply_to),
    )
    last_day = row.expires_at.astimezone(clock.AMSTERDAM).date() if usable else None
    target = LinkTo(row.purpose, row.object_id, until=last_day)
    return letter.new_link(about, Address(carried.to_name, row.email), target, request_id)


def _is_running(row: LinkRow, dossier: DossierRow) -> bool:
    """Whether an expired link may be replaced: what it opens has not ended."""
    purpose = row.purpose
    if purpose is LinkPurpose.SURVEY:
        return dossier.step is Step.SURVEY
    if purpose is LinkPurpose.READ_ROUND:
        return dossier.step is Step.DRAFT
    if purpose is LinkPurpose.PROGRESS:
        return False  # the school asks anew when it wants to know
    if purpose is LinkPurpose.GUIDE:
        return dossier.guide_section_on is not None or dossier.edition > 1
    if row.object_id in advices.of_other_editions(dossier):
        return False  # about a text that another one takes the place of
    return any(row.adopted_on is None for row in together.rows_of(dossier.id))


def _work_as_hard(count: int, anybody: PersonRow | None) -> None:
    """Write so many letters and take them back, so that every address takes the same work.

    Nobody can then tell by the clock which addresses are known, and how many links they have.
    """
    if anybody is None or count <= 0:
        return
    to = Address(anybody.name, anybody.email)
    with db.session.begin_nested() as inside:
        for number in range(count):
            letters.put(letter.sign_in(to, anybody.id, f"nobody {number}"))
        inside.rollback()
