"""The page where somebody looks over what they answered: frame and lines drawn once, then put together.

A line with a choice is the same for everybody who chose it, so it is kept. What somebody wrote never is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from flask import current_app, render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from sopforms.actions.answering import Answering
from sopforms.core import pace
from sopforms.core.questionnaire import spoken
from sopforms.core.questionnaire.answer_problems import AnswerProblem, in_language
from sopforms.core.questionnaire.model import Page, Question
from sopforms.core.questionnaire.visibility import Walk
from sopforms.output.language import long_date
from sopforms.web import answer_gaps as gaps
from sopforms.web import answer_page, language
from sopforms.web.forms import Form, SubmitIdField, TickField
from sopforms.web.prepared import MOST, Shelf, mark

_KEPT = "overviews of answers"
Facts = dict[str, Any]


class SendForm(Form):
    """Sending; the tick is asked only when a text seems to name a pupil."""

    no_names = TickField()
    submit_id = SubmitIdField()


@dataclass(slots=True)
class _Lines:
    """What of one page of a questionnaire is the same for all, drawn when it was first needed.

    `still_open`: path → link to what is unanswered. `given`: question, row and choice → line. `around`: what
    stands round the lines, by whether anything is open, how many answers there are and whether they are sent.
    """

    title: str
    href: str
    still_open: dict[str, str] = field(default_factory=dict)
    given: dict[tuple[str, str, Any], str] = field(default_factory=dict)
    around: Shelf = field(default_factory=Shelf)


@dataclass(slots=True)
class _Kept:
    """What an application keeps of all overviews.

    `lines`: by questionnaire, kind of school, language and page.
    """

    frames: Shelf = field(default_factory=Shelf)
    lines: dict[tuple[str, ...], _Lines] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Overview:
    """The answers of one respondent. `found`: what is visible; `names`: texts that may name a pupil."""

    where: Answering
    found: Walk
    names: Mapping[str, tuple[str, ...]]
    wrong: Sequence[AnswerProblem]
    language: str

    def draw(self, form: SendForm | None = None) -> str:
        """Return the page; `form` is what was sent and refused."""
        contact = answer_page.asker(self.where)
        listed, left = self._listed()
        theirs: Facts = {
            "listed": listed,
            "left": _said(left, self.wrong),
            "day": long_date(self.where.closes_on, self.language),
            "mailto": f"mailto:{contact.email}",
            "name": contact.name,
            "other": language.other_url(),
            "tokens": None,
            "submit_id": uuid4(),
        }
        if form is not None or self.names or not answer_page.looks_the_same_to_all():
            form = form or SendForm()
            return self._rendered({**theirs, "submit_id": form.submit_id.data}, form)
        theirs["tokens"] = _macros("macros/forms.html").csrf()
        marks = {name: mark(name) for name in theirs}
        key = (*self._questions, self.where.is_sent, *self.found.pages[-1:])
        return _kept().frames.get(key, lambda: self._rendered(marks, SendForm())).filled(theirs)

    @property
    def _questions(self) -> tuple[str, ...]:
        return self.where.questionnaire.content_hash, self.where.kind, self.language

    def _rendered(self, theirs: Facts, form: SendForm) -> str:
        where, last = self.where, self.found.pages[-1:]
        wrong = [(gaps.href(where, one.path), one.message(self.language)) for one in self.wrong]
        page: str = render_template(
            "answer/check.html",
            where=where,
            form=form,
            back=gaps.page_address(last[0]) if last else "",
            names=gaps.named(where, self.names),
            wrong=wrong if form.is_submitted() else [],
            other_language_url=theirs["other"],
            **theirs,
            **answer_page.around(theirs["name"], theirs["mailto"]),
        )
        return page

    def _listed(self) -> tuple[Markup, int]:
        """Return what is open and what was answered, page by page, and how many questions are open."""
        unanswered = pace.unanswered(self.where.questionnaire, self.where.draft, found=self.found)
        parts, left = [], 0
        for page in self.where.questionnaire.pages:
            if page.name in unanswered:
                lines = self._lines_of(page)
                still = [self._open_line(lines, path) for path in unanswered[page.name]]
                given = [line for question in page.questions for line in self._given(lines, question)]
                parts.append(self._part(lines, still, given))
                left += len(still)
        return Markup("").join(parts), left

    def _part(self, lines: _Lines, still: list[str], given: list[str]) -> Markup:
        sent = self.where.is_sent

        def drawn() -> str:
            listed = mark("still") if still else ""
            return str(_macros().part(lines.title, lines.href, listed, len(given), mark("given"), sent))

        around = lines.around.get((bool(still), len(given), sent), drawn)
        # Both are lines that a template drew.
        filled = around.filled({"still": Markup(", ".join(still)), "given": Markup("".join(given))})  # noqa: S704
        return Markup(filled)  # noqa: S704

    def _open_line(self, lines: _Lines, path: str) -> str:
        line = lines.still_open.get(path)
        if line is None:
            short = gaps.short(self.where, path, self.language)
            line = lines.still_open[path] = str(_macros().open_line(self._at(lines, path), short))
        return line

    def _given(self, lines: _Lines, question: Question) -> Iterator[str]:
        """Yield a line for what was answered to a question, or to each row of it, and for what was added."""
        if question.name not in self.found.readings:
            return
        answer = self.found.seen.get(question.name)
        for row, one in answer.items() if isinstance(answer, Mapping) else (("", answer),):
            if one is not None:
                yield self._given_line(lines, question, row, one)
        if comment := self.found.seen.get(question.comment_name):
            yield _macros().given_line(_("Toelichting"), self._at(lines, question.name), comment)

    def _given_line(self, lines: _Lines, question: Question, row: str, answer: Any) -> str:
        picked = question.is_closed and not isinstance(answer, list | tuple)
        if picked and (kept := lines.given.get((question.name, row, answer))) is not None:
            return kept
        title = next((one.text for one in question.rows if one.name == row), question.title)
        text = in_language(title, self.language)
        label = spoken.fill(text, self.where.questionnaire, self.found.seen, self.language)
        said = spoken.answer_in_words(question, answer, self.language)
        href = self._at(lines, f"{question.name}.{row}" if row else question.name)
        line = str(_macros().given_line(label, href, said)) if said else ""
        if picked and label is text:  # no answer of somebody's own stands in it
            lines.given[question.name, row, answer] = line
        return line

    def _at(self, lines: _Lines, path: str) -> str:
        return gaps.at(lines.href, self.where, path)

    def _lines_of(self, page: Page) -> _Lines:
        """Return what is kept of a page of these questions, in the language at hand."""
        kept, key = _kept().lines, (*self._questions, page.name)
        found = kept.get(key)
        if found is None:
            named = self.where.questionnaire.title
            title = in_language(page.title, self.language) if page.title else named
            if len(kept) >= MOST:
                kept.clear()
            found = kept[key] = _Lines(title, gaps.page_address(page.name))
        return found


def _said(left: int, wrong: Collection[AnswerProblem]) -> str:
    """Return how much is open, and that this is allowed where it is."""
    if left == 0:
        return str(_("Alles is ingevuld."))
    if wrong:
        return str(ngettext("1 vraag is nog open.", "%(num)s vragen zijn nog open.", left))
    return str(ngettext("1 vraag is nog open. Dat mag.", "%(num)s vragen zijn nog open. Dat mag.", left))


def _kept() -> _Kept:
    """Return what this application keeps; something empty while templates are being changed."""
    if current_app.jinja_env.auto_reload:
        return _Kept()
    kept: _Kept = current_app.extensions.setdefault(_KEPT, _Kept())
    return kept


def _macros(file: str = "answer/check_lines.html") -> Any:
    return current_app.jinja_env.get_template(file).module
