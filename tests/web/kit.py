"""A small application around the macros, for the tests of the interface kit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from sopforms.web import assets, filters

ROOT = Path(__file__).resolve().parents[2]


def a_kit() -> Flask:
    """Return an application with templates, assets and filters, and nothing of the product behind it."""
    app = Flask(
        "kit", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "sopforms" / "static")
    )
    app.config.update(SECRET_KEY="test", WTF_CSRF_ENABLED=False, TESTING=True)
    app.jinja_env.undefined = StrictUndefined
    Babel(app, default_locale="nl")
    CSRFProtect(app)
    assets.init_app(app)
    filters.init_app(app)
    app.jinja_env.globals["product"] = "Ondersteuningsaanbod"
    return app


def macros(app: Flask, name: str) -> Any:
    """Return the macros of `templates/macros/<name>.html`, imported without context."""
    return app.jinja_env.get_template(f"macros/{name}.html").module
