"""Setting up an empty production database, and bringing one up to date."""

from __future__ import annotations

import secrets
from datetime import timedelta
from urllib.parse import urlsplit

import click
from flask import Flask, current_app
from flask_migrate import upgrade

from sopforms import settings as settings_module
from sopforms.actions import delivery, holidays, letters, links, people
from sopforms.app import create_app
from sopforms.cli.worker import owner_name
from sopforms.core import letter
from sopforms.core.codes import LinkPurpose, Role
from sopforms.core.mailing import Address
from sopforms.settings import Settings, SettingsError
from sopforms.store import clock, row_security, scope
from sopforms.store import people as persons
from sopforms.store.db import db
from sopforms.store.people import PersonRow

FIRST_LINK = timedelta(hours=1)

EXAMPLE = """\
# Put these in the environment of web and worker, and keep the two keys secret.
SOPFORMS_DATABASE=sqlite:////var/lib/sopforms/sopforms.db
SOPFORMS_SECRET_KEY={secret}
SOPFORMS_LINK_KEY={link}
SOPFORMS_BASE_URL=https://ondersteuning.example.nl
# How many proxies of yours (nginx, load balancer) stand before the application:
SOPFORMS_PROXIES=1
SOPFORMS_MAIL_SERVER=smtp.example.nl
SOPFORMS_MAIL_PORT=587
SOPFORMS_MAIL_SECURITY=starttls
SOPFORMS_MAIL_USERNAME=
SOPFORMS_MAIL_PASSWORD=
SOPFORMS_MAIL_SENDER=ondersteuning@example.nl"""


@click.command()
@click.option("--name", help="Name of the first administrator; asked for when needed.")
@click.option("--email", help="Address of the first administrator; asked for when needed.")
@click.option("--no-mail", is_flag=True, help="Send no test mail.")
def init(name: str | None, email: str | None, no_mail: bool) -> None:
    """Set up an empty database: tables, holidays, first administrator, test mail, check of the settings."""
    app = application(show_example=True)
    with app.app_context():
        scope.enter_everywhere()
        upgrade()
        new = holidays.read_shipped(current_app.config["QUESTIONNAIRES"] / "holidays.json")
        click.echo(f"database: up to date; {new} school holidays added")
        person = _administrator(name, email)
        click.echo(f"sign in as {person.email}, once, within an hour: {_link_for(person)}")
        remarks = list(_remarks(app.config["SETTINGS"]))
        for remark in remarks:
            click.echo(f"check: {remark}")
        arrived = no_mail or _test_mail(person)
        db.session.remove()
        db.engine.dispose()
    if not arrived:
        raise SystemExit(1)


@click.command()
def migrate() -> None:
    """Bring the tables of the database up to date; make a backup first."""
    app = application()
    with app.app_context():
        scope.enter_everywhere()
        upgrade()
        db.session.remove()
        db.engine.dispose()
    click.echo("database: up to date")


def application(*, show_example: bool = False) -> Flask:
    """Return the application by the settings of the environment; end with 2 when they cannot be used."""
    try:
        return create_app(settings_module.read())
    except SettingsError as wrong:
        click.echo(f"sopforms: {wrong}", err=True)
        if show_example:
            example = EXAMPLE.format(secret=secrets.token_urlsafe(32), link=secrets.token_urlsafe(32))
            click.echo(f"\n{example}")
        raise SystemExit(2) from None


def _administrator(name: str | None, email: str | None) -> PersonRow:
    """Return the administrator, a new one when there is none yet."""
    known = persons.holders(Role.ADMINISTRATOR)
    if known:
        chosen = [one for one in known if email is None or one.email == email.strip().lower()]
        if chosen:
            return chosen[0]
        click.echo(f"sopforms: there is an administrator already, but not {email}", err=True)
        raise SystemExit(2)
    typed_name = name or click.prompt("Name of the first administrator")
    typed_email = email or click.prompt("Address of the first administrator")
    try:
        made = people.first_administrator(typed_name, typed_email)
    except ValueError as wrong:
        click.echo(f"sopforms: {wrong}", err=True)
        raise SystemExit(2) from None
    assert made is not None
    return persons.get(made)


def _link_for(person: PersonRow) -> str:
    row = links.issue(
        LinkPurpose.SIGN_IN, person.id, None, person.email, clock.now() + FIRST_LINK, person_id=person.id
    )
    url = links.url_of(row)
    db.session.commit()
    return url


def _test_mail(person: PersonRow) -> bool:
    """Send one mail to the administrator; tell whether the mail server took it."""
    to = Address(person.name, person.email)
    letters.put(letter.test(to, secrets.token_hex(8), None))
    db.session.commit()
    report = delivery.deliver_due(owner_name())
    if report.sent:
        click.echo(f"mail: the server accepted a test mail to {person.email}; look whether it arrives")
        return True
    click.echo("mail: the test mail was not accepted; check SOPFORMS_MAIL_…", err=True)
    return False


def _remarks(given: Settings) -> list[str]:
    """Return what an operator should look at, in words."""
    found = []
    if not given.secure:
        found.append("SOPFORMS_BASE_URL is plain http: fit for this machine only")
    elif not given.proxies:
        found.append("SOPFORMS_PROXIES is 0: behind a proxy everybody then counts as one source of sign-ins")
    if given.database.startswith("sqlite"):
        found.append("SQLite: keep the file on a disk of this machine, not on a network share")
    elif not row_security.holds(db.engine):
        found.append("PostgreSQL: this role passes row-level security by; give the application a plain one")
    domain = given.mail_sender.rpartition("@")[2]
    host = urlsplit(given.base_url).hostname
    if domain == "localhost":
        found.append("SOPFORMS_MAIL_SENDER has no domain: mail from it will be refused elsewhere")
    else:
        found.append(
            f"{domain} needs SPF, DKIM and DMARC records that name {given.mail_server} (pages: {host})"
        )
    return found
