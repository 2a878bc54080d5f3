"""What is different between two versions of a questionnaire, and what that does to the trends (section 9).

`compare` is pure: it reads two loaded questionnaires and knows no files. `publishing.problems` puts what may
not be published beside the line it is on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sopforms.core.questionnaire.comparison_change import (
    KIND_WORDS,
    NAME_FOR_LIFE,
    SEVERITY,
    Change,
    ChangeKind,
    Notes,
)
from sopforms.core.questionnaire.comparison_life import check_indicators, check_names, check_renames
from sopforms.core.questionnaire.comparison_meaning import compare_entries, compare_scales, compare_scores
from sopforms.core.questionnaire.comparison_names import Names, Spot, all_series, series_of, spots
from sopforms.core.questionnaire.comparison_questions import (
    compare_items,
    compare_questions,
    compare_rows,
    compare_values,
    same_type,
)
from sopforms.core.questionnaire.comparison_texts import written
from sopforms.core.questionnaire.meaning import MappingEntry, Scale
from sopforms.core.questionnaire.model import Form, Html, Page, Panel, Question

__all__ = ["KIND_WORDS", "Change", "ChangeKind", "Comparison", "compare"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes, the worst first and then in document order; none when both say the same."""

    changes: tuple[Change, ...] = ()

    @property
    def kind(self) -> ChangeKind | None:
        """The worst class among the changes; None without changes."""
        return max((change.kind for change in self.changes), key=SEVERITY.__getitem__, default=None)

    @property
    def refused(self) -> tuple[Change, ...]:
        """What may not be published at all: a name or indicator for life, a rename of nothing."""
        return tuple(change for change in self.changes if change.refused)

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        """Return the changes of one class."""
        return tuple(change for change in self.changes if change.kind is kind)

    def breaks_series(self, indicator: str) -> bool:
        """Say whether the trend of an indicator (or of `name`, `name.row` without one) breaks here."""
        return any(indicator in change.series for change in self.of(ChangeKind.BREAKING))

    def rewords_series(self, indicator: str) -> bool:
        """Say whether the trend goes on over other words: title, row, choices or scale were reworded."""
        return any(
            indicator in change.series and change.key in _MARKED for change in self.of(ChangeKind.WORDING)
        )


_MARKED = frozenset(("title_reworded", "row_reworded", "items_reworded", "scale_reworded"))


def compare(old: Form | None, new: Form, earlier: Sequence[Form] = ()) -> Comparison:
    """Return what is different between the latest published version and a new one.

    `earlier` are the versions published before `old`, from old to latest: names are for life over all of
    them. Other questionnaires among them count for indicators alone. Without `old` this one was not published
    yet.
    """
    found: list[Change] = []
    notes = Notes(found)
    published = (*earlier, old) if old is not None else tuple(earlier)
    own = [form for form in published if form is old or form.id == new.id]
    if old is not None:
        _Comparing(found, old, new).run()
    check_renames(notes, own, new)
    check_names(notes, own, new)
    check_indicators(notes, published, new)
    return Comparison(tuple(sorted(found, key=lambda change: -SEVERITY[change.kind])))


