"""Every table of the product, gathered: importing this module makes the metadata complete."""

from __future__ import annotations

from sopforms.store import (
    advices,
    councils,
    cycles,
    decisions,
    dossiers,
    drafts,
    jobs,
    kept_forms,
    letters,
    links,
    locations,
    logbook,
    partnerships,
    people,
    question_drafts,
    questionnaires,
    second_factors,
    sessions,
    settings,
    staff,
    submissions,
    surveys,
    talks,
)
from sopforms.store.db import Base

metadata = Base.metadata

__all__ = [
    "advices",
    "councils",
    "cycles",
    "decisions",
    "dossiers",
    "drafts",
    "jobs",
    "kept_forms",
    "letters",
    "links",
    "locations",
    "logbook",
    "metadata",
    "partnerships",
    "people",
    "question_drafts",
    "questionnaires",
    "second_factors",
    "sessions",
    "settings",
    "staff",
    "submissions",
    "surveys",
    "talks",
]
