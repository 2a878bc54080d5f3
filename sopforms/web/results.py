"""What came out of the survey: charts by chapter for the team conversation, and open answers to read."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import outcomes
from sopforms.core import results_wording
from sopforms.core.blocks import Chart
from sopforms.core.codes import Step
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.store import cycles, surveys, talks
from sopforms.web.forms import Form, SubmitIdField
from sopforms.web.language import chosen

bp = Blueprint("results", __name__, url_prefix="/dossier/<int:dossier_id>/uitkomsten")

Page = str | Response | tuple[str, int]


class TextsForm(Form):
    """The choices stand in the page itself, one for each text."""

    submit_id = SubmitIdField()


@bp.get("")
def show(dossier_id: int) -> Page:
    """Show what the team said: charts, what to discuss, what changed since last year, approved texts."""
    survey = surveys.find_of_dossier(dossier_id)
    if survey is not None and survey.closed_on is None:
        return redirect(url_for("survey.response", dossier_id=dossier_id))
    found = outcomes.of(g.dossier)
    if found is None or found.too_small:
        return render_template("results/small.html", found=found, survey=survey, **_frame())
    charts = results_wording.charts(found.questionnaire, found.items, chosen())
    return render_template(
        "results/show.html",
        found=found,
        survey=survey,
        chapters=_by_chapter(charts),
        flags=_flags(found),
        changed=_changed(found),
        texts=_approved(found),
        waiting=sum(row.state == outcomes.WAITING for row in surveys.texts_of(survey.id)) if survey else 0,
        **_frame(),
    )


@bp.route("/teksten", methods=["GET", "POST"])
def texts(dossier_id: int) -> Page:
    """Let the coordinator read open answers, loose and shuffled, and choose which may be shown."""
    survey = surveys.get_of_dossier(dossier_id)
    rows = surveys.texts_of(survey.id)
    form = TextsForm()
    if request.method == "POST":
        choices = {row.id: request.form.get(f"tekst-{row.id}", "") for row in rows}
        given = {text_id: state for text_id, state in choices.items() if state}
        outcomes.judge_texts(dossier_id, given)
        flash(_("Bewaard. Alleen wat je doorlaat, is te zien bij de uitkomsten."))
        left = any(row.state == outcomes.WAITING for row in surveys.texts_of(survey.id))
        return redirect(url_for(".texts" if left else ".show", dossier_id=dossier_id))
    found = outcomes.of(g.dossier)
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(_title(found, row.question), []).append(row)
    return render_template("results/texts.html", form=form, groups=groups, rows=rows, **_frame())


def _by_chapter(charts: list[tuple[str, Chart]]) -> dict[str, list[Chart]]:
    found: dict[str, list[Chart]] = {}
    for chapter, chart in charts:
        found.setdefault(chapter, []).append(chart)
    return found


def _flags(found: outcomes.Outcomes) -> list[dict[str, str]]:
    """Return the topics on which low and high are both common."""
    return [
        {
            "indicator": item.get("indicator", ""),
            "label": in_language(results_wording.entry_of(found.questionnaire, item).short, chosen()),
        }
        for item in found.items
        if item.get("discuss")
    ]


def _changed(found: outcomes.Outcomes) -> dict[str, Any] | None:
    """Return means of last year and this year per indicator, for topics that have both in full."""
    before_row = outcomes.previous_dossier(g.dossier)
    before = outcomes.of(before_row) if before_row else None
    if before is None:
        return None
    rows = []
    for item in found.items:
        old = before.item_of(item.get("indicator", "")) or {}
        if item.get("mean") is not None and old.get("mean") is not None:
            entry = results_wording.entry_of(found.questionnaire, item)
            rows.append((in_language(entry.short, chosen()), old["mean"], item["mean"]))
    if not rows:
        return None
    return {"rows": rows, "before": before.figures["cycle"], "after": found.figures["cycle"], **_most(rows)}


def _most(rows: list[tuple[str, float, float]]) -> dict[str, str]:
    """Return the sentence above the comparison."""
    best, worst = max(rows, key=lambda row: row[2] - row[1]), min(rows, key=lambda row: row[2] - row[1])
    up, down = best[2] - best[1], worst[2] - worst[1]
    parts = []
    if up >= 0.1:
        parts.append(_("Het meest vooruitgegaan: %(label)s.", label=best[0]))
    if down <= -0.1:
        parts.append(_("Het meest gedaald: %(label)s.", label=worst[0]))
    return {"summary": " ".join(parts) or _("De uitkomsten zijn vrijwel gelijk aan vorig jaar.")}


def _approved(found: outcomes.Outcomes) -> list[tuple[str, list[str]]]:
    """Return the open questions with the texts that were let through."""
    return [
        (_title(found, item["question"]), item["texts"]["approved"])
        for item in found.items
        if "texts" in item and item["texts"]["approved"]
    ]


def _title(found: outcomes.Outcomes | None, key: str) -> str:
    name = key.removesuffix("-Comment")
    question = found.questionnaire.by_name.get(name) if found else None
    return in_language(question.title, chosen()) if question else name


def _frame() -> dict[str, Any]:
    return {
        "year": cycles.get(g.dossier.cycle_id).school_year,
        "chapter_title": lambda chapter: results_wording.chapter_title(chapter, chosen()),
        "may_record": g.dossier.step is Step.TALK,
        "held": talks.of_dossier(g.dossier.id),
    }
