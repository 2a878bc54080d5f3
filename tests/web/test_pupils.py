"""What pupils said is recorded about the group: no names, and a number only from five on."""

from __future__ import annotations

import pytest

from sopforms.core.codes import Deed, PupilVoice, Role, Step
from sopforms.store import clock, cycles, locations, logbook, talks
from sopforms.store.db import db
from tests import builders
from tests.web.test_answer import everything

SHOWN = (
    "manier zelf_gekozen groepen aantal",
    "helpt terecht anders mist snapt weten",
    "thema1 gedaan1 thema2 thema3",
)


def a_group(**changes):
    day = clock.today()
    return {
        "held_on": f"{day.day}-{day.month}-{day.year}",
        "leader": "Anna de Vries",
        "_shown": list(SHOWN),
        "q_manier": "Leerlingen kozen voor een gesprek in de leerlingenraad.",
        "q_groepen": "groep 6, 7 en 8",
        "q_aantal": "12",
        "q_helpt": "Rustig werken op de gang.",
        "q_thema1": "een rustige plek",
        "q_gedaan1": "De bibliotheek is elke middag open om rustig te werken.",
    } | changes


def at_school(app, **facts):
    row = builders.a_dossier(Step.TALK, **facts)
    client = app.test_client()
    builders.sign_in(client, builders.anna(locations.get(row.location_id)))
    return row, client, f"/dossier/{row.id}/leerlingen"


def test_a_conversation_is_recorded_and_shown(app):
    row, client, base = at_school(app)

    answer = client.post(f"{base}/nieuw", data=a_group())
    page = client.get(base)

    assert answer.location == base
    assert "groep 6, 7 en 8" in page.text
    assert "Wat doet de school met ‘een rustige plek’?" in page.text
    assert talks.pupil_voices_of(row.id)[0].answers["aantal"] == 12
    assert [line.deed for line in logbook.of_dossier(row.id)] == [Deed.RECORD_PUPIL_VOICE]


def test_several_groups_stand_beside_each_other_and_one_can_be_mended(app):
    row, client, base = at_school(app)
    client.post(f"{base}/nieuw", data=a_group())
    client.post(f"{base}/nieuw", data=a_group(q_groepen="groep 3"))
    second = talks.pupil_voices_of(row.id)[1]

    client.post(f"{base}/{second.id}", data=a_group(q_groepen="groep 4"))

    db.session.expire_all()
    groups = [one.answers["groepen"] for one in talks.pupil_voices_of(row.id)]
    assert groups == ["groep 6, 7 en 8", "groep 4"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"q_manier": ""}, "Vul in:"),
        ({"q_aantal": "3"}, "minstens 5"),
        ({"held_on": "1-1-2099"}, "Kies een datum tot en met"),
        ({"leader": ""}, "Vul in wie het gesprek leidde."),
        ({"q_helpt": "Leerling Noor wil rust."}, "Haal die weg, of kies"),
    ],
)
def test_wrong_input_comes_back_with_everything_that_was_typed(app, changes, words):
    row, client, base = at_school(app)

    page = client.post(f"{base}/nieuw", data=a_group(**changes))

    assert page.status_code == 422
    assert words in page.text
    assert "De bibliotheek is elke middag open" in page.text
    assert talks.pupil_voices_of(row.id) == []


def test_a_word_that_is_no_name_can_be_kept(app):
    row, client, base = at_school(app)

    client.post(f"{base}/nieuw", data=a_group(q_helpt="Het kind Ouderpunt heet zo.", no_names="y"))

    assert len(talks.pupil_voices_of(row.id)) == 1


def test_a_theme_asks_what_the_school_does_with_it(app):
    _row, client, base = at_school(app)
    without = a_group(_shown=[SHOWN[0], SHOWN[1], "thema1 thema2 thema3"])

    page = client.post(f"{base}/nieuw", data={k: v for k, v in without.items() if k != "q_gedaan1"})

    assert page.status_code == 200
    assert 'Wat doet de school met ‘<span data-says="thema1">een rustige plek</span>’?' in page.text


def test_where_pupils_voice_is_off_nothing_is_recorded(app):
    row, client, base = at_school(app)
    cycles.get(row.cycle_id).pupil_voice = PupilVoice.UIT
    db.session.commit()

    page = client.get(base)
    refused = client.post(f"{base}/nieuw", data=a_group())

    assert "staat voor dit schooljaar uit" in page.text
    assert refused.status_code == 409


def test_who_leads_the_conversation_may_record_it_and_nothing_else(app):
    row, _client, base = at_school(app)
    leader = builders.a_person("Lotte Kuiper")
    builders.a_membership(leader, Role.PUPIL_LEADER, locations.get(row.location_id))
    client = app.test_client()
    builders.sign_in(client, leader)

    assert client.post(f"{base}/nieuw", data=a_group()).status_code == 302
    assert client.get(f"/dossier/{row.id}/uitkomsten").status_code == 403


def test_looking_changes_nothing(app):
    _row, client, base = at_school(app)
    before = everything()

    client.get(base)
    client.get(f"{base}/nieuw")

    assert everything() == before
