"""Reads `renames`: old names that stand for new ones (section 9, code Q070)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sopforms.core.questionnaire.load_fields import Context, fields
from sopforms.core.questionnaire.model import Question, Renames
from sopforms.core.questionnaire.reading import Node
from sopforms.core.questionnaire.renaming import ends


def read_renames(context: Context, node: Node | None, questions: Mapping[str, Question]) -> Renames:
    """Return the renames; in the file the new name exists and the old one does not."""
    if node is None or not isinstance(node.value, dict):
        return Renames()
    fields(context, node, "renames")
    rows = {
        name: [row.name for row in question.rows] for name, question in questions.items() if question.rows
    }
    choices = {
        name: [str(value) for value in question.offered]
        for name, question in questions.items()
        if question.choices
    }
    return Renames(
        _pairs(context, node.members.get("questions"), list(questions)),
        _nested(context, node.members.get("rows"), rows),
        _nested(context, node.members.get("choices"), choices),
    )


def _pairs(context: Context, node: Node | None, names: Collection[str]) -> dict[str, str]:
    """Return old → new of one table; old → newer → newest may stand there as long as the newest exists."""
    found: dict[str, str] = {}
    if node is None or not _is_table(context, node):
        return found
    lasting = ends({old: str(member.value) for old, member in node.members.items()})
    for old, member in node.members.items():
        if context.report.is_full:
            break
        new = member.value
        if not isinstance(new, str):
            context.report.error(member, "Q005", "kind_string", found="@other")
        elif old in names:
            context.report.error(member, "Q070", "rename_old", at_key=True, name=old)
        elif (last := lasting[old]) not in names and last not in context.lost:
            near = context.report.guess(new, names)
            hint = "did_you_mean" if near else ""
            context.report.error(member, "Q070", "rename_new", hint=hint, name=new, near=near)
        else:
            found[old] = new
    return found


def _nested(
    context: Context, node: Node | None, names: Mapping[str, Collection[str]]
) -> dict[str, Mapping[str, str]]:
    """Return question → old → new."""
    found: dict[str, Mapping[str, str]] = {}
    if node is None or not _is_table(context, node):
        return found
    for question, member in node.members.items():
        if question in names:
            found[question] = _pairs(context, member, names[question])
        elif question not in context.lost:
            near = context.report.guess(question, names)
            hint = "did_you_mean" if near else ""
            context.report.error(
                member, "Q070", "rename_question", hint=hint, at_key=True, name=question, near=near
            )
    return found


def _is_table(context: Context, node: Node) -> bool:
    if isinstance(node.value, dict):
        return True
    context.report.error(node, "Q005", "kind_object", found="@other")
    return False
