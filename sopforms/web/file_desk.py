"""What every page about a file that is being written needs: the file, its problems, keeping a change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from flask import g, render_template, url_for

from sopforms.actions import authoring
from sopforms.core.questionnaire import rewriting
from sopforms.core.questionnaire.editing_texts import languages_of
from sopforms.core.questionnaire.rewriting import Envelope
from sopforms.store import clock
from sopforms.store.question_drafts import QuestionDraftRow
from sopforms.web.question_files import TITLES


@dataclass
class FileDesk:
    """One file of the set that a partnership writes."""

    row: QuestionDraftRow
    envelope: Envelope

    @property
    def name(self) -> str:
        """The stem of the file: evaluatie, schoolgids, …"""
        return self.row.name

    @property
    def title(self) -> str:
        """What people call the file."""
        return str(TITLES[self.row.name])

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its texts."""
        return languages_of(self.envelope)

    @cached_property
    def checked(self) -> authoring.CheckedDraft:
        """The whole set as it stands, checked."""
        return _checked(tuple(authoring.sources(self.row.partnership_id).items()))

    @property
    def home(self) -> str:
        """The address of the list of files of the set."""
        return url_for("questions.overview", partnership_id=self.row.partnership_id)

    def url(self, endpoint: str, **more: Any) -> str:
        """Return the address of another page about this file."""
        return url_for(endpoint, partnership_id=self.row.partnership_id, name=self.name, **more)

    def keep(self, envelope: Envelope) -> None:
        """Keep a changed file; raises Conflict when somebody was faster by a moment."""
        source = rewriting.written(self.row.source, envelope)
        authoring.put(
            self.row.partnership_id,
            self.name,
            source,
            self.row.version,
            actor=g.actor,
            today=clock.today(),
        )

    def page(self, template: str, **facts: Any) -> str:
        """Draw a page about this file."""
        return render_template(
            f"question_editor/{template}.html", desk=self, partnership=g.partnership, **facts
        )


@lru_cache(maxsize=8)
def _checked(texts: tuple[tuple[str, bytes], ...]) -> authoring.CheckedDraft:
    """Check a set once for the same texts: who edits opens many pages between two changes."""
    return authoring.check(dict(texts))
