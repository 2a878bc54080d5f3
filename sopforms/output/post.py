"""The way out for mail: Flask-Mail as the extension, with a connection and a message that can be trusted.

This is the only module that knows flask_mail and smtplib. What differs from the stock extension: a time
limit, a verified certificate, a fixed name of our own, one recipient a mail, refusals that are told, a
message built by `EmailMessage` that cannot be broken by what stands in it, no attachments, and a test mode
that really sends.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import flask_mail
from flask import Flask, current_app

from sopforms.core.mailing import one_line
from sopforms.output.parcel import (
    Later,
    Never,
    NotDelivered,
    Parcel,
    Unknown,
    Unreachable,
    as_bytes,
    ascii_address,
    split,
)

TIMEOUT = 30  # seconds for each answer of the mail server


class Connection(flask_mail.Connection):
    """A connection with a time limit and a verified certificate, that sends one mail to one recipient."""

    def __init__(self, server: Any, timeout: float, local_hostname: str) -> None:
        """`server` holds the settings of Flask-Mail, `timeout` is in seconds for each answer."""
        super().__init__(server)
        self.timeout, self.local_hostname = timeout, local_hostname

    def configure_host(self) -> smtplib.SMTP:
        """Connect, secure and sign in; raise `Unreachable` with the reason."""
        try:
            return self._connected()
        except ssl.SSLCertVerificationError as error:
            raise Unreachable("het certificaat van de mailserver klopt niet") from error
        except smtplib.SMTPNotSupportedError as error:
            raise Unreachable("de mailserver biedt geen beveiligde verbinding of aanmelding") from error
        except smtplib.SMTPAuthenticationError as error:
            raise Unreachable("de mailserver weigert onze aanmelding") from error
        except (smtplib.SMTPException, OSError) as error:
            raise Unreachable("mailserver niet bereikbaar") from error

    def _connected(self) -> smtplib.SMTP:
        mail, name = self.mail, self.local_hostname
        # Reading the machine's certificates takes as long as a mail: only for who uses them.
        context = ssl.create_default_context() if mail.use_ssl or mail.use_tls else None
        if mail.use_ssl:
            host: smtplib.SMTP = smtplib.SMTP_SSL(
                mail.server, mail.port, local_hostname=name, timeout=self.timeout, context=context
            )
        else:
            host = smtplib.SMTP(mail.server, mail.port, local_hostname=name, timeout=self.timeout)
        try:
            if mail.use_tls and not mail.use_ssl:
                host.starttls(context=context)
            if mail.username:
                host.login(mail.username, mail.password or "")
        except BaseException:
            host.close()
            raise
        return host

    def __exit__(self, *_raised: object) -> None:
        """Say goodbye; a server that is already gone is no trouble."""
        if self.host is not None:
            try:
                self.host.quit()
            except (smtplib.SMTPException, OSError):
                self.host.close()

    def send(self, message: flask_mail.Message, envelope_from: object = None) -> None:
        """Send a message of Flask-Mail, for who uses the extension directly; the same checks hold."""
        self.hand_over(_parcel_of(message), before_data=lambda: None)
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        flask_mail.email_dispatched.send(app, message=message)

    def hand_over(
        self,
        parcel: Parcel,
        before_data: Callable[[], None],
        crash_point: Callable[[str], None] = lambda _name: None,
    ) -> None:
        """Give one mail to the server; return only when the server has accepted it.

        `before_data` is called when sender and recipient were accepted and the text is about to go: what it
        raises stops the mail in time. Raises `Never`, `Later` or `Unknown`.
        """
        content = as_bytes(parcel, self.mail.default_sender)
        if self.host is None:  # sending was suppressed by MAIL_SUPPRESS_SEND
            before_data()
            return
        try:
            self._envelope(ascii_address(parcel.to_email), crash_point)
        except smtplib.SMTPResponseException as error:
            raise Later(_said("mailserver neemt nu geen mail aan", error)) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Later("verbinding met de mailserver verbroken") from error
        before_data()
        self._text(content, crash_point)

    def _envelope(self, recipient: str, crash_point: Callable[[str], None]) -> None:
        assert self.host is not None
        sender = split(self.mail.default_sender)[1]
        self.host.ehlo_or_helo_if_needed()
        code, answer = self.host.mail(sender)
        if code != 250:
            raise smtplib.SMTPResponseException(code, answer)
        crash_point("after_mail_from")
        code, answer = self.host.rcpt(recipient)
        if code in (250, 251):
            return
        if code >= 500:
            raise Never(_said("mailserver weigert het adres", smtplib.SMTPResponseException(code, answer)))
        raise smtplib.SMTPResponseException(code, answer)

    def _text(self, content: bytes, crash_point: Callable[[str], None]) -> None:
        assert self.host is not None
        crash_point("before_data")
        try:
            code, answer = self.host.data(content)
        except smtplib.SMTPDataError as error:  # refused before a byte of the text went over
            raise _refusal(error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Unknown("verbinding verbroken tijdens het versturen") from error
        crash_point("after_data")
        if code != 250:
            raise _refusal(smtplib.SMTPResponseException(code, answer))

    def clear(self) -> None:
        """Make the connection ready for the next mail; connect anew when the server has hung up."""
        if self.host is None:
            return
        try:
            if self.host.rset()[0] == 250:
                return
        except (smtplib.SMTPException, OSError):
            pass
        self.host.close()
        self.host = self.configure_host()


class Mail(flask_mail.Mail):
    """The extension: reads `MAIL_*`, makes connections of our kind, also sends when TESTING is on."""

    def init_mail(self, config: dict[str, Any], debug: bool | int = False, testing: bool = False) -> Any:
        """Return the settings; neither debugging (prints mail) nor testing (swallows it) follows the app."""
        return super().init_mail(config, debug=False, testing=False)

    def connect(self) -> Connection:
        """Return a connection to the configured server, to be used in a `with` block."""
        config = current_app.config
        name = config.get("MAIL_LOCAL_HOSTNAME") or _own_name(config.get("BASE_URL", ""))
        return Connection(current_app.extensions["mail"], config.get("MAIL_TIMEOUT", TIMEOUT), name)


mail = Mail()


def init_app(app: Flask) -> None:
    """Make the extension known to the application."""
    mail.init_app(app)


def _parcel_of(message: flask_mail.Message) -> Parcel:
    if (
        message.attachments
        or message.cc
        or message.bcc
        or message.extra_headers
        or len(message.recipients) != 1
    ):
        raise Never("een mail heeft één ontvanger, geen bijlagen en geen eigen kopregels")
    name, email = split(message.recipients[0])
    reply_name, reply_to = split(message.reply_to) if message.reply_to else ("", "")
    date = datetime.fromtimestamp(message.date, UTC) if message.date else datetime.now(UTC)
    return Parcel(
        name,
        email,
        message.subject,
        message.body or "",
        message.html or "",
        message.msgId,
        date,
        reply_name,
        reply_to,
    )


def _refusal(error: smtplib.SMTPResponseException) -> NotDelivered:
    if error.smtp_code >= 500:
        return Never(_said("mailserver weigert de mail", error))
    return Later(_said("mailserver neemt de mail nu niet aan", error))


def _said(what: str, error: smtplib.SMTPResponseException) -> str:
    answer = (
        error.smtp_error.decode("utf-8", "replace")
        if isinstance(error.smtp_error, bytes)
        else error.smtp_error
    )
    return f"{what} ({error.smtp_code} {one_line(str(answer))[:120]})"


def _own_name(base_url: str) -> str:
    """Return what we call ourselves to a mail server: the host of the base URL, bracketed when a number."""
    host = urlsplit(base_url).hostname or "localhost"
    return f"[{host}]" if re.fullmatch(r"[\d.]+", host) else host
