"""What import does with whole elements: pages, repeats, types, values with a bar, what is empty."""

from __future__ import annotations

from sopforms.core.questionnaire.importing_changes import Fate, Journal, grown, identity, put_under, take_out
from sopforms.core.questionnaire.importing_names import FreeNames, every_name
from sopforms.core.questionnaire.importing_properties import parts, tidy
from sopforms.core.questionnaire.load_texts import wordings
from sopforms.core.questionnaire.nodes import Node
from sopforms.core.questionnaire.properties import ITEMS, allowed

_SAME_AS = {"tagbox": "checkbox", "buttongroup": "radiogroup"}
_PLACEHOLDERS = ("placeholder", "placeHolder", "optionsCaption")
_NOT_BOOLEAN = ("showOtherItem", "hasOther", "showNoneItem", "hasNone")
_LABELS = {True: "labelTrue", False: "labelFalse"}


def convert(journal: Journal, survey: Node) -> None:
    """Bring pages, elements and their properties into the form of today."""
    _make_page(journal, survey)
    numbers: dict[Node, int] = {}
    identity(survey, {}, numbers)
    first: dict[int, Node] = {}
    for node, of in parts(survey):
        if of == "element":
            if _drop_repeat(journal, node, first.setdefault(numbers[node], node)):
                continue
            _change_type(journal, node)
            _make_boolean(journal, node)
        if of in ITEMS:
            _split(journal, node)
        tidy(journal, node, of)
    journal.sweep()


def _make_page(journal: Journal, survey: Node) -> None:
    """Put elements that stand in no page on a page of their own."""
    found = next((survey.members[name] for name in ("elements", "questions") if name in survey.members), None)
    if found is None or "pages" in survey.members or not isinstance(found.value, list):
        return
    name = FreeNames(every_name(found)).next("page")
    journal.note(Fate.CONVERTED, found, "page_made", "pages_only", name=name)
    put_under(found, "pages")
    page = grown({"name": name}, found.at, 0, found)
    elements = Node(found.value, found.at, found.at, "elements", page)
    for item in elements.items:
        item.parent = elements
    page.value["elements"] = elements
    found.value = [page]


def _drop_repeat(journal: Journal, node: Node, earlier: Node) -> bool:
    """Drop an element that repeats an earlier one letter for letter; say whether it did."""
    if earlier is node or not node.members:
        return False
    line, _ = journal.reading.place(earlier.at)
    name = node.get("name") or node.get("type")
    journal.drop(node, "asked_once", "repeat_left_out", name=name, line=line)
    node.value = {}  # nothing is left to look at in it
    return True


def _change_type(journal: Journal, node: Node) -> None:
    """Give an element the type that stores the same answers."""
    kind = node.get("type")
    if not isinstance(kind, str) or kind not in _SAME_AS:
        return
    member, now = node.members["type"], _SAME_AS[kind]
    journal.note(Fate.CONVERTED, member, "type_changed", "same_answers", name=kind, near=now)
    member.value = now
    for name in _PLACEHOLDERS if kind == "tagbox" else ():
        if name in node.members:
            journal.drop(node.members[name], "not_of_type", near=now)


def _make_boolean(journal: Journal, node: Node) -> None:
    """Make a yes/no question of a choice between true and false."""
    kind, choices = node.get("type"), node.members.get("choices")
    if kind not in ("radiogroup", "dropdown") or choices is None or not _are_true_and_false(choices):
        return
    if any(node.get(name) for name in _NOT_BOOLEAN):
        return
    journal.note(Fate.CONVERTED, node.members["type"], "made_boolean", "same_answers", name=kind)
    node.members["type"].value = "boolean"
    for item in choices.items:
        text = item.members.get("text")
        if text is not None:
            text.parent, text.key = node, _LABELS[item.members["value"].value]
            node.members[text.key] = text
    take_out(choices)
    unfit = set(allowed(str(kind))) - set(allowed("boolean"))
    for name in [name for name in node.members if name in unfit or name in (*_NOT_BOOLEAN, *_PLACEHOLDERS)]:
        journal.drop(node.members[name], "not_of_type", near="boolean")


def _are_true_and_false(choices: Node) -> bool:
    """Say whether these are two choices, true and false, with no more than a text."""
    values = [item.get("value") if item.members else item.value for item in choices.items]
    plain = all(set(item.members) <= {"value", "text"} for item in choices.items)
    return plain and len(values) == 2 and all(any(value is side for value in values) for side in _LABELS)


def _split(journal: Journal, node: Node) -> None:
    """Make value and text of a value with a bar in it."""
    given = node.members.get("value") if isinstance(node.value, dict) else node
    if given is None or not isinstance(given.value, str) or "|" not in given.value or "text" in node.members:
        return
    whole = given.value
    value, _, text = whole.partition("|")
    journal.note(Fate.CONVERTED, node, "value_split", "surveyjs_splits", name=whole, value=value, text=text)
    members = {"value": value, "text": text}
    node.value = node.members | {name: grown(item, given.at, name, node) for name, item in members.items()}


def drop_empty(journal: Journal, survey: Node) -> None:
    """Drop pages and panels with nothing in them, and html without a word."""
    _drop_empty(journal, survey.members.get("pages"), "page")


def _drop_empty(journal: Journal, holder: Node | None, thing: str) -> None:
    """Drop what is empty in one list, the innermost first."""
    if holder is None:
        return
    for item in holder.items:
        kind = thing if thing == "page" else item.get("type")
        if kind in ("page", "panel"):
            elements = item.members.get("elements")
            _drop_empty(journal, elements, "element")
            is_empty = elements is None or elements.value == []
        else:
            is_empty = kind == "html" and _is_blank(item.members.get("html"))
        if is_empty and isinstance(item.value, dict):
            journal.drop(item, "nothing_in_it", "empty_left_out", thing=f"@{kind}")
    journal.sweep(holder)


def _is_blank(text: Node | None) -> bool:
    """Say whether a text is there and has no word in any language."""
    words = list(wordings(text)) if text is not None else []
    return bool(words) and not any(word.value.strip() for word in words)
