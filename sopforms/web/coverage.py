"""The covering network as the partnership sees it: the matrix, what lacks where, what if, and a workbook."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, render_template, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import coverage as shared
from sopforms.core import coverage
from sopforms.core.coverage import Network, School
from sopforms.core.errors import NotFound
from sopforms.core.sheet import Sheet
from sopforms.output import to_xlsx
from sopforms.store import clock, cycles, partnerships
from sopforms.store.cycles import CycleRow
from sopforms.web import deed_words
from sopforms.web.language import chosen
from sopforms.web.schools import KINDS

bp = Blueprint("coverage", __name__, url_prefix="/samenwerkingsverband/<int:partnership_id>/dekking")

RANKS = {
    1: _("Ontbreekt"),
    2: _("Gepland of basis"),
    3: _("Via bestuur of regio"),
    4: _("Op school"),
}
WORST, NAME = "knelpunten", "naam"


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader chose to see; empty means all."""

    by: str
    municipality: str = ""
    board: str = ""
    kind: str = ""
    order: str = WORST

    def takes(self, school: School) -> bool:
        """Whether a school is among what was chosen."""
        return (
            self.municipality in ("", school.municipality)
            and self.board in ("", str(school.board_id))
            and self.kind in ("", school.kind)
        )

    @property
    def narrowed(self) -> bool:
        """Whether some schools were left out."""
        return bool(self.municipality or self.board or self.kind)


@bp.get("")
def show(partnership_id: int) -> str:
    """Show the matrix of the newest round."""
    rounds = cycles.of_partnership(partnership_id)
    if not rounds:
        return render_template("coverage/empty.html", partnership=g.partnership)
    wanted = _filter()
    whole = shared.of_cycle(rounds[0], by=wanted.by, language=chosen())
    network = whole.network.only({school.id for school in whole.network.schools if wanted.takes(school)})
    columns = network.columns()
    return render_template(
        "coverage/show.html",
        partnership=g.partnership,
        cycle=rounds[0],
        network=network,
        schools=_ordered(network, wanted),
        columns=columns,
        worst=max(columns, key=lambda column: column.lacking, default=None),
        known=sum(network.known(school) for school in network.schools),
        gaps=[column for column in columns if column.without],
        trends=_trends(rounds, whole.network, wanted),
        steps=whole.steps,
        step_words=deed_words.STEPS,
        ranks=RANKS,
        filter=wanted,
        choices=_choices(whole.network),
    )


@bp.get("/wat-als")
def what_if(partnership_id: int) -> str:
    """Show what it means for the region when a school starts or stops something; nothing is kept."""
    cycle = _newest(partnership_id)
    found = shared.of_cycle(cycle, by=_by(), language=chosen())
    told = None
    school, topic = request.args.get("school", ""), request.args.get("onderwerp", "")
    if school or topic:
        try:
            told = coverage.what_if(
                found.network, int(school), topic, stops=request.args.get("wat", "stopt") == "stopt"
            )
        except (KeyError, ValueError) as error:
            raise NotFound from error
    return render_template(
        "coverage/what_if.html",
        partnership=g.partnership,
        cycle=cycle,
        network=found.network,
        told=told,
        stops=request.args.get("wat", "stopt") == "stopt",
        by=_by(),
        ranks=RANKS,
    )


@bp.get("/werkboek")
def book(partnership_id: int) -> Response:
    """Hand out the matrix as a workbook, by need and by topic."""
    cycle = _newest(partnership_id)
    names = {shared.BY_NEED: gettext("Per behoefte"), shared.BY_TOPIC: gettext("Per onderwerp")}
    sheets = []
    for by, name in names.items():
        network = shared.of_cycle(cycle, by=by, language=chosen()).network
        columns = (gettext("School"), gettext("Gemeente"), *(topic.name for topic in network.topics))
        rows = [
            (school.name, school.municipality, *(network.rank(school, topic) for topic in network.topics))
            for school in network.worst_first()
        ]
        sheets.append(Sheet(name, columns, tuple(rows)))
    legend = tuple((rank, str(words)) for rank, words in RANKS.items())
    sheets.append(Sheet(gettext("Uitleg"), (gettext("Cijfer"), gettext("Betekenis")), legend))
    content = to_xlsx.workbook(sheets, title=gettext("Dekking in de regio"), made_on=clock.today())
    answer = Response(content, content_type=to_xlsx.MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="dekking-{cycle.school_year}.xlsx"'
    return answer


def _newest(partnership_id: int) -> CycleRow:
    rounds = cycles.of_partnership(partnership_id)
    if not rounds:
        raise NotFound
    return rounds[0]


def _by() -> str:
    return shared.BY_TOPIC if request.args.get("per") == shared.BY_TOPIC else shared.BY_NEED


def _filter() -> Filter:
    asked = request.args
    return Filter(
        _by(),
        asked.get("gemeente", ""),
        asked.get("bestuur", ""),
        asked.get("soort", ""),
        NAME if asked.get("volgorde") == NAME else WORST,
    )


def _ordered(network: Network, wanted: Filter) -> tuple[School, ...]:
    if wanted.order == NAME:
        return network.schools
    return network.worst_first()


def _trends(rounds: list[CycleRow], now: Network, wanted: Filter) -> tuple[coverage.Trend, ...]:
    """Return how it went since the round before, over all schools; nothing without such a round."""
    if len(rounds) < 2:
        return ()
    before = shared.of_cycle(rounds[1], by=wanted.by, language=chosen()).network
    return tuple(trend for trend in coverage.trends(now, before) if trend.schools)


def _choices(network: Network) -> dict[str, list[tuple[str, str]]]:
    """Return what can be chosen in the filters: (value, words)."""
    boards = {row.id: row.name for row in partnerships.boards_of(g.partnership.id)}
    present = {school.board_id for school in network.schools}
    kinds = {school.kind for school in network.schools}
    places = sorted({school.municipality for school in network.schools} - {""})
    return {
        "municipality": [(place, place) for place in places],
        "board": [(str(number), name) for number, name in boards.items() if number in present],
        "kind": [(kind.value, str(words)) for kind, words in KINDS.items() if kind.value in kinds],
    }
