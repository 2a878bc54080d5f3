"""What the pages about chapters and parts need: the draft of a document, its problems, keeping a change."""

from __future__ import annotations

import re
from functools import cached_property

from flask_babel import lazy_gettext as _

from sopforms.actions import authoring, published
from sopforms.core import document_editing
from sopforms.core.document_model import PartForm
from sopforms.core.errors import NotFound
from sopforms.core.questionnaire import editing
from sopforms.core.questionnaire.editing_mapping import entries_of
from sopforms.core.questionnaire.editing_texts import text_in
from sopforms.core.questionnaire.problems import Problem
from sopforms.store import question_drafts
from sopforms.web import language
from sopforms.web.file_desk import FileDesk

_NAMES = ", ".join(published.DOCUMENTS)
URL = f"/samenwerkingsverband/<int:partnership_id>/vragen/<any({_NAMES}):name>"
"""Where the editor of one document is."""
FORMS = {
    PartForm.TEXT: _("Vaste tekst"),
    PartForm.SENTENCES: _("Zinnen van indicatoren, als alinea"),
    PartForm.LIST: _("Zinnen van indicatoren, als lijst"),
    PartForm.PROVISIONS: _("Tabel van voorzieningen"),
    PartForm.LIMITS: _("Wat hier lastig is, met reden"),
    PartForm.CHART: _("Grafiek van de antwoorden van het team"),
    PartForm.QUOTE: _("Basisondersteuning van het samenwerkingsverband"),
    PartForm.PREVIOUS: _("De tekst van vorig jaar"),
    PartForm.POINTS: _("Ontwikkelpunten"),
    PartForm.PUPILS: _("Wat leerlingen vertelden"),
    PartForm.RESULTS: _("Wat er van de punten van vorig jaar terechtkwam"),
    PartForm.MONEY: _("Middelen: ontvangen, gepland en besteed"),
    PartForm.CONTACT: _("Wie ouders kunnen bellen"),
    PartForm.ADVICE: _("Het advies van de medezeggenschapsraad"),
    PartForm.DECISION: _("De vaststelling"),
}
ROOMS = {
    "chapters": _("Hoofdstukken van het concept"),
    "guide": _("Delen van de schoolgids"),
    "sections": _("Delen"),
}
_PLACE = re.compile(r"(chapters|guide|sections)\[(\d+)\](?:\.parts\[(\d+)\])?")


class DocumentDesk(FileDesk):
    """A document file of the set that a partnership writes."""

    @cached_property
    def shorts(self) -> dict[str, str]:
        """The short name of each indicator that is asked, also in a file with problems."""
        found: dict[str, str] = {}
        for source in authoring.sources(self.row.partnership_id).values():
            mapping = (editing.parse(source) or {}).get("mapping", {})
            for name in mapping:
                for one in entries_of(mapping[name]):
                    if isinstance(one.get("indicator"), str):
                        found.setdefault(one["indicator"], text_in(one.get("short"), "nl"))
        return found

    @property
    def unused(self) -> dict[str, str]:
        """The indicators that are asked and feed nothing, with their short names."""
        wrong = self.checked.problems.get(self.row.name, ())
        names = [str(one.params.get("name")) for one in wrong if one.key == "indicator_unused"]
        return {name: self.shorts.get(name, name) for name in names}

    def problems_of(self, key: str) -> list[tuple[int | None, Problem]]:
        """Return the problems of a chapter, each with the place of its part."""
        found = []
        for one in self.checked.problems.get(self.row.name, ()):
            match = _PLACE.match(one.path)
            listed = self.envelope.get(match[1], []) if match else []
            here = listed[int(match[2])] if match and int(match[2]) < len(listed) else None
            if match and isinstance(here, dict) and here.get("key") == key:
                found.append((int(match[3]) if match[3] else None, one))
        return found


def document_desk(partnership_id: int, name: str) -> DocumentDesk:
    """Return the file on the desk; 404 when it is not being written or can only be edited as text."""
    row = question_drafts.get(partnership_id, name)
    envelope = document_editing.parse(row.source)
    if envelope is None:
        raise NotFound
    return DocumentDesk(row, envelope)


def said(problem: Problem) -> str:
    """Return a problem as a sentence in the language of the page."""
    message, hint = problem.in_language(language.chosen())
    return f"{message[:1].upper()}{message[1:]}{f': {hint}' if hint else ''}."
