"""What each answer of a question without a scale counts for, in the form of its meaning."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from wtforms import Field

from sopforms.core.questionnaire.editing import Spot
from sopforms.core.questionnaire.editing_mapping import entry_of, set_scores
from sopforms.core.questionnaire.model import Choice
from sopforms.core.questionnaire.rewriting import Envelope
from sopforms.web.forms import Between, CountField, Form, Optional
from sopforms.web.question_desk import Desk

COUNTED = ("radiogroup", "dropdown", "matrix")


def _choices(desk: Desk, spot: Spot) -> tuple[Choice, ...]:
    """Return the answers that may have a score: those of a question that names no scale."""
    question = desk.questions.get(spot.name)
    if question is None or spot.kind not in COUNTED or "scale" in entry_of(desk.envelope, spot.name):
        return ()
    return question.choices


def fields(desk: Desk, spot: Spot) -> dict[str, Field]:
    """Return a field for each answer; empty is not counted."""
    main = desk.languages[0]
    return {
        f"score_{number}": CountField(
            _("‘%(answer)s’ telt voor", answer=choice.text.get(main, choice.key)),
            [Optional(), Between(-999, 999)],
            decimals=True,
        )
        for number, choice in enumerate(_choices(desk, spot))
    }


def values(desk: Desk, spot: Spot) -> dict[str, Any]:
    """Return the scores of the file, by field."""
    scores = entry_of(desk.envelope, spot.name).get("score")
    known = scores if isinstance(scores, dict) else {}
    return {f"score_{n}": known.get(choice.key) for n, choice in enumerate(_choices(desk, spot))}


def kept(desk: Desk, spot: Spot, envelope: Envelope, form: Form) -> Envelope:
    """Return the envelope with the scores that were typed; without any the answers have none."""
    typed = {choice.key: form[f"score_{n}"].data for n, choice in enumerate(_choices(desk, spot))}
    if not typed or list(typed.values()) == list(values(desk, spot).values()):
        return envelope
    scores = {
        key: int(one) if isinstance(one, float) and one.is_integer() else one for key, one in typed.items()
    }
    return set_scores(envelope, spot.name, scores if any(one is not None for one in scores.values()) else {})
