"""The conversation is kept while it is held, recorded once, and gives the school its values."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from sopforms.actions import closing, consolidation, outcomes, survey
from sopforms.actions import talk as deeds
from sopforms.core.codes import Agreement, Deed, LetterKind, Sector, Step, ValueSource
from sopforms.core.errors import Invalid, Refused
from sopforms.core.talk import Outcome, Talk
from sopforms.store import clock, letters, locations, logbook, talks
from sopforms.store.db import db
from sopforms.store.talks import TalkDraftRow
from tests import builders
from tests.web.respondents import COORDINATOR, a_survey, answer_and_send, participations
from tests.web.test_answer import everything


def in_talk(people=12, **dossier):
    """A dossier whose survey has closed: on BO-01 answers differ widely, on BO-02 the median is 3."""
    row = a_survey(people, **dossier)
    for place, one in enumerate(participations(row)):
        wide = 1 if place % 2 else 4
        answer_and_send(row, one, {"uitleg_matrix": {"bo01": wide, "bo02": 3}, "st06": 2})
    closing.close_survey(row.id, actor=COORDINATOR, today=clock.today())
    return builders.reload(row)


def at_school(app, row):
    client = app.test_client()
    builders.sign_in(client, builders.anna(locations.get(row.location_id)))
    return client, f"/dossier/{row.id}"


def typed(day):
    return f"{day.day}-{day.month}-{day.year}"


def begun(client, base):
    facts = {"held_on": typed(clock.today()), "leader": "Anna de Vries", "present": "11"}
    return client.post(f"{base}/teamgesprek", data=facts).location


def a_talk(*outcomes_, team=""):
    return Talk(
        clock.today(),
        "Anna de Vries",
        11,
        team,
        tuple(outcomes_),
        {"trots": "De leesmiddagen"},
        "Wij beginnen.",
    )


def recorded(row, *outcomes_, team=""):
    deeds.record_talk(row.id, a_talk(*outcomes_, team=team), actor=COORDINATOR, today=clock.today())
    db.session.expire_all()


def test_topics_that_differ_most_come_first(app):
    row = in_talk()
    client, base = at_school(app, row)

    page = client.get(begun(client, base))

    topics = page.text.split('class="sidenav"', 1)[1]
    assert topics.index("Uitleg afstemmen") < topics.index("Routines en voorspelbaarheid")
    assert "antwoorden lopen uiteen" in topics


def test_what_is_agreed_is_kept_and_recorded_at_the_end(app):
    row = in_talk()
    client, base = at_school(app, row)
    draft = begun(client, base)
    said = {"value": "3", "agreement": "most", "dissent": "Bovenbouw ziet het minder."}

    topic = client.get(f"{draft}/onderwerp/BO-01")
    after = client.post(f"{draft}/onderwerp/BO-01", data=said)
    client.post(f"{draft}/vragen/opening", data={"_shown": "trots verrast", "q_trots": "De leesmiddagen"})
    client.post(f"{draft}/vragen/opening/bewaren", data={"_shown": "verrast", "q_verrast": "Veel"})
    check = client.get(f"{draft}/afronden")
    done = client.post(f"{draft}/afronden", data={"agreements": "Elke week een startinstructie."})

    assert "Waar komt het verschil vandaan" in topic.text
    assert after.location.endswith("/onderwerp/BO-02")
    assert "meestal" in check.text
    assert done.location == f"{base}/schoolwaarden"
    held = talks.of_dossier(row.id)
    assert [(one.present, one.answers) for one in held] == [
        (11, {"trots": "De leesmiddagen", "verrast": "Veel"})
    ]
    assert db.session.scalars(sa.select(TalkDraftRow)).all() == []
    value = talks.values_of(row.id)["BO-01"]
    assert (value.value, value.source) == (3, ValueSource.TALK)
    lines = [line for line in logbook.of_dossier(row.id) if line.deed is Deed.RECORD_TALK]
    assert len(lines) == 1
    report = client.get(f"{base}/teamgesprek/verslag/{held[0].id}")
    assert "Bovenbouw ziet het minder." in report.text


def test_bringing_the_questions_up_to_date_keeps_what_was_typed_and_stays_on_the_page(app):
    client, base = at_school(app, in_talk())
    draft = begun(client, base)
    typed = {"_shown": "trots verrast", "q_trots": "De leesmiddagen", "actie": "bijwerken"}

    page = client.post(f"{draft}/vragen/opening", data=typed)
    other = client.post(f"{draft}/vragen/opening", data={"_shown": "trots", "q_trots": "De leesmiddagen"})

    assert page.status_code == 200
    assert ">\nDe leesmiddagen</textarea>" in page.text
    assert "zijn er vragen bijgekomen" in other.text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "of kies ‘Overslaan’."),
        ({"value": "3"}, "Hoe eens zijn wij het?"),
        ({"agreement": "agreed"}, "Kies wat het team afspreekt"),
        ({"value": "9", "agreement": "agreed"}, "Kies een antwoord uit de lijst."),
        (
            {"value": "3", "agreement": "most", "dissent": "Bij leerling Noor lukt het niet."},
            "naam van een leerling",
        ),
    ],
)
def test_half_an_outcome_comes_back(app, said, words):
    client, base = at_school(app, in_talk())
    draft = begun(client, base)

    page = client.post(f"{draft}/onderwerp/BO-01", data=said)

    assert page.status_code == 422
    assert words in page.text


def test_the_whole_team_hears_of_the_report_by_a_link_of_their_own(app):
    row = in_talk()

    recorded(row, Outcome("BO-01", 3, Agreement.AGREED))

    mails = [mail for mail in letters.of_dossier(row.id) if mail.kind is LetterKind.TALK_RECORDED]
    assert len(mails) == 13
    assert sum(mail.link_id is not None for mail in mails) == 12


def test_talks_that_agree_give_the_value_and_talks_that_differ_leave_it_to_a_person(app_on_both):
    row = in_talk()
    recorded(
        row, Outcome("BO-01", 3, Agreement.AGREED), Outcome("BO-02", 3, Agreement.MOST), team="onderbouw"
    )
    first = {name: value.value for name, value in talks.values_of(row.id).items()}

    recorded(
        row, Outcome("BO-01", 2, Agreement.AGREED), Outcome("BO-02", 3, Agreement.AGREED), team="bovenbouw"
    )

    assert first == {"BO-01": 3, "BO-02": 3}
    assert {name: value.value for name, value in talks.values_of(row.id).items()} == {"BO-02": 3}
    state = next(one for one in consolidation.states(row) if one.topic.indicator == "BO-01")
    assert state.conflict
    assert [outcome.value for _talk, outcome in state.said] == [3, 2]


def test_a_team_that_does_not_agree_gives_no_value(app):
    row = in_talk()

    recorded(row, Outcome("BO-01", None, Agreement.NONE, "Twee beelden."))

    assert talks.values_of(row.id) == {}


def test_a_topic_without_agreement_is_decided_by_a_person_with_a_reason_and_not_in_one_tap(app):
    row = in_talk()
    recorded(row, Outcome("ST-06", None, Agreement.NONE, "Twee beelden."))
    client, base = at_school(app, row)
    page = f"{base}/schoolwaarden/onderwerp/ST-06"

    overview, shown = client.get(f"{base}/schoolwaarden").text, client.get(page).text
    refused = client.post(page, data={"value": "2"})
    with pytest.raises(Invalid):
        consolidation.accept_medians(row.id, ["ST-06"], actor=COORDINATOR, today=clock.today())
    taken = client.post(page, data={"value": "2", "reason": "In de onderbouw is het zo."})

    assert 'id="mediaan-BO-02"' in overview
    assert 'id="mediaan-ST-06"' not in overview
    assert "Team kwam er niet uit" in overview
    assert "Twee beelden." in shown
    assert "alvast aangekruist" not in shown
    assert refused.status_code == 422
    assert taken.status_code == 302
    assert talks.values_of(row.id)["ST-06"].reason == "In de onderbouw is het zo."


def test_an_outcome_far_from_the_survey_says_where_it_comes_from(app):
    row = in_talk()

    recorded(row, Outcome("ST-06", 4, Agreement.AGREED))

    assert talks.values_of(row.id)["ST-06"].reason.startswith("Afgesproken in het teamgesprek van")


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome("XX-01", 3, Agreement.AGREED),
        Outcome("BO-01", 7, Agreement.AGREED),
        Outcome("BO-01", None, Agreement.MOST),
    ],
)
def test_an_outcome_that_cannot_be_is_refused(app, outcome):
    row = in_talk()

    with pytest.raises(Invalid):
        recorded(row, outcome)

    assert talks.of_dossier(row.id) == []


def test_no_conversation_is_recorded_before_the_survey_has_closed(app):
    row = a_survey()

    with pytest.raises(Refused):
        recorded(row)


def test_a_clear_median_can_be_taken_over_and_one_between_two_values_cannot(app):
    row = in_talk()

    consolidation.accept_medians(row.id, ["BO-02", "ST-06"], actor=COORDINATOR, today=clock.today())
    with pytest.raises(Refused):
        consolidation.accept_medians(row.id, ["BO-01"], actor=COORDINATOR, today=clock.today())

    values = talks.values_of(row.id)
    assert {name: (one.value, one.source.value) for name, one in values.items()} == {
        "BO-02": (3, "consolidation"),
        "ST-06": (2, "consolidation"),
    }


def test_what_is_open_is_told_apart_where_the_team_and_where_the_coordinator_gives_it(app):
    row = in_talk()
    client, base = at_school(app, row)
    both = client.get(f"{base}/schoolwaarden").text

    consolidation.accept_medians(row.id, ["BO-02", "ST-06"], actor=COORDINATOR, today=clock.today())
    consolidation.set_value(row.id, "BO-01", 3, "Zo is het.", actor=COORDINATOR, today=clock.today())
    own = client.get(f"{base}/schoolwaarden").text

    assert "Uit de vragenlijst hebben" in both
    assert re.search(r"Van wat jij invult, hebben \d+ onderwerpen nog geen waarde", own)
    assert "onderwerpen hebben nog geen waarde" not in own


def test_a_value_a_step_away_needs_a_reason(app):
    row = in_talk()
    client, base = at_school(app, row)
    page = f"{base}/schoolwaarden/onderwerp/ST-06"

    shown = client.get(page)
    refused = client.post(page, data={"value": "3"})
    taken = client.post(page, data={"value": "3", "reason": "De nieuwe werkwijze geldt sinds mei."})

    assert "De mediaan is alvast aangekruist" in shown.text
    assert refused.status_code == 422
    assert "Leg in een of twee zinnen uit waarom." in refused.text
    assert taken.status_code == 302
    assert talks.values_of(row.id)["ST-06"].reason == "De nieuwe werkwijze geldt sinds mei."


def test_what_the_team_agreed_is_not_overwritten(app):
    row = in_talk()
    recorded(row, Outcome("BO-02", 3, Agreement.AGREED))

    with pytest.raises(Refused):
        consolidation.set_value(
            row.id, "BO-02", 4, "Ik vind van wel.", actor=COORDINATOR, today=clock.today()
        )

    assert talks.values_of(row.id)["BO-02"].value == 3


def test_a_page_of_school_values_is_stored_with_what_explains_them(app):
    row = in_talk()
    client, base = at_school(app, row)
    page = f"{base}/schoolwaarden/deel/structuur"
    shown = {"_shown": "st07 st08", "q_st07": "gepland", "q_st08": "3"}

    asked = client.post(page, data=shown)
    saved = client.post(page, data=shown | {"_shown": "st07 st07_datum st08", "q_st07_datum": "1-9-2027"})

    assert "vanaf welke datum" in asked.text
    assert saved.location == f"{base}/schoolwaarden/deel/deskundigheid"
    value = talks.values_of(row.id)["ST-07"]
    assert (value.value, value.answers) == ("gepland", {"st07": "gepland", "st07_datum": "2027-09-01"})
    again = client.get(page)
    assert "1-9-2027" in again.text


def test_a_limit_needs_its_reason_on_the_page(app):
    row = in_talk()
    client, base = at_school(app, row)

    page = client.post(
        f"{base}/schoolwaarden/deel/grenzen", data={"_shown": "gr01 gr02 gr03 gr04 gr05", "q_gr01": "niet_nu"}
    )

    assert page.status_code == 422
    assert "GR-01" not in talks.values_of(row.id)


def test_a_question_that_is_hidden_now_takes_its_value_away(app):
    row = in_talk()
    client, base = at_school(app, row)
    page = f"{base}/schoolwaarden/deel/basis"
    both = {"_shown": "bo11 bo12", "q_bo11": "2", "q_bo12": "Wij halen de afspraak over rekenen nog niet."}
    client.post(page, data=both)
    before = set(talks.values_of(row.id))

    client.post(page, data={"_shown": "bo11 bo12", "q_bo11": "4", "q_bo12": both["q_bo12"]})

    db.session.expire_all()
    assert before >= {"BO-11", "BO-12"}
    assert "BO-12" not in talks.values_of(row.id)


def fill_everything(row):
    """Give every indicator a value by the deeds themselves."""
    for state in consolidation.states(row):
        if state.value is None:
            consolidation.set_value(
                row.id,
                state.topic.indicator,
                state.offered or 3,
                "Zo is het.",
                actor=COORDINATOR,
                today=clock.today(),
            )
    form = consolidation.own_form(row)
    for page in form.pages:
        draft = consolidation.answers_of(talks.values_of(row.id).values())
        for question in page.questions:
            if question.is_closed:
                values = [choice.value for choice in question.choices if choice.value != "x"]
                draft[question.name] = values[-1] if values[-1] == 4 else values[0]
        consolidation.set_values(row.id, page.name, draft, actor=COORDINATOR, today=clock.today())


@pytest.mark.parametrize("sector", [Sector.PO, Sector.VO])
def test_consolidating_waits_for_the_talk_and_for_every_value(app, sector):
    partnership = builders.a_partnership(sector=sector)
    row = in_talk(location=builders.a_location(partnership))
    at_first = consolidation.open_values(row)
    with pytest.raises(Refused) as refused:
        consolidation.consolidate(row.id, actor=COORDINATOR, today=clock.today())
    assert set(refused.value.reasons) >= {"talk_missing", "values_open"}

    recorded(row, Outcome("BO-02", 3, Agreement.AGREED))
    fill_everything(row)
    assert consolidation.open_indicators(row) == []
    consolidation.consolidate(row.id, actor=COORDINATOR, today=clock.today())

    assert at_first > 40
    assert builders.reload(row).step is Step.CONSOLIDATED
    assert row.consolidated_on == clock.today()


def test_the_overview_leads_to_what_is_open_and_then_to_settling(app):
    row = in_talk()
    client, base = at_school(app, row)
    recorded(row, Outcome("BO-02", 3, Agreement.AGREED))

    first = client.get(f"{base}/schoolwaarden")
    fill_everything(row)
    ready = client.get(f"{base}/schoolwaarden")
    settled = client.post(f"{base}/schoolwaarden/vaststellen")

    assert "Volgende onderwerp" in first.text
    assert "Waarden vaststellen" in ready.text
    assert settled.status_code == 302
    assert builders.reload(row).step is Step.CONSOLIDATED


def test_last_years_value_stands_beside_the_question(app):
    old = in_talk()
    fill_everything(old)
    partnership = db.session.get(builders.PartnershipRow, old.partnership_id)
    cycle = builders.a_cycle(partnership, school_year="2028-2029")
    row = in_talk(location=locations.get(old.location_id), cycle=cycle)
    client, base = at_school(app, row)

    topic = client.get(f"{base}/schoolwaarden/onderwerp/ST-06")
    part = client.get(f"{base}/schoolwaarden/deel/structuur")

    assert outcomes.previous_dossier(row).id == old.id
    assert "Vorig jaar" in topic.text
    assert "Vorig jaar: op onze locatie." in part.text
    assert "checked" not in part.text


def test_nothing_changed_is_one_tap_for_one_item_and_saves_that_item(app):
    old = in_talk()
    fill_everything(old)
    partnership = db.session.get(builders.PartnershipRow, old.partnership_id)
    cycle = builders.a_cycle(partnership, school_year="2028-2029")
    row = in_talk(location=locations.get(old.location_id), cycle=cycle)
    client, base = at_school(app, row)
    page = f"{base}/schoolwaarden/deel/structuur"
    item = re.search(r'name="actie" value="gelijk:(\w+)"', client.get(page).text).group(1)
    before = talks.values_of(old.id)

    tapped = client.post(page, data={"_shown": item, "actie": f"gelijk:{item}"})

    now = talks.values_of(row.id)
    assert tapped.location.startswith(f"{page}#")
    assert [(name, value.value) for name, value in now.items()] == [
        (name, before[name].value) for name in now
    ]
    assert len(now) == 1
    assert f"gelijk:{item}" not in client.get(page).text


def test_what_is_filled_in_and_not_saved_is_there_when_the_browser_comes_back(app):
    row = in_talk()
    client, base = at_school(app, row)
    page = f"{base}/schoolwaarden/deel/structuur"
    shown = re.search(r'name="_shown" value="([^"]*)"', client.get(page).text).group(1)

    kept = client.post(f"{page}/bewaren", data={"_shown": shown, "q_st07": "niet_aanwezig"})
    again = client.get(page)
    other = app.test_client()
    builders.sign_in(other, builders.hanna(locations.get(row.location_id)))

    assert set(kept.json) == {"at"}
    assert "nog niet had opgeslagen" in again.text
    assert "checked" in again.text
    assert talks.values_of(row.id) == {}
    assert "nog niet had opgeslagen" not in other.get(page).text
    client.post(page, data={"_shown": shown, "q_st07": "niet_aanwezig"})
    assert "nog niet had opgeslagen" not in client.get(page).text


def test_a_small_team_without_a_survey_talks_through_every_topic(app):
    row = builders.a_dossier(Step.OPEN)
    survey.skip_survey(row.id, "Vier collega's.", small_team=True, actor=COORDINATOR, today=clock.today())
    client, base = at_school(app, row)

    outcome = client.get(f"{base}/uitkomsten")
    topic = client.get(f"{begun(client, base)}/onderwerp/BO-01")

    assert "Te klein voor cijfers" in outcome.text
    assert "Te weinig antwoorden voor cijfers" in topic.text


def test_conversations_belong_to_their_own_school(app):
    row, other = in_talk(), in_talk(location=builders.a_location(builders.a_partnership()))
    client, base = at_school(app, row)
    begun(client, base)
    draft_id = talks.drafts_of(row.id)[0].id
    strange, strange_base = at_school(app, other)

    assert strange.get(f"{strange_base}/teamgesprek/{draft_id}").status_code == 404
    assert strange.get(f"{base}/teamgesprek/{draft_id}").status_code == 404


def test_looking_at_a_conversation_changes_nothing(app):
    row = in_talk()
    client, base = at_school(app, row)
    draft = begun(client, base)
    before = everything()

    for page in ("", "/gegevens", "/onderwerp/BO-01", "/vragen/opening", "/afronden"):
        assert client.get(draft + page).status_code == 200

    assert everything() == before


def test_somebody_of_the_board_has_no_part_in_it(app):
    row = in_talk()
    client = app.test_client()
    board = db.session.get(builders.BoardRow, locations.get(row.location_id).board_id)
    builders.sign_in(client, builders.bram(board))

    assert client.get(f"/dossier/{row.id}/teamgesprek").status_code == 403
