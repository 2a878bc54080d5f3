"""A questionnaire on paper: empty, to read and prepare together, or with the answers that were given.

Paper has no conditions: a question that is not for everybody says for whom it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from sopforms.core.blocks import Block, Heading, Paragraph, Part, Sentence, Span, Table, paragraph, plain
from sopforms.core.questionnaire import visibility
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.questionnaire.expression import Expression
from sopforms.core.questionnaire.model import (
    COMMENT_SUFFIX,
    Element,
    Form,
    Html,
    Page,
    Panel,
    Question,
    QuestionType,
    Texts,
)
from sopforms.core.questionnaire.spoken import answer_in_words, fill, options_in_words

BOX = "☐"
LINE = "_" * 60
APART = "\u00a0\u00a0\u00a0 "
LONGEST_LABEL = 26  # the box counts
_PIPE = re.compile(r"\{[^{}]*\}")
_WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "only": "Alleen als je bij vraag {n} koos: {values}.",
        "answered": "Alleen als je vraag {n} hebt beantwoord.",
        "after": "Of deze vraag voor jou is, hangt af van je antwoord op vraag {n}.",
        "statement": "Uitspraak",
        "several": "Meer antwoorden mogen.",
        "comment": "Toelichting:",
        "tick": "Kruis bij elke uitspraak één antwoord aan.",
        "answer": "Antwoord",
        "answers": "Antwoorden",
        "open": "(niet ingevuld)",
        "or": " of ",
    },
    "en": {
        "only": "Only if you chose at question {n}: {values}.",
        "answered": "Only if you answered question {n}.",
        "after": "Whether this question is for you depends on your answer to question {n}.",
        "statement": "Statement",
        "several": "You may give more than one answer.",
        "comment": "Explanation:",
        "tick": "Tick one answer at each statement.",
        "answer": "Answer",
        "answers": "Answers",
        "open": "(not filled in)",
        "or": " or ",
    },
}


def blank(form: Form, language: str) -> tuple[Part, ...]:
    """Return every page with all its questions, numbered, with boxes to tick and lines to write on."""
    writer = _Writer(form, language)
    return tuple(
        Part(page.name, writer.title_of(page), tuple(writer.blank_page(page)))
        for page in form.pages
        if writer.is_asked(page)
    )


def answered(form: Form, answers: Mapping[str, Any], language: str) -> tuple[Part, ...]:
    """Return the visible questions with what was answered; what was left open says so."""
    found = visibility.walk(form, answers)
    writer = _Writer(form, language)
    return tuple(
        Part(page.name, writer.title_of(page), tuple(writer.answered(page, found)))
        for page in form.pages
        if page.name in found.pages
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes in document order; `numbers` has the questions that were written so far."""

    form: Form
    language: str
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def words(self) -> Mapping[str, str]:
        return _WORDS.get(self.language, _WORDS["nl"])

    def text(self, texts: Texts | None) -> str:
        """Return a text; where an earlier answer comes on the screen, paper has three points."""
        return _PIPE.sub("…", in_language(texts, self.language)) if texts else ""

    def title_of(self, page: Page) -> str:
        return self.text(page.title or self.form.heading) or self.form.title

    # Empty

    def is_asked(self, thing: Page | Element) -> bool:
        """Whether anybody here sees it: a condition may look only at what other kinds of school are asked."""
        condition = thing.visible_if
        return condition is None or bool(self._looks_at(condition)) or condition.evaluate({})

    def blank_page(self, page: Page) -> Iterator[Block]:
        yield from self._notes(page.visible_if, self.text(page.description))
        yield from self.blank(page.elements)

    def blank(self, elements: tuple[Element, ...], level: int = 3) -> Iterator[Block]:
        for element in filter(self.is_asked, elements):
            if isinstance(element, Html):
                yield from (paragraph(text) for text in _paragraphs(in_language(element.html, self.language)))
            elif isinstance(element, Panel):
                if element.title:
                    yield Heading(level, self.text(element.title))
                yield from self._notes(element.visible_if, self.text(element.description))
                yield from self.blank(element.elements, 4 if element.title else level)
            else:
                yield from self._question(element, level)

    def _question(self, question: Question, level: int) -> Iterator[Block]:
        self.numbers[question.name] = number = len(self.numbers) + 1
        yield Heading(level, f"{number}. {self.text(question.title)}")
        yield from self._notes(question.visible_if, self.text(question.description))
        if question.type is QuestionType.MATRIX:
            yield self._grid(question)
        elif question.is_closed:
            yield from self._boxes(question)
        else:
            yield from [paragraph(LINE)] * (question.lines if question.type is QuestionType.COMMENT else 1)
        if question.has_comment:
            yield paragraph(f"{self.text(question.comment_text) or self.words['comment']} {LINE[:40]}")

    def _notes(self, condition: Expression | None, description: str) -> Iterator[Block]:
        if condition is not None and self._looks_at(condition):
            yield Paragraph((Sentence((Span(self._for_whom(condition), emphasis=True),)),))
        if description:
            yield paragraph(description)

    def _boxes(self, question: Question) -> Iterator[Block]:
        """Short answers stand beside each other, longer ones below each other."""
        labels = [f"{BOX}\u00a0{label}" for label in options_in_words(question, self.language)]
        if question.has_other:
            labels[-1] += f" {LINE[:30]}"
        if question.type is QuestionType.CHECKBOX:
            yield paragraph(self.words["several"])
        ends = [self.text(question.min_label), self.text(question.max_label)]
        if any(ends):
            labels = [" ".join(filter(None, (ends[0], *labels, ends[1])))]
        if all(len(label) <= LONGEST_LABEL for label in labels):
            yield paragraph(APART.join(label.replace(" ", "\u00a0") for label in labels))
        else:
            yield from (paragraph(label) for label in labels)

    def _grid(self, question: Question) -> Table:
        header = (self.words["statement"], *options_in_words(question, self.language))
        boxes = [plain(BOX)] * len(question.offered)
        rows = tuple((plain(self.text(row.text)), *boxes) for row in question.rows)
        return Table(self.words["tick"], header, rows)

    # For whom a question is

    def _for_whom(self, condition: Expression) -> str:
        told = self._told(condition.tree)
        if told:
            return told
        return self.words["after"].format(n=self._listed(list(map(str, self._looks_at(condition)))))

    def _looks_at(self, condition: Expression) -> list[int]:
        """Return the numbers of the questions that decide; none of those that are not asked here."""
        return sorted(
            {self.numbers[_asked(name)] for name in condition.names if _asked(name) in self.numbers}
        )

    def _listed(self, texts: list[str]) -> str:
        """Return "a", "a of b", "a, b of c"."""
        return self.words["or"].join(filter(None, (", ".join(texts[:-1]), texts[-1])))

    def _told(self, tree: Any) -> str:
        """Return a simple condition in words, empty for one that is not simple."""
        op, left, *right = tree
        if op == "or" and left[0] == "empty":
            return self._told(right[0])  # paper is read before anything is answered
        if not isinstance(left, list) or left[0] != "var" or "." in left[1] or _asked(left[1]) != left[1]:
            return ""
        if left[1] not in self.numbers:
            return ""
        question = self.form.by_name[left[1]]
        if op == "notempty":
            return self.words["answered"].format(n=self.numbers[question.name])
        values = right[0][1:] if right and right[0][0] in ("lit", "list") else []
        if op not in ("=", "anyof", "contains") or not values or not question.is_closed:
            return ""
        said = self._listed([answer_in_words(question, value, self.language) for value in values])
        return self.words["only"].format(n=self.numbers[question.name], values=said)

    # Answered

    def answered(self, page: Page, found: visibility.Walk) -> Iterator[Block]:
        for question in page.questions:
            if question.name not in found.readings:
                continue
            answer = found.seen.get(question.name)
            title = in_language(question.title, self.language)
            yield Heading(3, fill(title, self.form, found.seen, self.language))
            if question.type is QuestionType.MATRIX:
                yield self._cells(question, answer or {})
            else:
                yield self._kept(answer_in_words(question, answer, self.language) or self.words["open"])
            if question.comment_name in found.seen:
                yield self._kept(str(found.seen[question.comment_name]))

    def _cells(self, question: Question, picked: Mapping[str, Any]) -> Table:
        rows = tuple(
            (
                plain(self.text(row.text)),
                plain(answer_in_words(question, picked.get(row.name), self.language) or self.words["open"]),
            )
            for row in question.rows
        )
        return Table(self.words["answers"], (self.words["statement"], self.words["answer"]), rows)

    def _kept(self, text: str) -> Paragraph:
        """Return a text with its lines as they were typed, each a sentence of its own."""
        return paragraph(*(line for line in text.split("\n") if line.strip()))


def _asked(variable: str) -> str:
    return variable.partition(".")[0].removesuffix(COMMENT_SUFFIX)


class _Words(HTMLParser):
    """Takes the words out of the few tags that a questionnaire may hold."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in ("p", "li", "h3", "h4", "br"):
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data


def _paragraphs(html: str) -> list[str]:
    parser = _Words()
    parser.feed(html)
    parser.close()
    return [" ".join(text.split()) for text in parser.texts if text.strip()]
