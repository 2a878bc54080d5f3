"""Every mail of the product: one function for each kind, that says who gets which facts.

Facts, dates and one link; never answers, the advice itself or names of others. The wording stands in
`templates/letters/<kind>/`. Who is told beside somebody else gets a mail of their own, marked as a copy.
`page` is the path of a page for people who sign in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sopforms.core.codes import LetterKind, LinkPurpose, Right
from sopforms.core.letter_making import (
    contact_facts,
    is_consent,
    occasion_key,
    of_edition,
    to_council,
    written,
)
from sopforms.core.mailing import About, Address, Fact, Letter, LinkTo

# The values that a letter is made of may be taken from here too.
__all__ = ["About", "Address", "Fact", "Letter", "LinkTo"]

COUNCIL = "medezeggenschapsraad (MR)"


def sign_in(
    to: Address,
    person_id: int,
    request: str,
    partnership_id: int | None = None,
    contact: Address | None = None,
) -> Letter:
    """The link to sign in with: a quarter of an hour, once. `request` is the id of the submit that asked."""
    link = LinkTo(LinkPurpose.SIGN_IN, person_id)
    dedupe = occasion_key(LetterKind.SIGN_IN, person_id, request)
    return Letter(LetterKind.SIGN_IN, to, contact_facts(contact), link, partnership_id, None, dedupe, contact)


def cycle_opened(
    about: About, cycle_id: int, to: Address, *, swv: str, publish_by: date, page: str
) -> Letter:
    """The partnership opened the round: to head, coordinator and board."""
    return written(
        LetterKind.CYCLE_OPENED, about, to, LinkTo(path=page), (cycle_id,), swv=swv, publish_by=publish_by
    )


def school_reminder(
    about: About,
    dossier_id: int,
    to: Address,
    *,
    today: date,
    page: str,
    own_words: str,
    last_day: date | None,
) -> Letter:
    """The partnership reminds a school of its next step; `own_words` is what it wrote besides."""
    facts: dict[str, Fact] = {"said": own_words}
    if last_day is not None:
        facts["last_day"] = last_day
    link = LinkTo(path=page)
    return written(LetterKind.SCHOOL_REMINDER, about, to, link, (dossier_id, today), **facts)


def survey_opened(about: About, participation_id: int, to: Address, closes: date, minutes: int) -> Letter:
    """The invitation for one colleague; `closes` is the last day, `minutes` the usual time it takes."""
    link = LinkTo(LinkPurpose.SURVEY, participation_id)
    return written(
        LetterKind.SURVEY_OPENED, about, to, link, (participation_id,), closes=closes, minutes=minutes
    )


def survey_reminder(
    about: About,
    participation_id: int,
    to: Address,
    *,
    closes: date,
    today: date,
    steps_left: int | None = None,
    minutes_left: int | None = None,
) -> Letter:
    """For who has not finished: how far they are when they began, else None."""
    link = LinkTo(LinkPurpose.SURVEY, participation_id)
    facts: dict[str, Fact] = {"closes": closes}
    if steps_left is not None and minutes_left is not None:
        facts |= {"steps_left": steps_left, "minutes_left": minutes_left}
    return written(LetterKind.SURVEY_REMINDER, about, to, link, (participation_id, today), **facts)


def survey_closed(
    about: About, survey_id: int, to: Address, page: str, talk_on: date | None = None
) -> Letter:
    """The results are ready: to coordinator and head."""
    return written(LetterKind.SURVEY_CLOSED, about, to, LinkTo(path=page), (survey_id,), talk_on=talk_on)


def talk_recorded(about: About, talk_id: int, to: Address, held: date, link: LinkTo) -> Letter:
    """The report of the team conversation: to one member of the team."""
    return written(LetterKind.TALK_RECORDED, about, to, link, (talk_id,), held=held)


def read_round_opened(about: About, reading_id: int, to: Address, until: date) -> Letter:
    """The team reads the draft; `reading_id` is what the link opens, `until` the last day for remarks."""
    link = LinkTo(LinkPurpose.READ_ROUND, reading_id)
    return written(LetterKind.READ_ROUND_OPENED, about, to, link, (reading_id, until), until=until)


def draft_ready(
    about: About, draft_id: int, to: Sequence[Address], page: str, consultant: Address | None = None, *,
    edition: int = 1,
) -> tuple[Letter, ...]:  # fmt: skip
    """The draft is finished: to head and board, a copy to the consultant of the partnership."""
    link, key = LinkTo(path=page), of_edition(draft_id, edition)
    change = edition > 1
    letters = tuple(written(LetterKind.DRAFT_READY, about, one, link, key, change=change) for one in to)
    if consultant is None:
        return letters
    return (*letters, written(LetterKind.DRAFT_READY, about, consultant, link, key, copy=True, change=change))


def advice_requested(
    about: About,
    request_id: int,
    secretary: Address,
    chair: Address | None,
    *,
    board: str,
    advise_by: date,
    consultation_on: date | None = None,
    right: Right = Right.ADVIES,
    council: str = COUNCIL,
    first: bool = False,
    change: bool = False,
) -> tuple[Letter, ...]:
    """The request, to the secretary at the formal address; the chair gets a copy with a link to read only.

    `first`: there is no text of last year to compare with; `change`: it is about a text that is in force.
    """
    return to_council(
        LetterKind.ADVICE_REQUESTED, about, request_id, (secretary, chair), (),
        board=board, advise_by=advise_by, consultation_on=consultation_on, council=council,
        consent=is_consent(right), first=first, change=change,
    )  # fmt: skip


def advice_reminder(
    about: About, request_id: int, secretary: Address, *, board: str, advise_by: date, today: date,
    right: Right = Right.ADVIES, council: str = COUNCIL,
) -> Letter:  # fmt: skip
    """Some days before the end of the term: to the secretary."""
    return to_council(
        LetterKind.ADVICE_REMINDER, about, request_id, (secretary, None), (today,),
        board=board, advise_by=advise_by, council=council, consent=is_consent(right),
    )[0]  # fmt: skip


def advice_code(
    about: About, request_id: int, secretary: Address, *, code: str, request: str, right: Right = Right.ADVIES
) -> Letter:
    """The six digits that send the advice: a quarter of an hour. `request` is the submit that asked."""
    if not (len(code) == 6 and code.isascii() and code.isdigit()):
        raise ValueError("a code has six digits")
    return written(
        LetterKind.ADVICE_CODE,
        about,
        secretary,
        None,
        (request_id, request),
        code=code,
        consent=is_consent(right),
    )


def advice_expired(
    about: About, request_id: int, to: Sequence[Address], secretary: Address, *, due: date, page: str,
    right: Right = Right.ADVIES, council: str = COUNCIL,
) -> tuple[Letter, ...]:  # fmt: skip
    """The term ended without advice: to head, board and secretary, each in the same neutral words."""
    facts: dict[str, Fact | None] = {"due": due, "council": council, "consent": is_consent(right)}
    key = (request_id, due)
    inside = [written(LetterKind.ADVICE_EXPIRED, about, one, LinkTo(path=page), key, **facts) for one in to]
    link = LinkTo(LinkPurpose.ADVICE, request_id)
    return (*inside, written(LetterKind.ADVICE_EXPIRED, about, secretary, link, key, **facts))


def advice_received(
    about: About, advice_id: int, to: Address, *, received: date, page: str,
    right: Right = Right.ADVIES, council: str = COUNCIL,
) -> Letter:  # fmt: skip
    """The council advised: to board and head."""
    return written(
        LetterKind.ADVICE_RECEIVED, about, to, LinkTo(path=page), (advice_id,),
        received=received, council=council, consent=is_consent(right),
    )  # fmt: skip


def advice_receipt(
    about: About, request_id: int, advice_id: int, secretary: Address, chair: Address | None, *,
    received: date, received_at: str, sha256: str, right: Right = Right.ADVIES,
) -> tuple[Letter, ...]:  # fmt: skip
    """The receipt of the advice, to secretary and chair; `received_at` is the Dutch time as "16.42".

    `sha256` is the fingerprint of what was sent: it tells nothing, and proves which text it was.
    """
    return to_council(
        LetterKind.ADVICE_RECEIPT, about, request_id, (secretary, chair), (advice_id,),
        received=received, received_at=received_at, sha256=sha256, consent=is_consent(right),
    )  # fmt: skip


def reaction_sent(
    about: About, request_id: int, reaction_id: int, secretary: Address, chair: Address | None, *,
    board: str, talks_offered: bool, right: Right = Right.ADVIES,
) -> tuple[Letter, ...]:  # fmt: skip
    """The board reacted in writing; `talks_offered` tells whether it offers further talks before deciding."""
    return to_council(
        LetterKind.REACTION_SENT, about, request_id, (secretary, chair), (reaction_id,),
        board=board, talks_offered=talks_offered, consent=is_consent(right),
    )  # fmt: skip


def decision_deviates(
    about: About, request_id: int, decision_id: int, secretary: Address, chair: Address | None, *,
    board: str, decided: date, suspended_until: date,
) -> tuple[Letter, ...]:  # fmt: skip
    """The board decided otherwise than advised; carried out only after that day (Wms 34)."""
    return to_council(
        LetterKind.DECISION_DEVIATES, about, request_id, (secretary, chair), (decision_id,),
        board=board, decided=decided, suspended_until=suspended_until,
    )  # fmt: skip


def adopted(
    about: About, decision_id: int, to: Address, *, board: str, decided: date, link: LinkTo,
    suspended_until: date | None = None, change: bool = False,
) -> Letter:  # fmt: skip
    """The offer is adopted: to the council (its own link), coordinator and partnership (a page).

    With `suspended_until` the decision deviates from the advice and waits up to and including that day.
    `change`: the text takes the place of one that was adopted for the same year.
    """
    return written(
        LetterKind.ADOPTED, about, to, link, (decision_id,),
        board=board, decided=decided, suspended_until=suspended_until,
        deviates=suspended_until is not None, to_council=link.purpose is not None, change=change,
    )  # fmt: skip


def section_ready(
    about: About, section_id: int, to: Address, link: LinkTo, publish_by: date, *, occasion: str = "",
    replaces: bool = False, waits: date | None = None,
) -> Letter:  # fmt: skip
    """The section can be taken over into the guide: to head and editor.

    `replaces` tells that an earlier text stands in the guide or on the site; `occasion` tells a later mail
    about the same section from the first; `waits` is the last day on which it may not be used yet (Wms 34).
    """
    key = (section_id, occasion) if occasion else (section_id,)
    return written(
        LetterKind.SECTION_READY, about, to, link, key, publish_by=publish_by, replaces=replaces,
        editor=link.purpose is not None, waits=waits,
    )  # fmt: skip


def published(
    about: About, publication_id: int, to: Address, published_on: date, page: str, *, edition: int = 1
) -> Letter:
    """The section is public: to partnership, council and team; `page` is the page that everybody may read."""
    link, key = LinkTo(path=page, public=True), of_edition(publication_id, edition)
    return written(LetterKind.PUBLISHED, about, to, link, key, published_on=published_on, change=edition > 1)


def new_link(about: About, to: Address, link: LinkTo, request: str) -> Letter:
    """A link in place of one that no longer works, to the address that had it; `request` is the submit."""
    return written(LetterKind.NEW_LINK, about, to, link, (link.purpose, link.object_id, request))


def test(to: Address, request: str, contact: Address | None) -> Letter:
    """The mail that shows that sending works."""
    dedupe = occasion_key(LetterKind.TEST, request, to.email)
    return Letter(
        LetterKind.TEST,
        to,
        contact_facts(contact),
        LinkTo(path="/", public=True),
        None,
        None,
        dedupe,
        contact,
    )
