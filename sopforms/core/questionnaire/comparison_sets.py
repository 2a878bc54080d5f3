"""What is different between two question sets: their questionnaires belong together by id (section 9)."""

from __future__ import annotations

from collections.abc import Mapping

from sopforms.core.questionnaire.comparison import Comparison, compare
from sopforms.core.questionnaire.comparison_change import Change, ChangeKind
from sopforms.core.questionnaire.comparison_names import all_series
from sopforms.core.questionnaire.model import Form


def compare_sets(old: Mapping[str, Form], new: Mapping[str, Form]) -> dict[str, Comparison]:
    """Return file name → comparison, for the files of `new` and then those of `old` that are gone.

    A questionnaire may stand in a file of another name; its id stays. An indicator keeps its scale over all
    questionnaires of the set.
    """
    before = {form.id: form for form in old.values()}
    others = tuple(old.values())
    found: dict[str, Comparison] = {}
    for name, form in new.items():
        was = before.pop(form.id, None)
        comparison = compare(was, form, others)
        added = () if was is not None else (_whole(ChangeKind.ADDITIVE, "questionnaire_new", form),)
        found[name] = Comparison(comparison.changes + added)
    for name, form in old.items():
        if form.id in before:
            gone = _whole(ChangeKind.BREAKING, "questionnaire_gone", form)
            found[name] = Comparison((*found.get(name, Comparison()).changes, gone))
    return found


def _whole(kind: ChangeKind, key: str, form: Form) -> Change:
    """Return that a whole questionnaire came or went; one that went is closed, its answers stay."""
    return Change(kind, (), None, key, {"name": form.id}, series=all_series(form))
