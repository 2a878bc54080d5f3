"""The decision by which the board adopts the support offer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sopforms.core import rule_set
from sopforms.core.codes import Right, Role
from sopforms.core.errors import Invalid
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.terms import suspended_until

Written = Callable[[date], str]


@dataclass(frozen=True, slots=True)
class Decision:
    """Who adopted what, when, and after which answer of the council.

    `year` is the year the text is for. `advised` and `reacted` are None when the council gave no advice;
    then `asked` and `due` tell that it could. `deviations` are the points on which the board does not follow
    the advice, each a phrase in the board's words. `mandate` tells on which mandate a head decides.
    """

    school: str
    board: str
    board_number: str
    year: SchoolYear
    decided: date
    place: str
    name: str
    function: str
    mandate: str = ""
    right: Right = Right.ADVIES
    asked: date | None = None
    due: date | None = None
    advised: date | None = None
    reacted: date | None = None
    followed: bool = True
    deviations: tuple[str, ...] = ()
    council: str = "medezeggenschapsraad (MR)"

    @property
    def suspended_until(self) -> date | None:
        """The last day on which execution waits (Wms 34), or None when the advice is followed."""
        if self.followed or self.advised is None:
            return None
        return suspended_until(self.decided, rule_set.of_year(self.year).suspension_weeks)


def check(decision: Decision, role: Role, today: date) -> None:
    """Raise Invalid when the decision lacks what makes it one, or tells what cannot be."""
    problems = {
        field: f"Vul {label} in."
        for field, label in (
            ("place", "de plaats"),
            ("name", "de naam van wie besluit"),
            ("function", "de functie van wie besluit"),
        )
        if not str(getattr(decision, field)).strip()
    }
    if role == Role.HEAD and not decision.mandate.strip():
        problems["mandate"] = "Vul in op welk mandaat de directeur besluit."
    if decision.decided > today:
        problems["decided"] = "De datum van het besluit ligt in de toekomst."
    if decision.advised is not None:
        if decision.reacted is None:
            problems["reacted"] = "Het bestuur reageert eerst schriftelijk op het advies."
        elif not decision.advised <= decision.reacted <= decision.decided:
            problems["decided"] = "Eerst het advies, dan de reactie, dan het besluit: kijk de datums na."
        if not decision.followed and not any(point.strip() for point in decision.deviations):
            problems["deviations"] = "Schrijf op welke punten het besluit van het advies afwijkt."
    elif decision.right == Right.INSTEMMING:
        problems["advised"] = "Zonder instemming van de medezeggenschapsraad is er geen besluit."
    elif decision.due is None or decision.decided <= decision.due:
        problems["decided"] = "Zonder advies kan het besluit pas na de laatste dag van de adviestermijn."
    if problems:
        raise Invalid(**problems)


def decision_text(decision: Decision, write: Written) -> str:
    """Return the decision in words; `write` puts a day in words (“7 juni 2027”).

    Silence is told as silence and advice as advice; the word consent stands only where the council has that
    right.
    """
    text = (
        f"Besluit: Het bevoegd gezag van {decision.school}, {decision.board} (nr. {decision.board_number}), "
    )
    text += f"{_read(decision, write)}, stelt het ondersteuningsaanbod voor schooljaar {decision.year} vast."
    if decision.advised is not None:
        text += f" {_follows(decision, write)}"
    return f"{text}\n\n{_signed(decision, write)}"


def _read(decision: Decision, write: Written) -> str:
    if decision.advised is None:
        asked = f", op {write(decision.asked)} om advies gevraagd," if decision.asked else ""
        until = f" tot en met {write(decision.due)}" if decision.due else ""
        return f"overwegende dat de {decision.council}{asked}{until} geen advies uitbracht"
    word = "de instemming" if decision.right == Right.INSTEMMING else "het advies"
    reacted = f" en zijn reactie van {write(decision.reacted)}" if decision.reacted else ""
    return f"gelezen {word} van de {decision.council} van {write(decision.advised)}{reacted}"


def _follows(decision: Decision, write: Written) -> str:
    word = "de instemming" if decision.right == Right.INSTEMMING else "het advies"
    until = decision.suspended_until
    if until is None:
        return f"Het besluit volgt {word}."
    points = "; ".join(point.strip().rstrip(".;") for point in decision.deviations if point.strip())
    start = write(until + timedelta(days=1))
    return (
        f"Het besluit wijkt op de volgende punten af van {word}: {points}. "
        f"De uitvoering start niet eerder dan {start}, tenzij de {decision.council} geen bedenkingen heeft."
    )


def _signed(decision: Decision, write: Written) -> str:
    parts = [decision.place, write(decision.decided), decision.name, decision.function]
    if decision.mandate.strip():
        mandate = decision.mandate.strip()
        parts.append(mandate if mandate.lower().startswith("krachtens") else f"krachtens mandaat: {mandate}")
    return ", ".join(part.strip() for part in parts)
