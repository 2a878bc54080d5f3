"""Reads the sidecar: what each question means, with what rows inherit filled in (section 7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sopforms.core.codes import SchoolKind
from sopforms.core.questionnaire.load_elements import Course
from sopforms.core.questionnaire.load_fields import Context, Fields, expect_object, fields
from sopforms.core.questionnaire.mapping_aggregates import PRIVATE, aggregates
from sopforms.core.questionnaire.mapping_sentences import sentences
from sopforms.core.questionnaire.mapping_values import check_scale, measure_of
from sopforms.core.questionnaire.meaning import NOTHING, Aggregate, Base, MappingEntry, Scale, Texts
from sopforms.core.questionnaire.model import Question, QuestionType
from sopforms.core.questionnaire.reading import Node

LONGEST_SHORT = 40
_INDICATOR = re.compile(r"[A-Z]{2,4}-[0-9]{2,3}")
_NEED = re.compile(r"[a-z][a-z0-9_-]{0,49}")
CHAPTERS = tuple(f"ch{number}" for number in range(1, 12))


@dataclass(slots=True)
class Sidecar:
    """What was read of a mapping, with the places that later checks report at."""

    entries: dict[str, MappingEntry] = field(default_factory=dict)
    indicators: dict[str, Node] = field(default_factory=dict)
    scales: set[str] = field(default_factory=set)


def read_mapping(context: Context, node: Node | None, course: Course, scales: Mapping[str, Scale]) -> Sidecar:
    """Return an entry per question; missing and superfluous ones are reported."""
    sidecar = Sidecar()
    if node is None:
        return sidecar
    questions = course.questions
    for name, member in node.members.items():
        if context.report.is_full:
            break
        if name not in questions and name not in context.lost:
            near = context.report.guess(name, questions)
            hint = "did_you_mean" if near else ""
            context.report.error(
                member, "Q050", "entry_unknown", hint=hint, at_key=True, name=name, near=near
            )
    for name, (question, _) in questions.items():
        if name and name not in node.members:
            context.report.missing(node, name, "Q051", "entry_missing", name=name)
        elif name and expect_object(context, node.members[name]):
            _Reader(context, question, course, scales, sidecar).read(node.members[name])
    return sidecar


class _Reader:
    """Reads the entry of one question."""

    def __init__(
        self,
        context: Context,
        question: Question,
        course: Course,
        scales: Mapping[str, Scale],
        sidecar: Sidecar,
    ) -> None:
        self.context = context
        self.report = context.report
        self.question = question
        self.course = course
        self.scales = scales
        self.sidecar = sidecar

    def read(self, node: Node) -> None:
        """Read the entry and, for a matrix, those of its rows."""
        found = fields(self.context, node, "mapping")
        question = self.question
        scale = check_scale(self.context, node, found, question, self.scales)
        if scale is not None:
            self.sidecar.scales.add(scale.name)
        measure = measure_of(self.context, node, question, scale)
        kinds = aggregates(self.context, node.members.get("aggregate"), question, measure)
        counted = any(kind is not Aggregate.NONE for kind in kinds)
        shared: dict[str, Any] = {
            "scale": scale.name if scale is not None else None,
            "measure": measure,
            "base": self._base(node),
            "sensitive": self._sensitive(node, found),
            "audience": self._audience(node),
            "shared": found.get("shared"),
            "need": self._need(node),
        }
        chapter, threshold = self._chapter(node), self._threshold(node)
        entry = MappingEntry(
            short=self._short(node, found),
            indicator=self._indicator(node),
            chapter=chapter,
            aggregate=kinds,
            threshold=threshold,
            text=sentences(self.context, node, question, measure, self.course, is_row=False),
            rows=self._rows(node, shared, kinds, chapter, threshold)
            if "rows" in node.members or question.rows
            else NOTHING,
            **shared,
        )
        if counted and chapter is None and self.context.kind != "advice" and "chapter" not in node.members:
            self._miss_chapter(node, entry)
        self.sidecar.entries[question.name] = entry

    def _miss_chapter(self, node: Node, entry: MappingEntry) -> None:
        """Report a missing chapter, unless every row of the matrix has its own."""
        if not entry.rows or any(row.chapter is None for row in entry.rows.values()):
            self.report.error(node, "Q058", "chapter_missing")

    def _rows(
        self,
        node: Node,
        shared: Mapping[str, Any],
        kinds: tuple[Aggregate, ...],
        chapter: str | None,
        threshold: int | None,
    ) -> dict[str, MappingEntry]:
        """Return the entries of the rows; each inherits what it does not say."""
        table = node.members.get("rows")
        names = [row.name for row in self.question.rows]
        self._unknown_rows(table, names)
        found: dict[str, MappingEntry] = {}
        row_kinds = tuple(kind for kind in kinds if kind is not Aggregate.SCALE_MEAN)
        for name in names:
            place = table.members.get(name) if table is not None else None
            if place is None:
                self.report.error(table or node, "Q051", "row_missing", name=name)
            elif expect_object(self.context, place):
                row = fields(self.context, place, "row")
                own = {
                    key: value
                    for key, value in (("shared", row.get("shared")), ("need", self._need(place)))
                    if value
                }
                found[name] = MappingEntry(
                    short=self._short(place, row),
                    indicator=self._indicator(place),
                    chapter=self._chapter(place) or chapter,
                    aggregate=row_kinds,
                    threshold=self._threshold(place) or threshold,
                    text=sentences(
                        self.context, place, self.question, shared["measure"], self.course, is_row=True
                    ),
                    **{**shared, **own},
                )
        return found

    def _unknown_rows(self, table: Node | None, names: list[str]) -> None:
        """Report entries of rows that the question does not have."""
        for name, member in table.members.items() if table is not None else ():
            if name not in names and name not in self.context.lost:
                near = self.report.guess(name, names)
                hint = "did_you_mean" if near else ""
                self.report.error(member, "Q050", "row_unknown", hint=hint, at_key=True, name=name, near=near)

    def _short(self, node: Node, found: Fields) -> Texts:
        """Return the short label; at most 40 characters in every language."""
        short: Texts = found.get("short", NOTHING)
        for text in short.values():
            if not 0 < len(text.strip()) <= LONGEST_SHORT:
                key = "short_long" if text.strip() else "short_empty"
                self.report.error(node.members["short"], "Q051", key, most=LONGEST_SHORT, count=len(text))
                break
        return short

    def _indicator(self, node: Node) -> str | None:
        """Return the indicator; malformed ones and second uses are reported."""
        member, name = node.members.get("indicator"), node.get("indicator")
        if member is None or not isinstance(name, str):
            return None
        if self.context.kind == "advice":
            self.report.error(member, "Q052", "no_indicator_here", at_key=True)
        elif not _INDICATOR.fullmatch(name):
            self.report.error(member, "Q052", "bad_indicator", name=name)
        elif name in self.sidecar.indicators:
            line, _ = self.report.reading.place(self.sidecar.indicators[name].at)
            self.report.error(member, "Q052", "indicator_twice", name=name, line=line)
        else:
            self.sidecar.indicators[name] = member
            return name
        return None

    def _chapter(self, node: Node) -> str | None:
        """Return the chapter `ch1`-`ch11`; advice has none."""
        member, name = node.members.get("chapter"), node.get("chapter")
        if member is None or not isinstance(name, str):
            return None
        if self.context.kind == "advice":
            self.report.error(member, "Q058", "no_chapter_here", at_key=True)
        elif name not in CHAPTERS:
            self.report.error(member, "Q058", "unknown_chapter", name=name)
        else:
            return name
        return None

    def _threshold(self, node: Node) -> int | None:
        """Return the threshold, 5-20."""
        member = node.members.get("threshold")
        if member is None:
            return None
        value = member.value
        if isinstance(value, int) and not isinstance(value, bool) and 5 <= value <= 20:
            return value
        self.report.error(member, "Q059", "bad_threshold")
        return None

    def _base(self, node: Node) -> Base:
        """Return what counts as 100 %."""
        member = node.members.get("base")
        if member is None:
            return Base.ANSWERED
        if isinstance(member.value, str) and member.value in {str(base) for base in Base}:
            return Base(member.value)
        self.report.error(member, "Q062", "bad_base", words=", ".join(Base))
        return Base.ANSWERED

    def _sensitive(self, node: Node, found: Fields) -> bool:
        """Return whether free text waits for approval; in staff and pupils it always does."""
        question = self.question
        has_text = question.type in (QuestionType.TEXT, QuestionType.COMMENT) or question.may_have_comment
        if not (has_text and self.context.kind in PRIVATE):
            return bool(found.get("sensitive"))
        if "sensitive" in node.members and found.get("sensitive") is False:
            self.report.error(node.members["sensitive"], "Q061", "always_sensitive")
        return True

    def _audience(self, node: Node) -> frozenset[str] | None:
        """Return the kinds of school that are asked; None is every one."""
        member = node.members.get("audience")
        if member is None:
            return None
        sectors = member.members.get("sectors")
        names = [item.value for item in sectors.items] if sectors is not None else []
        known = {str(kind) for kind in SchoolKind}
        fit = [name for name in names if isinstance(name, str) and name in known]
        if (
            not names
            or len(fit) < len(names)
            or len(set(fit)) < len(fit)
            or set(member.members) != {"sectors"}
        ):
            self.report.error(member, "Q062", "bad_audience", words=", ".join(SchoolKind))
        return frozenset(fit) or None

    def _need(self, node: Node) -> tuple[str, ...]:
        """Return what a parent looks for, as a list of words."""
        member = node.members.get("need")
        if member is None:
            return ()
        names = [item.value for item in member.items] if isinstance(member.value, list) else [member.value]
        if not names or not all(isinstance(name, str) and _NEED.fullmatch(name) for name in names):
            self.report.error(member, "Q005", "bad_need")
            return ()
        return tuple(names)
