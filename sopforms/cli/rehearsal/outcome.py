"""What a rehearsal leaves behind: the documents, the figures, and every deed with its date and ground."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sopforms.actions import composing, documents, outcomes, paperwork, year_paper_files
from sopforms.cli.rehearsal.play import Play
from sopforms.core import blocks_json
from sopforms.core.changes import Change
from sopforms.core.errors import NotFound
from sopforms.core.questionnaire.trends import Trend
from sopforms.core.year_paper import YearPaper
from sopforms.output import to_html
from sopforms.store import cycles, dossiers, drafts, logbook, talks
from sopforms.store.dossiers import DossierRow
from sopforms.store.logbook import EventRow
from sopforms.store.talks import PointRow

FILES = ("papers.pdf", "section.html", "section.pdf", "section.docx", "section.txt")


def write(play: Play, folder: Path) -> list[str]:
    """Write everything into `folder`; return what could not be made, in sentences."""
    folder.mkdir(parents=True, exist_ok=True)
    figures, timeline, draft = play.stage.inside(lambda: _gathered(play))
    _json(folder / "aggregate.json", figures)
    _json(folder / "timeline.json", timeline)
    (folder / "answers.jsonl").write_text(_answers(play), "utf-8")
    (folder / "draft.html").write_text(draft, "utf-8")
    (folder / "jaarplan.xlsx").write_bytes(play.stage.inside(lambda: _plan(play)))
    if play.number:
        (folder / "jaarverslag.xlsx").write_bytes(play.stage.inside(lambda: _report(play)))
    failures = []
    for name in FILES:
        content, failure = play.stage.inside(lambda name=name: _file(play, name))
        if failure:
            failures.append(f"{name}: {failure}")
        else:
            (folder / name).write_bytes(content)
    return failures


def _answers(play: Play) -> str:
    """What the team typed, a line for each: the file that `--answers` reads, and to count the figures by."""
    if not play.typed:
        return ""
    name = play.questionnaire("evaluatie").id
    lines = [{"questionnaire": name, "answers": dict(answers)} for answers in play.typed]
    return "".join(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in lines)


def write_years(play: Play, folder: Path) -> None:
    """Write what each year took from the one before: points, the answers beside last year's, what changed."""
    _json(folder / "years.json", play.stage.inside(lambda: _years(play)))


def _years(play: Play) -> list[dict[str, Any]]:
    rows = sorted(dossiers.of_location(play.company.location_id), key=lambda row: row.id)
    return [_year(row) for row in rows]


def _year(row: DossierRow) -> dict[str, Any]:
    before, compared = outcomes.previous_dossier(row), outcomes.shown(row).compared
    snapshot = drafts.find_snapshot(row.id, "adopted")
    changed = paperwork.what_changed(row, blocks_json.load(snapshot.guide)) if snapshot else None
    return {
        "school_year": cycles.get(row.cycle_id).school_year,
        "begins_from": cycles.get(before.cycle_id).school_year if before else None,
        "step": row.step.value,
        "points": [_point(point) for point in talks.points_of(row.id)],
        "compared_with": compared.before.school_year if compared else None,
        "trends": [_trend(trend) for trend in compared.trends.rows] if compared else [],
        "changed_parts": None if changed is None else [p.key for p in changed if p.change is not Change.SAME],
    }


def _trend(trend: Trend) -> dict[str, Any]:
    return {
        "question": trend.item["question"],
        "row": trend.item.get("row"),
        "figure": trend.figure.value,
        "before": trend.before,
        "after": trend.after,
    }


def _point(point: PointRow) -> dict[str, Any]:
    return {
        "goal": point.goal,
        "due": point.due.isoformat() if point.due else None,
        "status": point.status,
        "result": point.result,
        "carried_reason": point.carried_reason,
    }


def _gathered(play: Play) -> tuple[dict[str, Any], list[dict[str, Any]], str]:
    return figures_of(play.dossier_id), _timeline(play), _draft(play)


def figures_of(dossier_id: int) -> dict[str, Any]:
    """Return what `aggregate.json` holds: the aggregate of the format, and the values the school chose."""
    found = outcomes.of(dossiers.get(dossier_id))
    known = [
        {
            "indicator": value.indicator,
            "value": value.value,
            "comment": value.comment,
            "reason": value.reason,
            "source": value.source.value,
        }
        for value in talks.values_of(dossier_id).values()
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
    return year_paper_files.as_xlsx(dossiers.get(play.dossier_id), YearPaper.PLAN)


def _report(play: Play) -> bytes:
    """The jaarverslag on last year's plan, with what came of it, as it is written in autumn."""
    before = outcomes.previous_dossier(dossiers.get(play.dossier_id))
    assert before is not None  # asked of a later year only
    return year_paper_files.as_xlsx(before, YearPaper.REPORT)


def _file(play: Play, name: str) -> tuple[bytes, str]:
    try:
        row = documents.make(play.dossier_id, name)
    except NotFound:
        return b"", "the year did not come so far"
    return row.content, row.failure


def _json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
