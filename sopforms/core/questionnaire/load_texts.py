"""Checks what stands in texts: the few tags of html, and `{name}` that shows an earlier answer."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sopforms.core.questionnaire.load_elements import Course
from sopforms.core.questionnaire.load_fields import Context
from sopforms.core.questionnaire.model import Question, QuestionType
from sopforms.core.questionnaire.reading import Node

TAGS = frozenset(("p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4", "a"))
BRACES = re.compile(r"\{([^{}]*)\}")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*|[!?])([^<>]*)>?")
_HREF = re.compile(r"""\s+href\s*=\s*("[^"]*"|'[^']*')\s*""")
_ADDRESS = re.compile(r"https:\S+|mailto:\S+|/(?![/\\])[^\s\\]*")
_PIPED = ("title", "description", "html")


def wordings(node: Node) -> Iterator[Node]:
    """Yield the nodes of the strings of one text: itself, or one per language."""
    if isinstance(node.raw, str):
        yield node
    else:
        yield from (member for member in node.members.values() if isinstance(member.value, str))


def check_html(context: Context, node: Node | None) -> None:
    """Report the first tag or attribute of each wording that may not be used."""
    for wording in wordings(node) if node is not None else ():
        refused = refused_tag(wording.value)
        if refused:
            context.report.error(wording, "Q041", refused[0], hint="html_rule", tag=refused[1])


def refused_tag(text: str) -> tuple[str, str] | None:
    """Return (reason, tag) of the first tag of html that may not be used."""
    for tag in _TAG.finditer(text):
        reason = _refusal(tag)
        if reason:
            return reason, tag.group(2).lower()
    return None


def is_address(href: str) -> bool:
    """Say whether a link may lead there: to `https:`, `mailto:` or a path on the site."""
    return _ADDRESS.fullmatch(href.strip()) is not None


def _refusal(tag: re.Match[str]) -> str:
    """Return why this tag may not be used; "" when it may."""
    slash, name, rest = tag.groups()
    rest = rest.strip().removesuffix("/").rstrip() if not slash else rest.strip()
    if name.lower() not in TAGS:
        return "html_tag"
    if name.lower() != "a" or slash:
        return "html_attribute" if rest else ""
    href = _HREF.fullmatch(" " + rest)
    if href is None:
        return "html_link"
    return "" if is_address(html.unescape(href.group(1)[1:-1])) else "html_address"


def check_piping(context: Context, survey: Node, course: Course) -> None:
    """Report braces that name nothing, or an answer that is not given before; see section 2, Piping."""
    known = {name: question for name, (question, _) in course.questions.items()}
    for name in ("title", "description", "completedHtml"):
        _check_text(context, survey.members.get(name), {}, known)
    before: dict[str, Question] = {}
    for place in course.places:
        for name in _PIPED:
            _check_text(context, place.node.members.get(name), before, known)
        if isinstance(place.item, Question):
            before[place.item.name] = place.item


def _check_text(
    context: Context, node: Node | None, before: Mapping[str, Question], known: Mapping[str, Question]
) -> None:
    """Report each brace in one text that cannot be replaced."""
    if node is None or not _has_braces(node.raw):
        return
    for wording in wordings(node):
        for brace in BRACES.finditer(wording.raw):
            if context.report.is_full:
                return
            name = brace.group(1).strip()
            if context.lost.intersection(name.split(".")) or is_shown(name, before):
                continue
            key = "piping_later" if is_shown(name, known) else "piping_unknown"
            near = context.report.guess(name, before) if key == "piping_unknown" else None
            context.report.error(
                wording, "Q042", key, hint="did_you_mean" if near else "", name=name, near=near
            )


def _has_braces(raw: Any) -> bool:
    """Say whether a text has braces in any language; most have none."""
    texts = raw.values() if isinstance(raw, dict) else (raw,)
    return any("{" in text for text in texts if isinstance(text, str))


def is_shown(name: str, questions: Mapping[str, Question]) -> bool:
    """Say whether `{name}` or `{matrix.row}` can be shown: not a comment, not a whole matrix."""
    question_name, dot, row = name.partition(".")
    question = questions.get(question_name)
    if question is None or question.type is QuestionType.COMMENT:
        return False
    if question.type is QuestionType.MATRIX:
        return any(known.name == row for known in question.rows)
    return not dot
