"""The five instructions: public pages, a link at each step, and all together to print."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Flask, current_app, render_template, request
from markupsafe import Markup

from sopforms.core.codes import Sector
from sopforms.core.errors import NotFound
from sopforms.output import to_html
from sopforms.output.markdown import to_blocks

bp = Blueprint("instructions", __name__, url_prefix="/uitleg")

# What the texts leave open, by the sector of the school that reads; without one, both.
_WORDS = {
    Sector.PO: {"coordinator_role": "intern begeleider", "council_sections": "ouders"},
    Sector.VO: {
        "coordinator_role": "ondersteuningscoördinator",
        "council_sections": "ouders en leerlingen",
    },
    None: {
        "coordinator_role": "intern begeleider of ondersteuningscoördinator",
        "council_sections": "ouders (in het voortgezet onderwijs: ouders en leerlingen)",
    },
}


@bp.get("")
def index() -> str:
    """List the five instructions."""
    return render_template("instructions/index.html", titles=_titles())


@bp.get("/<int:number>")
def page(number: int) -> str:
    """Show one instruction."""
    title, text = read(number, _sector(), 1)
    titles = _titles()
    return render_template("instructions/page.html", number=number, title=title, text=text, titles=titles)


@bp.get("/alles")
def everything() -> str:
    """Show the five below each other, to print."""
    texts = [read(number, _sector(), 2) for number in range(1, len(_files()) + 1)]
    return render_template("instructions/everything.html", texts=texts)


def read(number: int, sector: Sector | None, level: int) -> tuple[str, Markup]:
    """Return title and text of an instruction, its headings one below `level`; raise NotFound without it."""
    files = _files()
    if not 1 <= number <= len(files):
        raise NotFound
    return _read(files[number - 1], sector, level)


def title_of(number: int) -> str:
    """Return the title of an instruction, for a link at a step."""
    return read(number, None, 1)[0]


@lru_cache(maxsize=64)
def _read(file: Path, sector: Sector | None, level: int) -> tuple[str, Markup]:
    source = file.read_text("utf-8")
    for name, word in _WORDS[sector].items():
        source = source.replace("{" + name + "}", word)
    title, _, body = source.partition("\n")
    return title.lstrip("# ").strip(), to_html.blocks(to_blocks(body), to_html.Look(level=level))


def _files() -> list[Path]:
    folder = Path(current_app.config["SETTINGS"].templates) / "instructions"
    return sorted(folder.glob("[0-9]-*.md"))


def _titles() -> list[tuple[int, str]]:
    return [(number, title_of(number)) for number in range(1, len(_files()) + 1)]


def _sector() -> Sector | None:
    asked = request.args.get("soort", "")
    return Sector(asked) if asked in set(Sector) else None


def init_app(app: Flask) -> None:
    """Give templates `instruction_title(5)`, for the link at a step."""
    app.jinja_env.globals["instruction_title"] = title_of
