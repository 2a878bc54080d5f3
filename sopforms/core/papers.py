"""The request for advice and its papers: which day may be asked for, what the letter says (Wms 8, 11, 17).

The term is that of the council: shorter only when the council agreed in writing, and never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sopforms.core.blocks import Block, Paragraph, words
from sopforms.core.changes import Change, Form, PartChange
from sopforms.core.codes import Role
from sopforms.core.council import Council
from sopforms.core.draft_filling import filled
from sopforms.core.errors import Invalid
from sopforms.core.schoolcalendar import Holiday, SchoolCalendar
from sopforms.core.terms import advice_due

Written = Callable[[date], str]


@dataclass(frozen=True, slots=True)
class Term:
    """The term of the council when the request arrives on `received`: its last day, and what was skipped."""

    received: date
    due: date
    weeks: int
    holidays_count: bool
    skipped: tuple[Holiday, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the board fills in for the request; texts are Markdown."""

    reasons: str = ""
    consequences: str = ""
    measures: str = ""
    swv_remark: str = ""
    talk_on: date | None = None
    answer_by: date | None = None
    agreed_with: str = ""
    decision_maker: str = ""
    function: str = ""
    mandate: str = ""


def term_of(council: Council, received: date, calendar: SchoolCalendar) -> Term:
    """Return the term as the council's settings count it; the day of receipt is day 0."""
    due = advice_due(received, council.weeks, calendar, skip_holidays=not council.holidays_count)
    skipped = () if council.holidays_count else calendar.between(received, due)
    return Term(received, due, council.weeks, council.holidays_count, skipped)


def check(asked: Asked, term: Term, today: date, written: Written) -> None:
    """Raise Invalid with the sentence for each day that cannot be; what is still empty is no error here."""
    problems = {}
    if asked.answer_by is not None and asked.answer_by < term.due and not asked.agreed_with.strip():
        problems["answer_by"] = (
            f"De MR heeft minstens tot {written(term.due)} de tijd. Kies die datum of later."
        )
    if asked.answer_by is not None and asked.answer_by <= today:
        problems["answer_by"] = "Kies een datum na vandaag."
    if asked.talk_on is not None and asked.talk_on < today:
        problems["talk_on"] = "Kies vandaag of een dag daarna."
    elif asked.talk_on is not None and asked.answer_by is not None and asked.talk_on > asked.answer_by:
        problems["talk_on"] = "Kies een dag vóór de uiterste datum, want eerst is er overleg en dan advies."
    if problems:
        raise Invalid(**problems)


def clock_starts(role: Role, said: date, sent: date | None, today: date) -> date:
    """Return the day on which the council's term begins when it is recorded today that it got the papers.

    `said` is the day of receipt as it is told. The council's secretary may name an earlier day, and the mail
    server told the calendar when it took the mail; what school or board record counts from the day on which
    they do: a day that only they remember would cost the council time. Raises Invalid for a day before the
    papers were sent or after today.
    """
    if said > today or (sent is not None and said < sent):
        raise Invalid(received_on="Kies een dag van het versturen tot en met vandaag.")
    return said if role in (Role.SECRETARY, Role.CALENDAR) else today


def agreement_holds(asked: Asked, received: date) -> bool:
    """Whether the day that was agreed in writing still counts: it must lie after the day of receipt."""
    return bool(asked.agreed_with.strip()) and asked.answer_by is not None and asked.answer_by > received


def due_after(asked: Asked, term: Term) -> date:
    """Return the last day of the term once the request has arrived.

    An agreed day holds, unless the papers arrived so late that it had passed; otherwise it is the later of
    the day that was asked for and the council's own term.
    """
    if asked.answer_by is None:
        return term.due
    if agreement_holds(asked, term.received):
        return asked.answer_by
    return max(asked.answer_by, term.due)


def term_sentence(asked: Asked, council: Council) -> str:
    """Return how the term is counted, for the letter."""
    if asked.agreed_with.strip():
        return f"Deze datum is schriftelijk afgesproken met {asked.agreed_with.strip()}."
    weeks = "1 week" if council.weeks == 1 else f"{council.weeks} weken"
    counted = "tellen wel mee" if council.holidays_count else "tellen niet mee"
    article = (
        f"volgens artikel {council.article} van uw reglement" if council.article else "volgens uw reglement"
    )
    return f"Dat is een termijn van {weeks} {article}; schoolvakanties {counted}."


def letter(
    template: Sequence[Block], typed: Mapping[str, Sequence[Block]], names: Mapping[str, str]
) -> tuple[Block, ...]:
    """Return the letter: a paragraph that is one name of `typed` becomes its blocks, others are filled."""
    return tuple(_letter(template, typed, names))


def _letter(
    template: Sequence[Block], typed: Mapping[str, Sequence[Block]], names: Mapping[str, str]
) -> Iterator[Block]:
    for block in template:
        alone = " ".join(words(each) for each in block.sentences) if isinstance(block, Paragraph) else ""
        if alone.startswith("{") and alone[1:-1] in typed:
            yield from typed[alone[1:-1]]
        else:
            yield from filled((block,), names)


def suggested_reasons(changes: Sequence[PartChange] | None, year: str, change: str = "") -> str:
    """Return a first version of the reasons, from what changed; a person makes it their own.

    `change` is why an adopted text was opened again; empty for the text of a new year.
    """
    if change:
        return _reasons_of_change(changes or (), year, change)
    start = "Elk jaar kijkt de school of het ondersteuningsaanbod nog klopt. "
    start += f"Dit voorstel is voor schooljaar {year}."
    if changes is None:
        return f"{start} Het is de eerste keer dat de tekst in deze vorm verschijnt."
    titles = [part.title for part in changes if part.change is not Change.SAME]
    if not titles:
        return f"{start} Aan de tekst zelf verandert niets."
    return f"{start} Er verandert iets in: {', '.join(titles)}."


def _reasons_of_change(changes: Sequence[PartChange], year: str, change: str) -> str:
    start = f"Het bestuur wil de tekst van schooljaar {year} wijzigen. Tot het besluit geldt de tekst van nu."
    titles = ", ".join(part.title for part in changes if part.change is not Change.SAME)
    changed = f"\n\nEr verandert iets in: {titles}." if titles else ""
    return f"{start}\n\n{change}{changed}"


def suggested_consequences(changes: Sequence[PartChange] | None) -> str:
    """Return a first version of the consequences: the sentences that are new, and the rows of tables."""
    new = [text for part in changes or () for text in _consequences(part)][:5]
    if not new:
        return "Voor personeel, ouders en leerlingen verandert er weinig."
    return "Voor ouders en leerlingen verandert:\n\n" + "\n".join(f"- {text}" for text in new)


def _consequences(part: PartChange) -> Iterator[str]:
    """Yield the new sentences of a part; the rows of a table are no sentences: of those, what they name."""
    changed = [each for each in part.sentences if each.change in (Change.NEW, Change.CHANGED) and each.new]
    yield from (each.new for each in changed if each.form not in (Form.TITLE, Form.HEADING, Form.ROW))
    if rows := [each.new.split(": ")[0] for each in changed if each.form is Form.ROW]:
        yield f"Nieuw of anders bij ‘{part.title}’: {', '.join(rows)}."


def suggested_measures(goals: Sequence[str]) -> str:
    """Return a first version of what the school does about it: its development points."""
    if not goals:
        return "De school volgt dit jaar hoe het gaat en bespreekt het in het team."
    return "Dit doet de school:\n\n" + "\n".join(f"- {goal}" for goal in goals[:5])
