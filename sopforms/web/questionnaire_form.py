"""A page of a questionnaire as a form: one class per version, page, language and sector.

    form = page_form(questionnaire, "groep", "nl").stored(draft)              # GET
    form = page_form(questionnaire, "groep", "nl").posted(request.form, draft)  # POST
    form.answers    the whole draft after the post, to be stored whatever comes next
    form.more       other questions became visible: show the page again
    form.judge()    True when nothing on this page is wrong; otherwise the messages hang on the fields

Of hidden questions only those have a field that another answer on the page may bring out; they show what the
draft holds. The draft of a hidden question stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from threading import Lock
from typing import Any, ClassVar, Self
from weakref import WeakKeyDictionary

from flask import Flask, current_app
from werkzeug.datastructures import MultiDict

from sopforms.core.questionnaire import visibility
from sopforms.core.questionnaire.answers import problems
from sopforms.core.questionnaire.model import Answers, Kind, Page, Question
from sopforms.core.questionnaire.posted import SHOWN, field_name, read_page, shown, shown_value
from sopforms.core.questionnaire.questionnaire import Questionnaire
from sopforms.web import conditions
from sopforms.web.drawing import draw
from sopforms.web.fields import AnswerField, field_class, like
from sopforms.web.forms import Form
from sopforms.web.page_elements import Drawn, PageElements, questions_of

KEPT_CLASSES = 512


class PageForm(Form):
    """The base of the classes that `page_form` makes."""

    questionnaire: ClassVar[Questionnaire]
    page: ClassVar[Page]
    language: ClassVar[str]
    watched: ClassVar[frozenset[str]]
    unfilled: ClassVar[WeakKeyDictionary[Flask, PageForm]]

    answers: Answers
    found: visibility.Walk
    elements: tuple[Drawn, ...]
    more: bool = False
    spoken_for: tuple[Answers, list[str]]
    """What a posted page says: see `PostedPage`."""

    @classmethod
    def stored(cls, draft: Mapping[str, Any]) -> Self:
        """Return the page as the draft has it."""
        form = cls._unfilled()
        form.answers = dict(draft)
        for field in form.drawn_fields:
            field.show(draft)
        form._show_visible(visibility.walk(cls.questionnaire, form.answers))
        return form

    @classmethod
    def _unfilled(cls) -> Self:
        """Return a form in which nothing is filled in: a copy of the first one, for making one takes long."""
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        first = cls.unfilled.get(app)
        if first is None:
            first = cls.unfilled[app] = cls(formdata=None)
        form = cls.__new__(cls)
        form.__dict__.update(first.__dict__)
        form.form_errors = []
        form._fields = {name: like(field) for name, field in first._fields.items()}
        form.__dict__.update(form._fields)
        if "csrf_token" in form:
            form.csrf_token.process(None)
        return form

    @classmethod
    def posted(cls, formdata: MultiDict[str, str], draft: Mapping[str, Any]) -> Self:
        """Return the page as it was posted, over a draft that holds what was stored before."""
        form = cls(formdata=formdata)
        sent = read_page(cls.questionnaire, cls.page, dict(formdata.lists()), draft)
        form.answers, form.more = sent.answers, sent.more
        form.spoken_for = sent.given, sent.keys
        offered = shown({SHOWN: formdata.getlist(SHOWN)})
        for question in cls.page.questions:
            if question.name not in offered or question.name not in sent.found.readings:
                form.field_of(question.name).show(form.answers)
        form._show_visible(sent.found)
        return form

    def field_of(self, name: str) -> AnswerField:
        """Return the field of a question."""
        field = self._fields[field_name(name)]
        assert isinstance(field, AnswerField)
        return field

    @property
    def answer_fields(self) -> Iterator[AnswerField]:
        """The fields of the visible questions in document order."""
        return (field for field in self.drawn_fields if field.shows)

    @property
    def drawn_fields(self) -> Iterator[AnswerField]:
        """The same with those of hidden questions that another answer on the page may bring out."""
        return (field for field in self._fields.values() if isinstance(field, AnswerField))

    def judge(self) -> bool:
        """Hang what `Questionnaire.problems` says about this page on the fields; True when nothing."""
        found = problems(self.questionnaire, self.answers, self.page.name, found=self.found)
        for problem in found:
            name = conditions.question_of(problem.path)
            self.field_of(name).hang(problem.path, problem.message(self.language))
        return not found

    def error_pairs(self) -> list[tuple[str, str]]:
        """Return what is wrong as (id, message) in the order of the page."""
        return [pair for field in self.answer_fields for pair in field.error_pairs()]

    @property
    def shown(self) -> str:
        """What the hidden input `_shown` holds: the questions that this page offers whatever is answered.

        Each of the others brings its own `_shown`, which is not posted while the question is disabled.
        """
        return shown_value(field.question.name for field in self.drawn_fields if not field.conditional)

    @property
    def has_conditions(self) -> bool:
        """Whether a condition of this page looks at a question of this page (**Vragen bijwerken**)."""
        return bool(self.watched)

    @property
    def title(self) -> str:
        """The heading of the page; that of the questionnaire when it has none."""
        return self._page.text(self.page.title or self.questionnaire.heading) or self.questionnaire.title

    @property
    def description(self) -> str:
        """The line below the heading."""
        return self._page.text(self.page.description)

    def _show_visible(self, found: visibility.Walk) -> None:
        """Drop the fields of what cannot show here; fill in texts and conditions of the others."""
        self.found = found
        self._page = PageElements(
            self.questionnaire, self.page, self.language, found.seen, found.elements, self.field_of
        )
        self.elements = self._page.drawn()
        drawn = {element.name: element for element in questions_of(self.elements)}
        for question in self.page.questions:
            if question.name in drawn:
                self._fit(self.field_of(question.name), drawn[question.name], question.name in found.readings)
            else:
                del self[field_name(question.name)]

    def _fit(self, field: AnswerField, drawn: Drawn, shows: bool) -> None:
        """Tell a field what depends on answers."""
        question = field.question
        field.shows, field.conditional = shows, drawn.conditional
        field.title = self._page.text(question.title)
        field.hint = self._page.text(question.description)
        field.required_if = self._page.condition(question.required_if)
        if question.required_if is not None:
            field.skippable = not question.required_if.evaluate(self._page.seen)


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
        "unfilled": WeakKeyDictionary(),
    }
    return type("QuestionnairePage", (PageForm,), {**facts, **fields})


def _is_asked(question: Question) -> bool:
    """Whether an answer is needed, always or under a condition."""
    return bool(question.required or question.required_if or question.each_row_required)
