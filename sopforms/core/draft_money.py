"""The money of a plan or report as a table with its sums, and the explanation where the sums differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sopforms.core import euros
from sopforms.core.blocks import Block, Gap, Paragraph, Sentence, Source, Table, ended, plain
from sopforms.core.document_model import DocumentKind
from sopforms.core.draft_filling import cut
from sopforms.core.year_paper import Money

SOURCE = Source("middelen", decided_by="de school")
CAPTION = "Middelen voor ondersteuning"


def blocks(money: Money, lines: Sequence[str], kind: DocumentKind) -> Iterator[Block]:
    """Yield what came in, a row for each purpose with its sum, and the explanation; a gap without numbers."""
    is_report = kind is DocumentKind.REPORT
    if money.received is None:
        yield Gap("De middelen zijn nog niet ingevuld.")
        return
    yield Paragraph((_said(f"Ontvangen voor ondersteuning: {euros.written(money.received)}."),))
    columns = ("Gepland", "Besteed") if is_report else ("Gepland",)
    sums = ((money.planned, money.total_planned), (money.spent, money.total_spent))[: len(columns)]
    rows = [tuple(map(_said, (line, *(_amount(amounts.get(line)) for amounts, _ in sums)))) for line in lines]
    rows.append(
        tuple(map(_said, ("Samen", *(_amount(total if amounts else None) for amounts, total in sums))))
    )
    yield Table(CAPTION, ("Waarvoor", *columns), tuple(rows))
    if money.note.strip():
        yield Paragraph(tuple(cut(ended(f"Toelichting: {money.note.strip()}"))))


def _said(text: str) -> Sentence:
    return plain(text, SOURCE)


def _amount(amount: int | None) -> str:
    return "–" if amount is None else euros.written(amount)
