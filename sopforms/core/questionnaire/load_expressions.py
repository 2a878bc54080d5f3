"""Checks conditions against the questions: what stands before, which answers and operators fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sopforms.core.questionnaire import operators
from sopforms.core.questionnaire.expression import Expression
from sopforms.core.questionnaire.load_elements import Course, Place
from sopforms.core.questionnaire.load_fields import Context
from sopforms.core.questionnaire.load_questions import is_date
from sopforms.core.questionnaire.model import COMMENT_SUFFIX, Question, QuestionType
from sopforms.core.questionnaire.reading import Node

_EQUAL = ("=", "!=")
_ORDER = ("<", "<=", ">", ">=")
_INSIDE = ("contains", "notcontains")
_AMONG = ("anyof", "noneof")
_MIRROR = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_SHOWN_ANSWERS = 12
_KIND_OF = {
    QuestionType.CHECKBOX: "many",
    QuestionType.BOOLEAN: "boolean",
    QuestionType.MATRIX: "matrix",
    QuestionType.TEXT: "text",
    QuestionType.COMMENT: "text",
}


@dataclass(frozen=True, slots=True)
class Variable:
    """What a name in braces stands for; `kind` is one, many, boolean, number, date, text or matrix."""

    name: str
    question: Question
    kind: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition with its place; `known` are the questions it may name. `is_rule`: of a validator."""

    node: Node
    expression: Expression
    known: Mapping[str, Question]
    is_rule: bool = False


def conditions(course: Course) -> Iterator[Condition]:
    """Yield the conditions of a file in document order, each with the questions that stand before it."""
    before: dict[str, Question] = {}
    for place in course.places:
        item = place.item
        if item is not None and item.visible_if is not None:
            yield Condition(place.node.members["visibleIf"], item.visible_if, dict(before))
        if isinstance(item, Question):
            if item.required_if is not None:
                yield Condition(place.node.members["requiredIf"], item.required_if, dict(before))
            before[item.name] = item
            yield from _rules(place, item, before)


def _rules(place: Place, question: Question, before: Mapping[str, Question]) -> Iterator[Condition]:
    """Yield the conditions of the validators of a question, which may name itself."""
    if any(validator.expression is not None for validator in question.validators):
        nodes = [node for node in place.node.members["validators"].items if "expression" in node.members]
        rules = [validator.expression for validator in question.validators if validator.type == "expression"]
        for node, rule in zip(nodes, rules, strict=False):
            if rule is not None:
                yield Condition(node.members["expression"], rule, dict(before), is_rule=True)


def variable(name: str, known: Mapping[str, Question]) -> Variable | None:
    """Return what `name`, `matrix.row` or `name-Comment` stands for; None when it stands for nothing."""
    if name.endswith(COMMENT_SUFFIX):
        question = known.get(name.removesuffix(COMMENT_SUFFIX))
        return (
            Variable(name, question, "text") if question is not None and question.may_have_comment else None
        )
    question_name, dot, row = name.partition(".")
    question = known.get(question_name)
    if question is None:
        return None
    if dot:
        return (
            Variable(name, question, "one", row)
            if any(row == known.name for known in question.rows)
            else None
        )
    return Variable(name, question, _kind(question))


def _kind(question: Question) -> str:
    """Return how the answer to a question may be compared."""
    if question.is_number or question.is_date:
        return "number" if question.is_number else "date"
    return _KIND_OF.get(question.type, "one")


def check_condition(context: Context, condition: Condition, everything: Mapping[str, Question]) -> bool:
    """Report what is wrong with one condition; say whether it is sound."""
    checker = _Checker(context, condition, everything)
    checker.names()
    if checker.is_sound:
        checker.test(condition.expression.tree)
    return checker.is_sound


