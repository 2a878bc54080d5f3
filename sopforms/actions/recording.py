"""The middle of every deed: ask the rules, move the dossier, write the logbook, put the letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sopforms.actions import letters as outgoing
from sopforms.core import workflow
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, Step
from sopforms.core.dossier import Dossier
from sopforms.core.mailing import Letter
from sopforms.store import facts as facts_of
from sopforms.store import logbook
from sopforms.store.dossiers import DossierRow


def ask(deed: Deed, row: DossierRow, actor: Actor, today: date, *, facts: Dossier | None = None) -> Step:
    """Return the step after `deed`, or raise Refused; changes nothing. For a check page before the deed."""
    known = facts or facts_of.of(row, mandate=bool(actor.mandate), today=today)
    return workflow.advance(deed, known, actor.role_for(deed), today)


def record(
    deed: Deed,
    row: DossierRow,
    actor: Actor,
    today: date,
    *,
    facts: Dossier | None = None,
    letters: Iterable[Letter] = (),
    documents: Iterable[str] = (),
    hashes: Mapping[str, str] | None = None,
) -> Step:
    """Ask the rules, move the dossier, write one line in the logbook, put the letters in the outbox.

    `facts` replaces the stored facts where the deed brings facts of its own; `hashes` are the fingerprints of
    documents by their name. Raises Refused, and then nothing has changed. Call it before rows that the facts
    are made of are changed.
    """
    row.step = ask(deed, row, actor, today, facts=facts)
    posted = list(letters)
    logbook.write(
        today,
        deed,
        actor.role_for(deed),
        partnership_id=row.partnership_id,
        dossier_id=row.id,
        step=row.step,
        person_id=actor.person_id,
        basis=workflow.basis(deed),
        details=details(posted, documents) | ({"sha256": dict(hashes)} if hashes else {}),
    )
    outgoing.put(*posted)
    return row.step


def details(letters: Iterable[Letter], documents: Iterable[str]) -> dict[str, Any]:
    """Return what the logbook keeps of letters and documents: their kinds and names, no texts."""
    kinds = list(dict.fromkeys(letter.kind.value for letter in letters))
    return {"letters": kinds, "documents": list(documents)}
