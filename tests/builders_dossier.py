"""A dossier at any step with the facts that belong there; a test takes only what matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sopforms.core.codes import AdviceForm, Step
from sopforms.core.dossier import Dossier

TODAY = date(2027, 5, 20)

_ORDER = tuple(Step)

# What a dossier knows from this step on, in an ordinary year in which the board follows the advice.
_FACTS: dict[Step, dict[str, Any]] = {
    Step.OPEN: {"school_year": "2027-2028"},
    Step.SURVEY: {"survey_opened": date(2026, 11, 23), "survey_closes": date(2026, 12, 14)},
    Step.TALK: {"survey_closed": date(2026, 12, 15)},
    Step.CONSOLIDATED: {"talks_held": 1, "pupil_voice_recorded": date(2027, 1, 20)},
    Step.DRAFT: {"draft_made": date(2027, 2, 10)},
    Step.REQUESTED: {
        "requested": date(2027, 3, 22),
        "received": date(2027, 3, 22),
        "due": date(2027, 5, 12),
        "consultation_offered": date(2027, 3, 22),
    },
    Step.ADVISED: {"advised": date(2027, 5, 10), "advice_form": AdviceForm.POSITIEF},
    Step.NO_ADVICE: {"advised": None, "advice_form": None},
    Step.REACTED: {
        "advised": date(2027, 5, 10),
        "advice_form": AdviceForm.POSITIEF,
        "reacted": date(2027, 5, 14),
        "followed": True,
    },
    Step.ADOPTED: {"decided": date(2027, 5, 19)},
    Step.IN_GUIDE: {"guide_section": date(2027, 5, 20)},
    Step.PUBLISHED: {"published": date(2027, 5, 20)},
    Step.ACTIVE: {"in_force": date(2027, 8, 1)},
}


def a_dossier(step: Step = Step.OPEN, **facts: Any) -> Dossier:
    """Return a dossier that came to `step` in an ordinary way, with `facts` in place of the usual ones."""
    known: dict[str, Any] = {}
    for earlier in _ORDER[: _ORDER.index(step) + 1]:
        known |= _FACTS[earlier]
    return replace(Dossier(step=step, **known), **facts)
