"""A questionnaire file as those who answer will see it, served on the machine of its author.

An application of its own, without a database: the file is read anew at each request, what is typed travels
along in the page itself. `create_preview(path)` returns it.
"""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from sopforms import questionnaires_on_disk as disk
from sopforms.core import pace
from sopforms.core.questionnaire import Questionnaire
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.questionnaire.load import Loaded, examine
from sopforms.core.questionnaire.messages import say
from sopforms.core.questionnaire.model import Answers
from sopforms.core.questionnaire.problems import Problem, Severity
from sopforms.settings import ROOT
from sopforms.web import assets, carried, filters, headers, language, source_view
from sopforms.web.questionnaire_form import PageForm, page_form

MOST_SHOWN = 50
WIDTHS = ("scherm", "telefoon")

Page = str | tuple[str, int]


def create_preview(path: Path) -> Flask:
    """Return the application that shows the file `path`."""
    app = Flask(
        "sopforms",
        root_path=str(Path(__file__).parents[1]),
        template_folder=str(ROOT / "templates"),
        static_folder=str(Path(__file__).parents[1] / "static"),
    )
    app.config.update(SECRET_KEY=secrets.token_hex(), TRUSTED_HOSTS=["127.0.0.1", "localhost"])
    app.config.update(WTF_CSRF_TIME_LIMIT=None, SESSION_COOKIE_NAME="preview", SESSION_COOKIE_SAMESITE="Lax")
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.add_extension("jinja2.ext.i18n")
    language.init_app(app)
    CSRFProtect(app)
    assets.init_app(app)
    filters.init_app(app)
    app.after_request(_guarded)
    app.context_processor(lambda: _frame(path))
    app.add_url_rule("/", "show", lambda: _show(path))
    app.add_url_rule("/", "turn", lambda: _turn(path), methods=["POST"])
    return app


def _guarded(response: Response) -> Response:
    """Let the page run nothing foreign, and let the browser keep nothing of it."""
    response.headers["Content-Security-Policy"] = headers.CSP
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _frame(path: Path) -> dict[str, Any]:
    """Return what `base.html` asks for: there is nothing here but this page."""
    here = url_for("show")
    return {
        "product": _("Ondersteuningsaanbod"),
        "brand": path.name,
        "language": language.chosen(),
        "other_language_url": language.other_url(),
        "home_url": here,
        "noindex": True,
    }


def opened(path: Path) -> tuple[bytes, Loaded]:
    """Return the file as it is now and what came of it; one that cannot be opened is a problem too."""
    try:
        content = disk.read(path)
    except OSError as error:
        why = {"why": error.strerror}
        message = say("cannot_open", why, "en") or ""
        problem = Problem(str(path), 1, 1, "", None, message, None, "Q001", key="cannot_open", params=why)
        return b"", Loaded(str(path), (problem,))
    return content, examine(content, str(path), disk.shelf_beside(path))


def _show(path: Path) -> Page:
    """Show the page that is asked for, else the first, with nothing answered."""
    content, loaded = opened(path)
    form = loaded.questionnaire
    if form is None:
        return _broken(content, loaded)
    names = [page.name for page in form.pages]
    wanted = request.args.get("pagina", "")
    at = wanted if wanted in names else names[0]
    return _draw(loaded, form, page_form(form, at, language.chosen()).stored({}))


def _turn(path: Path) -> Page:
    """Take what is on the page along, and do what the button says; nothing is kept."""
    content, loaded = opened(path)
    form = loaded.questionnaire
    if form is None:
        return _broken(content, loaded)
    at = request.form.get("pagina", "")
    if at not in {page.name for page in form.pages}:
        abort(404)
    filled = page_form(form, at, language.chosen()).posted(request.form, carried.answers())
    doing = "kijken" if "kijk" in request.form else request.form.get("actie", "verder")
    if doing == "terug":
        return _draw(loaded, form, carried.neighbour(form, filled, -1))
    if doing != "verder" or filled.more:
        return _draw(loaded, form, filled)
    if not filled.judge():
        return _draw(loaded, form, filled), 422
    following = carried.neighbour(form, filled, 1)
    return _draw(loaded, form, following) if following else _end(loaded, form, filled.answers)


def _draw(loaded: Loaded, form: Questionnaire, filled: PageForm | None) -> str:
    assert filled is not None
    names = form.visible_pages(filled.answers)
    is_visible = filled.page.name in names
    left = pace.left_from(form, filled.answers, filled.page.name) if is_visible else ()
    return render_template(
        "preview/page.html",
        form=filled,
        carried=json.dumps(filled.answers, ensure_ascii=False),
        number=names.index(filled.page.name) + 1 if is_visible else 1,
        total=max(1, len(names)),
        minutes=pace.minutes(left),
        **_facts(loaded, form),
    )


def _end(loaded: Loaded, form: Questionnaire, answers: Answers) -> str:
    """Show what would be stored, as it would be stored."""
    clean = form.clean(answers)
    written = json.dumps(clean, ensure_ascii=False, indent=2)
    return render_template("preview/end.html", written=written, **_facts(loaded, form))


def _broken(content: bytes, loaded: Loaded) -> Page:
    """Show what is wrong beside the lines it is on; there is no questionnaire to show."""
    stretches = source_view.stretches(content, loaded.problems)
    return render_template("preview/broken.html", stretches=stretches, **_problems(loaded)), 422


def _facts(loaded: Loaded, form: Questionnaire) -> dict[str, Any]:
    """Return what stands around each page of a questionnaire without errors."""
    spoken = language.chosen()
    asked = request.form.get("kijk") or request.form.get("op") or request.args.get("op", "")
    return {
        "width": asked if asked in WIDTHS else WIDTHS[0],
        "title": in_language(form.heading, spoken) if spoken in form.languages else form.title,
        "pages": [
            (one.name, in_language(one.title, spoken) if one.title else one.name) for one in form.pages
        ],
        **_problems(loaded),
    }


def _problems(loaded: Loaded) -> dict[str, Any]:
    """Return the problems in the language of the page."""
    told = [_told(problem) for problem in loaded.problems]
    return {
        "told": _told,
        "errors_found": [one for one in told if one["is_error"]],
        "warnings_found": [one for one in told if not one["is_error"]],
        "most": MOST_SHOWN,
    }


def _told(problem: Problem) -> dict[str, Any]:
    message, hint = problem.in_language(language.chosen())
    return {
        "line": problem.line,
        "place": problem.path,
        "message": message,
        "hint": hint or "",
        "code": problem.code,
        "is_error": problem.severity is Severity.ERROR,
    }
