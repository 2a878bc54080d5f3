"""Every blueprint of the product, in the order of the year."""

from __future__ import annotations

from flask import Blueprint

from sopforms.web import (
    answer,
    councils,
    cycle,
    holidays,
    home,
    installation,
    instructions,
    login,
    mandates,
    pages,
    partnership,
    people,
    results,
    school,
    schools,
    survey,
)

ALL: tuple[Blueprint, ...] = (
    login.bp,
    home.bp,
    pages.bp,
    school.bp,
    instructions.bp,
    installation.bp,
    partnership.bp,
    cycle.bp,
    schools.bp,
    councils.bp,
    people.bp,
    mandates.bp,
    holidays.bp,
    survey.bp,
    answer.bp,
    results.bp,
)
