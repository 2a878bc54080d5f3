"""What changed since last year as HTML: what went and came is marked and said, not told by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from sopforms.core.changes import Change, Form, PartChange, Segment, SentenceChange
from sopforms.output.language import words

_TAGS = {Change.NEW: "ins", Change.GONE: "del"}


def changes(
    parts: Sequence[PartChange] | None, *, level: int = 2, language: str = "nl", anchors: bool = True
) -> Markup:
    """Return the changes of each part that changed, then the titles of those that stayed the same.

    None means that there is no text of last year. Headings are at `level`; ids end in "-wijzigingen".
    """
    said = words(language)
    if parts is None:
        return Markup("<p>{}</p>\n").format(said["first_time"])
    changed = [part for part in parts if part.change is not Change.SAME]
    if not changed:
        return Markup("<p>{}</p>\n").format(said["no_changes"])
    same = [part.title for part in parts if part.change is Change.SAME]
    body = Markup().join(_part(part, level, language, anchors) for part in changed)
    return body + (_unchanged(same, said["unchanged"]) if same else Markup())


def _unchanged(titles: Sequence[str], lead: str) -> Markup:
    items = Markup().join(Markup("<li>{}</li>\n").format(title) for title in titles)
    return Markup("<p>{}</p>\n<ul>\n{}</ul>\n").format(lead, items)


def _part(part: PartChange, level: int, language: str, anchors: bool) -> Markup:
    said = words(language)
    own = Markup(' id="{}-wijzigingen"').format(part.key) if anchors else Markup()
    heading = Markup("<h{0}{1}>{2}</h{0}>\n").format(level, own, part.title)
    if part.change is Change.NEW:
        heading += Markup('<p class="small">{}</p>\n').format(said["part_new"])
    if part.change is Change.GONE:
        return heading + Markup('<p class="small">{}</p>\n').format(said["part_gone"])
    lines = [each for each in part.sentences if each.form is not Form.TITLE or each.change is Change.CHANGED]
    return heading + Markup().join(_runs(lines, level, said["new"], said["gone"], said["moved"]))


def _runs(lines: Sequence[SentenceChange], level: int, *said: str) -> list[Markup]:
    """Return paragraphs, lists and headings again; the points of one list stay in one list."""
    found: list[Markup] = []
    for listed, group in groupby(lines, lambda line: line.form in {Form.ITEM, Form.ROW}):
        blocks = [_joined(run, said) for run in _started(list(group))]
        if listed:
            items = Markup().join(Markup("<li>{}</li>\n").format(text) for _, text in blocks)
            found.append(Markup("<ul>\n{}</ul>\n").format(items))
            continue
        for form, text in blocks:
            tag = f"h{min(level + 1, 6)}" if form is Form.HEADING else "p"
            found.append(Markup("<{0}>{1}</{0}>\n").format(tag, text))
    return found


def _started(lines: Sequence[SentenceChange]) -> list[list[SentenceChange]]:
    runs: list[list[SentenceChange]] = []
    for line in lines:
        if line.starts or not runs or runs[-1][-1].form is not line.form:
            runs.append([line])
        else:
            runs[-1].append(line)
    return runs


def _joined(run: Sequence[SentenceChange], said: Sequence[str]) -> tuple[Form, Markup]:
    return run[0].form, Markup(" ").join(_sentence(line, said) for line in run)


def _sentence(line: SentenceChange, said: Sequence[str]) -> Markup:
    new, gone, moved = said
    text = Markup().join(_segment(each) for each in line.segments)
    if line.change is Change.NEW:
        return Markup('<span class="change">{}</span> {}').format(new, text)
    if line.change is Change.GONE:
        return Markup('<span class="change">{}</span> {}').format(gone, text)
    return text + (
        Markup(' <span class="change">{}</span>').format(moved) if line.change is Change.MOVED else ""
    )


def _segment(segment: Segment) -> Markup:
    tag = _TAGS.get(segment.change)
    return Markup("<{0}>{1}</{0}>").format(tag, segment.text) if tag else Markup.escape(segment.text)
