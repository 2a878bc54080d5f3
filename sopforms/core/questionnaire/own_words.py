"""Results that are answers themselves: values of a conversation or decision, and approved texts.

Free text that is sensitive appears only as far as a person approved it.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sopforms.core.questionnaire import counting
from sopforms.core.questionnaire.model import Aggregate, MappingEntry, Question, QuestionType
from sopforms.core.questionnaire.shown import Responses

Approved = Mapping[str, Iterable[str]]
"""Question name, or `name-Comment` → texts that a person approved."""

Item = dict[str, Any]


def head(question: Question, entry: MappingEntry, row: str | None = None) -> Item:
    """Return what an item is about; what is not there is left out."""
    item = _name(question, entry, row)
    if entry.chapter is not None:
        item["chapter"] = entry.chapter
    if entry.scale is not None:
        item["scale"] = entry.scale
    return item


def suppressed(question: Question, entry: MappingEntry, row: str | None = None) -> Item:
    """Return the item of a group too small to show: not even how many answered."""
    return {**_name(question, entry, row), "suppressed": "threshold"}


def _name(question: Question, entry: MappingEntry, row: str | None) -> Item:
    item: Item = {"question": question.name}
    if row is not None:
        item["row"] = row
    if entry.indicator is not None:
        item["indicator"] = entry.indicator
    return item


def texts(name: str, answered: int, approved: Approved) -> Item:
    """Return how many wrote something, and what was approved of it in alphabetical order."""
    return {"answered": answered, "approved": alphabetical(approved.get(name, ()))}


def alphabetical(given: Iterable[str]) -> list[str]:
    """Sort as a dictionary does: capitals and accents do not matter."""
    return sorted(given, key=lambda text: (unicodedata.normalize("NFKD", text).casefold(), text))


def items(
    question: Question,
    entry: MappingEntry,
    responses: Responses,
    *,
    shown: int,
    approved: Approved,
    threshold: int | None,
) -> Iterator[Item]:
    """Yield the items of a question of a conversation (`threshold`: several of them) or of one decision."""
    given = [answers.get(question.name) for answers in responses]
    comments = [answers.get(question.comment_name) for answers in responses]
    words = _comments(question, entry, comments, approved, many=threshold is not None)
    if question.type is not QuestionType.MATRIX:
        yield _item(question, entry, given, words, shown=shown, approved=approved, threshold=threshold)
        return
    for row in question.rows:
        row_entry = entry.rows[row.name]
        if set(row_entry.aggregate) <= {Aggregate.NONE}:
            continue
        cells = [rows.get(row.name) for rows in given if rows]
        item = {**head(question, row_entry, row.name), **_sizes(shown, cells)}
        yield {**item, **_value(question, cells, many=threshold is not None)}
    if words:
        yield {**head(question, entry), **words}


def _item(
    question: Question,
    entry: MappingEntry,
    given: Sequence[Any],
    words: Item,
    *,
    shown: int,
    approved: Approved,
    threshold: int | None,
) -> Item:
    many = threshold is not None
    item = {**head(question, entry), **_sizes(shown, given)}
    if Aggregate.VALUE in entry.aggregate:
        free = not question.is_closed and not question.is_number and not question.is_date
        if free and entry.sensitive:
            allowed = alphabetical(approved.get(question.name, ()))
            item |= {"value": allowed if many else allowed[0]} if allowed else {}
        else:
            item |= _value(question, given, many=many)
    if Aggregate.SUM in entry.aggregate:
        item["sum"] = counting.total(Counter(number for number in given if number is not None))
        if many and item["sum"] < (threshold or 0):
            return suppressed(question, entry)
    if Aggregate.TEXTS in entry.aggregate:
        item["texts"] = texts(question.name, item["answered"], approved)
    return {**item, **words}


def _sizes(shown: int, given: Sequence[Any]) -> Item:
    return {"shown": shown, "answered": sum(answer is not None for answer in given)}


def _value(question: Question, given: Sequence[Any], *, many: bool) -> Item:
    """Return the answer, or the answers in the order in which the question offers them."""
    found = [answer for answer in given if answer is not None]
    if not many:
        return {"value": found[0]} if found else {}
    offered = list(question.offered)
    places = {json.dumps(value): place for place, value in enumerate(offered)}

    def order(answer: Any) -> tuple[int, float, str]:
        text = json.dumps(answer, sort_keys=True)
        number = answer if question.is_number else 0
        return places.get(text, len(places)), number, text

    return {"value": sorted(found, key=order)}


def _comments(
    question: Question, entry: MappingEntry, given: Sequence[Any], approved: Approved, *, many: bool
) -> Item:
    """Return the words beside the answer, as far as they may be shown."""
    if Aggregate.VALUE not in entry.aggregate or not question.may_have_comment:
        return {}
    found = approved.get(question.comment_name, ()) if entry.sensitive else given
    allowed = alphabetical(comment for comment in found if comment is not None)
    if not allowed:
        return {}
    return {"comments": allowed} if many else {"comment": allowed[0]}
