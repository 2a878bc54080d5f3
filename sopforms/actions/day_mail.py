"""The mail of the day: what waits for an address becomes one mail, once a day, never twice.

What waits for a day stays a mail of its own in the outbox, with its own words and its own link; the mail of
the day carries it, and it shares what becomes of that one. Where one thing waits it goes as it is.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy.exc import IntegrityError

from sopforms.actions import links
from sopforms.core import day_mail as rules
from sopforms.core.codes import LetterKind
from sopforms.core.errors import LinkGone
from sopforms.core.mailing import INFORMAL, Address, DeliveryState
from sopforms.output import wording
from sopforms.output.parcel import Never
from sopforms.output.wording import Wording
from sopforms.store import clock, day_mails, letter_words, letters
from sopforms.store.db import db
from sopforms.store.letters import OutboxRow


class _TakenMeanwhile(Exception):
    """Another worker made this mail, or a person took one of its matters back."""


def gather() -> None:
    """Make one mail for each address of what waits and may leave now, each in a transaction of its own."""
    now = clock.now()
    for email in day_mails.addresses(now):
        try:
            _gather(email, now)
            db.session.commit()
        except (IntegrityError, _TakenMeanwhile):  # who was first has it; what is left waits for the next run
            db.session.rollback()
    db.session.rollback()


def _gather(email: str, now: datetime) -> None:
    """Bind what waits for one address; what comes after its mail of today leaves tomorrow."""
    here = now.astimezone(clock.AMSTERDAM)
    key, rows = f"{email}|{here.date()}", day_mails.waiting_for(email, now)
    if day_mails.is_taken(key):
        tomorrow = rules.leaves_at(here.replace(hour=0) + timedelta(days=1))
        day_mails.put_off([row.id for row in rows], tomorrow)
        return
    for row in rows:
        if row.link_id is not None and not links.is_usable(letters.link_of(row)):
            reason = "de link was al ingetrokken of verlopen"
            letters.change(
                row.id, (row.state,), state=DeliveryState.CANCELLED, next_at=None, last_error=reason
            )
    rows = day_mails.waiting_for(email, now)
    if len(rows) == 1:
        done = day_mails.send_alone(rows[0].id, key)
    else:
        done = day_mails.carry([row.id for row in rows], _bundle(rows, key, now).id) if rows else 0
    if done != len(rows):
        raise _TakenMeanwhile


def _bundle(rows: list[OutboxRow], key: str, now: datetime) -> OutboxRow:
    """Put the mail that carries these matters in the outbox; each has a marker of its own for its link."""
    contacts = {(row.reply_name, row.reply_to.lower()) for row in rows if row.reply_to}
    name, email = contacts.pop() if len(contacts) == 1 else ("", "")
    newest, owners = rows[-1], {row.partnership_id for row in rows}
    owner = owners.pop() if len(owners) == 1 else None  # of two partnerships neither speaks for the other
    said = letter_words.find(owner, LetterKind.DAY_MAIL)
    words = wording.of_the_day(
        newest.to_name,
        [_matter(row) for row in rows],
        Address(name, email) if email and email != newest.to_email.lower() else None,
        informal=all(row.kind in INFORMAL for row in rows),
        own_words=said.words() if said else None,
    )
    host = urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"
    return letters.put(
        OutboxRow(
            kind=LetterKind.DAY_MAIL,
            to_name=newest.to_name,
            to_email=newest.to_email,
            reply_name=name,
            reply_to=email,
            subject=words.subject,
            text=words.text,
            html=words.html,
            message_id=f"<{clock.token_bytes(16).hex()}@{host}>",
            date=now,
            next_at=now,
            dedupe=f"{LetterKind.DAY_MAIL.value}:{key}",
            day_mail=key,
            partnership_id=owner,
        )
    )


def _matter(row: OutboxRow) -> Wording:
    marker = _marker(row)
    return Wording(
        row.subject,
        row.matter_text.replace(wording.LINK, marker),
        row.matter_html.replace(wording.LINK, marker),
    )


def _marker(row: OutboxRow) -> str:
    return f"[[link {row.id}]]"


def with_links(bundle_id: int, words: Wording) -> Wording:
    """Return the mail of the day with the link of each matter in its place; raise `Never` without a key.

    A link that was ended after the mail was made stays: it opens the page that tells so.
    """
    for row in day_mails.carried(bundle_id):
        words = wording.with_link(words, address_of(row), _marker(row))
    return words


def address_of(row: OutboxRow) -> str:
    """Return what the link of a mail opens, as a whole address; raise `Never` when its key is gone."""
    if row.link_id is None:
        return f"{current_app.config['BASE_URL'].rstrip('/')}{row.path}"
    try:
        return links.url_of(letters.link_of(row))
    except LinkGone as gone:
        raise Never("de sleutel van deze link is niet meer in gebruik") from gone


def share(row: OutboxRow, state: DeliveryState, sent_at: datetime | None, reason: str) -> None:
    """Let the matters of a mail of the day share what became of it, once that is known."""
    if row.kind is LetterKind.DAY_MAIL and state is not DeliveryState.RETRY:
        day_mails.follow(row.id, state, sent_at, reason)
