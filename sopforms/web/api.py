"""What programs read, as JSON: with a key of the partnership, nothing but reading.

Who has no key, a revoked one or one of another partnership sees nothing; an address of somebody else's does
not exist. The description of all of it is at `/api/v1/openapi.json`.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from sopforms.actions import exchange
from sopforms.web import api_document

bp = Blueprint("api", __name__, url_prefix="/api/v1")


@bp.get("/openapi.json")
def document() -> Response:
    """Describe every address, answer and refusal."""
    return _json(api_document.document())


@bp.get("/<int:partnership_id>/schools")
def schools(partnership_id: int) -> Response:
    """List the schools."""
    return _json(exchange.schools(partnership_id))


@bp.get("/<int:partnership_id>/cycles")
def cycles(partnership_id: int) -> Response:
    """List the rounds with the step of each school."""
    return _json(exchange.rounds(partnership_id))


@bp.get("/<int:partnership_id>/cycles/<school_year>/values")
def values(partnership_id: int, school_year: str) -> Response:
    """List what schools share in one round."""
    return _json(exchange.values(partnership_id, school_year))


@bp.get("/<int:partnership_id>/cycles/<school_year>/sections")
def sections(partnership_id: int, school_year: str) -> Response:
    """Give the sections that were published for one school year."""
    return _json(exchange.sections(partnership_id, school_year))


@bp.get("/<int:partnership_id>/cycles/<school_year>/coverage")
def coverage(partnership_id: int, school_year: str) -> Response:
    """Give the matrix of one round."""
    return _json(exchange.of_coverage(partnership_id, school_year))


def _json(found: dict[str, Any]) -> Response:
    answer = jsonify(found)
    answer.headers["Cache-Control"] = "no-store"
    return answer
