"""Sending what waits in the outbox, and nothing else sends mail.

A mail is claimed with a lease and committed; then comes the network, outside any transaction; just before
the text goes, that fact is committed; the outcome counts only while the lease is ours. So a worker may die
at any point: before the text the mail simply waits again, after it nobody can know, and the kind of letter
says whether it goes again (with the same bytes) or is shown as uncertain.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import structlog

from sopforms.actions import day_mail, links
from sopforms.core.codes import LetterKind
from sopforms.core.mailing import SHORT_LIVED, DeliveryState, again_after, next_try
from sopforms.output import post, wording
from sopforms.output.parcel import Later, Never, NotDelivered, Parcel, Unknown, Unreachable, Withdrawn
from sopforms.store import clock, letters, scope
from sopforms.store.db import db
from sopforms.store.letters import OutboxRow

LEASE = timedelta(minutes=5)
KEPT = timedelta(days=30)

# The places where a worker may be killed; a test stops it at each.
CRASH_POINTS = (
    "after_claim",
    "after_connect",
    "after_mail_from",
    "before_data",
    "after_data",
    "after_sent_commit",
)

# Whom to tell that a mail of some kind was accepted by the mail server. Told at least once, after the fact
# was committed and in a transaction of its own; copies do not count. `row.object_id` is what the link opens.
DELIVERED: dict[LetterKind, Callable[[OutboxRow], None]] = {}

CrashPoint = Callable[[str], None]
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Report:
    """What one run did, in numbers of mails."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    uncertain: int = 0

    def plus(self, state: DeliveryState | None) -> Report:
        """Count one more; None is a mail that somebody else took over."""
        match state:
            case DeliveryState.SENT:
                return replace(self, sent=self.sent + 1)
            case DeliveryState.RETRY:
                return replace(self, later=self.later + 1)
            case DeliveryState.FAILED:
                return replace(self, failed=self.failed + 1)
            case DeliveryState.UNCERTAIN:
                return replace(self, uncertain=self.uncertain + 1)
        return self


class _LeaseLost(Exception):
    """Somebody else has this mail now; it must not go out from here."""


def deliver_due(owner: str, crash_point: CrashPoint = lambda _name: None) -> Report:
    """Send every mail that is due, one by one, as `owner` (a name that no other worker has)."""
    sweep()
    day_mail.gather()
    report, line = Report(), _Line(crash_point)
    with line:
        while (row_id := letters.claim(owner, clock.now(), LEASE)) is not None:
            db.session.commit()
            crash_point("after_claim")
            with _of_its_own(row_id):
                report = report.plus(_deliver(row_id, owner, line))
    db.session.rollback()
    tell()
    return report


@contextmanager
def _of_its_own(row_id: int) -> Iterator[None]:
    """See the partnership that a mail belongs to and no other; a mail of none sees what the worker sees."""
    row = letters.get(row_id)
    whose = row.partnership_id if row is not None else None
    db.session.rollback()
    with scope.only(whose) if whose is not None else nullcontext():
        yield


def sweep() -> None:
    """Put right what a lost worker left: before the text the mail waits again, after it nobody can know."""
    now = clock.now()
    for row in letters.lost(now):
        if row.data_started_at is None:
            letters.settle_lost(row, now, DeliveryState.QUEUED, next_at=now)
            continue
        wait = again_after(row.kind, row.attempts)
        next_at = None if wait is None else row.data_started_at + wait
        reason = "verzenden is onderbroken"
        if letters.settle_lost(row, now, DeliveryState.UNCERTAIN, next_at=next_at, last_error=reason):
            day_mail.share(row, DeliveryState.UNCERTAIN, None, reason)
    db.session.commit()


def wipe_old() -> int:
    """Empty the bodies of finished mails older than 30 days; return how many."""
    wiped = letters.wipe(clock.now() - KEPT)
    db.session.commit()
    return wiped


def tell() -> None:
    """Tell who waits for it that a mail was accepted; what goes wrong is tried again at the next run."""
    for row_id in letters.untold(DELIVERED):
        row = letters.get(row_id)
        if row is None:
            continue
        _safely(row_id, functools.partial(_tell, row))
    db.session.rollback()


def _tell(row: OutboxRow) -> None:
    row_id = row.id
    DELIVERED[row.kind](row)
    letters.change(row_id, (DeliveryState.SENT,), told_at=clock.now())
    db.session.commit()


