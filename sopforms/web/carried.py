"""Turning the pages of a questionnaire that is only tried: what is typed travels along in the page itself."""

from __future__ import annotations

import json

from flask import request

from sopforms.core.questionnaire import Questionnaire
from sopforms.core.questionnaire.model import Answers
from sopforms.web.language import chosen
from sopforms.web.questionnaire_form import PageForm, page_form

LONGEST_DRAFT = 200_000


def answers() -> Answers:
    """Return the answers of other pages, as the page before this one wrote them down; {} when unreadable."""
    text = request.form.get("_antwoorden", "")
    try:
        found = json.loads(text) if len(text) <= LONGEST_DRAFT else {}
    except (ValueError, RecursionError):  # no JSON, a number too long to read, or nested too deep
        found = {}
    return found if isinstance(found, dict) else {}


def neighbour(form: Questionnaire, filled: PageForm, step: int) -> PageForm | None:
    """Return the visible page before or after this one; None past the last."""
    names = form.visible_pages(filled.answers)
    place = names.index(filled.page.name) + step if filled.page.name in names else 0
    if place >= len(names):
        return None
    return page_form(form, names[max(0, place)], chosen()).stored(filled.answers)
