"""A real mail server on loopback that does as it is told, for the tests of delivery."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


@dataclass
class Script:
    """What the server answers next; when a list is empty, it accepts. `drop` hangs up after the text."""

    mail: list[str] = field(default_factory=list)
    rcpt: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    drop: int = 0
    during_rcpt: Callable[[], None] | None = None
    senders: list[str] = field(default_factory=list)
    received: list[tuple[list[str], bytes]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    secured: list[bool] = field(default_factory=list)

    async def handle_MAIL(
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self.names.append(session.host_name)
        self.secured.append(session.ssl is not None)
        if self.mail:
            return self.mail.pop(0)
        envelope.mail_from = address
        self.senders.append(address)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.during_rcpt is not None:
            self.during_rcpt()
        if self.rcpt:
            return self.rcpt.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        if self.data:
            return self.data.pop(0)
        self.received.append((list(envelope.rcpt_tos), bytes(envelope.original_content)))
        if self.drop:
            self.drop -= 1
            server.transport.abort()
        return "250 OK"


class _Secured(Controller):
    """A server whose first word is already encrypted, or that offers STARTTLS."""

    def __init__(self, script: Script, port: int, context: ssl.SSLContext | None) -> None:
        super().__init__(script, hostname="127.0.0.1", port=port, ready_timeout=20)
        self.context = context

    def factory(self) -> SMTP:
        return SMTP(self.handler, tls_context=self.context, hostname="mail.voorbeeld.nl")


@contextmanager
def smtp_server(port: int, script: Script, starttls: ssl.SSLContext | None = None) -> Iterator[Script]:
    """Run the server on this port of loopback; with `starttls` it offers encryption."""
    server = _Secured(script, port, starttls)
    server.start()
    try:
        yield script
    finally:
        server.stop()
