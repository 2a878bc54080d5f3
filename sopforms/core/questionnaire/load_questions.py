"""Reads one question: its properties, what it offers, its limits and validators."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sopforms.core.questionnaire import fates
from sopforms.core.questionnaire.load_fields import Context, Fields, expect_object, fields, number
from sopforms.core.questionnaire.load_items import MOST_ITEMS, items, rows
from sopforms.core.questionnaire.model import (
    Choice,
    InputType,
    Number,
    Question,
    QuestionType,
    Texts,
    Validator,
)
from sopforms.core.questionnaire.properties import VALIDATORS
from sopforms.core.questionnaire.reading import Node

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RATES = ("rateMin", "rateMax", "rateStep")
_SHORT_INPUTS = ("number", "date", "time")  # have no maxLength
WORDINGS = {  # property → attribute of the model
    "otherText": "other_text",
    "otherPlaceholder": "other_placeholder",
    "otherErrorText": "other_error",
    "noneText": "none_text",
    "commentText": "comment_text",
    "commentPlaceholder": "comment_placeholder",
    "minRateDescription": "min_label",
    "maxRateDescription": "max_label",
    "labelTrue": "label_true",
    "labelFalse": "label_false",
    "placeholder": "placeholder",
    "description": "description",
    "requiredErrorText": "required_error",
}


def question(context: Context, node: Node, kind: str, name: str) -> Question:
    """Return the question in `node` of type `kind`; what is wrong is reported and left out."""
    found = fields(context, node, kind)
    taken = ("other",) * bool(found.get("showOtherItem")) + ("none",) * bool(found.get("showNoneItem"))
    offered = _offered(context, node, kind, found, taken)
    _exclude(context, node, found)
    input_type = InputType(found.get("inputType", "text"))
    least, most = (_limit(context, node, side, input_type, kind) for side in ("min", "max"))
    _limits(context, node, found, (least, most), len(offered) + len(taken))
    has_length = "maxLength" in found and input_type not in _SHORT_INPUTS
    return Question(
        name=name,
        type=QuestionType(kind),
        title=found.get("title") or dict.fromkeys(context.languages, name),
        visible_if=found.get("visibleIf"),
        required=found.get("isRequired", False),
        required_if=found.get("requiredIf"),
        validators=_validators(context, found.get("validators"), kind, input_type),
        choices=offered,
        has_other="other" in taken,
        has_none="none" in taken,
        has_comment=found.get("showCommentArea", False),
        min_selected=found.get("minSelectedChoices", 0),
        max_selected=found.get("maxSelectedChoices", 0),
        rows=rows(context, found.get("rows")) if kind == "matrix" else (),
        each_row_required=found.get("eachRowRequired", False),
        input_type=input_type,
        min=least,
        max=most,
        step=found.get("step"),
        max_length=found["maxLength"] if has_length else None,
        lines=found.get("rows", 4) if kind == "comment" else 4,
        **_wordings(found),
    )


def _wordings(found: Fields) -> dict[str, Texts]:
    """Return the texts of a question under the names of the model."""
    return {ours: found[theirs] for theirs, ours in WORDINGS.items() if theirs in found}


def _offered(
    context: Context, node: Node, kind: str, found: Fields, taken: tuple[str, ...]
) -> tuple[Choice, ...]:
    """Return what can be picked: choices, columns, or the values of a rating."""
    if kind == "matrix":
        return items(context, found.get("columns"), "column")
    if kind != "rating":
        return items(context, found.get("choices"), "choice", taken)
    given = node.members.get("rateValues")
    if given is None:
        return _steps(context, node, found)
    for name in _RATES:
        if name in node.members:
            context.report.error(
                node.members[name], "Q019", "excludes", at_key=True, name=name, other="rateValues"
            )
    values = items(context, found.get("rateValues"), "rate")
    if given.items and not 2 <= len(given.items) <= 11 and len(given.items) <= MOST_ITEMS:
        context.report.error(given, "Q018", "rate_count", count=len(given.items))
    return values


def _steps(context: Context, node: Node, found: Fields) -> tuple[Choice, ...]:
    """Return the values from rateMin in steps up to at most rateMax."""
    least, most, step = (found.get(name, default) for name, default in zip(_RATES, (1, 5, 1), strict=True))
    place = next((node.members[name] for name in ("rateMax", "rateMin") if name in node.members), node)
    if step <= 0:
        context.report.error(node.members["rateStep"], "Q018", "not_positive", name="rateStep")
    elif least >= most:
        context.report.error(place, "Q018", "contradict", low="rateMin", high="rateMax")
    elif not 2 <= (most - least) // step + 1 <= 11:
        context.report.error(place, "Q018", "rate_count", count=(most - least) // step + 1)
    else:
        values = range(least, most + 1, step)
        return tuple(Choice(value, dict.fromkeys(context.languages, str(value))) for value in values)
    return ()


def _exclude(context: Context, node: Node, found: Fields) -> None:
    """Report properties that stand beside each other and may not."""
    pairs = [("requiredIf", "isRequired"), ("showCommentArea", "showOtherItem")]
    for name, other in pairs:
        if found.get(name) and found.get(other):
            context.report.error(node.members[name], "Q019", "excludes", at_key=True, name=name, other=other)
    input_type = found.get("inputType")
    unfit = {
        "maxLength": input_type in _SHORT_INPUTS,
        "step": input_type != "number",
        "min": input_type not in ("number", "date"),
        "max": input_type not in ("number", "date"),
    }
    for name, is_unfit in unfit.items():
        if input_type is not None and is_unfit and name in node.members:
            context.report.error(
                node.members[name], "Q019", "unfit_input", at_key=True, name=name, input=input_type
            )


def _limit(context: Context, node: Node, side: str, input_type: InputType, kind: str) -> Number | str | None:
    """Return `min` or `max`: a number, or for a date question an existing date of 1900-2100."""
    member = node.members.get(side)
    if member is None or kind != "text" or input_type not in ("number", "date"):
        return None
    if input_type is InputType.NUMBER:
        return number(context, member)
    if is_date(member.value):
        return str(member.value)
    context.report.error(member, "Q005", "kind_date")
    return None


def is_date(value: Any) -> bool:
    """Say whether this is `yyyy-mm-dd`, an existing day of the years 1900-2100."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        return 1900 <= date.fromisoformat(value).year <= 2100
    except ValueError:
        return False


