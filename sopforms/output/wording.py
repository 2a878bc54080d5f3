"""From a letter to its words: `templates/letters/<kind>/{subject.txt,body.txt,body.html}`.

The wording is frozen when the letter is decided. Where the link comes stands a marker, so that the database
never holds a link that works; delivery puts the link in its place.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from sopforms.core import day_mail, letter_wording
from sopforms.core.codes import LetterKind
from sopforms.core.letter_wording import OwnWords
from sopforms.core.mailing import INFORMAL, Address, DeliveryState, Letter, one_line
from sopforms.output.language import count, long_date, moment, short_date

LETTERS = Path(__file__).resolve().parents[2] / "templates" / "letters"
LINK = "[[link]]"
_PARTS = ("subject.txt", "body.txt", "body.html")

_STATES = {
    DeliveryState.HELD: "vastgehouden: iemand moet deze mail eerst vrijgeven",
    DeliveryState.QUEUED: "staat klaar om te versturen",
    DeliveryState.BUNDLED: "gaat mee in de mail van de dag",
    DeliveryState.SENDING: "wordt nu verstuurd",
    DeliveryState.CANCELLED: "ingetrokken, niet verstuurd",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A mail in words; `text` and `html` hold the marker where the link comes."""

    subject: str
    text: str
    html: str


def letter(letter: Letter, folder: Path = LETTERS, own_words: OwnWords | None = None) -> Wording:
    """Return the wording; jinja2's `UndefinedError` when a fact is missing.

    `own_words` are those of the partnership: in place of ours, or below ours where the law asks for it.
    """
    names, environment = _names(letter, own_words), _environment(folder)
    subject, text, body = (environment.get_template(f"{letter.kind.value}/{part}") for part in _PARTS)
    chosen = own_words.subject if own_words else ""
    written = one_line(_filled(chosen, letter) if chosen.strip() else subject.render(names))
    return Wording(written, _plain(text.render(names)), body.render(names, subject=written).strip() + "\n")


def matter(
    letter: Letter, subject: str, own_words: OwnWords | None = None, folder: Path = LETTERS
) -> Wording:
    """Return the letter as one matter of the mail of the day: what it says and its link, no salutation."""
    names, environment = _names(letter, own_words), _environment(folder)
    said = {}
    for part in _PARTS[1:]:
        template = environment.get_template(f"{letter.kind.value}/{part}")
        context = template.new_context(names)
        blocks = {name: "".join(template.blocks[name](context)).strip() for name in ("body", "action")}
        markup = {name: Markup(text) for name, text in blocks.items()}  # noqa: S704 - drawn just now
        around = environment.get_template(part.replace("body", "matter"))
        said[part] = around.render(
            {**names, **(markup if part.endswith("html") else blocks), "subject": subject}
        )
    return Wording(subject, _plain(said["body.txt"]), said["body.html"].strip() + "\n")


def of_the_day(
    to_name: str,
    matters: Sequence[Wording],
    contact: Address | None,
    *,
    informal: bool,
    own_words: OwnWords | None = None,
) -> Wording:
    """Return the mail of the day with these matters; `contact` is whom to ask when they all have the same.

    `own_words` are those of the partnership, in place of our subject and of our sentence at the head.
    """
    own, values = own_words or OwnWords(), {"matters": str(len(matters))}
    chosen = letter_wording.filled(own.subject.replace(LINK, ""), values)
    head = letter_wording.filled((own.text.strip() or _head_of_the_day()).replace(LINK, ""), values)
    names: dict[str, object] = {
        "subject": chosen.strip() or day_mail.subject([one.subject for one in matters]),
        "head": letter_wording.paragraphs(head),
        "texts": [one.text.strip() for one in matters],
        "pages": [Markup(one.html.strip()) for one in matters],  # noqa: S704 - drawn by `matter`
        "to_name": to_name.replace(LINK, ""),
        "informal": informal,
        "ask": contact is not None,
        "contact_name": contact.name if contact else "",
        "contact_email": contact.email if contact else "",
        "own": (),
        "own_below": False,
        "has_link": False,
    }
    subject, text, body = (
        _environment(LETTERS).get_template(f"{LetterKind.DAY_MAIL.value}/{part}").render(names)
        for part in _PARTS
    )
    return Wording(one_line(subject), _plain(text), body.strip() + "\n")


