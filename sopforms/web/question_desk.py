"""What every page of the editor of questions needs: the draft, its problems, how a change is kept.

A page changes the draft as it stands now. What somebody saw of the part that is edited comes back as a number
(`stamp`): when that part is another one now, nothing is kept and both are shown. Changes elsewhere in the
file do no harm.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import abort, redirect, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from sopforms.actions import authoring, published
from sopforms.core.errors import NotFound
from sopforms.core.questionnaire import Questionnaire, editing
from sopforms.core.questionnaire.editing import Spot
from sopforms.core.questionnaire.editing_mapping import entry_of, free_indicator, indicators_of
from sopforms.core.questionnaire.editing_places import (
    Area,
    Placed,
    placed,
    questions_in_file,
    scales_for,
)
from sopforms.core.questionnaire.editing_texts import cut, text_in
from sopforms.core.questionnaire.meaning import Scale
from sopforms.core.questionnaire.model import Question
from sopforms.core.questionnaire.problems import Severity
from sopforms.questionnaires_on_disk import shelf_beside
from sopforms.store import question_drafts, questionnaires
from sopforms.web.file_desk import FileDesk
from sopforms.web.question_problems import LANGUAGES

_NAMES = ", ".join(published.QUESTIONNAIRES)
URL = f"/samenwerkingsverband/<int:partnership_id>/vragen/<any({_NAMES}):name>"
"""Where the editor of one file is."""
KINDS = {
    "radiogroup": _l("Eén antwoord uit een lijst"),
    "checkbox": _l("Meer antwoorden uit een lijst"),
    "matrix": _l("Uitspraken met dezelfde antwoorden"),
    "boolean": _l("Ja of nee"),
    "rating": _l("Cijfer"),
    "dropdown": _l("Eén antwoord uit een lange lijst"),
    "comment": _l("Tekst van meer regels"),
    "text": _l("Tekst van één regel"),
    "number": _l("Getal"),
    "date": _l("Datum"),
    "email": _l("E-mailadres"),
    "url": _l("Webadres"),
    "tel": _l("Telefoonnummer"),
    "time": _l("Tijd"),
    "html": _l("Uitleg tussen de vragen"),
    "panel": _l("Groep vragen met een kop"),
    "page": _l("Pagina"),
}
WITH_SCALE = ("radiogroup", "checkbox", "dropdown", "matrix", "rating")
"""Kinds of question whose answers may be those of a scale."""
_TAG = re.compile(r"<[^<>]*>")
Answer = str | Response | tuple[str, int]


class Desk(FileDesk):
    """A questionnaire of the set that a partnership writes."""

    @property
    def kind(self) -> str:
        """Who answers: staff, team, pupils, consolidation."""
        return str(self.envelope.get("kind", "staff"))

    @cached_property
    def problems(self) -> list[Placed]:
        """All problems of this file, each with its place in the editor."""
        return placed(self.checked.problems.get(self.name, ()), self.envelope)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The questions that can be read, whatever else is wrong."""
        return questions_in_file(self.row.source)

    @cached_property
    def scales(self) -> dict[str, Scale]:
        """The scales that may be chosen."""
        return scales_for(self.row.source, shelf_beside("<text>"))

    @cached_property
    def earlier(self) -> list[Questionnaire]:
        """The published versions of this questionnaire, oldest first."""
        rows = questionnaires.versions_of(self.row.partnership_id, str(self.envelope.get("id", "")))
        return [published.questionnaire(row.id) for row in rows]

    @property
    def ever(self) -> set[str]:
        """The names of questions that were published: they are for life."""
        return {question.name for form in self.earlier for question in form.questions}

    @cached_property
    def free_indicator(self) -> str:
        """An indicator for a question of this file that is not in use and never was; empty without one."""
        mine = indicators_of(self.envelope, list(self.envelope.get("mapping", {})))
        taken = set(mine)
        for source in authoring.sources(self.row.partnership_id).values():
            other = editing.parse(source) or {}
            taken |= set(indicators_of(other, list(other.get("mapping", {}))))
        for form in self.earlier:
            entries = [one for entry in form.mapping.values() for one in (entry, *entry.rows.values())]
            taken |= {one.indicator for one in entries if one.indicator}
        return free_indicator(mine, taken)

    def was_published(self, name: str) -> bool:
        """Whether a question of this name is in the version that was published last."""
        return bool(self.earlier) and name in self.earlier[-1].by_name

    def find(self, thing: str) -> Spot:
        """Return where a page or element stands; 404 without it."""
        return editing.find(self.envelope, thing)

    def label(self, thing: Mapping[str, Any]) -> str:
        """Return what people call a page or element: its title, else its name."""
        key = "html" if thing.get("type") == "html" else "title"
        title = cut(_TAG.sub(" ", text_in(thing.get(key), self.languages[0])), 120)
        return title or str(thing.get("name", "")) or _("(zonder naam)")

    def problems_of(self, thing: str, area: Area | None = None) -> list[Placed]:
        """Return the problems of a page or element, or of one page of the editor about it."""
        return [one for one in self.problems if one.name == thing and area in (None, one.area)]


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the editor about one thing; `state` is `attention` when something is wrong there."""

    href: str
    label: str
    current: bool
    state: str


def tabs(desk: Desk, spot: Spot, here: str) -> list[Tab]:
    """Return the pages about a thing: a page, panel or html has words and a condition, a question more."""
    is_question = spot.kind not in ("page", "panel", "html")
    listed = [("words", Area.WORDS, "question_words.edit", _("Tekst"))]
    if spot.kind == "matrix":
        listed.append(("rows", Area.ANSWERS, "question_answers.rows", _("Uitspraken")))
    if spot.kind in WITH_SCALE:
        listed.append(("answers", Area.ANSWERS, "question_answers.choices", _("Antwoorden")))
    listed.append(("condition", Area.CONDITION, "question_condition.show", _("Voorwaarde")))
    if is_question:
        listed.append(("meaning", Area.MEANING, "question_meaning.edit", _("Betekenis")))
    if is_question and spot.kind != "matrix":
        listed.append(("sentences", Area.SENTENCES, "question_sentences.edit", _("Zinnen")))
    found = []
    for key, area, endpoint, label in listed:
        wrong = [one for one in desk.problems_of(spot.name, area) if one.problem.severity is Severity.ERROR]
        if area is Area.ANSWERS:
            wrong = [one for one in wrong if (one.key == "rows") == (key == "rows")]
        more = {"what": "tonen"} if area is Area.CONDITION else {}
        href = desk.url(endpoint, thing=spot.name, **more)
        found.append(Tab(href, label, key == here, "attention" if wrong else ""))
    return found


def desk_of(partnership_id: int, name: str) -> Desk:
    """Return the file on the desk; 404 when it is not being written or can only be edited as text."""
    row = question_drafts.get(partnership_id, name)
    envelope = editing.parse(row.source)
    if envelope is None:
        raise NotFound
    return Desk(row, envelope)


def stamp(*parts: Any) -> int:
    """Return a number that stands for these parts of the file: other parts, another number."""
    text = json.dumps(parts, ensure_ascii=False)
    return int(hashlib.sha256(text.encode()).hexdigest()[:12], 16) % 10**9


def stamp_of(desk: Desk, thing: str) -> int:
    """Return the number of a page or element with what the sidecar says of it."""
    spot = desk.find(thing)
    own = {
        key: value
        for key, value in spot.thing.items()
        if spot.kind not in ("page", "panel") or key != "elements"
    }
    return stamp(own, entry_of(desk.envelope, thing))


def in_language(label: str, code: str, languages: tuple[str, ...]) -> str:
    """Return the label of a field with its language, when there are more of them."""
    return label if len(languages) == 1 else f"{label} ({LANGUAGES.get(code, code)})"


def back_to(desk: Desk, endpoint: str = "question_editor.overview", **more: Any) -> Response:
    """Go to another page of the editor of this file."""
    return redirect(desk.url(endpoint, **more), 303)


def only_questions(desk: Desk, thing: str) -> Spot:
    """Return where a question stands; 404 for a page, a panel or html."""
    spot = desk.find(thing)
    if spot.kind in ("page", "panel", "html"):
        abort(404)
    return spot


def asked(name: str) -> str:
    """Return a word of the address or of the form behind a button."""
    return request.values.get(name, "")[:100]
