"""One request for advice over several schools of one council (Wms 16 and 20): which may go along, and how.

The council reads, talks and answers once, within one term. Each school keeps a dossier of its own: its text,
the answer about it, the board's reaction and decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sopforms.core.codes import Right, Role
from sopforms.core.errors import Refused
from sopforms.core.papers import Asked, Term

SHARED = ("talk_on", "answer_by", "agreed_with", "decision_maker", "function", "mandate")
"""What one request says once, for all its schools; reasons, consequences and measures are each school's."""


@dataclass(frozen=True, slots=True)
class School:
    """A school that may go along: whose it is, which council is asked by which right, what it still lacks.

    `taken`: it goes along with the request of yet another school. `obstacles` are those of sending its own
    request, without what the first school says for all.
    """

    partnership_id: int
    board_id: int
    council_id: int | None
    cycle_id: int
    right: Right
    taken: bool = False
    obstacles: tuple[str, ...] = ()


def why_not(first: School, other: School | None) -> tuple[str, ...]:
    """Return why the other school cannot go along with the first, as stable keys; nothing: it can.

    None is a school without a dossier this year. Who can never go along hears only that.
    """
    if other is None:
        return ("joint_no_dossier",)
    never = {
        "joint_other_partnership": other.partnership_id != first.partnership_id,
        "joint_other_board": other.board_id != first.board_id,
        "joint_other_year": other.cycle_id != first.cycle_id,
        "joint_other_council": other.council_id is None or other.council_id != first.council_id,
        "joint_other_right": other.right is not first.right,
        "joint_taken": other.taken,
    }
    return tuple(key for key, holds in never.items() if holds) or other.obstacles


def check_chooser(role: Role) -> None:
    """Raise Refused unless the board itself decides: a mandate is of one school, this is about several."""
    if role is not Role.BOARD:
        raise Refused("joint_board_only")


def check(first: School, others: Iterable[School]) -> None:
    """Raise Refused with every reason why one of the schools cannot go along after all."""
    reasons = [reason for other in others for reason in why_not(first, other)]
    if reasons:
        raise Refused("joint_not_ready", *dict.fromkeys(reasons))


def lacking(missing: Iterable[str]) -> tuple[str, ...]:
    """Return which of the papers a school that goes along must still fill in itself."""
    return tuple(key for key in missing if key not in SHARED)


def shared(own: Asked, first: Asked) -> Asked:
    """Return what a school asks when it goes along: its own reasons, the days and signature of the first."""
    return replace(own, **{name: getattr(first, name) for name in SHARED})


def term_for_all(terms: Sequence[Term]) -> Term:
    """Return the one term of a request over several schools: the one that ends last.

    Schools may have other holidays. The council has one last day, in its favour.
    """
    return max(terms, key=lambda term: term.due)
