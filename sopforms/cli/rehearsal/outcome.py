"""What a rehearsal leaves behind: the documents, the figures, and every deed with its date and ground."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sopforms.actions import composing, documents, outcomes, year_papers
from sopforms.actions.year_papers import YearPaper
from sopforms.cli.rehearsal.play import Play
from sopforms.core import blocks_json
from sopforms.core.errors import NotFound
from sopforms.output import to_html
from sopforms.store import dossiers, drafts, logbook, talks
from sopforms.store.logbook import EventRow

FILES = ("papers.pdf", "section.html", "section.pdf", "section.docx", "section.txt")


def write(play: Play, folder: Path) -> list[str]:
    """Write everything into `folder`; return what could not be made, in sentences."""
    folder.mkdir(parents=True, exist_ok=True)
    figures, timeline, draft = play.stage.inside(lambda: _gathered(play))
    _json(folder / "aggregate.json", figures)
    _json(folder / "timeline.json", timeline)
    (folder / "draft.html").write_text(draft, "utf-8")
    (folder / "jaarplan.xlsx").write_bytes(play.stage.inside(lambda: _plan(play)))
    failures = []
    for name in FILES:
        content, failure = play.stage.inside(lambda name=name: _file(play, name))
        if failure:
            failures.append(f"{name}: {failure}")
        else:
            (folder / name).write_bytes(content)
    return failures


def _gathered(play: Play) -> tuple[dict[str, Any], list[dict[str, Any]], str]:
    return _figures(play), _timeline(play), _draft(play)


def _figures(play: Play) -> dict[str, Any]:
    """The aggregate of the format, and beside it the values the school chose."""
    row = dossiers.get(play.dossier_id)
    found = outcomes.of(row)
    known = [
        {
            "indicator": value.indicator,
            "value": value.value,
            "comment": value.comment,
            "reason": value.reason,
            "source": value.source.value,
        }
        for value in talks.values_of(play.dossier_id).values()
    ]
    figures = dict(found.figures) if found else {"sopforms": 1, "items": []}
    return figures | {"school_values": sorted(known, key=lambda value: str(value["indicator"]))}


def _timeline(play: Play) -> list[dict[str, Any]]:
    """Every deed in order; equal deeds that follow each other on a day are one line with a count."""
    lines: list[dict[str, Any]] = []
    for event in logbook.of_year(play.company.partnership_id, play.dossier_id):
        line = _line(event)
        if lines and {key: lines[-1][key] for key in line} == line:
            lines[-1]["times"] = lines[-1].get("times", 1) + 1
        else:
            lines.append(line)
    return lines


def _line(event: EventRow) -> dict[str, Any]:
    return {
        "date": event.day.isoformat(),
        "deed": event.deed.value,
        "step": event.step.value if event.step else None,
        "by": event.role.value,
        "basis": event.basis or None,
        "letters": event.details.get("letters", []),
        "documents": event.details.get("documents", []),
    }


def _draft(play: Play) -> str:
    """The chapters and guide parts as the council got them, or as they stand."""
    snapshot = drafts.find_snapshot(play.dossier_id, "papers")
    if snapshot is None:
        found = composing.compose(dossiers.get(play.dossier_id))
        return "\n".join(
            str(to_html.part(part, gaps=True, sources=True)) for part in found.chapters + found.guide
        )
    texts = (blocks_json.load(snapshot.guide), blocks_json.load(snapshot.chapters))
    return "\n".join(str(to_html.document(text, sources=True)) for text in texts) + "\n"


def _plan(play: Play) -> bytes:
    """The jaarplan that came of the year, as a workbook."""
    return year_papers.as_xlsx(dossiers.get(play.dossier_id), YearPaper.PLAN)


def _file(play: Play, name: str) -> tuple[bytes, str]:
    try:
        row = documents.make(play.dossier_id, name)
    except NotFound:
        return b"", "the year did not come so far"
    return row.content, row.failure


def _json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
