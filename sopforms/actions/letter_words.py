"""A partnership gives its letters words of its own, looks at them first, or takes them back."""

from __future__ import annotations

from datetime import date, timedelta

from sopforms.actions.deed import deed
from sopforms.core import letter_wording as rules
from sopforms.core.codes import LetterKind, LinkPurpose
from sopforms.core.errors import Conflict, NotFound
from sopforms.core.letter import COUNCIL
from sopforms.core.letter_wording import OwnWords
from sopforms.core.mailing import Address, Fact, Letter, LinkTo
from sopforms.core.schoolyear import SchoolYear
from sopforms.output import wording
from sopforms.output.wording import Wording
from sopforms.store import letter_words
from sopforms.store.db import db
from sopforms.store.letter_words import LetterWordsRow

# Which letters have a link that works without an account.
_LINKS = {
    **dict.fromkeys(rules.BOUND - {LetterKind.ADVICE_RECEIVED}, LinkPurpose.ADVICE),
    LetterKind.SURVEY_OPENED: LinkPurpose.SURVEY,
    LetterKind.SURVEY_REMINDER: LinkPurpose.SURVEY,
    LetterKind.READ_ROUND_OPENED: LinkPurpose.READ_ROUND,
}


def usual(kind: LetterKind) -> OwnWords:
    """Return what stands in the form at first: our words, or nothing where theirs come below ours."""
    return OwnWords() if kind in rules.BOUND else wording.standard(kind)


def preview(kind: LetterKind, words: OwnWords, today: date) -> Wording:
    """Return the letter as somebody would get it, with invented facts."""
    told = wording.letter(_sample(kind, today), own_words=words if words.text.strip() else None)
    return wording.with_link(told, "https://voorbeeld.example/link")


def preview_of_the_day(partnership_id: int, today: date, words: OwnWords | None = None) -> Wording:
    """Return the mail of the day as somebody would get it, with invented facts and the words that count.

    `words` are those that are being written for its own subject and head.
    """
    if words is None and (kept := letter_words.find(partnership_id, LetterKind.DAY_MAIL)) is not None:
        words = kept.words()
    matters, link = [], "https://voorbeeld.example/link"
    for kind in (LetterKind.DRAFT_READY, LetterKind.SECTION_READY, LetterKind.PUBLISHED):
        letter, row = _sample(kind, today), letter_words.find(partnership_id, kind)
        own = row.words() if row else None
        matters.append(wording.matter(letter, wording.letter(letter, own_words=own).subject, own))
    contact = Address("", "anna@school.example")
    told = wording.of_the_day("Carla Jansen", matters, contact, informal=False, own_words=words)
    return wording.with_link(told, link)


def _sample(kind: LetterKind, today: date) -> Letter:
    later = today + timedelta(weeks=6)
    facts: dict[str, Fact] = dict.fromkeys(rules.NAMES, later)
    facts |= {
        "school": "De Voorbeeldschool", "school_year": str(SchoolYear.of(today).next),
        "swv": "Samenwerkingsverband Voorbeeld", "board": "Stichting Voorbeeld", "minutes": 8,
        "council": COUNCIL, "received_at": "16.42", "received": today, "decided": today,
        "published_on": today,
        "copy": False, "consent": False, "talks_offered": False, "deviates": False, "to_council": True,
        "sha256": "a1" * 32, "replaces": False, "editor": False, "first": False, "change": False,
        "contact_name": "Anna de Vries", "contact_email": "anna@school.example",
    }  # fmt: skip
    to = Address("Carla Jansen", "carla@mr.example")
    public = kind is LetterKind.PUBLISHED
    link = LinkTo(_LINKS[kind], 0) if kind in _LINKS else LinkTo(path="/", public=public)
    return Letter(kind, to, facts, link, None, None, "")


@deed
def save(partnership_id: int, kind: LetterKind, words: OwnWords, *, version: int, today: date) -> None:
    """Keep the words; letters that were decided before keep theirs. `version` is 0 where there were none.

    Raises Invalid for placeholders that are unknown or missing, Conflict when somebody else saved meanwhile.
    """
    if kind not in rules.KINDS:
        raise NotFound
    rules.check(kind, words)
    row = letter_words.find(partnership_id, kind)
    if (row.version if row else 0) != version:
        raise Conflict
    if row is None:
        row = LetterWordsRow(partnership_id=partnership_id, kind=kind)
        db.session.add(row)
    subject = "" if kind in rules.BOUND else words.subject.strip()
    row.subject, row.text, row.changed_on = subject, words.text.strip(), today


@deed
def take_back(partnership_id: int, kind: LetterKind) -> None:
    """Let the usual words count again."""
    row = letter_words.find(partnership_id, kind)
    if row is not None:
        db.session.delete(row)
