"""A team of 24 talks through 30 indicators without script; its report has all that was agreed and said."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from sopforms.actions import closing, consolidation, published
from sopforms.core.codes import LetterKind, ValueSource
from sopforms.settings import ROOT
from sopforms.store import clock, letters, locations, talks
from sopforms.store.db import db
from tests import builders
from tests.web.respondents import COORDINATOR, a_survey, answer_and_send, participations

TEAM, TOPICS = 24, 30
PO = ROOT / "questionnaires" / "po"
DISSENT = "De onderbouw ziet dit anders"


def a_set_of_thirty(folder: Path) -> Path:
    """The shipped set with as many more rows in its first grid as make thirty topics."""
    shutil.copytree(PO, folder / "po")
    file = folder / "po" / "evaluatie.json"
    form = json.loads(file.read_text("utf-8"))
    grid = next(
        one for page in form["survey"]["pages"] for one in page["elements"] if one["name"] == "uitleg_matrix"
    )
    rows = form["mapping"]["uitleg_matrix"]["rows"]
    for number in range(TOPICS - 23):
        name = f"zz{number:02}"
        grid["rows"].append({"value": name, "text": {"nl": f"Extra {number}", "en": f"More {number}"}})
        short = {"nl": f"Extra onderwerp {number}", "en": f"More topic {number}"}
        rows[name] = {**rows["bo01"], "indicator": f"ZZ-{number:02}", "short": short}
    file.write_text(json.dumps(form, ensure_ascii=False), "utf-8")
    guide = folder / "po" / "schoolgids.json"
    added = "".join(f', "ZZ-{number:02}"' for number in range(TOPICS - 23))
    guide.write_text(guide.read_text("utf-8").replace('"BO-01"', f'"BO-01"{added}', 1), "utf-8")
    return folder / "po"


@pytest.fixture
def school(app, tmp_path):
    """A closed survey of 24 people; on every third topic they are of two minds. Last year left a point."""
    partnership = builders.a_partnership()
    location = builders.a_location(partnership)
    version = published.publish_set(partnership.id, a_set_of_thirty(tmp_path), PO, clock.today())
    cycle = builders.a_cycle(partnership, question_set_id=version.id)
    row = a_survey(TEAM, location=location, cycle=cycle)
    known = consolidation.staff_form(row)
    topics = consolidation.rules.topics(known)
    assert len(topics) == TOPICS
    for place, one in enumerate(participations(row)):
        answer_and_send(row, one, _answers(topics, place))
    closing.close_survey(row.id, actor=COORDINATOR, today=clock.today())
    return builders.reload(row)


@pytest.fixture
def small(app):
    """A closed survey of six people on the shipped questions; on BO-01 they are of two minds."""
    row = a_survey(6)
    for place, one in enumerate(participations(row)):
        answer_and_send(row, one, {"uitleg_matrix": {"bo01": 1 if place % 2 else 4, "bo02": 3}})
    closing.close_survey(row.id, actor=COORDINATOR, today=clock.today())
    return builders.reload(row)


def _answers(topics, place):
    answers = {}
    for number, topic in enumerate(topics):
        value = (1 if place % 2 else 4) if number % 3 == 0 else 3
        if topic.row is None:
            answers[topic.question] = value
        else:
            answers.setdefault(topic.question, {})[topic.row] = value
    return answers


def test_thirty_topics_are_walked_and_the_report_has_every_value_dissent_and_point(app, school):
    client = app.test_client()
    builders.sign_in(client, builders.anna(locations.get(school.location_id)))
    base = f"/dossier/{school.id}"
    today = clock.today()
    begin = {"held_on": f"{today.day}-{today.month}-{today.year}", "leader": "Anna", "present": "24",
        "minutes": "90"}  # fmt: skip
    draft = client.post(f"{base}/teamgesprek", data=begin).location
    overview = client.get(draft).text
    said = {}

    address = re.search(rf'href="({draft}/onderwerp/[^"]+)"', overview).group(1)
    assert f'<a class="btn" href="{address}">Begin met het eerste onderwerp' in overview
    while "/onderwerp/" in address:
        indicator, page = address.rpartition("/")[2], client.get(address)
        said[indicator] = _said(len(said))
        assert page.status_code == 200
        if len(said) <= 10:
            assert "Het verst uit elkaar" in page.text
        if len(said) == 1:
            new = client.post(address, data=said[indicator] | {"actie": "punt"}).location
            assert f'<option value="{indicator}" selected>' in client.get(new).text
            assert (
                client.post(new, data=a_point("Elke groep een rustige plek", indicator)).location == address
            )
            assert "Elke groep een rustige plek" in client.get(address).text
        address = client.post(address, data=said[indicator]).location
    walked = client.get(draft).text
    assert f'<a class="btn" href="{draft}/afronden">Gesprek afronden' in walked
    assert "Volgende onderwerp" not in walked
    typed = {"agreements": "Elke week een startinstructie."}
    new = client.post(f"{draft}/afronden", data=typed | {"actie": "punt"}).location
    assert client.post(new, data=a_point("Ouders bellen in de eerste week")).location == f"{draft}/afronden"
    last_look = client.get(f"{draft}/afronden").text
    client.post(f"{draft}/afronden", data=typed)

    assert "10 onderwerpen in 90 minuten" in overview
    assert len(said) == TOPICS
    assert "Elke week een startinstructie.</textarea>" in last_look
    assert "Ouders bellen in de eerste week" in last_look
    held = talks.of_dossier(school.id)[0]
    topics = {
        topic.indicator: topic for topic in consolidation.rules.topics(consolidation.staff_form(school))
    }
    report = client.get(f"{base}/teamgesprek/verslag/{held.id}").text
    values = talks.values_of(school.id)
    for place, (indicator, one) in enumerate(said.items()):
        if one["agreement"] == "none":
            assert indicator not in values
        else:
            topic = topics[indicator]
            agreed = topic.text_of(int(one["value"])) + " <" * (one["agreement"] == "most")
            assert f"<dt>{topic.short['nl']}</dt><dd>{agreed}" in report
            assert (values[indicator].value, values[indicator].source) == (
                int(one["value"]),
                ValueSource.TALK,
            )
        assert (f"{DISSENT} {place}." in report) == bool(one["dissent"])
    assert report.count("geen overeenstemming") == sum(one["agreement"] == "none" for one in said.values())
    assert "Elke week een startinstructie." in report
    assert "Elke groep een rustige plek" in report
    assert "Ouders bellen in de eerste week" in report
    told = {mail.to_email for mail in letters.of_dossier(school.id) if mail.kind is LetterKind.TALK_RECORDED}
    assert {f"collega{number}@school.example" for number in range(TEAM)} < told


def a_point(goal, indicator=""):
    return {
        "goal": goal,
        "owner": "Werkgroep rust",
        "due": "1-3-2028",
        "kind": "aanpak",
        "indicator": indicator,
    }


def _said(place):
    """Agreed on most, with most on some, with nobody on a few; dissent on every fourth."""
    agreement = "none" if place % 10 == 9 else "most" if place % 4 == 3 else "agreed"
    value = "" if agreement == "none" else str(1 + place % 4)
    return {
        "value": value,
        "agreement": agreement,
        "dissent": f"{DISSENT} {place}." if place % 4 == 3 else "",
    }


def test_what_is_typed_on_a_topic_is_kept_before_it_is_an_outcome(app, small):
    client = app.test_client()
    builders.sign_in(client, builders.anna(locations.get(small.location_id)))
    today = clock.today()
    begin = {"held_on": f"{today.day}-{today.month}-{today.year}", "leader": "Anna", "present": "24"}
    draft = client.post(f"/dossier/{small.id}/teamgesprek", data=begin).location
    topic = f"{draft}/onderwerp/BO-01"

    half = client.post(f"{topic}/bewaren", data={"dissent": "Nog niet af"})
    second = client.get(f"{draft}/scherm")
    again, finish = client.get(topic).text, client.get(f"{draft}/afronden").text
    whole = {"value": "3", "agreement": "agreed", "dissent": ""}
    client.post(f"{topic}/bewaren", data=whole)
    agreed = client.get(f"{draft}/scherm")
    client.post(f"{draft}/afronden/bewaren", data={"agreements": "Wij beginnen maandag."})

    assert set(half.json) == {"at"}
    assert "Ik stem mijn uitleg af" in second.text  # the second screen follows what is being typed
    assert "Nog niet af" not in second.text
    assert second.headers["Refresh"].startswith("10; url=")
    assert "<b>meestal</b>" in agreed.text
    assert "Refresh" not in client.get(f"{draft}/scherm?keer=999").headers
    assert "Nog niet af</textarea>" in again
    assert "Het telt pas als je het bewaart" in finish
    finish = client.get(f"{draft}/afronden").text
    assert "Het telt pas als je het bewaart" not in finish
    assert "Wij beginnen maandag.</textarea>" in finish
    kept = talks.drafts_of(small.id)[0]
    assert (kept.data["outcomes"]["BO-01"]["value"], kept.typed) == (3, {})


def test_the_points_of_last_year_are_asked_back_beside_pupils_and_promise(app, small):
    old = builders.a_dossier(
        small.step, location=locations.get(small.location_id),
        cycle=builders.a_cycle(_partnership(small), school_year="2026-2027"),
    )  # fmt: skip
    point = talks.PointRow(dossier_id=old.id, goal="Uitleg samen voorbereiden", indicator="BO-01")
    value = talks.SchoolValueRow(
        dossier_id=old.id, indicator="BO-01", value=4, source=ValueSource.TALK, decided_on=clock.today()
    )
    db.session.add_all([point, value])
    db.session.commit()
    heard = {"thema1": "Een stille plek", "gedaan1": "Wij richten een hoek in.", "groepen": "groep 7"}
    voice = talks.PupilVoiceRow(
        dossier_id=small.id, version_id=1, held_on=clock.today(), leader="Anna", answers=heard
    )
    db.session.add(voice)
    db.session.commit()
    client = app.test_client()
    builders.sign_in(client, builders.anna(locations.get(small.location_id)))
    today = clock.today()
    begin = {"held_on": f"{today.day}-{today.month}-{today.year}", "leader": "Anna", "present": "24"}
    draft = client.post(f"/dossier/{small.id}/teamgesprek", data=begin).location
    back, prefix = f"{draft}/punten-van-vorig-jaar", f"punt{point.id}-"

    topic, asked = client.get(f"{draft}/onderwerp/BO-01").text, client.get(back).text
    client.post(f"{back}/bewaren", data={f"{prefix}status": "open", f"{prefix}note": "Het begin is er"})
    typed = client.get(back).text
    done = client.post(back, data={f"{prefix}status": "busy", f"{prefix}note": "Twee groepen doen het."})

    for words in ("altijd af op leerlingen", "Uitleg samen voorbereiden", "Een stille plek", "nog niet zo"):
        assert words in topic
    assert "Uitleg samen voorbereiden" in asked
    assert "Het begin is er</textarea>" in typed
    assert done.status_code == 302
    db.session.refresh(point)
    assert (point.status, point.progress) == ("busy", "Twee groepen doen het.")


def _partnership(row):
    return db.session.get(builders.PartnershipRow, row.partnership_id)
