"""Every blueprint of the product, in the order of the year."""

from __future__ import annotations

from flask import Blueprint

ALL: tuple[Blueprint, ...] = ()
