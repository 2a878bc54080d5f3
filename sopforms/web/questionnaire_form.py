"""A page of a questionnaire as a form: one class per version, page, language and sector.

    form = page_form(questionnaire, "groep", "nl").stored(draft)              # GET
    form = page_form(questionnaire, "groep", "nl").posted(request.form, draft)  # POST
    form.answers    the whole draft after the post, to be stored whatever comes next
    form.more       other questions became visible: show the page again
    form.judge()    True when nothing on this page is wrong; otherwise the messages hang on the fields

Fields of hidden questions are not in the form. The draft of a hidden question stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from threading import Lock
from typing import Any, ClassVar, Self

import nh3
from werkzeug.datastructures import MultiDict

from sopforms.core.questionnaire import visibility
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.questionnaire.model import Answers, Element, Html, Kind, Page, Panel, Question
from sopforms.core.questionnaire.posted import SHOWN, field_name, merge, shown, shown_value
from sopforms.core.questionnaire.questionnaire import Questionnaire
from sopforms.web import conditions, piping
from sopforms.web.drawing import draw
from sopforms.web.fields import AnswerField, field_class
from sopforms.web.forms import Form

KEPT_CLASSES = 512
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4", "a"}


class PageForm(Form):
    """The base of the classes that `page_form` makes."""

    questionnaire: ClassVar[Questionnaire]
    page: ClassVar[Page]
    language: ClassVar[str]
    watched: ClassVar[frozenset[str]]

    answers: Answers
    more: bool = False

    @classmethod
    def stored(cls, draft: Mapping[str, Any]) -> Self:
        """Return the page as the draft has it."""
        form = cls(formdata=None, data=dict.fromkeys(_field_names(cls.page), draft))
        form.answers = dict(draft)
        form._show_visible()
        return form

    @classmethod
    def posted(cls, formdata: MultiDict[str, str], draft: Mapping[str, Any]) -> Self:
        """Return the page as it was posted, over a draft that holds what was stored before."""
        form = cls(formdata=formdata)
        here = {question.name for question in cls.page.questions}
        offered = [name for name in shown({SHOWN: formdata.getlist(SHOWN)}) if name in here]
        given: Answers = {}
        for name in offered:
            given |= form.field_of(name).answers
        everything = merge(draft, offered, given, offered)
        visible = visibility.walk(cls.questionnaire, everything).readings
        form.answers = merge(draft, offered, given, visible)
        form.more = any(name in visible and name not in offered for name in here)
        for name in here.difference(offered):
            form.field_of(name).show(form.answers)
        form._show_visible()
        return form

    def field_of(self, name: str) -> AnswerField:
        """Return the field of a question."""
        field = self._fields[field_name(name)]
        assert isinstance(field, AnswerField)
        return field

    @property
    def spoken_for(self) -> tuple[Answers, list[str]]:
        """What a posted page says: the answers of its visible questions, and every key it speaks for.

        A key without an answer was emptied. Questions that are hidden now keep what was stored.
        """
        keys = [
            name
            for field in self.answer_fields
            for name in (field.question.name, field.question.comment_name)
        ]
        return {key: self.answers[key] for key in keys if key in self.answers}, keys

    @property
    def answer_fields(self) -> Iterator[AnswerField]:
        """The fields of the visible questions in document order."""
        return (field for field in self._fields.values() if isinstance(field, AnswerField))

    def judge(self) -> bool:
        """Hang what `Questionnaire.problems` says about this page on the fields; True when nothing."""
        found = self.questionnaire.problems(self.answers, self.page.name)
        for problem in found:
            name = conditions.question_of(problem.path)
            self.field_of(name).hang(problem.path, problem.message(self.language))
        return not found

    def error_pairs(self) -> list[tuple[str, str]]:
        """Return what is wrong as (id, message) in the order of the page."""
        return [pair for field in self.answer_fields for pair in field.error_pairs()]

    @property
    def shown(self) -> str:
        """What the hidden input `_shown` holds: the questions that this page offers."""
        return shown_value(field.question.name for field in self.answer_fields)

    @property
    def has_conditions(self) -> bool:
        """Whether a condition of this page looks at a question of this page (**Vragen bijwerken**)."""
        return bool(self.watched)

    @property
    def title(self) -> str:
        """The heading of the page; that of the questionnaire when it has none."""
        texts = self.page.title or self.questionnaire.heading
        title = in_language(texts, self.language) or self.questionnaire.title
        return self._filled(title)

    @property
    def description(self) -> str:
        """The line below the heading."""
        return (
            self._filled(in_language(self.page.description, self.language)) if self.page.description else ""
        )

    def _filled(self, text: str) -> str:
        return piping.fill(text, self.questionnaire, self.seen, self.language)

    def _show_visible(self) -> None:
        """Drop the fields of hidden questions; fill in texts and conditions of the others."""
        found = visibility.walk(self.questionnaire, self.answers)
        self.seen = found.seen
        here = {question.name for question in self.page.questions}
        for question in self.page.questions:
            name = field_name(question.name)
            if question.name not in found.readings:
                del self[name]
                continue
            field = self.field_of(question.name)
            field.title, field.hint = self._filled(field.title), self._filled(field.hint)
            field.visible_if = self._condition(question.visible_if, here)
            field.required_if = self._condition(question.required_if, here)
        self.elements = self._drawn(self.page.elements, found.elements, here)

    def _condition(self, condition: Any, here: set[str]) -> str:
        """Return a condition for the browser, when it looks at a question of this page."""
        if condition is None or not any(conditions.question_of(name) in here for name in condition.names):
            return ""
        return conditions.as_json(condition, here, self.seen)

    def _drawn(
        self, elements: tuple[Element, ...], visible: set[str], here: set[str]
    ) -> list[dict[str, Any]]:
        """Return the visible elements for the macro `questions`: kind, and what that kind needs."""
        drawn: list[dict[str, Any]] = []
        for element in elements:
            if element.name not in visible:
                continue
            condition = self._condition(element.visible_if, here)
            if isinstance(element, Question):
                field = self.field_of(element.name)
                drawn.append({"kind": "question", "field": field})
            elif isinstance(element, Html):
                html = _clean(in_language(element.html, self.language))
                filled = piping.fill_html(html, self.questionnaire, self.seen, self.language)
                drawn.append({"kind": "html", "html": filled, "visible_if": condition})
            else:
                drawn.append(self._panel(element, visible, here, condition))
        return drawn

    def _panel(self, panel: Panel, visible: set[str], here: set[str], condition: str) -> dict[str, Any]:
        return {
            "kind": "panel",
            "name": f"q_{panel.name}",
            "title": self._filled(in_language(panel.title, self.language)) if panel.title else "",
            "description": self._filled(in_language(panel.description, self.language))
            if panel.description
            else "",
            "elements": self._drawn(panel.elements, visible, here),
            "visible_if": condition,
        }


@lru_cache(maxsize=1024)
def _clean(html: str) -> str:
    """Return markup of a questionnaire with only the tags that the format allows."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "mailto"},
        link_rel="noopener noreferrer",
    )


