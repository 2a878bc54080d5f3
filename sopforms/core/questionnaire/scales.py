"""Reads scales: those of a questionnaire file and those of `scales.json` (section 7 of the format)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from sopforms.core.questionnaire.load_fields import Context, expect_object, fields, string
from sopforms.core.questionnaire.load_items import MOST_ITEMS, values
from sopforms.core.questionnaire.meaning import Scale, ScaleValue, Texts
from sopforms.core.questionnaire.problems import Problem, Report
from sopforms.core.questionnaire.reading import Node, read

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,49}")
_LANGUAGE = re.compile(r"[a-z]{2}")


@lru_cache(maxsize=64)
def library(
    content: str | bytes, file: str, languages: tuple[str, ...]
) -> tuple[Mapping[str, Scale], tuple[Problem, ...]]:
    """Return the scales of a `scales.json`, with texts in `languages`, and what is wrong with the file.

    Where the file lacks a language, its first one stands in.
    """
    reading = read(content, file)
    report = Report(reading)
    if reading.root is None or report.has_errors or not expect_object(Context(report), reading.root):
        return {}, report.problems()
    context = Context(report, languages)
    root = reading.root
    fields(context, root, "scales_file")
    if "sopforms" in root.members and root.get("sopforms") != 1:
        report.error(root.members["sopforms"], "Q004", "other_number")
    return read_scales(context, root.members.get("scales"), is_library=True), report.problems()


def read_scales(context: Context, node: Node | None, *, is_library: bool = False) -> dict[str, Scale]:
    """Return name → scale; a scale with an error in it is left out."""
    found = {}
    for name, member in node.members.items() if node is not None else ():
        if not _NAME.fullmatch(name):
            context.report.error(member, "Q053", "bad_scale_name", at_key=True, name=name)
        elif expect_object(context, member):
            scale = _scale(context, member, name, is_library)
            if scale is not None:
                found[name] = scale
    return found


def _scale(context: Context, node: Node, name: str, is_library: bool) -> Scale | None:
    """Return one scale: values, or for open texts a longest length."""
    before = len(context.report.found)
    found = fields(context, node, "scale")
    listed, longest = found.get("values"), found.get("maxLength")
    if ("values" in node.members) == ("maxLength" in node.members):
        context.report.error(node, "Q053", "scale_needs", name=name)
    inside: list[ScaleValue] = []
    seen: set[str] = set()
    if listed is not None and not 0 < len(listed.items) <= MOST_ITEMS:
        context.report.error(listed, "Q020" if not listed.items else "Q007", "scale_size", most=MOST_ITEMS)
    for item in listed.items[:MOST_ITEMS] if listed is not None else ():
        value = _value(context, item, is_library) if expect_object(context, item) else None
        if value is not None and str(value.value).lower() in seen:
            context.report.error(item.members["value"], "Q016", "value_twice", value=value.value)
        elif value is not None:
            seen.add(str(value.value).lower())
            inside.append(value)
    if any(problem.severity == "error" for problem in context.report.found[before:]):
        return None
    return Scale(name, tuple(inside), found.get("bipolar", False), longest)


def _value(context: Context, node: Node, is_library: bool) -> ScaleValue | None:
    """Return one value of a scale."""
    text = node.members.get("text")
    found = fields(context, node, "scale_value")
    value = values(context, found["value"]) if "value" in found else None
    if found.get("missing") and "score" in found:
        context.report.error(node.members["score"], "Q053", "missing_scored", at_key=True)
    if value is None:
        return None
    texts = (
        _texts(context, text, is_library)
        if text is not None
        else dict.fromkeys(context.languages, str(value))
    )
    if texts is None:
        return None
    return ScaleValue(value, texts, found.get("score"), found.get("missing", False), found.get("coverage"))


def _texts(context: Context, node: Node, is_library: bool) -> Texts | None:
    """Return the text of a value in the declared languages; a scale may hold more of them."""
    if isinstance(node.value, str):
        content = string(context, node)
        return None if content is None else dict.fromkeys(context.languages, content)
    if not expect_object(context, node):
        return None
    found = {}
    for name, member in node.members.items():
        if not _LANGUAGE.fullmatch(name):
            context.report.error(member, "Q040", "text_extra", at_key=True, name=name)
        content = string(context, member)
        found[name] = content or ""
    missing = [language for language in context.languages if language not in found]
    if not found or (missing and not is_library):
        context.report.error(node, "Q040", "text_missing", name=", ".join(missing))
        return None
    first = next(iter(found.values()))
    return {language: found.get(language, first) for language in context.languages}


def check_equal(context: Context, node: Node, own: Mapping[str, Scale], shared: Mapping[str, Scale]) -> None:
    """Report scales of the file that differ from those of the same name in `scales.json`."""
    for name, scale in own.items():
        if name in shared and _essence(scale) != _essence(shared[name]):
            context.report.error(node.members[name], "Q053", "scale_differs", at_key=True, name=name)


def _essence(scale: Scale) -> tuple[object, ...]:
    """Return what must be equal; a rank in the matrix of the partnership need not be."""
    values = tuple((value.value, dict(value.text), value.score, value.missing) for value in scale.values)
    return values, scale.bipolar, scale.max_length
