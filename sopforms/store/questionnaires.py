"""Question sets and the published versions of their files: stored bytes are the truth."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.errors import NotFound
from sopforms.store.db import Base, db, json_column


class QuestionSetRow(Base):
    """A question set: the files a cycle works with, published together; `name` is what people call it.

    Its files never change. A closed set is for who began with it: nobody begins with it any more. A withdrawn
    one was wrong: drafts of answers on it end, with `reason` as the message. `shipped` holds the hashes
    of the product's own files on the day of publishing, so that a partnership hears when those are renewed.
    """

    __tablename__ = "question_set"
    __table_args__ = (
        sa.UniqueConstraint("partnership_id", "id"),
        sa.CheckConstraint("closed_on IS NULL OR closed_on >= published_on", name="closed"),
        sa.CheckConstraint("withdrawn_on IS NULL OR closed_on IS NOT NULL", name="withdrawn"),
        sa.CheckConstraint("withdrawn_on IS NULL OR reason <> ''", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    published_on: Mapped[date]
    published_by: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    shipped: Mapped[dict[str, str]] = mapped_column(json_column(), default=dict)
    closed_on: Mapped[date | None]
    closed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    withdrawn_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(sa.Text, default="")


class QuestionnaireVersionRow(Base):
    """One published file of a set, immutable; `name` is the file's stem: evaluatie, teamgesprek, …

    What the version means for trends was settled when it was published and never changes:
    `breaks` lists the series that begin anew with this version, because its answers cannot be compared with
    those of the version before; `reworded` those that go on but are asked in other words. Both hold
    indicators, and for a question without one its name (`name` or `matrix.row`). `break_reason` is what the
    partnership wrote about the break. A set in which the file is unchanged repeats them with the version.
    Whoever draws a trend over several versions asks `breaks_between`.
    """

    __tablename__ = "questionnaire_version"
    __table_args__ = (sa.UniqueConstraint("question_set_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_set_id: Mapped[int] = mapped_column(sa.ForeignKey("question_set.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    questionnaire_id: Mapped[str] = mapped_column(sa.String(50))
    kind: Mapped[str] = mapped_column(sa.String(20))
    version: Mapped[int]
    source: Mapped[bytes] = mapped_column(sa.LargeBinary)
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    shape_hash: Mapped[str] = mapped_column(sa.String(64))
    breaks: Mapped[list[str]] = mapped_column(json_column(), default=list)
    reworded: Mapped[list[str]] = mapped_column(json_column(), default=list)
    break_reason: Mapped[str] = mapped_column(sa.Text, default="")


def get_set(set_id: int) -> QuestionSetRow:
    """Return the set; raise `NotFound` when there is none."""
    row = db.session.get(QuestionSetRow, set_id)
    if row is None:
        raise NotFound
    return row


def set_of(version_id: int) -> QuestionSetRow:
    """Return the set that a version was published in; raise `NotFound` when there is none."""
    return get_set(get_version(version_id).question_set_id)


def get_version(version_id: int) -> QuestionnaireVersionRow:
    """Return the version; raise `NotFound` when there is none."""
    row = db.session.get(QuestionnaireVersionRow, version_id)
    if row is None:
        raise NotFound
    return row


def find_in_set(set_id: int, name: str) -> QuestionnaireVersionRow | None:
    """Return the file of the set with this stem."""
    return db.session.scalar(
        sa.select(QuestionnaireVersionRow).where(
            QuestionnaireVersionRow.question_set_id == set_id, QuestionnaireVersionRow.name == name
        )
    )


def latest(partnership_id: int, questionnaire_id: str) -> QuestionnaireVersionRow | None:
    """Return the newest published version of a questionnaire in a partnership."""
    return db.session.scalar(
        sa.select(QuestionnaireVersionRow)
        .join(QuestionSetRow, QuestionSetRow.id == QuestionnaireVersionRow.question_set_id)
        .where(
            QuestionSetRow.partnership_id == partnership_id,
            QuestionnaireVersionRow.questionnaire_id == questionnaire_id,
        )
        .order_by(QuestionnaireVersionRow.version.desc(), QuestionnaireVersionRow.id.desc())
        .limit(1)
    )


def versions_of(partnership_id: int, questionnaire_id: str) -> list[QuestionnaireVersionRow]:
    """Return the published versions of a questionnaire in a partnership, oldest first, each once."""
    rows = db.session.scalars(
        sa.select(QuestionnaireVersionRow)
        .join(QuestionSetRow, QuestionSetRow.id == QuestionnaireVersionRow.question_set_id)
        .where(
            QuestionSetRow.partnership_id == partnership_id,
            QuestionnaireVersionRow.questionnaire_id == questionnaire_id,
        )
        .order_by(QuestionnaireVersionRow.version, QuestionnaireVersionRow.id)
    )
    return list({row.version: row for row in rows}.values())


@dataclass(frozen=True, slots=True)
class Between:
    """What happened to the series from one version to another: see `QuestionnaireVersionRow`."""

    breaks: frozenset[str] = frozenset()
    reworded: frozenset[str] = frozenset()
    reasons: tuple[str, ...] = ()


def breaks_between(partnership_id: int, questionnaire_id: str, one: int, other: int) -> Between:
    """Return which series break, and which are reworded, between two versions of a questionnaire.

    `one` and `other` are version numbers in any order: a later year may work with an earlier version. A
    version between them that was withdrawn does not count; the next one was compared with what stood before.
    """
    first, last = sorted((one, other))
    row = QuestionnaireVersionRow
    query = (
        sa.select(
            row.version,
            row.content_hash,
            row.breaks,
            row.reworded,
            row.break_reason,
            QuestionSetRow.withdrawn_on,
        )
        .join(QuestionSetRow, QuestionSetRow.id == row.question_set_id)
        .where(
            QuestionSetRow.partnership_id == partnership_id,
            row.questionnaire_id == questionnaire_id,
            row.version.between(first, last),
        )
        .order_by(row.version, row.id)
    )
    found = {each.version: each for each in db.session.execute(query)}
    if first not in found or last not in found or found[first].content_hash == found[last].content_hash:
        return Between()  # the same questions: whatever happened between them is undone
    passed = [
        each
        for version, each in found.items()
        if version == last or (each.withdrawn_on is None) is (version != first)
    ]
    return Between(
        frozenset(series for each in passed for series in each.breaks),
        frozenset(series for each in passed for series in each.reworded),
        tuple(dict.fromkeys(each.break_reason for each in passed if each.breaks and each.break_reason)),
    )


def of_set(set_id: int) -> list[QuestionnaireVersionRow]:
    """Return the files of a set, in the order of their names."""
    query = sa.select(QuestionnaireVersionRow).where(QuestionnaireVersionRow.question_set_id == set_id)
    return list(db.session.scalars(query.order_by(QuestionnaireVersionRow.name)))


def files_of(set_ids: Collection[int]) -> dict[int, list[QuestionnaireVersionRow]]:
    """Return the files of each of these sets, in the order of their names, in one query."""
    row = QuestionnaireVersionRow
    query = sa.select(row).where(row.question_set_id.in_(set_ids)).order_by(row.name)
    found: dict[int, list[QuestionnaireVersionRow]] = {one: [] for one in set_ids}
    for each in db.session.scalars(query):
        found[each.question_set_id].append(each)
    return found


def hashes_of(set_ids: Collection[int]) -> list[tuple[int, str, int, str]]:
    """Return (set, name, version id, content hash) of every file of these sets, without their bytes."""
    row = QuestionnaireVersionRow
    query = sa.select(row.question_set_id, row.name, row.id, row.content_hash)
    found = db.session.execute(query.where(row.question_set_id.in_(set_ids)).order_by(row.id))
    return [(each[0], each[1], each[2], each[3]) for each in found]


def newest_set(partnership_id: int) -> QuestionSetRow | None:
    """Return the set that was published last and not withdrawn."""
    return next((row for row in sets_of(partnership_id) if row.withdrawn_on is None), None)


def sets_of(partnership_id: int) -> list[QuestionSetRow]:
    """Return the published sets of a partnership, newest first."""
    return list(
        db.session.scalars(
            sa.select(QuestionSetRow)
            .where(QuestionSetRow.partnership_id == partnership_id)
            .order_by(QuestionSetRow.id.desc())
        )
    )
