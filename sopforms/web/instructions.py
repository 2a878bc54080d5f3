"""The five instructions: public pages, a short form of each at its step, and all together to print.

Who reads them for a partnership (its code stands in the address, or one has an account there) reads its own
texts; everybody else reads ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, Flask, g, make_response, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response

from sopforms.actions import instructions as deeds
from sopforms.core import roles
from sopforms.core.codes import Sector
from sopforms.core.errors import NotFound
from sopforms.core.instruction import MONTHS, Instruction
from sopforms.output import to_html
from sopforms.output.markdown import to_blocks
from sopforms.store import instructions, partnerships, people
from sopforms.store.partnerships import PartnershipRow

bp = Blueprint("instructions", __name__, url_prefix="/uitleg")


@dataclass(frozen=True, slots=True)
class Here:
    """An instruction at the step where it applies: its short form, and where the whole of it is."""

    title: str
    text: Markup
    url: str


@bp.get("")
def index() -> str:
    """List the five instructions."""
    partnership, sector = _reader()
    return render_template(
        "instructions/index.html",
        lessons=deeds.everything(partnership, sector),
        partnership=partnership,
        has_pdf=partnership is not None and deeds.current_guide(partnership) is not None,
        **_address(partnership),
    )


@bp.get("/<int:number>")
def page(number: int) -> str:
    """Show one instruction."""
    partnership, sector = _reader()
    lessons = deeds.everything(partnership, sector)
    if number not in lessons:
        raise NotFound
    return render_template(
        "instructions/page.html",
        number=number,
        lesson=lessons[number],
        lessons=lessons,
        partnership=partnership,
        **_address(partnership),
    )


@bp.get("/alles")
def everything() -> str:
    """Show the five below each other, to print."""
    partnership, sector = _reader()
    return render_template(
        "instructions/everything.html",
        lessons=deeds.everything(partnership, sector),
        partnership=partnership,
        has_pdf=partnership is not None and deeds.current_guide(partnership) is not None,
        **_address(partnership),
    )


@bp.get("/handreiking.pdf")
def guide() -> Response:
    """Hand out the five as a PDF, as the worker made it last; 404 while there is none."""
    partnership, _sector = _reader()
    row = instructions.guide(partnership.id) if partnership else None
    if row is None or partnership is None:
        raise NotFound
    answer = make_response(row.content)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="handreiking-{partnership.code}.pdf"'
    return answer


def written(source: str, level: int) -> Markup:
    """Return Markdown of an instruction as HTML, its headings one below `level`."""
    return _written(source, level)


@lru_cache(maxsize=256)
def _written(source: str, level: int) -> Markup:
    return to_html.blocks(to_blocks(source), to_html.Look(level=level))


def here(number: int, sector: Sector | None = None, level: int = 2) -> Here:
    """Return an instruction for the step that this page is about; `sector` is that of the school."""
    partnership = _at_hand()
    found: Instruction = deeds.one(number, partnership, sector)
    asked = {"regio": partnership.code} if partnership else {}
    url = url_for("instructions.page", number=number, soort=sector, **asked)
    return Here(found.title, written(found.short, level), url)


def _at_hand() -> PartnershipRow | None:
    """Return the partnership that the address of this page leads to."""
    if (own := g.get("partnership") or g.get("at_hand")) is not None:
        found: PartnershipRow = own
        return found
    location = g.get("location")
    return partnerships.get(location.partnership_id) if location is not None else None


def _reader() -> tuple[PartnershipRow | None, Sector | None]:
    """Return for which partnership and which kind of school these pages are read."""
    asked = request.args.get("soort", "")
    partnership = partnerships.find_by_code(request.args.get("regio", "").upper())
    if partnership is None and "regio" not in request.args and current_user.is_authenticated:
        own = people.partnerships_of(current_user.memberships)
        partnership = partnerships.get(own.pop()) if len(own) == 1 else None
    if asked in set(Sector):
        return partnership, Sector(asked)
    return partnership, _own_sector()


def _own_sector() -> Sector | None:
    location = g.get("location")
    return roles.sector_of(location.kind) if location is not None else None


def _address(partnership: PartnershipRow | None) -> dict[str, dict[str, str]]:
    """Return what each link of these pages takes along."""
    asked = {name: request.args[name] for name in ("soort",) if name in request.args}
    return {"along": asked | ({"regio": partnership.code} if partnership else {})}


def init_app(app: Flask) -> None:
    """Give templates what an instruction at a step, and its picture, are drawn from."""
    app.jinja_env.globals["instruction_here"] = here
    app.jinja_env.globals["instruction_text"] = written
    app.jinja_env.globals["instruction_months"] = MONTHS
