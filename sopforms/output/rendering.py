"""The templates of the papers (`templates/print/`): strict about names, everything escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sopforms.output import language

FOLDER = Path(__file__).parents[2] / "templates" / "print"

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.globals.update(words=language.words, long_date=language.long_date)


def render(name: str, **facts: object) -> Markup:
    """Return a template of the papers, filled in; a name it lacks is an error."""
    return Markup(_ENVIRONMENT.get_template(name).render(**facts))  # noqa: S704  # autoescaped
