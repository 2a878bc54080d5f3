"""Who is told that the council advised, or that it kept silent; of several schools everybody is told once."""

from __future__ import annotations

from datetime import date

from sopforms.actions.council import Parties, told_inside
from sopforms.core import council as council_rules
from sopforms.core import letter
from sopforms.core.mailing import Letter
from sopforms.store import clock
from sopforms.store.advices import AdviceRow


def advised(found: Parties, new: AdviceRow, today: date, sha256: str) -> list[Letter]:
    """Return who is told of an advice: board and heads, and the receipt with its fingerprint or several."""
    council = council_rules.NAMES[found.row.kind]
    told = [
        letter.advice_received(
            one.about, new.id, one.to, received=today, page=f"/dossier/{one.dossier_id}/advies",
            right=found.right, council=council,
        )
        for one in told_inside(found)
    ]  # fmt: skip
    at = new.received_at.astimezone(clock.AMSTERDAM).strftime("%H.%M")
    receipts = letter.advice_receipt(
        found.about_all, found.request.id, new.id, found.secretary, found.chair,
        received=today, received_at=at, sha256=sha256, right=found.right,
    )  # fmt: skip
    return [*told, *receipts]


def expired(found: Parties, due: date | None) -> list[Letter]:
    """Return who is told that the term ended without advice; nobody while there was no term."""
    if due is None:
        return []
    council = council_rules.NAMES[found.row.kind]
    written: list[Letter] = []
    for told in told_inside(found):
        inside, _secretary = letter.advice_expired(
            told.about, found.request.id, [told.to], found.secretary, due=due,
            page=f"/dossier/{told.dossier_id}/advies", right=found.right, council=council,
        )  # fmt: skip
        written.append(inside)
    return written + list(
        letter.advice_expired(
            found.about_all, found.request.id, [], found.secretary, due=due, page="", right=found.right,
            council=council,
        )
    )  # fmt: skip
