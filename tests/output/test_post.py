"""The faults of the stock mail extension are gone; against a real mail server."""

from __future__ import annotations

import ast
import shutil
import socket
import ssl
import subprocess
import time
from pathlib import Path

import flask_mail
import pytest
from flask import Flask

from sopforms.output import post
from sopforms.output.parcel import Later, Never, Unreachable
from sopforms.settings import ROOT
from tests.mail_app import free_port
from tests.output.test_parcel import PARCEL
from tests.postgresql import skip_or_fail
from tests.smtp_server import Script, smtp_server


def an_app(**config: object) -> Flask:
    app = Flask("post")
    app.config.update(
        TESTING=True,
        BASE_URL="https://sop.voorbeeld.nl",
        MAIL_SERVER="127.0.0.1",
        MAIL_PORT=free_port(),
        MAIL_DEFAULT_SENDER="ondersteuningsaanbod@voorbeeld.nl",
        MAIL_TIMEOUT=5,
    )
    app.config.update(config)
    post.init_app(app)
    return app


def nothing() -> None:
    """Nothing has to happen before the text."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for localhost, with its key in the same file."""
    if shutil.which("openssl") is None:
        skip_or_fail("openssl", "openssl")
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", f"{file}.key", "-out", str(file)]
    subprocess.run([*made, *names], check=True, capture_output=True)
    return file


def context_of(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, f"{certificate}.key")
    return context


def test_a_mail_goes_out_also_while_testing_to_one_recipient():
    app = an_app()
    with (
        app.app_context(),
        smtp_server(app.config["MAIL_PORT"], Script()) as server,
        post.mail.connect() as connection,
    ):
        connection.hand_over(PARCEL, nothing)

    assert [to for to, _raw in server.received] == [[PARCEL.to_email]]
    assert server.senders == ["ondersteuningsaanbod@voorbeeld.nl"]
    assert server.names == ["sop.voorbeeld.nl"]


def test_a_self_signed_certificate_is_refused_before_anything_is_said(certificate):
    app = an_app(MAIL_SERVER="localhost", MAIL_USE_TLS=True)
    with (
        app.app_context(),
        smtp_server(app.config["MAIL_PORT"], Script(), context_of(certificate)) as server,
        pytest.raises(Unreachable, match="certificaat"),
        post.mail.connect(),
    ):
        pass

    assert server.received == []


def test_a_certificate_that_the_machine_trusts_is_used(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    app = an_app(MAIL_SERVER="localhost", MAIL_USE_TLS=True)
    with (
        app.app_context(),
        smtp_server(app.config["MAIL_PORT"], Script(), context_of(certificate)) as server,
        post.mail.connect() as connection,
    ):
        connection.hand_over(PARCEL, nothing)

    assert server.secured == [True]


def test_a_server_without_starttls_gets_no_mail_in_the_clear():
    app = an_app(MAIL_USE_TLS=True)
    with (
        app.app_context(),
        smtp_server(app.config["MAIL_PORT"], Script()) as server,
        pytest.raises(Unreachable, match="beveiligde"),
        post.mail.connect(),
    ):
        pass

    assert server.received == []


def test_a_server_that_says_nothing_is_given_up():
    app = an_app(MAIL_TIMEOUT=0.3)
    begun = time.monotonic()
    with (
        socket.create_server(("127.0.0.1", app.config["MAIL_PORT"])),
        app.app_context(),
        pytest.raises(Unreachable, match="niet bereikbaar"),
        post.mail.connect(),
    ):
        pass

    assert time.monotonic() - begun < 5


def test_the_time_limit_is_thirty_seconds_unless_set():
    app = an_app()
    del app.config["MAIL_TIMEOUT"]
    with app.app_context():
        assert post.mail.connect().timeout == 30


def test_a_refused_recipient_is_never_silent():
    app = an_app()
    with (
        app.app_context(),
        smtp_server(app.config["MAIL_PORT"], Script(rcpt=["550 no"])),
        post.mail.connect() as connection,
        pytest.raises(Never, match="weigert het adres"),
    ):
        connection.hand_over(PARCEL, nothing)


def test_a_server_that_refuses_the_sender_is_tried_later():
    app = an_app()
    with (
        app.app_context(),
        smtp_server(app.config["MAIL_PORT"], Script(mail=["550 not you"])),
        post.mail.connect() as connection,
        pytest.raises(Later, match="neemt nu geen mail aan"),
    ):
        connection.hand_over(PARCEL, nothing)


def test_a_line_that_was_cut_between_two_mails_is_mended():
    app = an_app()
    with (
        app.app_context(),
        smtp_server(app.config["MAIL_PORT"], Script()) as server,
        post.mail.connect() as connection,
    ):
        connection.hand_over(PARCEL, nothing)
        connection.host.sock.shutdown(socket.SHUT_RDWR)
        connection.clear()
        connection.hand_over(PARCEL, nothing)

    assert len(server.received) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"extra_headers": {"X": "y\r\nBcc: eva@elders.nl"}},
        {"extra_headers": {"X": "y"}},
        {"attachments": [flask_mail.Attachment("a.txt\r\nX: y", "text/plain", "x")]},
        {"recipients": ["a@voorbeeld.nl", "b@voorbeeld.nl"]},
        {"cc": ["b@voorbeeld.nl"]},
        {"bcc": ["b@voorbeeld.nl"]},
        {"subject": "Hallo\r\n Bcc: eva@elders.nl"},
        {"reply_to": "a@voorbeeld.nl\r\nX: y"},
    ],
)
def test_a_message_of_the_stock_extension_passes_the_same_checks(wrong):
    app = an_app()
    given = {"subject": "Hallo", "recipients": ["a@voorbeeld.nl"], "body": "x", "html": "<p>x</p>", **wrong}
    with (
        app.app_context(),
        smtp_server(app.config["MAIL_PORT"], Script()) as server,
        pytest.raises(Never),
    ):
        post.mail.send(flask_mail.Message(**given))

    assert server.received == []


def test_an_injected_message_id_is_refused():
    app = an_app()
    with app.app_context(), smtp_server(app.config["MAIL_PORT"], Script()) as server:
        message = flask_mail.Message(subject="Hallo", recipients=["a@voorbeeld.nl"], body="x", html="x")
        message.msgId = "<a@b.nl>\r\nBcc: eva@elders.nl"
        with pytest.raises(Never):
            post.mail.send(message)

    assert server.received == []


def test_the_outbox_of_the_stock_extension_still_records():
    app = an_app(MAIL_SUPPRESS_SEND=True)
    with app.app_context(), post.mail.record_messages() as outbox:
        post.mail.send(flask_mail.Message(subject="Hallo", recipients=["a@b.nl"], body="x", html="x"))

    assert [message.subject for message in outbox] == ["Hallo"]


def test_one_module_knows_the_mail_extension_and_smtplib():
    knowing = set()
    for path in sorted((ROOT / "sopforms").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if {"flask_mail", "smtplib"} & {name.split(".")[0] for name in names}:
                knowing.add(path.relative_to(ROOT).as_posix())

    assert knowing == {"sopforms/output/post.py"}
