"""The application starts, and what it answers before anybody wrote a page."""

from __future__ import annotations

from flask import Flask


def test_the_application_starts_and_knows_its_style_sheet(app: Flask) -> None:
    with app.test_client().get("/static/sop.css") as answer:
        assert answer.status_code == 200
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_address_that_nobody_has_is_told_in_plain_words(app: Flask) -> None:
    answer = app.test_client().get("/dit-bestaat-niet")

    assert answer.status_code == 404
    assert "bestaat niet" in answer.text
