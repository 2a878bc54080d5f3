"""Taking the phone of somebody away from the machine itself, when nobody above them can."""

from __future__ import annotations

import click

from sopforms.actions import second_factor
from sopforms.cli.init import application
from sopforms.store import people, scope
from sopforms.store.db import db, set_read_only


@click.command("forget-phone")
@click.argument("address")
def forget_phone(address: str) -> None:
    """Let the person with ADDRESS set another phone up; ends their sessions, and tells them by mail."""
    app = application()
    with app.app_context():
        set_read_only(False)
        scope.enter_everywhere()
        person = people.find_by_email(address.strip().lower())
        if person is None:
            click.echo(f"sopforms: nobody has the address {address}", err=True)
            raise SystemExit(2)
        was_set = second_factor.reset_by_operator(person.id)
        db.session.remove()
        db.engine.dispose()
    click.echo("phone taken away" if was_set else "there was no phone; sessions ended all the same")
