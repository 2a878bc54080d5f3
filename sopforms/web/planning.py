"""The whole year of a school as a picture with its last days, and what can still be done when it is late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, g, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from sopforms.core import planning_rescue
from sopforms.core.codes import Step
from sopforms.core.dossier import Dossier
from sopforms.core.planning import Plan, PlanRow
from sopforms.core.planning_rescue import Chain, WaysOut
from sopforms.core.schoolcalendar import ONE_DAY, SchoolCalendar
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import clock, cycles, locations
from sopforms.store.dossiers import DossierRow
from sopforms.web import deed_words, next_steps
from sopforms.web.filters import long_date

bp = Blueprint("planning", __name__)

MONTHS = (
    _l("aug"), _l("sep"), _l("okt"), _l("nov"), _l("dec"), _l("jan"),
    _l("feb"), _l("mrt"), _l("apr"), _l("mei"), _l("jun"), _l("jul"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """One step in the picture: where its time begins and ends, in per cent of the school year."""

    number: int
    row: PlanRow
    label: str
    start: float
    end: float

    @property
    def state(self) -> str:
        """How it is drawn: done, late, or to do."""
        return "done" if self.row.done else "late" if self.row.late else "todo"


@bp.get("/dossier/<int:dossier_id>/planning")
def year(dossier_id: int) -> str:
    """Show the year as a picture beside its dates; when it no longer fits, what still helps."""
    row, today = g.dossier, clock.today()
    known = next_steps.facts_for(row, g.actor)
    chain = chain_of(row, known)
    plan = chain.plan()
    first, last = _span(chain.year)
    return render_template(
        "planning/year.html",
        year=known.school_year,
        facts=known,
        plan=plan,
        bars=list(_bars(plan, first, last)),
        late=[deed_words.planned(deed).lower() for deed in plan.too_late],
        months=[(name, _share(_month(first, place), first, last)) for place, name in enumerate(MONTHS)],
        free=list(_free(chain.calendar, first, last)),
        today_at=_share(today, first, last) if first <= today <= last else None,
        ways=None if plan.fits or known.published else planning_rescue.ways_out(chain),
        told=_told,
        begins=chain.year.first_day,
    )


def chain_of(row: DossierRow, known: Dossier) -> Chain:
    """Return what the plan of this school is made of as it stands today."""
    return Chain(
        SchoolYear.parse(known.school_year),
        locations.calendar_of(locations.get(row.location_id)),
        known.weeks,
        clock.today(),
        Step.PUBLISHED if row.edition > 1 else row.step,  # a change has no day in the plan of the year
        known.due,
        skip_holidays=not known.holidays_count,
        suspension=known.followed is not True,
        pace=cycles.get(row.cycle_id).pace,
    )


def _told(ways: WaysOut) -> list[str]:
    """Return in sentences what still helps, the lightest first."""
    found = []
    if ways.faster:
        found.append(_("Doe de stappen die nog komen in zo weinig mogelijk dagen. Dan past het nog."))
    if ways.no_wait:
        found.append(
            _("Volg het antwoord van de raad helemaal, of vraag de raad of er bedenkingen zijn."
              " Dan hoeft het besluit niet te wachten.")
        )  # fmt: skip
    if ways.agreed_day is not None:
        found.append(
            _("Spreek schriftelijk met de raad een eerdere laatste dag af: uiterlijk %(day)s."
              " De raad mag nee zeggen.", day=long_date(ways.agreed_day))
        )  # fmt: skip
    if not found and ways.together:
        found.append(
            _("Alleen alles samen helpt nog: elke stap zo snel als kan, een kortere termijn die de raad"
              " schriftelijk goedvindt, en een besluit dat de raad volgt.")
        )  # fmt: skip
    return found


def _span(text_year: SchoolYear) -> tuple[date, date]:
    """Return the first and last day of the picture: the school year before that of the text."""
    return text_year.previous.first_day, text_year.first_day - ONE_DAY


def _month(first: date, place: int) -> date:
    years, month = divmod(first.month - 1 + place, 12)
    return date(first.year + years, month + 1, 1)


def _share(day: date, first: date, last: date) -> float:
    """Return where a day lies between the first and the last, in per cent; outside, at the edge."""
    whole = (last - first).days
    return round(min(max((day - first).days / whole, 0), 1) * 100, 2)


def _bars(plan: Plan, first: date, last: date) -> Iterator[Bar]:
    begin = first
    for number, row in enumerate(plan.rows, start=1):
        start = _share(min(begin, row.last_day), first, last)
        yield Bar(number, row, deed_words.planned(row.deed), start, _share(row.last_day, first, last))
        begin = row.last_day


def _free(calendar: SchoolCalendar, first: date, last: date) -> Iterator[tuple[float, float]]:
    """Yield where each school holiday begins and ends in the picture."""
    for one in calendar.holidays:
        if one.last >= first and one.first <= last:
            yield _share(one.first, first, last), _share(one.last + ONE_DAY, first, last)
