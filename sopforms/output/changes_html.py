"""What changed since last year as HTML: what went and came is marked and said, not told by colour alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from markupsafe import Markup

from sopforms.core.changes import Change, Form, PartChange, Segment, SentenceChange
from sopforms.core.value_changes import ValueChange
from sopforms.output.language import words

Said = Mapping[str, str]
_CLOSING = frozenset(" ,.;:!?)")
_TAGS = {Change.NEW: "ins", Change.GONE: "del"}


def changes(
    parts: Sequence[PartChange] | None,
    *,
    level: int = 2,
    language: str = "nl",
    anchors: bool = True,
    titles: bool = True,
    folds: bool = False,
) -> Markup:
    """Return the changes of each part that changed, then the titles of those that stayed the same.

    None means that there is no text of last year. Headings are at `level`; ids end in "-wijzigingen". Without
    `titles` the parts have no heading of their own: the page that shows one part has it already. `folds` lays
    the titles of what stayed the same away behind their number, on a screen.
    """
    said = words(language)
    if parts is None:
        return Markup("<p>{}</p>\n").format(said["first_time"])
    changed = [part for part in parts if part.change is not Change.SAME]
    if not changed:
        return Markup("<p>{}</p>\n").format(said["no_changes"])
    same = [part.title for part in parts if part.change is Change.SAME]
    body = Markup().join(_part(part, level if titles else 0, language, anchors) for part in changed)
    return body + (_unchanged(same, said, folds=folds) if same else Markup())


def values(values: Sequence[ValueChange], *, language: str = "nl", since: str = "year") -> Markup:
    """Return which answers are other than last year, in plain sentences with their reason; "" for none.

    `since` is `now` where they are other than in the text that is in force.
    """
    said = words(language)
    if not values:
        return Markup()
    items = Markup().join(
        Markup("<li><strong>{}</strong>: {}{}</li>\n").format(
            each.label,
            said["went"].format(was=each.before, now=each.after),
            f" {said['reason']} {each.reason}" if each.reason else "",
        )
        for each in values
    )
    return Markup("<p>{}</p>\n<ul>\n{}</ul>\n").format(
        said["values_changed_now" if since == "now" else "values_changed"], items
    )


def _unchanged(titles: Sequence[str], said: Said, *, folds: bool) -> Markup:
    lead = said["unchanged_one" if len(titles) == 1 else "unchanged"].format(n=len(titles))
    items = Markup().join(Markup("<li>{}</li>\n").format(title) for title in titles)
    listed = Markup("<ul>\n{}</ul>").format(items)
    if folds:
        return Markup("<details><summary>{}</summary>\n{}</details>\n").format(lead, listed)
    return Markup("<p>{}</p>\n{}\n").format(lead, listed)


def _part(part: PartChange, level: int, language: str, anchors: bool) -> Markup:
    said = words(language)
    own = Markup(' id="{}-wijzigingen"').format(part.key) if anchors else Markup()
    note, lines = _note(part, said), [each for each in part.sentences if each.form is not Form.TITLE]
    heading = Markup("<h{0}{1}>{2}</h{0}>\n").format(level, own, part.title) if level else Markup()
    if note:
        heading += Markup('<p class="small">{}</p>\n').format(note)
    if part.change is Change.GONE:
        return heading
    if part.change is Change.NEW:  # said once, above: marking every word would only make it hard to read
        lines = [
            replace(each, change=Change.SAME, segments=(Segment(Change.SAME, each.new),)) for each in lines
        ]
    return heading + Markup().join(_runs(lines, level or 2, said))


def _note(part: PartChange, said: Said) -> str:
    """Return what there is to say about the part as a whole; "" when nothing."""
    if part.change is Change.NEW:
        return said["part_new"]
    if part.change is Change.GONE:
        return said["part_gone"]
    title = next((each for each in part.sentences if each.form is Form.TITLE), None)
    return f"{said['title_was']} {title.old}" if title and title.change is Change.CHANGED else ""


def _runs(lines: Sequence[SentenceChange], level: int, said: Said) -> list[Markup]:
    """Return paragraphs, lists and headings again; the points of one list stay in one list."""
    found: list[Markup] = []
    for form, group in groupby(lines, lambda line: line.form):
        texts = [_joined(run, said) for run in _started(list(group))]
        if form in {Form.ITEM, Form.QUOTED_ITEM, Form.ROW}:
            items = Markup().join(Markup("<li>{}</li>\n").format(text) for text in texts)
            found.append(Markup("<ul>\n{}</ul>\n").format(items))
            continue
        tag = f"h{min(level + 1, 6)}" if form is Form.HEADING else "p"
        found += [Markup("<{0}>{1}</{0}>\n").format(tag, text) for text in texts]
    return found


def _started(lines: Sequence[SentenceChange]) -> list[list[SentenceChange]]:
    runs: list[list[SentenceChange]] = []
    for line in lines:
        if line.starts or not runs:
            runs.append([line])
        else:
            runs[-1].append(line)
    return runs


def _joined(run: Sequence[SentenceChange], said: Said) -> Markup:
    """Return sentences that run on; "Nieuw:" and "Vervallen:" stand before the first in a row."""
    found: list[Markup] = []
    for change, group in groupby(run, lambda line: line.change):
        text = Markup(" ").join(_sentence(line) for line in group)
        if change in {Change.NEW, Change.GONE}:
            label = said["new" if change is Change.NEW else "gone"]
            text = Markup('<span class="change">{}</span> {}').format(label, text)
        if change is Change.MOVED:
            text += Markup(' <span class="change">{}</span>').format(said["moved"])
        found.append(text)
    return Markup(" ").join(found)


def _sentence(line: SentenceChange) -> Markup:
    """Return the words; a blank parts what went from what came, or a reader takes them for one word.

    No blank where there is one already, and none before a comma or another mark that belongs to the word.
    """
    text = Markup()
    for before, segment in pairwise((None, *line.segments)):
        if before and before.change is Change.GONE and segment and segment.change is Change.NEW:
            text += "" if before.text[-1].isspace() or segment.text[0] in _CLOSING else " "
        text += _segment(segment) if segment else Markup()
    return text


def _segment(segment: Segment) -> Markup:
    tag = _TAGS.get(segment.change)
    return Markup("<{0}>{1}</{0}>").format(tag, segment.text) if tag else Markup.escape(segment.text)
