"""The last administrator who lost a phone is helped from the machine, in the open."""

from __future__ import annotations

import sqlalchemy as sa

from sopforms.core.codes import Act, LetterKind
from sopforms.store import people, scope, second_factors
from sopforms.store.db import db, set_read_only
from sopforms.store.letters import OutboxRow
from sopforms.store.logbook import EventRow
from tests.cli.test_init import ANSWERS, environment, run  # noqa: F401 - the fixture
from tests.conftest import make_app
from tests.phones import a_phone


def test_the_phone_is_taken_away_written_down_and_told(environment: str) -> None:  # noqa: F811
    run("init", "--no-mail", *ANSWERS)
    app = make_app(environment)
    with app.app_context():
        set_read_only(False)
        scope.enter_everywhere()
        person = people.first()
        assert person is not None
        a_phone(person)
        address = person.email
        db.session.remove()

        result = run("forget-phone", address.upper())

        assert (result.exit_code, result.output) == (0, "phone taken away\n")
        assert second_factors.find(person.id) is None
        acts = list(db.session.scalars(sa.select(EventRow.act).order_by(EventRow.id)))
        assert acts == [Act.GIVE_ROLE, Act.RESET_SECOND_FACTOR]
        assert list(db.session.scalars(sa.select(OutboxRow.kind))) == [LetterKind.SECOND_FACTOR]
        db.session.remove()
        db.engine.dispose()


def test_an_address_that_nobody_has_is_said_to_be_none(environment: str) -> None:  # noqa: F811
    run("init", "--no-mail", *ANSWERS)

    result = run("forget-phone", "niemand@nergens.example")

    assert result.exit_code == 2
    assert "nobody has the address" in result.output
