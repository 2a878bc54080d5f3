"""Loads a questionnaire file strictly: all problems at once, or a questionnaire that never changes."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sopforms.core.questionnaire import lint, lint_conditions
from sopforms.core.questionnaire.load_elements import Course, pages
from sopforms.core.questionnaire.load_expressions import check_condition, conditions
from sopforms.core.questionnaire.load_fields import Context, Fields, fields
from sopforms.core.questionnaire.load_renames import read_renames
from sopforms.core.questionnaire.load_texts import check_html, check_piping
from sopforms.core.questionnaire.mapping import Sidecar, read_mapping
from sopforms.core.questionnaire.mapping_aggregates import PRIVATE, fitting
from sopforms.core.questionnaire.meaning import Scale
from sopforms.core.questionnaire.model import Html, Kind, Page, Question, QuestionType, Renames
from sopforms.core.questionnaire.problems import Problem, QuestionnaireError, Report
from sopforms.core.questionnaire.properties import CONSTANT, KINDS
from sopforms.core.questionnaire.questionnaire import Questionnaire
from sopforms.core.questionnaire.reading import Node, Reading
from sopforms.core.questionnaire.reading_quickly import read_quickly
from sopforms.core.questionnaire.scales import check_equal, library, read_scales
from sopforms.core.questionnaire.versions import Canon, hashes, used

_ID = re.compile(r"[a-z][a-z0-9-]{1,49}")
_LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The content of a `scales.json` and the name to report its problems under."""

    content: str | bytes = ""
    file: str = "scales.json"


@dataclass(slots=True)
class Loaded:
    """What came of a file: the questionnaire, or None when there are errors; and what other checks need."""

    file: str
    problems: tuple[Problem, ...]
    questionnaire: Questionnaire | None = None
    report: Report | None = None
    root: Node | None = None
    indicators: Mapping[str, Node] = field(default_factory=dict)


def load(
    path_or_text: str | bytes | os.PathLike[str],
    *,
    scales: Mapping[str, Any] | str | os.PathLike[str] | None = None,
) -> Questionnaire:
    """Return the questionnaire in a file or text; QuestionnaireError when it has at least one error.

    An `os.PathLike`, or text that does not begin with `{`, is a path; other text and bytes are JSON. `scales`
    is a path or the content of a `scales.json` as a mapping; without it the one beside the file, then the
    product's.
    """
    from sopforms import questionnaires_on_disk as disk  # the one reader of files; the core itself reads none

    content, file = _content(path_or_text)
    if content is None:
        content = disk.read(file)
    if isinstance(scales, Mapping):
        shelf = shelf_of(scales)
    else:
        shelf = disk.shelf(scales) if scales is not None else disk.shelf_beside(file)
    loaded = examine(content, file, shelf)
    if loaded.questionnaire is None:
        raise QuestionnaireError(loaded.problems)
    return loaded.questionnaire


def _content(path_or_text: str | bytes | os.PathLike[str]) -> tuple[str | bytes | None, str]:
    """Return content and file name; the content is None when it stands in a file."""
    if isinstance(path_or_text, bytes):
        return path_or_text, "<text>"
    if isinstance(path_or_text, str) and path_or_text.removeprefix("\ufeff").lstrip(" \t\r\n").startswith(
        "{"
    ):
        return path_or_text, "<text>"
    return None, os.fspath(path_or_text)


def shelf_of(scales: Mapping[str, Any]) -> Shelf:
    """Return scales given as a mapping: the content of a `scales.json`, or its `scales` alone."""
    whole = scales if "scales" in scales and "sopforms" in scales else {"sopforms": 1, "scales": dict(scales)}
    return Shelf(json.dumps(whole, sort_keys=True), "<scales>")


def examine(content: str | bytes, file: str, shelf: Shelf | None = None) -> Loaded:
    """Read and check one file completely; never raises, whatever the content."""
    return examine_read(read_quickly(content, file), shelf)


def examine_read(reading: Reading, shelf: Shelf | None = None) -> Loaded:
    """Check what was read of one file completely; import changes the tree of a file before it comes here."""
    report = Report(reading)
    root = reading.root
    if root is None or any(flaw.code in ("Q001", "Q007") for flaw in reading.flaws):
        return Loaded(reading.file, report.problems())
    return _Loading(report, root, shelf).run(reading.file)


