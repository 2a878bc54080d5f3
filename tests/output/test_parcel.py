"""One mail as bytes: always one recipient, never a header more than ours, the same again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.output.parcel import Never, Parcel, as_bytes

SENDER = "ondersteuningsaanbod@voorbeeld.nl"
PARCEL = Parcel(
    to_name="Carla de Wit",
    to_email="carla@mr.voorbeeld.nl",
    subject="Adviesaanvraag ondersteuningsaanbod 2027-2028",
    text="Beste Carla,\n\n.één punt vooraan en een lange regel " + "ij" * 900 + "\n",
    html="<p>Beste Carla, € ≥ ĳ</p>\n",
    message_id="<0123456789abcdef@sop.voorbeeld.nl>",
    date=datetime(2027, 4, 5, 8, 30, tzinfo=UTC),
    reply_name="Anna Bos",
    reply_to="anna@regenboog.voorbeeld.nl",
)
HEADERS = [
    "Subject", "From", "To", "Reply-To", "Date", "Message-ID", "Auto-Submitted",
    "MIME-Version", "Content-Type",
]  # fmt: skip


def read(content):
    return message_from_bytes(content, policy=policy.default)


def test_a_mail_has_text_and_html_and_nothing_attached():
    mail = read(as_bytes(PARCEL, SENDER))

    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert {part["Content-Transfer-Encoding"] for part in mail.iter_parts()} == {"quoted-printable"}
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n") == PARCEL.text
    assert mail.get_body(("html",)).get_content().replace("\r\n", "\n") == PARCEL.html
    assert mail["Message-ID"] == PARCEL.message_id
    assert mail["Date"].datetime == PARCEL.date
    assert mail["Auto-Submitted"] == "auto-generated"
    assert str(mail["Reply-To"]) == "Anna Bos <anna@regenboog.voorbeeld.nl>"


def test_P06_the_same_parcel_makes_the_same_bytes():
    assert as_bytes(PARCEL, SENDER) == as_bytes(PARCEL, SENDER)


@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=60), st.text(max_size=400))
def test_P18_whatever_stands_in_a_mail_it_has_one_recipient_and_our_headers(subject, name, reply_name, text):
    parcel = replace(PARCEL, subject=subject, to_name=name, reply_name=reply_name, text=text)
    try:
        content = as_bytes(parcel, SENDER)
    except (Never, UnicodeEncodeError):
        return

    mail = read(content)
    assert mail.keys() == HEADERS
    assert [one.addr_spec for one in mail["To"].addresses] == [PARCEL.to_email]
    assert [one.addr_spec for one in mail["Reply-To"].addresses] == [PARCEL.reply_to]
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", content)


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "Hallo\r\nBcc: eva@elders.nl"},
        {"subject": "Hallo\nBcc: eva@elders.nl"},
        {"to_name": "Carla\r\nBcc: eva@elders.nl"},
        {"reply_name": "Anna\nX: y"},
        {"to_email": "carla@mr.nl\r\nRCPT TO:<eva@elders.nl>"},
        {"to_email": "carla@mr.nl, eva@elders.nl"},
        {"to_email": "carla"},
        {"to_email": "@mr.nl"},
        {"to_email": "cärla@mr.nl"},
        {"reply_to": "anna@mr.nl>\r\nX: y"},
        {"message_id": "<a@b>\r\nBcc: eva@elders.nl"},
        {"message_id": ""},
    ],
)
def test_what_could_break_a_header_is_refused(wrong):
    with pytest.raises(Never):
        as_bytes(replace(PARCEL, **wrong), SENDER)


@pytest.mark.parametrize(
    "name", ["eva@elders.nl", '"Carla" <eva@elders.nl>,', "Carla: a, b;", "Jans\u0308en"]
)
def test_a_name_cannot_pass_for_an_address(name):
    (to,) = read(as_bytes(replace(PARCEL, to_name=name), SENDER))["To"].addresses

    assert to.addr_spec == PARCEL.to_email
    assert not set('@:,"<>') & set(to.display_name)


def test_a_domain_with_accents_goes_in_its_ascii_form():
    (to,) = read(as_bytes(replace(PARCEL, to_email="carla@école.nl"), SENDER))["To"].addresses

    assert to.addr_spec == "carla@xn--cole-9oa.nl"


@pytest.mark.parametrize("sender", [("School", SENDER), f"School <{SENDER}>", f'"School" <{SENDER}>'])
def test_the_sender_may_have_a_name(sender):
    (of,) = read(as_bytes(PARCEL, sender))["From"].addresses

    assert (of.display_name, of.addr_spec) == ("School", SENDER)
