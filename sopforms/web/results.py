"""What came out of the survey: charts by chapter for the team conversation, and open answers to read."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import outcomes
from sopforms.core import results_book, results_tables, results_wording, trend_wording
from sopforms.core.codes import Step
from sopforms.core.errors import Invalid
from sopforms.core.questionnaire import Questionnaire
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.questionnaire.trends import entry_of
from sopforms.output import to_xlsx
from sopforms.store import cycles, surveys, talks
from sopforms.web.forms import Form, SubmitIdField
from sopforms.web.language import chosen
from sopforms.web.told import told

bp = Blueprint("results", __name__, url_prefix="/dossier/<int:dossier_id>/uitkomsten")

Page = str | Response | tuple[str, int]


class TextsForm(Form):
    """The choices stand in the page itself, one for each text."""

    submit_id = SubmitIdField()


@bp.get("")
def show(dossier_id: int) -> Page:
    """Show what the team said: charts, what to discuss, what changed since last year, approved texts."""
    found = outcomes.shown(g.dossier)
    if found.survey is not None and found.survey.closed_on is None:
        return redirect(url_for("survey.response", dossier_id=dossier_id))
    now = found.now
    if now is None or now.too_small:
        return render_template("results/small.html", found=now, survey=found.survey, **_frame(_year(now)))
    drawn = figures_of(now.questionnaire, now.figures)
    return render_template(
        "results/show.html",
        found=now,
        survey=found.survey,
        compared=_compared(found.compared, now),
        texts=_titled(now),
        waiting=now.waiting,
        **drawn,
        **_frame(now.school_year),
    )


@bp.get("/werkblad")
def book(dossier_id: int) -> Response:
    """Give the same figures as a workbook: what is hidden on the page is hidden in it."""
    found = outcomes.shown(g.dossier)
    now = found.now
    if now is None or now.too_small or now.survey.closed_on is None:
        abort(404)
    trend = (found.compared.before.school_year, found.compared.trends) if found.compared else None
    title = f"{_('Uitkomsten')} {now.school_year} {g.location.name}"
    sheets = results_book.sheets(
        g.location.name, now.questionnaire, now.figures, _titled(now), trend=trend, language=chosen()
    )
    content = to_xlsx.workbook(sheets, title=title, made_on=now.survey.closed_on)
    name = f"uitkomsten-{g.location.code}-{now.school_year}.xlsx"
    return send_file(BytesIO(content), to_xlsx.MEDIA_TYPE, as_attachment=True, download_name=name)


@bp.route("/teksten", methods=["GET", "POST"])
def texts(dossier_id: int) -> Page:
    """Let the coordinator read open answers, loose and shuffled, and choose which may be shown."""
    survey = surveys.get_of_dossier(dossier_id)
    rows = surveys.texts_of(survey.id)
    form = TextsForm()
    if request.method == "POST":
        wrong = _judge(dossier_id, rows)
        if wrong:
            return _texts_page(form, rows, wrong), 422
        flash(_("Bewaard. Alleen wat je doorlaat, is te zien bij de uitkomsten."))
        left = any(row.state == outcomes.WAITING for row in surveys.texts_of(survey.id))
        return redirect(url_for(".texts" if left else ".show", dossier_id=dossier_id))
    return _texts_page(form, rows, {})


def _judge(dossier_id: int, rows: list[surveys.ApprovedTextRow]) -> dict[str, str]:
    """Do what was chosen for each text; return what is wrong by text id, and then nothing was done."""
    choices = {row.id: request.form.get(f"tekst-{row.id}", "") for row in rows}
    passages = {row.id: request.form.get(f"stuk-{row.id}", "").strip() for row in rows}
    try:
        outcomes.judge_texts(
            dossier_id,
            {text_id: state for text_id, state in choices.items() if state},
            {text_id: passage for text_id, passage in passages.items() if passage},
        )
    except Invalid as found:
        return {text_id: told(why) for text_id, why in found.problems.items()}
    return {}


def _texts_page(form: TextsForm, rows: list[surveys.ApprovedTextRow], wrong: dict[str, str]) -> str:
    """Draw the texts with what was chosen for each."""
    found = outcomes.of(g.dossier)
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(_title(found.questionnaire, row.question) if found else row.question, []).append(
            row
        )
    year = _year(found)
    return render_template(
        "results/texts.html", form=form, groups=groups, rows=rows, wrong=wrong, typed=request.form,
        errors=[(f"stuk-{text_id}", why) for text_id, why in wrong.items()], **_frame(year),
    )  # fmt: skip


def figures_of(form: Questionnaire, figures: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a page draws of figures: chapters with charts and tables, and what to discuss."""
    language, items = chosen(), figures["items"]
    chapters: dict[str, dict[str, list[Any]]] = {}
    for chapter, chart in results_wording.charts(form, items, language):
        chapters.setdefault(chapter, {"charts": [], "tables": []})["charts"].append(chart)
    for chapter, table in results_tables.tables(form, items, language):
        chapters.setdefault(chapter, {"charts": [], "tables": []})["tables"].append(table)
    flags = [in_language(entry_of(form, item).short, language) for item in items if item.get("discuss")]
    return {
        "chapters": {chapter: chapters[chapter] for chapter in results_wording.in_order(chapters)},
        "flags": flags,
        "chapter_title": lambda chapter: results_wording.chapter_title(chapter, language),
    }


def _compared(found: outcomes.Compared | None, now: outcomes.Outcomes) -> dict[str, Any] | None:
    """Return this year beside the last one: charts, and what to know before comparing."""
    if found is None:
        return None
    before, language = found.before.school_year, chosen()
    return {
        "before": before,
        "charts": trend_wording.charts(found.trends, before, now.school_year, language),
        "notes": trend_wording.notes(found.trends, before, found.reasons, language),
    }


def _titled(found: outcomes.Outcomes) -> list[tuple[str, list[str]]]:
    """Return the questions in document order with the texts that were let through."""
    keys = [
        key
        for question in found.questionnaire.questions
        for key in (question.name, question.comment_name)
        if found.texts.get(key)
    ]
    return [(_title(found.questionnaire, key), found.texts[key]) for key in keys]


def _title(form: Questionnaire, key: str) -> str:
    name = key.removesuffix("-Comment")
    question = form.by_name.get(name)
    return in_language(question.title, chosen()) if question else name


def _year(found: outcomes.Outcomes | None) -> str:
    return found.school_year if found else cycles.get(g.dossier.cycle_id).school_year


def _frame(year: str) -> dict[str, Any]:
    return {
        "year": year,
        "may_record": g.dossier.step is Step.TALK,
        "held": talks.of_dossier(g.dossier.id),
    }
