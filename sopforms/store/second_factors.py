"""Phones that give a code, and recovery codes; neither can be used by who reads these rows alone."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.store.db import Base, Moment, db


class SecondFactorRow(Base):
    """The phone of a person. The secret is made of `salt` and a key that the database does not hold."""

    __tablename__ = "second_factor"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    salt: Mapped[str] = mapped_column(sa.String(40))
    key_version: Mapped[str] = mapped_column(sa.String(12))
    set_at: Mapped[datetime] = mapped_column(Moment)
    last_step: Mapped[int]


class RecoveryCodeRow(Base):
    """A code for a lost phone, as an argon2id hash; `selector` is the part of it that only finds the row."""

    __tablename__ = "recovery_code"
    __table_args__ = (sa.UniqueConstraint("person_id", "selector"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    selector: Mapped[str] = mapped_column(sa.String(4))
    hash: Mapped[str] = mapped_column(sa.String(200))
    used_at: Mapped[datetime | None] = mapped_column(Moment)


def find(person_id: int) -> SecondFactorRow | None:
    """Return the phone of a person, or None when they have set none."""
    return db.session.get(SecondFactorRow, person_id)


def put(row: SecondFactorRow) -> None:
    """Keep this phone in the place of the one before."""
    db.session.merge(row)
    db.session.flush()


def remove(person_id: int) -> bool:
    """Forget the phone and all recovery codes of a person; return whether there was a phone."""
    remove_recovery_codes(person_id)
    gone = sa.delete(SecondFactorRow).where(SecondFactorRow.person_id == person_id)
    return _changed(gone) == 1


def take_step(person_id: int, step: int) -> bool:
    """Note that the code of this step was used, in one statement; False when it, or a later one, was before.

    Two browsers with the same code at the same time: one of them is refused.
    """
    newer = sa.update(SecondFactorRow).where(
        SecondFactorRow.person_id == person_id, SecondFactorRow.last_step < step
    )
    return _changed(newer.values(last_step=step)) == 1


def put_recovery_codes(person_id: int, codes: dict[str, str]) -> None:
    """Keep these codes (selector and hash) in the place of all before."""
    remove_recovery_codes(person_id)
    db.session.add_all(
        RecoveryCodeRow(person_id=person_id, selector=selector, hash=hashed)
        for selector, hashed in codes.items()
    )
    db.session.flush()


def remove_recovery_codes(person_id: int) -> None:
    """Forget the recovery codes of a person."""
    _changed(sa.delete(RecoveryCodeRow).where(RecoveryCodeRow.person_id == person_id))


def find_recovery_code(person_id: int, selector: str) -> RecoveryCodeRow | None:
    """Return the code with this selector when it was not used yet."""
    return db.session.scalar(
        sa.select(RecoveryCodeRow).where(
            RecoveryCodeRow.person_id == person_id,
            RecoveryCodeRow.selector == selector,
            RecoveryCodeRow.used_at.is_(None),
        )
    )


def use_recovery_code(row_id: int, now: datetime) -> bool:
    """Use a code up, in one statement; False when it was used before."""
    unused = sa.update(RecoveryCodeRow).where(RecoveryCodeRow.id == row_id, RecoveryCodeRow.used_at.is_(None))
    return _changed(unused.values(used_at=now)) == 1


def recovery_codes_left(person_id: int) -> int:
    """Return how many codes of a person were not used yet."""
    query = sa.select(sa.func.count()).where(
        RecoveryCodeRow.person_id == person_id, RecoveryCodeRow.used_at.is_(None)
    )
    return db.session.scalar(query) or 0


def _changed(statement: sa.Update | sa.Delete) -> int:
    result = db.session.execute(statement, execution_options={"synchronize_session": "fetch"})
    return int(getattr(result, "rowcount", 0))
