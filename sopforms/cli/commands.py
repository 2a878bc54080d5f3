"""Every command of the product, in the order in which somebody needs them."""

from __future__ import annotations

import click

ALL: tuple[click.Command, ...] = ()
