"""The least that a page of a survey can cost with the same tools: what the product is held against.

F-const answers with bytes that lie ready. F-page is a page written by hand for these seven questions: Flask,
WTForms, Jinja, a token against forgery, one row of a user, the stored answers filled in. F-save is its POST:
token, user, validation, and one committed document, as durable as the product's. The journey by hand is that
for each page, each person with a row of their own, and then a page that lists what was answered.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, redirect, render_template_string, session
from flask_wtf import CSRFProtect, FlaskForm
from werkzeug.wrappers import Response as AnyResponse
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


LISTED = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Nakijken</title>
<link rel="stylesheet" href="/sop.css"></head><body><a href="#inhoud">Naar de inhoud</a>
<header><p>{{ name }}</p></header><main id="inhoud" tabindex="-1"><h1>Nakijken</h1><dl>
{% for page in pages %}{% set address = "/page/" ~ loop.index0 %}<div><dt>{{ page.name }}</dt><dd><ul>
{% for question in page.questions %}{% set place = address ~ "#" ~ question.name ~ "-0" %}<li>
{%- if question.name in given %}<span>{{ question.title.nl }}</span>
<a href="{{ place }}">{{ words[question.name][given[question.name]|string] }}</a>
{%- else %}<a href="{{ place }}">{{ question.title.nl }}</a>{% endif %}</li>{% endfor %}</ul></dd>
<dd><a href="{{ address }}">Wijzigen</a></dd></div>{% endfor %}</dl><form method="post" novalidate>
<input type="hidden" name="csrf_token" value="{{ form.csrf_token.current_token }}">
<button>Versturen</button></form></main><footer><a href="/privacy">Privacy</a></footer></body></html>"""


def make(url: str, pages: Sequence[Page], const: bytes = b"", people: int = 1) -> Flask:
    """Return the application by hand; `pages` say which questions, `const` what F-const answers."""
    app = Flask("floor")
    app.config.update(SECRET_KEY="f" * 40, WTF_CSRF_TIME_LIMIT=None)
    CSRFProtect(app)
    store = Rows(url, people, [question.name for question in pages[0].questions])
    names = [[question.name for question in page.questions] for page in pages]
    classes = [_form_class(page) for page in pages]
    template = app.jinja_env.from_string(PAGE)
    listed = app.jinja_env.from_string(LISTED)
    words = {
        question.name: {choice.key: choice.text["nl"] for choice in question.choices}
        for page in pages
        for question in page.questions
    }

    @app.get("/const")
    def constant() -> Response:
        return Response(const, mimetype="text/html")

    @app.get("/enter/<int:person>")
    def enter(person: int) -> str:
        session["person"] = person
        return render_template_string("{{ csrf_token() }}")

    @app.get("/page/<int:place>")
    def show(place: int) -> str:
        name, given = store.read(session["person"])
        form = classes[place](data={key: str(value) for key, value in given.items()})
        return drawn(place, form, name)

    @app.post("/page/<int:place>")
    def save(place: int) -> AnyResponse | tuple[str, int]:
        form = classes[place]()
        with store.begun() as connection:
            name, _ = store.row(connection, session["person"])
            if not form.validate():
                return drawn(place, form, name), 422
            given = {key: value for key, value in form.data.items() if value and key != "csrf_token"}
            store.merge(connection, session["person"], given)
        return redirect(f"/page/{place + 1}" if place + 1 < len(pages) else "/listed")

    @app.get("/listed")
    def look_over() -> str:
        name, given = store.read(session["person"])
        return listed.render(form=FlaskForm(), pages=pages, given=given, words=words, name=name)

    def drawn(place: int, form: FlaskForm, name: str) -> str:
        errors = [error for found in form.errors.values() for error in found]
        fields = [form[key] for key in names[place]]
        return template.render(form=form, fields=fields, errors=errors, name=name, title="Deel")

    return app


class Rows:
    """One row a person, with their answers as one document; SQLite keeps it as text."""

    def __init__(self, url: str, people: int, names: Sequence[str]) -> None:
        self._engine = open_engine(url)
        sqlite = self._engine.dialect.name == "sqlite"
        merged = "json_patch(answers, :given)" if sqlite else "answers || CAST(:given AS jsonb)"
        self._read = sa.text("SELECT name, answers FROM person WHERE id = :id")
        self._write = sa.text(f"UPDATE person SET answers = {merged} WHERE id = :id")
        set_read_only(False)
        with self._engine.begin() as connection:
            kind = "TEXT" if sqlite else "jsonb"
            connection.exec_driver_sql(
                f"CREATE TABLE IF NOT EXISTS person (id INTEGER PRIMARY KEY, name TEXT, answers {kind})"
            )
            add = "INSERT INTO person VALUES (:id, 'Daan', :given) ON CONFLICT DO NOTHING"
            stored = json.dumps(dict.fromkeys(names, 2))
            rows = [{"id": number + 1, "given": stored} for number in range(people)]
            connection.execute(sa.text(add), rows)
        self._engine.dispose()

    def read(self, person: int) -> tuple[str, dict[str, Any]]:
        """Return name and answers in a transaction that only reads."""
        set_read_only(True)
        with self._engine.connect() as connection:
            return self.row(connection, person)

    def begun(self) -> AbstractContextManager[sa.Connection]:
        """Return a transaction that writes, committed at its end."""
        set_read_only(False)
        return self._engine.begin()

    def row(self, connection: sa.Connection, person: int) -> tuple[str, dict[str, Any]]:
        """Return name and answers."""
        name, answers = connection.execute(self._read, {"id": person}).one()
        return name, json.loads(answers) if isinstance(answers, str) else answers

    def merge(self, connection: sa.Connection, person: int, given: dict[str, Any]) -> None:
        """Put these answers into those of this person."""
        connection.execute(self._write, {"given": json.dumps(given), "id": person})


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