def _field_names(page: Page) -> list[str]:
    return [field_name(question.name) for question in page.questions]


_classes: dict[tuple[str, str, str, str], type[PageForm]] = {}
_lock = Lock()


def page_form(
    questionnaire: Questionnaire, page: str, language: str = "nl", sector: str = ""
) -> type[PageForm]:
    """Return the form class of a page; `sector` names the kind of school the questionnaire was cut for.

    A questionnaire without a content hash (one that is being written) is never kept.
    """
    key = (questionnaire.content_hash, page, language, sector)
    found = _classes.get(key)
    if found is None:
        found = _make(questionnaire, questionnaire.page(page), language)
        if questionnaire.content_hash:
            with _lock:
                if len(_classes) >= KEPT_CLASSES:
                    _classes.clear()
                _classes[key] = found
    return found


def _make(questionnaire: Questionnaire, page: Page, language: str) -> type[PageForm]:
    """Build the class: one field per question, named so that no question can break the form."""
    spoken = language if language in questionnaire.languages else questionnaire.languages[0]
    mixed = any(question.required or question.each_row_required for question in page.questions)
    watched = conditions.watched(page)
    fields: dict[str, Any] = {}
    for question in page.questions:
        skippable = not _is_asked(question) and (mixed or not question.is_closed)
        drawing = draw(
            question,
            questionnaire.mapping.get(question.name),
            spoken,
            optional=skippable and questionnaire.kind is not Kind.ADVICE,
            watched=question.name in watched,
        )
        fields[field_name(question.name)] = field_class(question)(drawing)
    facts = {
        "questionnaire": questionnaire,
        "page": page,
        "language": spoken,
        "watched": watched,
    }
    return type("QuestionnairePage", (PageForm,), {**facts, **fields})


def _is_asked(question: Question) -> bool:
    """Whether an answer is needed, always or under a condition."""
    return bool(question.required or question.required_if or question.each_row_required)