def _deliver(row_id: int, owner: str, line: _Line) -> DeliveryState | None:
    """Send one claimed mail and write down how that went; return its new state."""
    started: list[bool] = []

    def before_data() -> None:
        begun = letters.start_data(row_id, owner, clock.now(), LEASE)
        db.session.commit()
        if not begun:
            raise _LeaseLost
        started.append(True)

    trouble = _safely(row_id, lambda: line.hand_over(_parcel(row_id), before_data))
    if isinstance(trouble, _LeaseLost):
        return None
    if trouble is not None and not isinstance(trouble, NotDelivered):
        reason = f"onverwachte fout ({type(trouble).__name__})"
        trouble = Unknown(reason) if started else Later(reason)
    state = _settle(row_id, owner, trouble)
    if trouble is None:
        line.crash_point("after_sent_commit")
    return state


def _safely(row_id: int, act: Callable[[], None]) -> Exception | None:
    """Do it and return what went wrong, whatever it was; what nobody expected is logged by its kind alone."""
    try:
        act()
    except Exception as error:  # one bad letter must not keep back the others
        db.session.rollback()
        if not isinstance(error, NotDelivered | _LeaseLost):
            _log.error("letter_failed", row=row_id, error=type(error).__name__)
        return error
    return None


def _parcel(row_id: int) -> Parcel:
    """Return the finished mail, with its link in place; the transaction is over before the network begins."""
    row = letters.get(row_id)
    assert row is not None
    if row.useless_at is not None and row.useless_at <= clock.now():
        raise Never("te laat: de link of code was verlopen")
    words = wording.Wording(row.subject, row.text, row.html)
    if row.kind is LetterKind.DAY_MAIL:
        words = day_mail.with_links(row.id, words)
    else:
        words = wording.with_link(words, _url(row))
    parcel = Parcel(
        to_name=row.to_name,
        to_email=row.to_email,
        subject=words.subject,
        text=words.text,
        html=words.html,
        message_id=row.message_id,
        date=row.date,
        reply_name=row.reply_name,
        reply_to=row.reply_to,
    )
    db.session.rollback()
    return parcel


def _url(row: OutboxRow) -> str:
    if row.link_id is not None and not links.is_usable(letters.link_of(row)):
        raise Withdrawn("de link was al ingetrokken of verlopen")
    return day_mail.address_of(row)


def _settle(row_id: int, owner: str, trouble: NotDelivered | None) -> DeliveryState | None:
    """Write the outcome, if the mail is still ours, and commit."""
    db.session.rollback()
    row, now = letters.get(row_id), clock.now()
    assert row is not None
    state, wait = _outcome(row, trouble)
    values: dict[str, Any] = {
        "next_at": None if wait is None else now + wait,
        "last_error": "" if trouble is None else trouble.reason[:300],
    }
    if state is DeliveryState.SENT:
        values["sent_at"] = now
        if row.kind in SHORT_LIVED:
            values |= {"text": "", "html": ""}
    ours = letters.settle(row_id, owner, state, **values)
    if ours:
        day_mail.share(row, state, values.get("sent_at"), values["last_error"])
    db.session.commit()
    return state if ours else None


def _outcome(row: OutboxRow, trouble: NotDelivered | None) -> tuple[DeliveryState, timedelta | None]:
    """Return the new state and how long to wait before the next try."""
    match trouble:
        case None:
            return DeliveryState.SENT, None
        case Withdrawn():
            return DeliveryState.CANCELLED, None
        case Never():
            return DeliveryState.FAILED, None
        case Unknown():
            return DeliveryState.UNCERTAIN, again_after(row.kind, row.attempts)
    wait = next_try(row.attempts)
    return (DeliveryState.FAILED, None) if wait is None else (DeliveryState.RETRY, wait)


class _Line:
    """The connection of one run: made at the first mail, used for all; when there is none, all mails wait."""

    def __init__(self, crash_point: CrashPoint) -> None:
        self.crash_point = crash_point
        self._stack = ExitStack()
        self._connection: post.Connection | None = None
        self._broken: Unreachable | None = None

    def __enter__(self) -> _Line:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._stack.close()

    def hand_over(self, parcel: Parcel, before_data: Callable[[], None]) -> None:
        """Give one mail to the server, see `post.Connection.hand_over`.

        Once the server was unreachable, every further mail of this run raises `Unreachable` at once.
        """
        if self._broken is not None:
            raise Unreachable(self._broken.reason)
        try:
            if self._connection is None:
                self._connection = self._stack.enter_context(post.mail.connect())
            else:
                self._connection.clear()
        except Unreachable as broken:
            self._broken = broken
            raise
        self.crash_point("after_connect")
        self._connection.hand_over(parcel, before_data, self.crash_point)