class _Loading:
    """The steps of loading one file, in order; each reports what it finds and goes on with what it has."""

    def __init__(self, report: Report, root: Node, shelf: Shelf | None) -> None:
        self.report = report
        self.root = root
        self.shelf = shelf
        self.context = Context(report)
        self.course = Course()

    def run(self, file: str) -> Loaded:
        """Return what came of the file."""
        if not self._is_envelope():
            return Loaded(file, self.report.problems())
        self.context.languages = self._languages()
        kind = self.root.get("kind")
        self.context.kind = kind if kind in KINDS else "staff"
        found = fields(self.context, self.root, "envelope")
        self._plain_facts()
        survey = self._survey(found.get("survey"))
        own = read_scales(self.context, found.get("scales"))
        scales = self._scales(found.get("scales"), own)
        sidecar = read_mapping(self.context, found.get("mapping"), self.course, scales)
        questions = {name: question for name, (question, _) in self.course.questions.items() if name}
        renames = read_renames(self.context, found.get("renames"), questions)
        self._conditions(questions)
        if "survey" in found:
            check_piping(self.context, found["survey"], self.course)
        lint.lint(self.context, self.root, self.course, sidecar, scales)
        loaded = Loaded(file, self.report.problems(), None, self.report, self.root)
        loaded.indicators = sidecar.indicators
        if not self.report.has_errors:
            loaded.questionnaire = self._questionnaire(found, survey, sidecar, scales, renames)
        return loaded

    def _is_envelope(self) -> bool:
        """Say whether this is a file of ours; report it otherwise."""
        members = self.root.members
        if not isinstance(self.root.value, dict):
            self.report.error(self.root, "Q004", "no_envelope")
        elif "sopforms" not in members and "survey" not in members:
            is_bare = "pages" in members or "elements" in members or "questions" in members
            self.report.error(
                self.root,
                "Q004",
                "bare_survey" if is_bare else "no_envelope",
                hint="run_import" if is_bare else "",
            )
        elif "sopforms" in members and (self.root.get("sopforms") != 1 or self.root.get("sopforms") is True):
            self.report.error(members["sopforms"], "Q004", "other_number")
        else:
            return True
        return False

    def _languages(self) -> tuple[str, ...]:
        """Return the declared languages, the main one first."""
        member = self.root.members.get("languages")
        if member is None:
            return ("nl",)
        names = [item.value for item in member.items]
        fit = [name for name in names if isinstance(name, str) and _LANGUAGE.fullmatch(name)]
        if not names or len(fit) < len(names) or len(set(fit)) < len(fit):
            self.report.error(member, "Q005", "bad_languages")
        return tuple(dict.fromkeys(fit)) or ("nl",)

    def _plain_facts(self) -> None:
        """Check id and title."""
        for name in ("id", "title"):
            member, value = self.root.members.get(name), self.root.get(name)
            if isinstance(value, str) and member is not None:
                if name == "id" and not _ID.fullmatch(value):
                    self.report.error(member, "Q005", "bad_id", name=value)
                if name == "title" and not value.strip():
                    self.report.error(member, "Q005", "blank_title")

    def _survey(self, node: Node | None) -> Fields:
        """Read the survey: its own texts, its pages, its constants."""
        if node is None:
            return {}
        found = fields(self.context, node, "survey")
        constant = node.members.get("clearInvisibleValues")
        if constant is not None and constant.value != CONSTANT:
            self.report.error(constant, "Q008", "other_constant", hint="write_constant")
        found["pages"] = pages(self.context, found.get("pages"), self.course)
        check_html(self.context, node.members.get("completedHtml"))
        for place in self.course.places:
            if isinstance(place.item, Html):
                check_html(self.context, place.node.members.get("html"))
        self._locale(node)
        return found

    def _locale(self, node: Node) -> None:
        """Check that the locale is the main language, and there when any text is an object."""
        member, main = node.members.get("locale"), self.context.languages[0]
        if member is None:
            if self.context.has_text_objects:
                self.report.error(node, "Q043", "locale_missing", name=main)
        elif member.value != main:
            self.report.error(member, "Q043", "locale_other", name=main)

    def _scales(self, node: Node | None, own: Mapping[str, Scale]) -> dict[str, Scale]:
        """Return all scales that may be named: those of `scales.json` and of the file."""
        if self.shelf is None or not self.shelf.content:
            return dict(own)
        shared, problems = library(self.shelf.content, self.shelf.file, self.context.languages)
        self.report.found += problems
        self.report.has_errors |= any(problem.severity == "error" for problem in problems)
        if node is not None:
            check_equal(self.context, node, own, shared)
        return {**shared, **own}

    def _conditions(self, questions: Mapping[str, Question]) -> None:
        """Check every condition, and warn about sound ones that seem to be meant otherwise."""
        for condition in conditions(self.course):
            if check_condition(self.context, condition, questions):
                lint_conditions.lint_condition(self.context, condition)

    def _questionnaire(
        self, found: Fields, survey: Fields, sidecar: Sidecar, scales: Mapping[str, Scale], renames: Renames
    ) -> Questionnaire:
        """Return the questionnaire of a file without errors."""
        kind, languages = Kind(found["kind"]), self.context.languages
        of_file = used(scales, sidecar.scales)
        questions = {name: question for name, (question, _) in self.course.questions.items()}
        canon = Canon(
            languages,
            of_file,
            {name: tuple(map(str, fitting(question, kind)[:1])) for name, question in questions.items()},
            frozenset(name for name, question in questions.items() if _is_always_sensitive(question, kind)),
        )
        content_hash, shape_hash = hashes(self.root.raw, canon)
        sheets: tuple[Page, ...] = survey["pages"]
        return Questionnaire(
            id=found["id"],
            kind=kind,
            title=found["title"],
            languages=languages,
            pages=sheets,
            mapping=sidecar.entries,
            scales=of_file,
            heading=survey.get("title") or dict.fromkeys(languages, str(found["title"])),
            description=survey.get("description"),
            completed_html=survey.get("completedHtml"),
            renames=renames,
            content_hash=content_hash,
            shape_hash=shape_hash,
            warnings=self.report.problems(),
        )


def _is_always_sensitive(question: Question, kind: str) -> bool:
    """Say whether free text of this question is held back whatever the file says."""
    has_text = question.type in (QuestionType.TEXT, QuestionType.COMMENT) or question.may_have_comment
    return kind in PRIVATE and has_text
