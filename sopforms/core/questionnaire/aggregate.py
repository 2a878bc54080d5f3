"""From the stored answers of one location in one cycle to figures that may be shown.

For staff nothing is told about fewer than T people, and little about fewer than ten. Nothing depends on
the order of the responses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sopforms.core.questionnaire import counting, disclosure, own_words, tally
from sopforms.core.questionnaire.disclosure import LEAST_THRESHOLD
from sopforms.core.questionnaire.model import (
    Aggregate,
    Form,
    Kind,
    MappingEntry,
    Question,
    QuestionType,
)
from sopforms.core.questionnaire.own_words import Approved
from sopforms.core.questionnaire.shown import Responses, count_shown

FULL_FROM = 10

Item = dict[str, Any]


def aggregate(
    questionnaire: Form,
    responses: Iterable[Mapping[str, Any]],
    *,
    invited: int | None,
    cycle: str,
    location: str,
    threshold: int = LEAST_THRESHOLD,
    version: int | Sequence[int] | None = None,
    approved: Approved | None = None,
) -> dict[str, Any]:
    """Return the figures of one location and cycle as plain JSON.

    `responses` are the answers of submitted responses as `clean` made them. `invited` is the number of
    people asked, `threshold` the setting of the partnership. `approved` maps a question name (or
    `name-Comment`) to the texts that a person approved; no other sensitive text is ever in the result.
    A team, consolidation or advice questionnaire has at most one response: more raise ValueError.
    """
    answers = list(responses)
    run = _Run(questionnaire, answers, invited, max(LEAST_THRESHOLD, threshold), approved or {})
    return {
        "sopforms": 1,
        "questionnaire": questionnaire.id,
        "versions": _versions(version),
        "cycle": cycle,
        "location": location,
        "invited": invited,
        "submitted": len(answers),
        "threshold": run.threshold,
        "items": list(_items(run)),
    }


@dataclass(frozen=True, slots=True)
class _Run:
    """What does not change while the questions are counted."""

    form: Form
    responses: Responses
    invited: int | None
    threshold: int
    approved: Approved


def _versions(version: int | Sequence[int] | None) -> list[int]:
    if version is None:
        return []
    return [version] if isinstance(version, int) else sorted(set(version))


def _items(run: _Run) -> Iterator[Item]:
    one_response = run.form.kind not in (Kind.STAFF, Kind.PUPILS)
    if one_response and len(run.responses) > 1:
        raise ValueError(f"a {run.form.kind} questionnaire has one response, not {len(run.responses)}")
    shown = count_shown(run.form, run.responses)
    staff = run.form.kind is Kind.STAFF
    hidden = disclosure.withheld(run.form, run.responses, shown, run.threshold) if staff else frozenset()
    for question in run.form.questions:
        entry = run.form.mapping[question.name]
        if set(entry.aggregate) <= {Aggregate.NONE}:
            continue
        if question.name in hidden:
            yield from _withheld_items(question, entry)
        elif staff:
            yield from _staff_items(run, question, entry, shown[question.name])
        else:
            yield from own_words.items(
                question,
                entry,
                run.responses,
                shown=shown[question.name],
                approved=run.approved,
                threshold=None if one_response else _threshold(run, entry),
            )


def _threshold(run: _Run, entry: MappingEntry) -> int:
    return disclosure.threshold_of(entry, run.threshold)


def _withheld_items(question: Question, entry: MappingEntry) -> Iterator[Item]:
    for row in _counted_rows(question, entry):
        yield own_words.suppressed(question, entry.rows[row], row)
    if question.type is not QuestionType.MATRIX or Aggregate.SCALE_MEAN in entry.aggregate:
        yield own_words.suppressed(question, entry)


def _counted_rows(question: Question, entry: MappingEntry) -> list[str]:
    """Return the rows that have an item of their own."""
    nothing = {Aggregate.NONE, Aggregate.SCALE_MEAN}
    return [row.name for row in question.rows if not set(entry.rows[row.name].aggregate) <= nothing]


def _staff_items(run: _Run, question: Question, entry: MappingEntry, shown: int) -> Iterator[Item]:
    name = question.name
    given = [answers.get(name) for answers in run.responses]
    if question.type is QuestionType.MATRIX:
        yield from _matrix_items(run, question, entry, shown, [rows for rows in given if rows])
    elif question.is_closed or question.is_number:
        yield _staff_item(run, tally.count(question, entry, given, shown=shown, invited=run.invited))
    else:
        answered = sum(text is not None for text in given)
        yield _open_item(run, question, entry, shown, answered)


def _matrix_items(
    run: _Run, question: Question, entry: MappingEntry, shown: int, given: list[Mapping[str, Any]]
) -> Iterator[Item]:
    for name in _counted_rows(question, entry):
        cells = [rows.get(name) for rows in given]
        counted = tally.count(question, entry.rows[name], cells, shown=shown, invited=run.invited)
        yield _staff_item(run, counted, name)
    if Aggregate.SCALE_MEAN in entry.aggregate:
        yield _scale_mean_item(run, question, entry, shown, given)


def _staff_item(run: _Run, counted: tally.Tally, row: str | None = None) -> Item:
    entry = counted.entry
    if counted.n < _threshold(run, entry):
        return own_words.suppressed(counted.question, entry, row)
    head = own_words.head(counted.question, entry, row)
    if counted.n < FULL_FROM:
        return {**head, "detail": "halves", "n": counted.n, **tally.halves(counted)}
    return {**head, **_sizes(entry, counted.shown, counted.answered, counted.n), **tally.full(counted)}


def _sizes(entry: MappingEntry, shown: int, answered: int, n: int) -> Item:
    sizes = {"shown": shown, "answered": answered, "missing": answered - n, "n": n}
    return {"detail": "full", "base": str(entry.base), **sizes}


def _open_item(run: _Run, question: Question, entry: MappingEntry, shown: int, answered: int) -> Item:
    """Return what is told of an open question: approved texts only, and how many there were."""
    asks_texts = Aggregate.TEXTS in entry.aggregate
    if (shown if asks_texts else answered) < _threshold(run, entry):
        return own_words.suppressed(question, entry)
    item = {**own_words.head(question, entry), "shown": shown}
    if asks_texts:
        item["texts"] = own_words.texts(question.name, answered, run.approved)
    if Aggregate.COUNT in entry.aggregate:
        item["count"] = answered
    return item


def _scale_mean_item(
    run: _Run, question: Question, entry: MappingEntry, shown: int, given: list[Mapping[str, Any]]
) -> Item:
    """Return the mean over responses of their own mean; who skipped over half of the rows is left out.

    While a row is hidden the mean is too: together with the other rows it would give that row away.
    """
    scores = entry.measure.scores if entry.measure else {}
    by_size: defaultdict[int, Fraction] = defaultdict(Fraction)
    by_row: Counter[str] = Counter()
    n = 0
    for rows in given:
        own = [name for name, value in rows.items() if value in scores]
        by_row.update(own)
        if own and 2 * len(own) >= len(question.rows):
            by_size[len(own)] += sum(counting.exact(scores[rows[name]]) for name in own)
            n += 1
    few = any(by_row[row.name] < _threshold(run, entry.rows[row.name]) for row in question.rows)
    if few or n < _threshold(run, entry):
        return own_words.suppressed(question, entry)
    head = own_words.head(question, entry)
    if n < FULL_FROM:
        return {**head, "detail": "halves", "n": n}
    mean = sum((total / size for size, total in by_size.items()), Fraction(0)) / n
    return {**head, **_sizes(entry, shown, len(given), n), "scale_mean": counting.half_up(mean, 2)}
