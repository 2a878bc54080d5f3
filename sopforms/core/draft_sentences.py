"""The sentence of a school value: `mapping.text` with its placeholders filled, or what is missing for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sopforms.core import sentences
from sopforms.core.blocks import Gap, Sentence, Source, ended, plain
from sopforms.core.draft_facts import Given
from sopforms.core.questionnaire.meaning import MappingEntry
from sopforms.core.questionnaire.model import COMMENT_SUFFIX, Kind, Question, QuestionType
from sopforms.core.questionnaire.questionnaire import Questionnaire

_BRACES = re.compile(r"\{([^{}]+)\}")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Asked:
    """Where an indicator is asked: questionnaire, question, row of a matrix or None, and what it means."""

    form: Questionnaire
    question: Question
    row: str | None
    entry: MappingEntry

    @property
    def short(self) -> str:
        """Its name of at most 40 characters, in Dutch."""
        return self.entry.short.get("nl") or next(iter(self.entry.short.values()), self.question.name)

    @property
    def is_staff(self) -> bool:
        """Whether the staff was asked."""
        return self.form.kind is Kind.STAFF

    @property
    def is_open(self) -> bool:
        """Whether the answer is text of their own."""
        return not self.question.is_closed and self.row is None


def asked_in(questionnaires: Iterable[Questionnaire]) -> dict[str, Asked]:
    """Return each indicator with where it is asked; the questionnaire that has its sentences goes before."""
    found: dict[str, Asked] = {}
    for form in questionnaires:
        for question in form.questions:
            entry = form.mapping[question.name]
            rows: tuple[str | None, ...] = (None, *entry.rows)
            for row in rows:
                one = entry if row is None else entry.rows[row]
                if one.indicator is None:
                    continue
                if one.indicator not in found or (one.text and not found[one.indicator].entry.text):
                    found[one.indicator] = Asked(form, question, row, one)
    return found


@dataclass(slots=True)
class Speaker:
    """Says the sentences of one school. `day` writes a date in words."""

    asked: Mapping[str, Asked]
    values: Mapping[str, Given]
    day: Callable[[date], str]
    _responses: dict[str, dict[str, Any]] = field(default_factory=dict)
    _shown: dict[str, frozenset[str]] = field(default_factory=dict)

    def response(self, form: Questionnaire) -> dict[str, Any]:
        """Return the answers of the school to a questionnaire: its values and what was asked beside them."""
        if form.id not in self._responses:
            self._responses[form.id] = self._gathered(form)
        return self._responses[form.id]

    def is_asked(self, name: str) -> bool:
        """Whether the school is asked this indicator at all, given its other answers."""
        place = self.asked.get(name)
        if place is None:
            return False
        if place.is_staff:
            return True
        return place.question.name in self._visible(place.form)

    def say(self, name: str) -> tuple[Sentence, ...] | Gap | None:
        """Return the sentences of an indicator, a gap that names what is missing, or None: nothing to say."""
        place, given = self.asked.get(name), self.values.get(name)
        if place is None or (given is None and not self.is_asked(name)):
            return None
        if given is None or given.value in (None, ""):
            return Gap(_lacking(place), name)
        template = self._template(place, given.value)
        if template == "":
            return None
        if template is None:
            return Gap(f"Bij ‘{place.short}’ is er voor dit antwoord geen zin.", name)
        return self._filled(template, place, given, name)

    def display(self, place: Asked, value: Any) -> str:
        """Return a value in words: the text of the scale, a date written out, a text as it is."""
        if isinstance(value, bool):
            return "ja" if value else "nee"
        measure = place.entry.measure
        for known in measure.values if measure else ():
            if str(known.value) == str(value):
                return known.text.get("nl", str(value))
        for choice in place.question.choices:
            if choice.key == str(value):
                return choice.text.get("nl", choice.key)
        if isinstance(value, list):
            return ", ".join(map(str, value))
        return self.written(place.question, value)

    def written(self, question: Question, value: Any) -> str:
        """Return an answer that was typed: dates in words, decimals with a comma."""
        text = str(value).strip()
        if question.is_date and _ISO_DAY.fullmatch(text):
            return self.day(date.fromisoformat(text))
        return text.replace(".", ",") if isinstance(value, float) else text

    def source(self, name: str) -> Source:
        """Return what a sentence about this indicator rests on."""
        given = self.values[name]
        return Source(name, given.rule, given.n, given.decided_by)

    def beside(self, place: Asked) -> list[tuple[Question, Any]]:
        """Return the answered follow-up questions of an indicator: those named after its question.

        An answer that stayed behind when the value changed does not count: its question is no longer asked.
        """
        answers, shown = self.response(place.form), self._visible(place.form)
        lead = f"{place.question.name}_"
        return [
            (question, answers[question.name])
            for question in place.form.questions
            if question.name.startswith(lead) and question.name in shown and answers.get(question.name)
        ]

    def unanswered(self, place: Asked) -> frozenset[str]:
        """Return the names of the questions of the same form that the school is asked and left open."""
        return self._visible(place.form) - self.response(place.form).keys()

    def _visible(self, form: Questionnaire) -> frozenset[str]:
        """Return the questions that the school is asked, given its answers."""
        if form.id not in self._shown:
            self._shown[form.id] = frozenset(form.visible(self.response(form)))
        return self._shown[form.id]

    def _gathered(self, form: Questionnaire) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, place in self.asked.items():
            given = self.values.get(name)
            if given is None or place.form.id != form.id:
                continue
            found |= {key: answer for key, answer in given.answers.items() if key not in found}
            if place.row is None:
                found[place.question.name] = given.value
                if given.comment:
                    found[place.question.name + COMMENT_SUFFIX] = given.comment
            else:
                rows = found.get(place.question.name)
                found[place.question.name] = {
                    **(rows if isinstance(rows, dict) else {}),
                    place.row: given.value,
                }
        return found

    def _template(self, place: Asked, value: Any) -> str | None:
        key = str(value).lower() if isinstance(value, bool) else str(value)
        return place.entry.text.get(key, place.entry.text.get("*"))

    def _filled(self, template: str, place: Asked, given: Given, name: str) -> tuple[Sentence, ...] | Gap:
        lacking: list[str] = []

        def content(match: re.Match[str]) -> str:
            text = self._content(match[1], place, given)
            if not text:
                lacking.append(match[1])
            return text

        text = " ".join(_BRACES.sub(content, template).split())
        if lacking:
            what = "de reden" if lacking[0] == ".comment" else self._name_of(lacking[0], place)
            return Gap(f"Bij ‘{place.short}’ ontbreekt nog: {what}.", name)
        return tuple(plain(one, self.source(name)) for one in sentences.split(text))

    def _content(self, brace: str, place: Asked, given: Given) -> str:
        if brace == ".short":
            return place.short
        if brace == ".comment":
            return ended(given.comment)
        if brace == ".value":
            text = self.display(place, given.value)
            return ended(text) if place.is_open else text
        answer: Any = self.response(place.form).get(brace.partition(".")[0])
        if isinstance(answer, dict):
            answer = answer.get(brace.partition(".")[2])
        question = place.form.by_name.get(brace.partition(".")[0])
        if answer in (None, "") or question is None:
            return ""
        if question.type in (QuestionType.TEXT, QuestionType.COMMENT):
            return self.written(question, answer)
        return self.display(Asked(place.form, question, None, place.form.mapping[question.name]), answer)

    def _name_of(self, brace: str, place: Asked) -> str:
        entry = place.form.mapping.get(brace.partition(".")[0])
        short = entry.short.get("nl", brace) if entry else brace
        return f"‘{short}’"


def _lacking(place: Asked) -> str:
    """Return what is missing, as a sentence for who writes the draft."""
    if place.is_open and place.is_staff:
        return f"Er is nog geen goedgekeurde tekst bij ‘{place.short}’."
    if place.is_open:
        return f"Er is nog geen tekst bij ‘{place.short}’."
    return f"‘{place.short}’ heeft nog geen waarde."
