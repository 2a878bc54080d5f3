"""The mailbox of the demonstration: takes mail over SMTP, shows it, keeps it when asked."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from sopforms.cli import mailbox
from sopforms.output import post
from tests.mail_app import free_port
from tests.output.test_parcel import PARCEL
from tests.output.test_post import an_app, nothing


@pytest.fixture
def box(tmp_path):
    with mailbox.Mailbox(free_port(), 0, tmp_path / "kept") as running:
        yield running


def deliver(box, *parcels):
    app = an_app(MAIL_PORT=box._smtp.port)
    with app.app_context(), post.mail.connect() as connection:
        for parcel in parcels:
            connection.hand_over(parcel, nothing)
    return box.wait_for(len(parcels))


def page(box, path=""):
    with urlopen(box.url + path, timeout=10) as answer:
        return answer.read().decode()


HTML = (
    '<html><head></head><body><a href="https://sop.voorbeeld.nl/a/x">Open</a><script>x</script></body></html>'
)


def test_mail_is_listed_newest_first_and_filtered_by_recipient(box):
    deliver(box, PARCEL, replace(PARCEL, to_email="dirk@mr.voorbeeld.nl", subject="Voor Dirk"))

    listed = page(box)
    for_dirk = page(box, "?aan=Dirk@mr.voorbeeld.nl")

    assert listed.index("Voor Dirk") < listed.index("Adviesaanvraag")
    assert "Adviesaanvraag" not in for_dirk
    assert "Voor Dirk" in for_dirk


def test_mails_stand_by_the_day_on_which_they_were_sent_in_dutch_time(box):
    earlier = replace(PARCEL, date=datetime(2027, 4, 4, 22, 30, tzinfo=UTC), subject="Eerder verstuurd")
    deliver(box, PARCEL, earlier)

    listed = page(box)

    assert listed.index("Adviesaanvraag") < listed.index("Eerder verstuurd")
    assert listed.count("5 april 2027") == 2
    assert "10.30" in listed
    assert "5 april 2027" in page(box, "mail/1")
    assert "Mon, 05 Apr" not in page(box, "mail/1")


def test_a_mail_without_a_readable_day_comes_last(box):
    deliver(box, PARCEL)
    raw = b"To: kees@mr.voorbeeld.nl\r\nSubject: Zonder dag\r\nDate: morgen\r\n\r\nHallo"
    box._take("kees@mr.voorbeeld.nl", raw)

    listed = page(box)

    assert listed.index("Adviesaanvraag") < listed.index("Zonder dag")


def test_a_mail_is_shown_as_text_with_links_and_as_a_page_without_script(box):
    text = "Open <de> vragenlijst:\nhttps://sop.voorbeeld.nl/v/abc\n"
    deliver(box, replace(PARCEL, text=text, html=HTML))

    shown = page(box, "mail/1")

    assert '<a href="https://sop.voorbeeld.nl/v/abc"' in shown
    assert "Open &lt;de&gt; vragenlijst" in shown
    assert 'sandbox="allow-top-navigation-by-user-activation"' in shown
    assert "<script" not in shown
    assert PARCEL.to_email in shown


def test_each_mail_is_kept_as_a_file_and_the_numbers_go_on(box, tmp_path):
    deliver(box, PARCEL)

    (file,) = (tmp_path / "kept").glob("*.eml")
    assert file.name == "0001-carla@mr.voorbeeld.nl.eml"
    assert message_from_bytes(file.read_bytes())["Message-ID"] == PARCEL.message_id
    with mailbox.Mailbox(free_port(), 0, tmp_path / "kept") as second:
        assert deliver(second, PARCEL)[0].number == 2


def test_an_unknown_page_is_not_found(box):
    with pytest.raises(HTTPError) as refused:
        page(box, "mail/99")

    refused.value.close()
    assert refused.value.code == 404


def test_it_runs_until_it_is_told_to_stop(capsys):
    stop = threading.Event()
    stop.set()

    mailbox.run_mailbox(free_port(), free_port(), stop=stop)

    assert "mailbox: http://127.0.0.1:" in capsys.readouterr().out


def test_a_port_that_is_taken_is_told_in_one_line(box):
    taken = str(box._http.server_address[1])

    done = CliRunner().invoke(mailbox.mailbox, ["--http-port", taken, "--smtp-port", str(free_port())])

    assert done.exit_code == 2
    assert "mailbox cannot start" in done.stderr
