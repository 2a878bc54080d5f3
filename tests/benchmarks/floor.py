"""The least that a page of a survey can cost with the same tools: what the product is held against.

F-const answers with bytes that lie ready. F-page is a page written by hand for these seven questions: Flask,
WTForms, Jinja, a token against forgery, one row of a user, the stored answers filled in. F-save is its POST:
token, user, validation, and one committed document, as durable as the product's.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, redirect, render_template_string, session
from flask_wtf import CSRFProtect, FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from sopforms.core.questionnaire.model import Page
from sopforms.store.db import open_engine, set_read_only

PAGE = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Vragenlijst</title>
<link rel="stylesheet" href="/sop.css"></head><body><a href="#inhoud">Naar de inhoud</a>
<header><p>{{ name }}</p></header><main id="inhoud" tabindex="-1"><h1>{{ title }}</h1>
{% if errors %}<ul>{% for one in errors %}<li>{{ one }}</li>{% endfor %}</ul>{% endif %}
<form method="post" novalidate>
<input type="hidden" name="csrf_token" value="{{ form.csrf_token.current_token }}">
{% for field in fields %}<fieldset class="q"><legend>{{ field.label.text }}</legend><div class="seg">
{%- for value, label, picked, _ in field.iter_choices() %}{% set place = field.id ~ "-" ~ loop.index0 %}
<label for="{{ place }}"><input type="radio" id="{{ place }}" name="{{ field.name }}" value="{{ value }}"
{{- " checked" if picked }}><span>{{ label }}</span></label>{% endfor %}</div></fieldset>{% endfor %}
<button>Opslaan en verder</button></form></main>
<footer><a href="/privacy">Privacy</a></footer></body></html>"""


def make(url: str, page: Page, const: bytes) -> Flask:
    """Return the application by hand; `page` says which questions, `const` what F-const answers."""
    app = Flask("floor")
    app.config.update(SECRET_KEY="f" * 40, WTF_CSRF_TIME_LIMIT=None)
    CSRFProtect(app)
    engine = open_engine(url)
    names = [question.name for question in page.questions]
    form_class = _form_class(page)
    template = app.jinja_env.from_string(PAGE)
    set_read_only(False)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE IF NOT EXISTS person (id INTEGER PRIMARY KEY, name TEXT, answers TEXT)"
        )
        stored = json.dumps(dict.fromkeys(names, 2))
        connection.execute(
            sa.text("INSERT OR IGNORE INTO person VALUES (1, 'Daan', :given)"), {"given": stored}
        )
    read = sa.text("SELECT name, answers FROM person WHERE id = :id")
    write = sa.text("UPDATE person SET answers = json_patch(answers, :given) WHERE id = :id")

    @app.get("/const")
    def constant() -> Response:
        return Response(const, mimetype="text/html")

    @app.get("/enter")
    def enter() -> str:
        session["person"] = 1
        return render_template_string("{{ csrf_token() }}")

    @app.get("/page")
    def show() -> str:
        set_read_only(True)
        with engine.connect() as connection:
            name, answers = connection.execute(read, {"id": session["person"]}).one()
        given = json.loads(answers)
        form = form_class(data={key: str(value) for key, value in given.items()})
        return _drawn(form, name)

    @app.post("/page")
    def save() -> Any:
        set_read_only(False)
        form = form_class()
        with engine.begin() as connection:
            name, _ = connection.execute(read, {"id": session["person"]}).one()
            if not form.validate():
                return _drawn(form, name), 422
            given = {key: value for key, value in form.data.items() if value and key != "csrf_token"}
            connection.execute(write, {"given": json.dumps(given), "id": session["person"]})
        return redirect("/page")

    def _drawn(form: FlaskForm, name: str) -> str:
        errors = [error for found in form.errors.values() for error in found]
        return template.render(
            form=form, fields=[form[key] for key in names], errors=errors, name=name, title="Deel"
        )

    return app


def _form_class(page: Page) -> type[FlaskForm]:
    fields = {
        question.name: RadioField(
            question.title["nl"],
            choices=[SelectChoice(choice.key, choice.text["nl"]) for choice in question.choices],
            validators=[Optional()],
        )
        for question in page.questions
    }
    return type("FloorForm", (FlaskForm,), fields)
