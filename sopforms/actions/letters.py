"""Putting letters in the outbox, and what a person may still do with one that has not arrived.

None of these commits: the deed around them does, so that a letter exists exactly when its deed happened.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from flask import current_app

from sopforms.actions import links
from sopforms.core import day_mail, link
from sopforms.core.codes import LetterKind, LinkPurpose
from sopforms.core.errors import NotFound, Refused
from sopforms.core.letter_wording import OwnWords
from sopforms.core.mailing import SHORT_LIFE, SHORT_LIVED, Address, DeliveryState, Letter, LinkTo
from sopforms.output import wording
from sopforms.output.wording import Wording
from sopforms.store import clock, day_mails, letter_words, letters
from sopforms.store.letters import OutboxRow
from sopforms.store.links import LinkRow

STUCK = (DeliveryState.FAILED, DeliveryState.BOUNCED, DeliveryState.UNCERTAIN)
UNSENT = (DeliveryState.QUEUED, DeliveryState.RETRY, DeliveryState.HELD, DeliveryState.UNCERTAIN)
UNFINISHED = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.RETRY, DeliveryState.UNCERTAIN)


def put(*written: Letter) -> list[OutboxRow]:
    """Freeze the letters and queue them in the running transaction; return the new rows.

    A letter for an occasion that already has one is left out: repeating a deed sends nothing twice. What is
    not urgent waits for the mail of the day; in the demonstration all goes at once, so that it can be seen.
    """
    return [_put(letter) for letter in written if letters.find(letter.dedupe) is None]


def resend(row_id: int) -> None:
    """Send a mail again that failed, came back, is uncertain or waits; raise `Refused` when it did not."""
    states = (*STUCK, DeliveryState.RETRY)
    _changed(
        letters.change(
            row_id,
            states,
            state=DeliveryState.QUEUED,
            next_at=clock.now(),
            attempts=0,
            sent_at=None,
            told_at=None,
            carried_by=None,
        )
    )


def send_elsewhere(row_id: int, to: Address) -> OutboxRow:
    """Send a mail that did not arrive to another address: a mail of its own, with a link of its own.

    The old mail is cancelled when it still waited; its link is ended.
    """
    old = letters.get(row_id)
    if old is None:
        raise NotFound
    if old.state not in (*STUCK, DeliveryState.RETRY, DeliveryState.QUEUED) or not old.text:
        raise Refused("letter_cannot_be_sent_elsewhere")
    if old.state in (DeliveryState.RETRY, DeliveryState.QUEUED):
        cancel(row_id)
    kept = ("kind", "copy", "reply_name", "reply_to", "subject", "text", "html", "path", "object_id")
    new = OutboxRow(**{name: getattr(old, name) for name in (*kept, "partnership_id", "dossier_id")})
    if old.link_id is not None:
        was = letters.link_of(old)
        links.revoke(was)
        new.link_id = links.issue(
            was.purpose, was.object_id, was.partnership_id, to.email, was.expires_at, person_id=was.person_id
        ).id
    return letters.put(_queued(new, to, f"{old.dedupe}>{to.email.lower()}"))


def cancel(row_id: int) -> None:
    """Take back a mail that has not left; raise `Refused` when it has."""
    _changed(letters.change(row_id, UNSENT, state=DeliveryState.CANCELLED, next_at=None))


def take_back(dossier_id: int, kind: LetterKind) -> int:
    """Take back every mail of one kind about a dossier that has not left; return how many."""
    about = (OutboxRow.dossier_id == dossier_id, OutboxRow.kind == kind, OutboxRow.state.in_(UNSENT))
    return letters.change_where(about, state=DeliveryState.CANCELLED, next_at=None)


def record_bounce(row_id: int, reason: str) -> None:
    """Note that an accepted mail came back later."""
    sent = (DeliveryState.SENT,)
    _changed(letters.change(row_id, sent, state=DeliveryState.BOUNCED, last_error=reason[:300]))
    row = letters.get(row_id)
    if row is not None and row.kind is LetterKind.DAY_MAIL:
        day_mails.follow(row_id, DeliveryState.BOUNCED, row.sent_at, row.last_error)


def hold_unfinished() -> int:
    """Hold every mail that has not left, after a restore: it may have left already. Return how many."""
    return letters.change_all(UNFINISHED, state=DeliveryState.HELD)


def release(row_id: int) -> None:
    """Let a held mail go after all."""
    _changed(letters.change(row_id, (DeliveryState.HELD,), state=DeliveryState.QUEUED, next_at=clock.now()))


def preview(letter: Letter, instead: str) -> Wording:
    """Return the words with which this letter would go out; `instead` stands in the place of its link."""
    return wording.with_link(wording.letter(letter, own_words=_own_words(letter)), instead)


def _own_words(letter: Letter) -> OwnWords | None:
    own = letter_words.find(letter.partnership_id, letter.kind)
    return own.words() if own else None


def _put(letter: Letter) -> OutboxRow:
    own_words = _own_words(letter)
    words = wording.letter(letter, own_words=own_words)
    target = letter.link
    row = OutboxRow(
        kind=letter.kind,
        copy=letter.copy,
        reply_name=letter.reply_to.name if letter.reply_to else "",
        reply_to=letter.reply_to.email if letter.reply_to else "",
        subject=words.subject,
        text=words.text,
        html=words.html,
        link_id=_link(letter, target, target.purpose).id if target and target.purpose else None,
        path=target.path if target else "",
        object_id=target.object_id if target else None,
        partnership_id=letter.partnership_id,
        dossier_id=letter.dossier_id,
    )
    _queued(row, letter.to, letter.dedupe)
    leaves = day_mail.leaves_at(clock.now().astimezone(clock.AMSTERDAM))
    if day_mail.may_wait(letter, leaves.date()) and not current_app.config.get("DEMO"):
        matter = wording.matter(letter, words.subject, own_words)
        row.waits, row.next_at = True, leaves
        row.matter_text, row.matter_html = matter.text, matter.html
    return letters.put(row)


def _queued(row: OutboxRow, to: Address, dedupe: str) -> OutboxRow:
    now = clock.now()
    host = urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"
    row.to_name, row.to_email, row.dedupe = to.name, to.email, dedupe
    row.message_id, row.date, row.next_at = f"<{clock.token_bytes(16).hex()}@{host}>", now, now
    row.state = DeliveryState.QUEUED
    row.useless_at = now + SHORT_LIFE if row.kind in SHORT_LIVED else None
    return row


def _link(letter: Letter, target: LinkTo, purpose: LinkPurpose) -> LinkRow:
    assert target.object_id is not None
    return links.issue(
        purpose,
        target.object_id,
        letter.partnership_id,
        letter.to.email,
        _end_of(target.until) if target.until else clock.now() + link.LIFETIME[purpose],
        person_id=target.object_id if purpose is LinkPurpose.SIGN_IN else None,
    )


def _end_of(day: date) -> datetime:
    """Return the moment at which this day is over in the Netherlands."""
    return datetime.combine(day + timedelta(days=1), time(0), tzinfo=clock.AMSTERDAM)


def _changed(changed: bool) -> None:
    if not changed:
        raise Refused("letter_already_gone")
