"""What gunicorn loads when a server is measured: `tests.benchmarks.serve:product_app()` or `:by_hand()`."""

from __future__ import annotations

import os

from flask import Flask

from sopforms.app import create_app
from tests.benchmarks import floor, pages, product

PRODUCT, FLOOR, PEOPLE = "BENCH_PRODUCT", "BENCH_FLOOR", 32
"""Names of the variables that hold where the databases are, and how many people have a row of their own."""


def product_app() -> Flask:
    """Return the product on the database that lies ready."""
    return create_app(product.settings(os.environ[PRODUCT]))


def by_hand() -> Flask:
    """Return the pages by hand, on one database for all workers as the product has it."""
    return floor.make(os.environ[FLOOR], pages.PAGES, people=PEOPLE)
