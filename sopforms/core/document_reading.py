"""Reads a document file strictly: unknown keys, forms, placeholders, the order of chapters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sopforms.core.document_model import (
    CHAPTERS,
    GUIDE,
    PLACEHOLDERS,
    Chapter,
    Document,
    DocumentKind,
    Mark,
    PartForm,
    Piece,
)
from sopforms.core.document_money import purposes
from sopforms.core.questionnaire.load_fields import Context, expect_object, string, text, whole
from sopforms.core.questionnaire.meaning import Texts
from sopforms.core.questionnaire.problems import Problem, Report
from sopforms.core.questionnaire.properties import Content, Property
from sopforms.core.questionnaire.reading import Node, read

BASIC_SUPPORT = "basic_support"
_ID = re.compile(r"[a-z][a-z0-9-]{1,49}")
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,29}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_INDICATOR = re.compile(r"[A-Z]{2,4}-[0-9]{2,3}")
_BRACES = re.compile(r"\{([^{}]*)\}")
_ENVELOPE = ("$schema", "sopforms", "id", "kind", "title", "languages", "note")
_NEEDED = ("sopforms", "id", "kind", "title")
_ROOMS = {
    DocumentKind.DOCUMENT: ("chapters", "guide"),
    DocumentKind.PLAN: ("sections",),
    DocumentKind.REPORT: ("sections",),
}
_FIXED = {"chapters": CHAPTERS, "guide": GUIDE}
_NOT_IN_GUIDE = (PartForm.CHART, PartForm.PREVIOUS)
_IN_PAPERS = (PartForm.MONEY, PartForm.RESULTS)
# form → what it must have, what it may have (the texts of a language stand apart)
_HOLDS: Mapping[PartForm, tuple[tuple[str, ...], tuple[str, ...]]] = {
    PartForm.SENTENCES: (("indicators",), ()),
    PartForm.LIST: (("indicators",), ()),
    PartForm.PROVISIONS: (("indicators",), ("absent",)),
    PartForm.LIMITS: (("indicators",), ()),
    PartForm.CHART: (("indicators", "title"), ()),
    PartForm.QUOTE: (("of",), ()),
    PartForm.POINTS: ((), ("most",)),
    PartForm.MONEY: (("lines",), ()),
}
_MOST = Property("part", "most", Content.WHOLE, least=1, most=50)


def examine(source: bytes | str, file: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """Return the document, or None when there is an error, and everything found; never raises."""
    reading = read(source, file)
    report = Report(reading)
    root = reading.root
    if root is None or any(flaw.code in ("Q001", "Q007") for flaw in reading.flaws):
        return None, report.problems()
    return _Reading(report, root, file).run()


@dataclass(slots=True)
class _Reading:
    """The steps of reading one file, in order; each reports what it finds and goes on with what it has."""

    report: Report
    root: Node
    file: str
    context: Context = field(init=False)
    named: list[Mark] = field(default_factory=list)
    opened: list[Mark] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context = Context(self.report)

    def run(self) -> tuple[Document | None, tuple[Problem, ...]]:
        """Return what came of the file."""
        if not self._is_envelope():
            return None, self.report.problems()
        kind = self._kind()
        rooms = _ROOMS[kind] if kind else ()
        allowed = rooms if kind else tuple(room for some in _ROOMS.values() for room in some)
        self._keys(self.root, (*_ENVELOPE, *allowed), (*_NEEDED, *rooms), "@document")
        self.context.languages = self._languages()
        facts = self._plain_facts()
        found = {room: self._chapters(self.root.members.get(room), room) for room in rooms}
        problems = self.report.problems()
        if self.report.has_errors or kind is None:
            return None, problems
        return Document(
            facts["id"], kind, facts["title"], self.context.languages, **found, file=self.file,
            warnings=problems, named=tuple(self.named), opened=tuple(self.opened),
        ), problems  # fmt: skip

    def _is_envelope(self) -> bool:
        member = self.root.members.get("sopforms")
        if member is None:
            self.report.error(self.root, "Q004", "no_document")
        elif member.value != 1 or isinstance(member.value, bool):
            self.report.error(member, "Q004", "other_number")
        else:
            return True
        return False

    def _kind(self) -> DocumentKind | None:
        member = self.root.members.get("kind")
        if member is None:
            return None
        words = tuple(map(str, DocumentKind))
        return DocumentKind(member.value) if self._is_word(member, words) else None

    def _languages(self) -> tuple[str, ...]:
        member = self.root.members.get("languages")
        if member is None:
            return ("nl",)
        names = [item.value for item in member.items]
        fit = [name for name in names if isinstance(name, str) and _LANGUAGE.fullmatch(name)]
        if not names or len(set(fit)) < len(names):
            self.report.error(member, "Q005", "bad_languages")
        return tuple(dict.fromkeys(fit)) or ("nl",)

    def _plain_facts(self) -> dict[str, str]:
        facts = {}
        for name in ("id", "title"):
            member = self.root.members.get(name)
            value = None if member is None else string(self.context, member)
            if member is None or value is None:
                continue
            facts[name] = value
            if name == "id" and not _ID.fullmatch(value):
                self.report.error(member, "Q005", "bad_id", name=value)
            if name == "title" and not value.strip():
                self.report.error(member, "Q005", "blank_title")
        return facts

    def _chapters(self, node: Node | None, room: str) -> tuple[Chapter, ...]:
        """Read the chapters of a room; those of the draft and the guide are fixed in number and order."""
        if node is None or not self._is_list(node):
            return ()
        chapters = []
        for item in node.items:
            chapter = self._chapter(item, room)
            if chapter is not None:
                chapters.append(chapter)
                line, column = self.report.reading.place(item.at)
                self.opened.append(Mark(chapter.key, line, column, item.path))
        self._order(node, [chapter.key for chapter in chapters], _FIXED.get(room))
        return tuple(chapters)

    def _order(self, node: Node, keys: list[str], fixed: tuple[str, ...] | None) -> None:
        places = {item.get("key"): item for item in reversed(node.items)}
        for key in {key for key in keys if keys.count(key) > 1}:
            self.report.error(places[key], "Q015", "key_taken", name=key)
        if fixed is None or len(keys) < len(node.items):
            return
        for key in fixed:
            if key not in keys:
                self.report.error(node, "Q006", "chapter_absent", name=key)
        if sorted(keys) == sorted(fixed) and keys != list(fixed):
            wrong = next(key for key, right in zip(keys, fixed, strict=True) if key != right)
            self.report.error(places[wrong], "Q005", "chapter_order", name=wrong)

    def _chapter(self, node: Node, room: str) -> Chapter | None:
        if not expect_object(self.context, node):
            return None
        self._keys(node, ("key", "title", "parts", "note"), ("key", "title", "parts"), "@chapter")
        key = self._chapter_key(node.members.get("key"), _FIXED.get(room))
        title = node.members.get("title")
        texts = None if title is None else text(self.context, title)
        parts = node.members.get("parts")
        if parts is None or not self._is_list(parts):
            return None
        pieces = tuple(self._piece(item, room) for item in parts.items)
        if key is None or texts is None:
            return None
        return Chapter(key, texts, tuple(piece for piece in pieces if piece is not None))

    def _chapter_key(self, member: Node | None, fixed: tuple[str, ...] | None) -> str | None:
        if member is None:
            return None
        value = string(self.context, member)
        if value is not None and fixed is not None and value not in fixed:
            self.report.error(member, "Q058", "chapter_not_known", name=value, words=", ".join(fixed))
            return None
        if value is not None and not _KEY.fullmatch(value):
            self.report.error(member, "Q013", "section_key", name=value)
            return None
        return value

    def _piece(self, node: Node, room: str) -> Piece | None:
        if not expect_object(self.context, node):
            return None
        member = node.members.get("form")
        if member is None:
            self.report.error(node, "Q006", "needs", of="@part", name="form")
            return None
        if not self._is_word(member, tuple(map(str, PartForm))):
            return None
        form = PartForm(member.value)
        if room == "guide" and form in _NOT_IN_GUIDE:
            self.report.error(member, "Q019", "guide_without", name=str(form))
        if room != "sections" and form in _IN_PAPERS:
            self.report.error(member, "Q019", "in_papers_only", name=str(form))
        must, may = _HOLDS.get(form, ((), ()))
        if form is PartForm.TEXT:
            must = self.context.languages
        self._keys(node, ("form", "note", *must, *may), must, f"@form:{form}")
        lines = node.members.get("lines")
        return Piece(
            form,
            indicators=self._indicators(node.members.get("indicators")),
            text=self._prose(node) if form is PartForm.TEXT else {},
            title=self._title(node.members.get("title")),
            most=self._most(node.members.get("most")),
            hides_absent=self._choice(node.members.get("absent"), ("hide", "last")) == "hide",
            of=self._choice(node.members.get("of"), (BASIC_SUPPORT,)) or "",
            lines=purposes(self.context, lines) if lines is not None and self._is_list(lines) else (),
        )

    def _prose(self, node: Node) -> Texts:
        """Return the text in each language; every placeholder must be one that is known."""
        texts = {}
        for language in self.context.languages:
            member = node.members.get(language)
            value = None if member is None else string(self.context, member)
            if member is None or value is None:
                continue
            texts[language] = value
            for brace in _BRACES.finditer(value):
                if brace.group(1) not in PLACEHOLDERS:
                    hint, words = "text_placeholders", ", ".join(PLACEHOLDERS)
                    self.report.error(
                        member, "Q060", "unknown_placeholder", hint=hint, name=brace.group(1), words=words
                    )
        return texts

    def _indicators(self, node: Node | None) -> tuple[str, ...]:
        if node is None or not self._is_list(node):
            return ()
        if not node.items:
            self.report.error(node, "Q020", "empty_list", name="indicators")
        names: list[str] = []
        for item in node.items:
            value = string(self.context, item)
            if value is None:
                continue
            if not _INDICATOR.fullmatch(value):
                self.report.error(item, "Q052", "bad_indicator", name=value)
            elif value in names:
                self.report.error(item, "Q052", "indicator_repeated", name=value)
            else:
                names.append(value)
                line, column = self.report.reading.place(item.at)
                self.named.append(Mark(value, line, column, item.path))
        return tuple(names)

    def _title(self, node: Node | None) -> Texts:
        return {} if node is None else text(self.context, node) or {}

    def _most(self, node: Node | None) -> int | None:
        return None if node is None else whole(self.context, node, _MOST)

    def _choice(self, node: Node | None, words: tuple[str, ...]) -> str | None:
        return str(node.value) if node is not None and self._is_word(node, words) else None

    def _is_word(self, node: Node, words: tuple[str, ...]) -> bool:
        if isinstance(node.value, str) and node.value in words:
            return True
        near = self.report.guess(node.value, words) if isinstance(node.value, str) else None
        hint = "did_you_mean" if near else ""
        self.report.error(node, "Q005", "kind_word", hint=hint, words=", ".join(words), near=near)
        return False

    def _is_list(self, node: Node) -> bool:
        if isinstance(node.value, list):
            return True
        found: dict[str, Any] = {"found": "@object" if isinstance(node.value, dict) else "@other"}
        self.report.error(node, "Q005", "kind_list", **found)
        return False

    def _keys(self, node: Node, known: tuple[str, ...], must: tuple[str, ...], of: str) -> None:
        """Report keys that do not belong here, by name, and keys that are missing."""
        for name, member in node.members.items():
            if name not in known:
                near = self.report.guess(name, known)
                hint = "did_you_mean" if near else ""
                self.report.error(
                    member, "Q003", "unknown_property", hint=hint, at_key=True, name=name, of=of, near=near
                )
        for name in must:
            if name not in node.members:
                self.report.error(node, "Q006", "needs", of=of, name=name)
