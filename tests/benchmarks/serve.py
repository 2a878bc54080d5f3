"""What gunicorn loads when a server is measured: `tests.benchmarks.serve:product()` or `:by_hand()`."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask

from sopforms.app import create_app
from tests.benchmarks import floor, pages, product

FOLDER = "BENCH_FOLDER"


def product_app() -> Flask:
    """Return the product on the database that lies ready in the folder."""
    return create_app(product.settings(f"sqlite:///{Path(os.environ[FOLDER]) / 'product.db'}"))


def by_hand() -> Flask:
    """Return the pages by hand, on one database for all workers as the product has it."""
    file = Path(os.environ[FOLDER]) / "floor.db"
    return floor.make(f"sqlite:///{file}", pages.FIRST, b"")