def _head_of_the_day() -> str:
    """Return our own sentence at the head of the mail of the day, with the number of matters to fill in."""
    place = f"{{{letter_wording.NAMES['matters']}}}"
    return _environment(LETTERS).get_template("head_of_the_day.txt").render(matters=place).strip()


def _names(letter: Letter, own_words: OwnWords | None) -> dict[str, object]:
    """Return what a template may say: the facts, and how to speak to whom."""
    own = letter.reply_to is not None and letter.reply_to.email.lower() == letter.to.email.lower()
    return {
        **{
            name: fact.replace(LINK, "") if isinstance(fact, str) else fact
            for name, fact in letter.facts.items()
        },
        "ask": "contact_email" in letter.facts and not own,
        "to_name": letter.to.name.replace(LINK, ""),
        "informal": letter.kind in INFORMAL,
        "has_link": letter.link is not None,
        "personal": letter.link is not None and letter.link.purpose is not None,
        "public": letter.link is not None and letter.link.public,
        "link": LINK,
        "own": letter_wording.paragraphs(_filled(own_words.text, letter)) if own_words else (),
        "own_below": letter.kind in letter_wording.BOUND,
    }


def _plain(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def standard(kind: LetterKind, folder: Path = LETTERS) -> OwnWords:
    """Return our own words of a letter as a partnership may change them, its facts between braces.

    The subject of the mail of the day tells what is in it: there is none to begin with.
    """
    if kind is LetterKind.DAY_MAIL:
        return OwnWords("", _head_of_the_day())
    environment = _environment(folder)
    facts = {fact: f"{{{letter_wording.NAMES[fact]}}}" for fact in letter_wording.facts_of(kind)}
    unsaid = dict.fromkeys(("copy", "consent", "replaces", "editor", "change"), False)
    names = {**facts, **unsaid}
    subject, body = (environment.get_template(f"{kind.value}/{part}") for part in ("subject.txt", "body.txt"))
    text = "".join(body.blocks["body"](body.new_context(names)))
    return OwnWords(one_line(subject.render(names)), "\n\n".join(letter_wording.paragraphs(text)))


def _filled(said: str, letter: Letter) -> str:
    """Return what a partnership wrote with the facts of this letter; nobody writes a link of their own."""
    values = {
        name: long_date(fact, weekday=False) if isinstance(fact, date) else str(fact)
        for name, fact in letter.facts.items()
    }
    return letter_wording.filled(said.replace(LINK, ""), values).replace(LINK, "")


def with_link(wording: Wording, url: str, marker: str = LINK) -> Wording:
    """Return the wording with the link in the place of its marker."""
    return Wording(
        wording.subject,
        wording.text.replace(marker, url),
        wording.html.replace(marker, html.escape(url, quote=True)),
    )


def delivery(state: DeliveryState, sent_at: datetime | None, last_error: str) -> str:
    """Return in Dutch how far a mail is, as a page says it: "bezorgd op vrijdag 21 mei 2027 om 16.42 uur"."""
    because = f": {last_error}" if last_error else ""
    if state is DeliveryState.SENT and sent_at is not None:
        return f"bezorgd op {moment(sent_at)}"
    if state is DeliveryState.RETRY:
        return f"wacht{because}"
    if state is DeliveryState.UNCERTAIN:
        return f"onzeker of de mail is aangekomen{because}"
    if state is DeliveryState.FAILED:
        return f"mislukt{because}"
    if state is DeliveryState.BOUNCED:
        return f"teruggekomen{because}"
    return _STATES[state]


def _day(day: date | str, *, weekday: bool = True) -> str:
    """Return a day in words; a placeholder stays what it is."""
    return day if isinstance(day, str) else long_date(day, weekday=weekday)


@functools.cache
def _environment(folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(long_date=_day, short_date=short_date, count=count)
    return environment
