"""Every blueprint of the product, in the order of the year."""

from __future__ import annotations

from flask import Blueprint

from sopforms.web import answer, results, survey

ALL: tuple[Blueprint, ...] = (
    survey.bp,
    answer.bp,
    results.bp,
)
