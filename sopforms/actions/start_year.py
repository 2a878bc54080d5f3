"""The first year of a school here: its last text from before stands where last year's would.

The text is cut over the chapters by its headings, corrected by people, and read beside the new draft. The
council reads that the text is in its new form for the first time: another form cannot be compared.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sopforms.actions.deed import deed
from sopforms.actions.recording import record
from sopforms.core import former_text as rules
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed
from sopforms.core.errors import Conflict, Invalid, Refused
from sopforms.output import read_document
from sopforms.output.markdown import to_blocks
from sopforms.output.pasted import as_markdown
from sopforms.store import dossiers, drafts, previous_texts, talks
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.talks import PointRow

MOST_POINTS = 12


@dataclass(frozen=True, slots=True)
class Cut:
    """A former text by chapter, and in Dutch what of its file did not come along or looks otherwise."""

    texts: Mapping[str, str]
    remarks: tuple[str, ...] = ()

    @property
    def has_chapters(self) -> bool:
        """Whether any heading named a chapter."""
        return any(key != rules.REST for key in self.texts)


def is_first(row: DossierRow) -> bool:
    """Whether no text of this school was adopted here before."""
    return drafts.adopted_before(row) is None


def cut(pasted: str, file: tuple[str, bytes] | None) -> Cut:
    """Return what a file and the field hold, cut over the chapters; raises Invalid without words.

    Who brings both has both: what was pasted comes behind the text of the file.
    """
    read = read_document.read(*file) if file is not None else read_document.Read("")
    text = "\n\n".join(part for part in (read.text, as_markdown(pasted)) if part.strip())
    if not text:
        raise Invalid(text="Plak de tekst, of kies een bestand.")
    if len(text) > rules.LONGEST * 3:
        where = "file" if file is not None else "text"
        raise Invalid(**{where: "De tekst is te lang. Neem alleen de hoofdstukken over."})
    return Cut(rules.split(text), read.remarks)


def version_of(texts: Mapping[str, str]) -> int:
    """Return a number for these former texts as they are kept; 0 for none."""
    written = json.dumps(sorted(texts.items())) if texts else ""
    return int(hashlib.sha256(written.encode()).hexdigest()[:7], 16) if written else 0


@deed
def keep(
    dossier_id: int, texts: Mapping[str, str], actor: Actor, today: date, *, version: int | None = None
) -> None:
    """Keep the former text by chapter, in place of what was kept before; what fits no chapter stays apart.

    With the `version` that a person had before them, raise Conflict when somebody kept another since.
    """
    row = dossiers.get(dossier_id)
    _check_first(row)
    before = previous_texts.of_dossier(dossier_id)
    if version is not None and version != version_of(before):
        raise Conflict(before)
    kept = rules.joined(texts)
    for key, text in kept.items():
        try:
            if len(text) > rules.LONGEST:
                raise Invalid(text="De tekst is te lang. Neem alleen de hoofdstukken over.")
            to_blocks(text)
        except Invalid as wrong:
            raise Invalid(**{key: next(iter(wrong.problems.values()))}) from wrong
    record(Deed.BRING_TEXT, row, actor, today)
    previous_texts.replace(dossier_id, kept)


@deed
def add_point(dossier_id: int, goal: str, owner: str, due: date | None) -> None:
    """Type a point of last year over: it comes back in the conversation, and may be carried on from there."""
    row = dossiers.get(dossier_id)
    _check_first(row)
    if not goal.strip():
        raise Invalid(goal="Vul in: Doel.")
    if len(talks.points_of(dossier_id, earlier=True)) >= MOST_POINTS:
        raise Invalid(goal="Neem hoogstens twaalf punten van vorig jaar over.")
    db.session.add(
        PointRow(
            dossier_id=dossier_id,
            goal=goal.strip(),
            owner=owner.strip(),
            due=due,
            earlier=True,
            in_guide=False,
        )
    )


@deed
def drop_point(dossier_id: int, point_id: int) -> None:
    """Take a typed point away, unless it was carried on."""
    row = talks.get_point(dossier_id, point_id)
    if not row.earlier or any(each.carried_from == row.id for each in talks.points_of(dossier_id)):
        raise Refused("point_goes_on")
    db.session.delete(row)


def _check_first(row: DossierRow) -> None:
    if not is_first(row):
        raise Refused("not_first_year")
