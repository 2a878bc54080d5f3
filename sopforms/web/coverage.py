"""The covering network as the partnership sees it: the matrix, one topic, gaps, what if, a workbook."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, render_template, request
from werkzeug.wrappers import Response

from sopforms.actions import coverage as shared
from sopforms.actions import coverage_book
from sopforms.actions.coverage import Region, View
from sopforms.core import alphabet, coverage
from sopforms.core.coverage import Network, School
from sopforms.core.errors import NotFound
from sopforms.output import to_xlsx
from sopforms.store import clock
from sopforms.store.cycles import CycleRow
from sopforms.web import coverage_words, deed_words
from sopforms.web.coverage_words import VIEWS
from sopforms.web.language import chosen
from sopforms.web.schools import KINDS

bp = Blueprint("coverage", __name__, url_prefix="/samenwerkingsverband/<int:partnership_id>/dekking")

WORST, NAME = "knelpunten", "naam"


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader chose to see; empty means all."""

    by: View
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
    rounds: list[CycleRow] = g.rounds
    if not rounds:
        return render_template("coverage/empty.html", partnership=g.partnership)
    wanted = _filter()
    region = shared.of_rounds(partnership_id, rounds)
    whole = region.network(wanted.by, chosen())
    network = whole.only({school.id for school in whole.schools if wanted.takes(school)})
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
        trends=_trends(region, network, wanted),
        years=[each.school_year for each in region.rounds],
        dossiers=region.rounds[0].dossiers,
        steps=_steps(region),
        ranks=coverage_words.ranks(wanted.by),
        views=VIEWS,
        filter=wanted,
        choices=_choices(region, whole),
    )


@bp.get("/onderwerp/<key>")
def topic(partnership_id: int, key: str) -> str:
    """Show one column: which schools offer it, in which municipality, and where it lacks."""
    by = view()
    region = shared.of_rounds(partnership_id, newest(partnership_id))
    network = region.network(by, chosen())
    found = next((each for each in network.topics if each.key == key), None)
    if found is None:
        raise NotFound
    return render_template(
        "coverage/topic.html",
        partnership=g.partnership,
        topic=found,
        column=network.column(found),
        places=network.places(found),
        dossiers=region.rounds[0].dossiers,
        ranks=coverage_words.ranks(by),
        parts=[region.rounds[0].terms.short(name, chosen()) for name in found.indicators],
        by=by,
    )


@bp.get("/wat-als")
def what_if(partnership_id: int) -> str:
    """Show what it means for the region when a school starts or stops something; nothing is kept."""
    by = view()
    if by is View.CHAPTERS:
        by = View.NEEDS  # a school starts or stops something it does, not a chapter
    network = shared.of_rounds(partnership_id, newest(partnership_id)).network(by, chosen())
    told = None
    school, about = request.args.get("school", ""), request.args.get("onderwerp", "")
    stops = request.args.get("wat", "stopt") == "stopt"
    if school or about:
        try:
            told = coverage.what_if(network, int(school), about, stops=stops)
        except (KeyError, ValueError) as error:
            raise NotFound from error
    return render_template(
        "coverage/what_if.html",
        partnership=g.partnership,
        network=network,
        told=told,
        stops=stops,
        by=by,
        views={key: words for key, words in VIEWS.items() if key is not View.CHAPTERS},
        ranks=coverage_words.ranks(by),
    )


@bp.get("/werkboek")
def book(partnership_id: int) -> Response:
    """Hand out everything that is shared as a workbook, with the meaning of every column and value."""
    rounds: list[CycleRow] = g.rounds
    if not rounds:
        raise NotFound
    region = shared.of_rounds(partnership_id, rounds)
    sheets = coverage_book.sheets(region)
    content = to_xlsx.workbook(sheets, title="Dekking in de regio", made_on=clock.today())
    answer = Response(content, content_type=to_xlsx.MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="dekking-{rounds[0].school_year}.xlsx"'
    return answer


def newest(partnership_id: int) -> list[CycleRow]:
    """Return the newest round, in a list; raise NotFound when there is none."""
    rounds: list[CycleRow] = g.rounds
    if not rounds:
        raise NotFound
    return rounds[:1]


def view() -> View:
    """Return which columns the reader asks for."""
    asked = request.args.get("per", "")
    return View(asked) if asked in set(View) else View.NEEDS


def _filter() -> Filter:
    asked = request.args
    return Filter(
        view(),
        asked.get("gemeente", ""),
        asked.get("bestuur", ""),
        asked.get("soort", ""),
        NAME if asked.get("volgorde") == NAME else WORST,
    )


def _ordered(network: Network, wanted: Filter) -> tuple[School, ...]:
    if wanted.order == NAME:
        return network.schools
    return network.worst_first()


def _trends(region: Region, network: Network, wanted: Filter) -> tuple[coverage.Trend, ...]:
    """Return how it went over the years, for the schools that are shown; nothing in the first year."""
    if len(region.rounds) < 2:
        return ()
    own = {school.id for school in network.schools}
    years = [(year, each.only(own)) for year, each in region.over_years(wanted.by, chosen())]
    return tuple(trend for trend in coverage.trends(years) if any(count.known for count in trend.years[1:]))


def _steps(region: Region) -> dict[int, str]:
    """Return where each school of the newest round is; what a council consents to is not called advice."""
    consenting = shared.consenting(region, clock.today())
    return {
        school: deed_words.step(step, consents=school in consenting)
        for school, step in region.rounds[0].steps.items()
    }


def _choices(region: Region, network: Network) -> dict[str, list[tuple[str, str]]]:
    """Return what can be chosen in the filters: (value, words)."""
    boards = sorted(region.boards.values(), key=lambda row: (alphabet.place(row.name), row.id))
    kinds = {school.kind for school in network.schools}
    places = sorted({school.municipality for school in network.schools} - {""})
    return {
        "municipality": [(place, place) for place in places],
        "board": [(str(row.id), row.name) for row in boards],
        "kind": [(kind.value, str(words)) for kind, words in KINDS.items() if kind.value in kinds],
    }