class _Comparing:
    """One comparison of two versions, part by part."""

    def __init__(self, found: list[Change], old: Form, new: Form) -> None:
        self.notes = Notes(found)
        self.old = old
        self.new = new
        self.names = Names(new.renames)
        self.before = {self.names.question(name): spot for name, spot in spots(old).items()}
        self.after = spots(new)

    def run(self) -> None:
        """Note everything that is different."""
        self._envelope()
        self._gone()
        for name, spot in self.after.items():
            self._spot(name, spot)
        self._order()
        self._scales()
        self._rest()

    def _envelope(self) -> None:
        old, new, notes = self.old, self.new, self.notes
        every = notes.at(series=tuple(dict.fromkeys(all_series(old) + all_series(new))))
        if old.id != new.id:
            every.at("id").breaking("id_changed", old=old.id, new=new.id)
        if old.kind is not new.kind:
            every.at("kind").breaking("kind_changed", old=str(old.kind), new=str(new.kind))
        if old.title != new.title:
            notes.at("title").wording("reworded", old=old.title, new=new.title)
        if old.languages != new.languages:
            known: dict[str, Any] = {"old": ", ".join(old.languages), "new": ", ".join(new.languages)}
            notes.at("languages").wording("languages_changed", **known)
        if old.renames != new.renames:
            notes.at("renames").wording("renames_changed")
        if (old.heading, new.heading) != (_everywhere(old), _everywhere(new)):
            written(notes.at("survey", "title"), old.heading, new.heading)
        written(notes.at("survey", "description"), old.description, new.description)
        written(notes.at("survey", "completedHtml"), old.completed_html, new.completed_html)

    def _gone(self) -> None:
        """Note what the new version no longer has."""
        for name, spot in self.before.items():
            now = self.after.get(name)
            if isinstance(spot.item, Question):
                if now is None:
                    series = series_of(self.old, spot.item.name)
                    inside = Notes(self.notes.found, spot.place, spot.item.name, series)
                    inside.breaking("question_gone", is_gone=True, name=spot.item.name)
                elif not isinstance(now.item, Question):
                    known: dict[str, Any] = {"old": str(spot.item.type), "new": _thing(now)}
                    inside = Notes(self.notes.found, now.place, name, series_of(self.old, spot.item.name))
                    inside.refuse(NAME_FOR_LIFE, "type_otherwise", **known)
            elif now is None or type(now.item) is not type(spot.item):
                inside = Notes(self.notes.found, spot.place)
                inside.additive("element_gone", of=_thing(spot), name=spot.item.name)

    def _spot(self, name: str, spot: Spot) -> None:
        """Note what is different about one page or element."""
        was = self.before.get(name)
        question = name if isinstance(spot.item, Question) else None
        notes = Notes(self.notes.found, spot.place, question)
        if was is None or type(was.item) is not type(spot.item):
            if question is None:
                notes.additive("element_new", of=_thing(spot), name=name)
            else:
                notes.at(series=series_of(self.new, name)).additive("question_new", name=name)
            return
        if was.holder != spot.holder:
            notes.additive("moved", old=was.holder, new=spot.holder)
        if isinstance(spot.item, Question) and isinstance(was.item, Question):
            both = series_of(self.old, was.item.name) + series_of(self.new, name)
            self._question(notes.at(series=tuple(dict.fromkeys(both))), was.item, spot.item)
        elif not isinstance(spot.item, Question) and not isinstance(was.item, Question):
            compare_items(notes, was.item, spot.item)

    def _question(self, notes: Notes, old: Question, new: Question) -> None:
        if old.name != new.name:
            notes.at("name").additive("question_renamed", old=old.name, new=new.name)
        before, after = self.old.mapping.get(old.name), self.new.mapping.get(new.name)
        meaning = Notes(notes.found, ("mapping", new.name), new.name, notes.series)
        if not same_type(notes, old, new):
            return
        compare_questions(notes, old, new)
        rows = compare_rows(notes, old, new, (self.old, self.new), self.names)
        if before is None or after is None:
            return
        if compare_scales(meaning, before, after):
            values = compare_values(notes, old, new, before, self.names)
            compare_scores(meaning.at("score"), before.measure, after.measure, values)
        compare_entries(meaning, before, after)
        self._rows(meaning, rows, before, after)

    def _rows(self, notes: Notes, rows: dict[str, str], before: MappingEntry, after: MappingEntry) -> None:
        """Compare the entries of the rows, without what they say only because their matrix does."""
        for old, new in rows.items():
            if old in before.rows and new in after.rows:
                was, now = before.rows[old], after.rows[new]
                both = (*series_of(self.new, notes.question or "", new), was.indicator or now.indicator or "")
                inside = notes.at("rows", new, series=tuple(filter(None, dict.fromkeys(both))))
                compare_entries(inside, was, now, around=(before, after))

    def _order(self) -> None:
        """Note pages and elements that stand in another order within what holds them."""
        kept: dict[str, list[str]] = {}
        for name, spot in self.after.items():
            if name in self.before and self.before[name].holder == spot.holder:
                kept.setdefault(spot.holder, []).append(name)
        for holder, names in kept.items():
            if names != [name for name in self.before if name in names]:
                place = self.after[holder].place if holder else ("survey", "pages")
                Notes(self.notes.found, place).additive("order_changed")

    def _scales(self) -> None:
        """Note what is different about the scales that both use; their values are compared per question."""
        for name, scale in self.new.scales.items():
            if name in self.old.scales:
                users = [key for key, entry in self.new.mapping.items() if entry.scale == name]
                series = tuple(one for key in users for one in series_of(self.new, key))
                _scale(self.notes.at("scales", name, series=series), self.old.scales[name], scale)

    def _rest(self) -> None:
        """Note that there is more than was told apart, when the hashes say so."""
        worst = max((SEVERITY[change.kind] for change in self.notes.found), default=-1)
        if self.old.shape_hash != self.new.shape_hash and worst < SEVERITY[ChangeKind.ADDITIVE]:
            self.notes.additive("written_otherwise")
        elif self.old.content_hash != self.new.content_hash and worst < 0:
            self.notes.wording("written_otherwise")


def _scale(notes: Notes, old: Scale, new: Scale) -> None:
    if old.bipolar is not new.bipolar:
        notes.at("bipolar").breaking("scale_bipolar")
    if old.max_length != new.max_length:
        notes.at("maxLength").additive("property_changed", name="maxLength")
    before = {value.value: value for value in old.values}
    for index, value in enumerate(new.values):
        was = before.get(value.value)
        if was is not None:
            written(notes.at("values", index, "text"), was.text, value.text, "scale_reworded")
        if was is not None and was.coverage != value.coverage:
            notes.at("values", index, "coverage").additive("property_changed", name="coverage")


def _everywhere(form: Form) -> dict[str, str]:
    """Return the heading that a questionnaire without one of its own shows: its title."""
    return dict.fromkeys(form.languages, form.title)


def _thing(spot: Spot) -> str:
    kinds: dict[type[Page | Panel | Html | Question], str] = {Page: "@page", Panel: "@panel", Html: "@html"}
    return kinds.get(type(spot.item), "@element")