class _Checker:
    """Walks the tree of one condition."""

    def __init__(self, context: Context, condition: Condition, everything: Mapping[str, Question]) -> None:
        self.context = context
        self.condition = condition
        self.everything = everything
        self.is_sound = True

    def error(self, code: str, key: str, *, hint: str = "", **params: Any) -> None:
        """Report an error at the condition."""
        self.is_sound = False
        self.context.report.error(self.condition.node, code, key, hint=hint, **params)

    def names(self) -> None:
        """Report names that stand for nothing, or not yet."""
        for name in dict.fromkeys(self.condition.expression.names):
            if variable(name, self.condition.known) is not None:
                continue
            if self.context.lost.intersection(name.removesuffix(COMMENT_SUFFIX).split(".")):
                self.is_sound = False
            elif variable(name, self.everything) is not None:
                self.error("Q033", "stands_after", name=name)
            else:
                near = self.context.report.guess(name, self._nameable())
                self.error("Q032", "unknown_name", hint="did_you_mean" if near else "", name=name, near=near)

    def _nameable(self) -> Iterator[str]:
        """Yield every name that a condition may hold here."""
        for name, question in self.condition.known.items():
            yield name
            yield from (f"{name}.{row.name}" for row in question.rows)
            if question.may_have_comment:
                yield question.comment_name

    def test(self, tree: list[Any]) -> None:
        """Check a part that must be true or false."""
        operator, *parts = tree
        if operator in ("and", "or"):
            for part in parts:
                self.test(part)
        elif operator in ("empty", "notempty"):
            if parts[0][0] != "var":
                self.error("Q035", "no_question", operator=operator)
        elif operator == "var":
            if self.variable(tree).kind != "boolean":
                self.error("Q036", "no_condition", name=f"{{{parts[0]}}}")
        elif operator in ("lit", "list"):
            self.error("Q036", "no_condition", name=_shown(tree))
        else:
            self.comparison(operator, *parts)

    def variable(self, tree: list[Any]) -> Variable:
        """Return the variable of a `["var", name]`, which is known to exist."""
        found = variable(tree[1], self.condition.known)
        assert found is not None  # `names` was here before
        return found

    def comparison(self, operator: str, left: list[Any], right: list[Any]) -> None:
        """Check one comparison; a literal on the left is turned around."""
        if left[0] != "var" and right[0] == "var" and left[0] == "lit" and operator in _MIRROR:
            operator, left, right = _MIRROR[operator], right, left
        if left[0] != "var":
            self.error("Q035", "no_question", operator=operator)
            return
        subject = self.variable(left)
        other = self.variable(right) if right[0] == "var" else None
        if not getattr(self, f"_{subject.kind}")(subject, operator, right, other):
            self.error(
                "Q035", "operator_unfit", hint=f"fits_{subject.kind}", operator=operator, name=subject.name
            )

    def _answers(self, subject: Variable, right: list[Any]) -> bool:
        """Report literals that are no answer of the question; always true: the operator does fit."""
        known = self.context.answers
        for literal in right[1:] if right[0] in ("lit", "list") else ():
            value = literal[1] if isinstance(literal, list) else literal
            key = (subject.question.name, type(value), value)
            if key not in known:
                offered = self._offered(subject.question)
                known[key] = any(operators.equal(answer, value) for answer in offered)
            if not known[key]:
                self._no_answer(subject, value)
        return True

    def _offered(self, question: Question) -> list[Any]:
        """Return the answers of a question as conditions read them."""
        known = self.context.offered
        if question.name not in known:
            known[question.name] = [operators.read(value) for value in question.offered]
        return known[question.name]

    def _no_answer(self, subject: Variable, value: Any) -> None:
        """Report that a literal is no answer, with the answers there are."""
        offered = [_written(answer) for answer in subject.question.offered]
        more = ", …" if len(offered) > _SHOWN_ANSWERS else ""
        answers = ", ".join(offered[:_SHOWN_ANSWERS]) + more
        key = "no_answer" if answers else f"no_{subject.kind}_answer"
        self.error("Q034", key, value=_shown(["lit", value]), name=subject.name, answers=answers)

    def _one(self, subject: Variable, operator: str, right: list[Any], other: Variable | None) -> bool:
        if operator in _EQUAL:
            return other.kind == "one" if other else right[0] == "lit" and self._answers(subject, right)
        if operator in _AMONG:
            return right[0] == "list" and self._answers(subject, right)
        if operator in _ORDER:
            has_number = any(isinstance(value, int | float) for value in self._offered(subject.question))
            return has_number and (other.kind == "number" if other else _is_number(right))
        if operator in _INSIDE and right[0] == "lit":
            self.context.report.warn(
                self.condition.node, "Q080", "inside_text", operator=operator, name=subject.name
            )
            return True
        return False

    def _many(self, subject: Variable, operator: str, right: list[Any], other: Variable | None) -> bool:
        fits = right[0] == "list" if operator in (*_AMONG, *_EQUAL, "allof") else right[0] in ("lit", "list")
        return other is None and operator not in _ORDER and fits and self._answers(subject, right)

    def _boolean(self, subject: Variable, operator: str, right: list[Any], other: Variable | None) -> bool:
        if operator not in _EQUAL or right[0] == "list":
            return False
        return other.kind == "boolean" if other else self._answers(subject, right)

    def _number(self, subject: Variable, operator: str, right: list[Any], other: Variable | None) -> bool:
        if operator in (*_EQUAL, *_ORDER):
            return (
                other.kind in ("number", "one")
                if other
                else right[0] == "lit" and self._numbers(subject, right)
            )
        return operator in _AMONG and right[0] == "list" and self._numbers(subject, right)

    def _numbers(self, subject: Variable, right: list[Any]) -> bool:
        for value in _literals(right):
            if isinstance(value, bool) or not isinstance(value, int | float):
                self._no_answer(subject, value)
        return True

    def _date(self, subject: Variable, operator: str, right: list[Any], other: Variable | None) -> bool:
        if operator not in (*_EQUAL, *_ORDER) or right[0] == "list":
            return False
        if other:
            return other.kind == "date"
        if not is_date(right[1]):
            self._no_answer(subject, right[1])
        return True

    def _text(self, subject: Variable, operator: str, right: list[Any], other: Variable | None) -> bool:
        if operator in (*_EQUAL, *_ORDER) and _is_number(right):
            self.context.report.warn(self.condition.node, "Q084", "text_as_number", name=subject.name)
            return True
        if operator in (*_EQUAL, *_INSIDE):
            return right[0] == "lit" and isinstance(right[1], str)
        return operator in _AMONG and right[0] == "list" and all(isinstance(v, str) for v in _literals(right))

    def _matrix(self, subject: Variable, operator: str, right: list[Any], other: Variable | None) -> bool:
        return False


def _literals(right: list[Any]) -> list[Any]:
    """Return the values of a literal or list."""
    return [value[1] if isinstance(value, list) else value for value in right[1:]]


def _is_number(right: list[Any]) -> bool:
    return right[0] == "lit" and isinstance(right[1], int | float) and not isinstance(right[1], bool)


def _written(answer: Any) -> str:
    return str(answer).lower() if isinstance(answer, bool) else str(answer)


def _shown(tree: list[Any]) -> str:
    """Return a literal or list as an author writes it."""
    values = [f"'{value}'" if isinstance(value, str) else _written(value) for value in _literals(tree)]
    return f"[{', '.join(values)}]" if tree[0] == "list" else values[0]