def _limits(context: Context, node: Node, found: Fields, limits: tuple[Any, Any], count: int) -> None:
    """Report numbers that contradict each other."""
    members, report = node.members, context.report
    least, most = limits
    if least is not None and most is not None and least > most:
        report.error(members["min"], "Q018", "contradict", low="min", high="max")
    if "step" in members and found.get("step", 1) <= 0:
        report.error(members["step"], "Q018", "not_positive", name="step")
    low, high = found.get("minSelectedChoices", 0), found.get("maxSelectedChoices", 0)
    if high and low > high:
        report.error(
            members["minSelectedChoices"],
            "Q018",
            "contradict",
            low="minSelectedChoices",
            high="maxSelectedChoices",
        )
    for name in ("minSelectedChoices", "maxSelectedChoices"):
        if count and found.get(name, 0) > count:
            report.error(members[name], "Q018", "more_than_choices", name=name, count=count)


def _validators(
    context: Context, node: Node | None, kind: str, input_type: InputType
) -> tuple[Validator, ...]:
    """Return the validators of a question."""
    if node is None:
        return ()
    if len(node.items) > MOST_ITEMS:
        context.report.error(node.items[MOST_ITEMS], "Q007", "too_many_items", most=MOST_ITEMS)
    found = (_validator(context, item, kind, input_type) for item in node.items[:MOST_ITEMS])
    return tuple(validator for validator in found if validator is not None)


def _validator(context: Context, node: Node, kind: str, input_type: InputType) -> Validator | None:
    """Return one validator, when its type is known and fits the question."""
    if not expect_object(context, node):
        return None
    name = node.get("type")
    if not isinstance(name, str) or name not in VALIDATORS:
        unknown_type(context, node, "validator", VALIDATORS)
        return None
    found = fields(context, node, f"validator:{name}", "validator")
    is_free = kind in ("text", "comment")
    fits = {
        "numeric": is_free and input_type == "number",
        "text": is_free and input_type not in _SHORT_INPUTS,
        "email": is_free and input_type not in _SHORT_INPUTS,
        "answercount": kind == "checkbox",
    }
    if not fits.get(name, True):
        context.report.error(node.members["type"], "Q019", "unfit_validator", name=name)
    for low, high in (("minValue", "maxValue"), ("minLength", "maxLength"), ("minCount", "maxCount")):
        if low in found and high in found and found[low] > found[high]:
            context.report.error(node.members[low], "Q018", "contradict", low=low, high=high)
    if name == "expression" and "text" not in found:
        context.report.error(node, "Q044", "rule_without_text")
    return Validator(
        type=name,
        text=found.get("text"),
        min_value=found.get("minValue"),
        max_value=found.get("maxValue"),
        min_length=found.get("minLength"),
        max_length=found.get("maxLength"),
        min_count=found.get("minCount"),
        max_count=found.get("maxCount"),
        expression=found.get("expression"),
    )


def unknown_type(context: Context, node: Node, owner: str, known: tuple[str, ...]) -> None:
    """Report that `type` is missing, refused (with its hint) or unknown (with the nearest known one)."""
    member = node.members.get("type")
    if member is None:
        context.report.error(node, "Q006", "needs", of=f"@{owner}", name="type")
    elif not isinstance(member.value, str):
        context.report.error(member, "Q005", "kind_string", found="@other")
    elif owner == "validator":
        hint = "pattern_hangs" if member.value == "regex" else ""
        context.report.error(member, "Q012", "unknown_validator", hint=hint, name=member.value)
    elif member.value in fates.TYPES:
        context.report.error(
            member, "Q012", "refused_type", hint=fates.TYPES[member.value], name=member.value
        )
    else:
        near = context.report.guess(member.value, known)
        hint = "did_you_mean" if near else ""
        context.report.error(member, "Q012", "unknown_type", hint=hint, name=member.value, near=near)
