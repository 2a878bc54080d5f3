"""One mail as it goes over the line, and the ways in which it may not arrive.

Whatever stands in subject, names and addresses, the result is one mail to one recipient: what could end a
header or add one is refused, and a name cannot pass for an address. The same parcel makes the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.utils import format_datetime

from sopforms.core.mailing import one_line

LONGEST_LINE = 998  # octets, RFC 5322
_NO_NAME = re.compile(r"[@:,;\"<>\\()\[\]]")
_HEADERS = policy.SMTP.clone(max_line_length=78)


class NotDelivered(Exception):
    """The mail was not handed over. `reason` is a Dutch phrase for a page: "mailserver niet bereikbaar"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unreachable(NotDelivered):
    """There is no usable connection at all: every other mail will meet the same; try later."""


class Later(NotDelivered):
    """The server does not take this mail now; try later."""


class Never(NotDelivered):
    """The server will not take this mail, or it cannot be written."""


class Withdrawn(NotDelivered):
    """The mail has become pointless: what it links to was taken back."""


class Unknown(NotDelivered):
    """The connection broke after the text had begun: the server may have the mail or not."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One finished mail for one recipient: the same parcel always makes the same bytes."""

    to_name: str
    to_email: str
    subject: str
    text: str
    html: str
    message_id: str
    date: datetime
    reply_name: str = ""
    reply_to: str = ""


def as_bytes(parcel: Parcel, sender: str | tuple[str, str]) -> bytes:
    """Return the mail as it goes over the line; raise `Never` for what cannot be written as one mail."""
    for line in (parcel.subject, parcel.to_email, parcel.to_name, parcel.reply_to, parcel.reply_name):
        if not line.isprintable():
            raise Never("onderwerp of adres bevat een regeleinde of stuurteken")
    if not re.fullmatch(r"<[A-Za-z0-9._-]+@[A-Za-z0-9.-]+>", parcel.message_id):
        raise Never("kenmerk van de mail klopt niet")
    message = EmailMessage(policy=_HEADERS)
    message["Subject"] = parcel.subject
    message["From"] = _address(*split(sender))
    message["To"] = _address(parcel.to_name, parcel.to_email)
    if parcel.reply_to:
        message["Reply-To"] = _address(parcel.reply_name, parcel.reply_to)
    message["Date"] = format_datetime(parcel.date.astimezone(UTC))
    message["Message-ID"] = parcel.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(parcel.text, cte="quoted-printable")
    message.add_alternative(parcel.html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{hashlib.sha256(parcel.message_id.encode()).hexdigest()[:32]}")
    content = message.as_bytes()
    if any(len(line) > LONGEST_LINE for line in content.split(b"\r\n")):
        raise Never("een regel van de mail is te lang")
    return content


def _address(name: str, email: str) -> HeaderAddress:
    """Return the address for a header; the name loses the signs with which it could pass for an address."""
    shown = one_line(_NO_NAME.sub(" ", name))
    try:
        return HeaderAddress(shown, addr_spec=ascii_address(email))
    except (ValueError, IndexError) as error:
        raise Never("het mailadres klopt niet") from error


def ascii_address(email: str) -> str:
    """Return the address as mail servers know it, the domain in its ASCII form; raise `Never` otherwise."""
    local, at, domain = email.rpartition("@")
    try:
        local.encode("ascii")
        written = domain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Never("het mailadres bevat tekens die mailservers niet kennen") from error
    if not (local and at and written) or re.search(r"[\s<>,;]", email):
        raise Never("het mailadres klopt niet")
    return f"{local}@{written}"


def split(sender: str | tuple[str, str]) -> tuple[str, str]:
    """Return name and address of the configured sender: a pair, "naam <adres>" or an address."""
    if isinstance(sender, tuple):
        return sender
    found = re.fullmatch(r"\s*(.*?)\s*<([^<>]+)>\s*", sender)
    return (found[1].strip('"'), found[2]) if found else ("", sender.strip())
