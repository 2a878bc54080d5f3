"""What tests of pages share: a town of people, and a digest of all tables."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from sopforms.core.codes import Role, Step
from sopforms.store.db import Base, db
from sopforms.store.dossiers import DossierRow
from sopforms.store.locations import LocationRow
from sopforms.store.partnerships import BoardRow, PartnershipRow
from sopforms.store.people import PersonRow
from tests import builders


def dead_links(client: FlaskClient, path: str) -> dict[str, int]:
    """Every link on this page that its reader cannot open, with the answer it gives."""
    found = re.findall(r'href="(/(?!static/)[^"#]*)"', client.get(path).text)
    codes = {
        html.unescape(link): client.get(html.unescape(link)).status_code for link in dict.fromkeys(found)
    }
    return {link: code for link, code in codes.items() if code >= 400}


@dataclass
class Town:
    """A partnership with one school and everybody who matters, and Eva of another school elsewhere."""

    partnership: PartnershipRow
    board: BoardRow
    location: LocationRow
    dossier: DossierRow
    anna: PersonRow
    hanna: PersonRow
    bram: PersonRow
    sanne: PersonRow
    eva: PersonRow
    ada: PersonRow


def a_town(step: Step = Step.OPEN, **facts: object) -> Town:
    """Make the town with its dossier at a step."""
    partnership = builders.a_partnership()
    board = builders.a_board(partnership)
    location = builders.a_location(partnership, board)
    builders.a_council(location)
    dossier = builders.a_dossier(step, location=location, **facts)
    elsewhere = builders.a_location(builders.a_partnership())
    eva = builders.a_person("Eva Peters")
    builders.a_membership(eva, Role.COORDINATOR, elsewhere)
    ada = builders.a_person("Ada Beheer")
    builders.a_membership(ada, Role.ADMINISTRATOR)
    town = Town(
        partnership,
        board,
        location,
        dossier,
        builders.anna(location),
        builders.hanna(location),
        builders.bram(board),
        builders.sanne(partnership),
        eva,
        ada,
    )
    db.session.commit()
    return town


def as_person(app: Flask, person: PersonRow) -> FlaskClient:
    """A browser in which this person is signed in."""
    client = app.test_client()
    builders.sign_in(client, person)
    return client


def any_address(rule: Rule) -> str:
    """Some address of this route: 1 for a number, the first word of a list of words, else x."""
    values = dict(rule.defaults or {})
    for name in rule.arguments - set(values):
        words = re.search(rf"<any\(([^,)]+)[^)]*\):{name}>", rule.rule)
        values[name] = words[1].strip() if words else 1 if f"int:{name}" in rule.rule else "x"
    built = rule.build(values)
    assert built is not None
    return built[1]


def digest_of_all_tables() -> str:
    """A hash over every row of every table: equal means that nothing at all was changed."""
    db.session.rollback()
    found = hashlib.sha256()
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(sa.select(table).order_by(*table.primary_key.columns)):
            found.update(repr((table.name, tuple(row))).encode())
    db.session.rollback()
    return found.hexdigest()
