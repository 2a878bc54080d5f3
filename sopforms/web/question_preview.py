"""A questionnaire that is being written as people will see it, and a test round with invented answers.

Nothing is stored: what is typed travels along in the page itself.
"""

from __future__ import annotations

import json
import random
from typing import Any

from flask import Blueprint, abort, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import authoring
from sopforms.core import pace, question_trial, results_wording
from sopforms.core.questionnaire import Questionnaire, QuestionnaireError
from sopforms.core.questionnaire.aggregate import aggregate
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.questionnaire.inventing import invent
from sopforms.core.questionnaire.model import Answers, Kind
from sopforms.web import carried
from sopforms.web.filters import date_without_weekday
from sopforms.web.language import chosen
from sopforms.web.question_files import ASKED, TITLES, URL, draft_or_404
from sopforms.web.questionnaire_form import PageForm, page_form

bp = Blueprint("question_preview", __name__, url_prefix=URL)

Answer = str | Response | tuple[str, int]

WIDTHS = ("telefoon", "scherm")
COUNTS = (4, 8, 12, 30)


@bp.get("/" + ASKED + "/voorbeeld")
def show(partnership_id: int, name: str) -> Answer:
    """Show the first page, or the one that is asked for, with nothing answered."""
    form = _form(partnership_id, name)
    if form is None:
        return _broken(name)
    names = [page.name for page in form.pages]
    wanted = request.args.get("pagina", "")
    return _draw(name, form, page_form(form, wanted if wanted in names else names[0], chosen()).stored({}))


@bp.post("/" + ASKED + "/voorbeeld")
def turn(partnership_id: int, name: str) -> Answer:
    """Take what is on the page along, and do what the button says; nothing is kept."""
    form = _form(partnership_id, name)
    if form is None:
        return _broken(name)
    at = request.form.get("pagina", "")
    if at not in {page.name for page in form.pages}:
        abort(404)
    filled = page_form(form, at, chosen()).posted(request.form, carried.answers())
    doing = "kijken" if "kijk" in request.form else request.form.get("actie", "verder")
    if doing == "terug":
        return _draw(name, form, carried.neighbour(form, filled, -1))
    if doing != "verder" or filled.more:
        return _draw(name, form, filled)
    if not filled.judge():
        return _draw(name, form, filled), 422
    return _draw(name, form, carried.neighbour(form, filled, 1))


def _form(partnership_id: int, name: str) -> Questionnaire | None:
    """Return the questionnaire as it stands; None while it has errors."""
    draft_or_404(partnership_id, name)
    try:
        return authoring.draft_form(partnership_id, name)
    except QuestionnaireError:
        return None


def _broken(name: str) -> Answer:
    page = render_template("questions/broken.html", partnership=g.partnership, name=name, title=TITLES[name])
    return page, 409


def _draw(name: str, form: Questionnaire, filled: PageForm | None) -> str:
    asked = request.form.get("kijk") or request.form.get("op") or request.args.get("op", "")
    facts: dict[str, Any] = {
        "partnership": g.partnership,
        "name": name,
        "title": TITLES[name],
        "width": asked if asked in WIDTHS else WIDTHS[0],
        "pages": [
            (one.name, in_language(one.title, chosen()) if one.title else one.name) for one in form.pages
        ],
    }
    if filled is None:
        return render_template("questions/preview_end.html", **facts)
    names = form.visible_pages(filled.answers)
    left = pace.left_from(form, filled.answers, filled.page.name) if filled.page.name in names else ()
    return render_template(
        "questions/preview.html",
        form=filled,
        carried=json.dumps(filled.answers, ensure_ascii=False),
        number=names.index(filled.page.name) + 1 if filled.page.name in names else 1,
        total=max(1, len(names)),
        minutes=pace.minutes(left),
        **facts,
    )


@bp.get("/" + ASKED + "/proefronde")
def trial(partnership_id: int, name: str) -> Answer:
    """Show what would come out when so many people answered, with answers that nobody gave."""
    form = _form(partnership_id, name)
    if form is None:
        return _broken(name)
    wanted = request.args.get("mensen", "12")
    people = int(wanted) if wanted in {str(count) for count in COUNTS} else 12
    if form.kind not in (Kind.STAFF, Kind.PUPILS):
        people = 1
    chance = random.Random(f"{form.content_hash}:{people}")  # noqa: S311 - the same round each time
    try:
        answers = [invent(form, chance) for _person in range(people)]
    except ValueError:
        return render_template(
            "questions/trial.html",
            problem=_("Voor deze vragen zijn geen antwoorden te bedenken."),
            **_trial(name),
        )
    facts = _trial(name) | {"people": people, "counts": COUNTS if form.kind is Kind.STAFF else ()}
    return render_template("questions/trial.html", problem="", **facts, **_outcome(form, answers))


def _trial(name: str) -> dict[str, Any]:
    return {
        "partnership": g.partnership,
        "name": name,
        "title": TITLES[name],
        "threshold": g.partnership.threshold,
        "chapter_title": lambda chapter: results_wording.chapter_title(chapter, chosen()),
    }


def _outcome(form: Questionnaire, answers: list[Answers]) -> dict[str, Any]:
    """Return charts for staff; for one who answers alone, the answers and the sentences that follow."""
    if form.kind is not Kind.STAFF:
        return {
            "chapters": {},
            "texts": [],
            "rows": question_trial.told(form, answers[0], date_without_weekday),
        }
    figures = aggregate(
        form,
        answers,
        invited=len(answers) + len(answers) // 3,
        cycle="",
        location="",
        threshold=g.partnership.threshold,
        approved=_written(form, answers),
    )
    chapters: dict[str, list[Any]] = {}
    for chapter, chart in results_wording.charts(form, figures["items"], chosen()):
        chapters.setdefault(chapter, []).append(chart)
    texts = [
        (in_language(form.by_name[item["question"]].title, chosen()), item["texts"]["approved"])
        for item in figures["items"]
        if "texts" in item and item["texts"]["approved"]
    ]
    return {"chapters": chapters, "texts": texts, "rows": []}


def _written(form: Questionnaire, answers: list[Answers]) -> dict[str, list[str]]:
    """Return every invented text as if somebody had let it pass."""
    found: dict[str, list[str]] = {}
    for given in answers:
        for key, value in given.items():
            if isinstance(value, str) and (key not in form.by_name or not form.by_name[key].is_closed):
                found.setdefault(key, []).append(value)
    return found
