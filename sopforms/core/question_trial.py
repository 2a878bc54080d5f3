"""What would come of answers to a questionnaire: each answer in words, with the sentence of the draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sopforms.core.blocks import Gap, Sentence
from sopforms.core.draft_facts import Given
from sopforms.core.draft_sentences import Asked, Speaker, asked_in
from sopforms.core.questionnaire.model import Question
from sopforms.core.questionnaire.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Told:
    """One answer: the short name of its question or row, the answer in Dutch, and what the draft says.

    `sentence` is empty when an answer makes none; `lacks` says what is missing for one.
    """

    short: str
    answer: str
    sentence: str = ""
    lacks: str = ""


def told(form: Questionnaire, answers: Mapping[str, Any], day: Callable[[date], str]) -> list[Told]:
    """Return what would come of the answers of one response, in document order. `day` writes a date."""
    asked = asked_in([form])
    values = {
        name: Given(value, str(answers.get(place.question.comment_name, "")), answers)
        for name, place in asked.items()
        if (value := _value(place.question, place.row, answers)) is not None
    }
    speaker = Speaker(asked, values, day)
    return [
        _told(speaker, Asked(form, question, row, form.mapping[question.name]), value)
        for question, row, value in _given(form, answers)
    ]


def _given(form: Questionnaire, answers: Mapping[str, Any]) -> Iterator[tuple[Question, str | None, Any]]:
    for question in form.questions:
        rows: tuple[str | None, ...] = tuple(row.name for row in question.rows) or (None,)
        for row in rows:
            value = _value(question, row, answers)
            if value is not None:
                yield question, row, value


def _value(question: Question, row: str | None, answers: Mapping[str, Any]) -> Any:
    given = answers.get(question.name)
    if row is None:
        return given
    return given.get(row) if isinstance(given, Mapping) else None


def _told(speaker: Speaker, place: Asked, value: Any) -> Told:
    entry = place.entry if place.row is None else place.entry.rows[place.row]
    here = Asked(place.form, place.question, place.row, entry)
    shown = speaker.display(here, value)
    said = speaker.say(entry.indicator) if entry.indicator and entry.text else None
    if isinstance(said, Gap):
        return Told(here.short, shown, lacks=said.text)
    return Told(here.short, shown, " ".join(_text(one) for one in said or ()))


def _text(sentence: Sentence) -> str:
    return "".join(span.text for span in sentence.spans)
