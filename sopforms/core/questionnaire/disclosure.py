"""What may not be told of a small group, also when two figures are laid side by side.

Whether a question is asked can depend on an answer that is itself hidden. How many saw it would then give
that answer away: eleven of twelve saw the question that is skipped after "no". So what hangs on a hidden
answer is hidden too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sopforms.core.questionnaire.model import (
    COMMENT_SUFFIX,
    Element,
    Form,
    MappingEntry,
    Panel,
    Question,
    QuestionType,
)
from sopforms.core.questionnaire.shown import Responses, count_shown

LEAST_THRESHOLD = 5


def threshold_of(entry: MappingEntry, setting: int) -> int:
    """Return T: the largest of 5, the promise of the survey and what the author asks for this question."""
    return max(LEAST_THRESHOLD, setting, entry.threshold or 0)


def withheld(form: Form, responses: Responses, shown: Mapping[str, int], setting: int) -> frozenset[str]:
    """Return the questions that hang on an answer that is hidden, straight or through others.

    `shown`: question → in how many responses it was visible. `setting`: the threshold of the survey.
    """
    group = _Group(form, responses, shown, setting)
    found: set[str] = set()
    for name, sources in sources_of(form).items():
        if any(group.hides(source, found) for source in sources):
            found.add(name)
    return frozenset(found)


def open_keys(form: Form, responses: Responses, setting: int) -> tuple[str, ...]:
    """Return the keys of texts that a coordinator may read: enough people were shown the question.

    A key is the name of an open question, or `name-Comment` beside a closed one.
    """
    shown = count_shown(form, responses)
    hidden = withheld(form, responses, shown, setting)
    keys: list[str] = []
    for question in form.questions:
        few = shown[question.name] < threshold_of(form.mapping[question.name], setting)
        if few or question.name in hidden:
            continue
        if not (question.is_closed or question.is_number or question.is_date):
            keys.append(question.name)
        if question.may_have_comment:
            keys.append(question.comment_name)
    return tuple(keys)


def sources_of(form: Form) -> dict[str, frozenset[str]]:
    """Return question → the variables that decide whether it is asked, those of its page and panels too."""
    sources: dict[str, frozenset[str]] = {}
    for page in form.pages:
        _gather(page.elements, _names(page), sources)
    return sources


def _gather(elements: tuple[Element, ...], above: frozenset[str], sources: dict[str, frozenset[str]]) -> None:
    for element in elements:
        names = above | _names(element)
        if isinstance(element, Panel):
            _gather(element.elements, names, sources)
        elif isinstance(element, Question):
            sources[element.name] = names


def _names(element: Any) -> frozenset[str]:
    condition = element.visible_if
    return frozenset(condition.names) if condition is not None else frozenset()


@dataclass(frozen=True, slots=True)
class _Group:
    """Who answered, and what may be told of them."""

    form: Form
    responses: Responses
    shown: Mapping[str, int]
    setting: int

    def hides(self, variable: str, found: set[str]) -> bool:
        """Whether too few gave what a condition looks at; `found` holds what was found hidden before."""
        name, _, row = variable.removesuffix(COMMENT_SUFFIX).partition(".")
        question = self.form.by_name.get(name)
        if question is None:
            return False  # taken out for this kind of school: nobody answered, so nothing depends on it
        entry = self.form.mapping[name].rows.get(row, self.form.mapping[name])
        is_text = variable.endswith(COMMENT_SUFFIX) or not (question.is_closed or question.is_number)
        size = self.shown[name] if is_text else self._counted(question, entry, row)
        return name in found or size < threshold_of(entry, self.setting)

    def _counted(self, question: Question, entry: MappingEntry, row: str) -> int:
        """Return how many gave an answer that counts; of a whole matrix: how many gave any."""
        given = [answers[question.name] for answers in self.responses if question.name in answers]
        if question.type is QuestionType.MATRIX:
            if not row:
                return len(given)
            given = [rows[row] for rows in given if row in rows]
        missing = entry.measure.missing if entry.measure else frozenset()
        if question.type is QuestionType.CHECKBOX:
            return sum(not missing.issuperset(ticks) for ticks in given)
        return sum(answer not in missing for answer in given)
