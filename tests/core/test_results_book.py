"""The workbook of a school says what the page says, and of what is hidden its name alone."""

from __future__ import annotations

from sopforms.core.questionnaire.aggregate import aggregate
from sopforms.core.results_book import sheets
from tests.core.questionnaire.forms import a_form, a_question, a_radio, an_entry

YES_NO, NUMBER, SCALE = (
    a_question("boolean", "plan"),
    a_question("text", "uren", input_type="number"),
    a_radio("st"),
)
FORM = a_form(
    YES_NO, NUMBER, SCALE,
    mapping={
        "plan": an_entry(YES_NO, chapter="ch5"),
        "uren": an_entry(NUMBER, "median", "mean", "sum", chapter="ch5"),
        "st": an_entry(SCALE, "distribution", "mean", "share_top2", chapter="ch4", indicator="ST-06"),
    },
)  # fmt: skip


TOP = "Kiest een van de twee hoogste: 100%"


def the_book(*responses, language="nl"):
    figures = aggregate(FORM, responses, invited=20, cycle="2026-2027", location="09QA00")
    return {sheet.name: sheet.rows for sheet in sheets("De Wilg", FORM, figures, [], language=language)}


def test_every_kind_of_result_has_its_place():
    book = the_book(*[{"plan": True, "uren": 2, "st": 3}] * 10)

    assert book["Per onderwerp"] == (
        ("Deskundigheid", "plan", None, 10, 0, None, None, None, None, None, None),
        ("Deskundigheid", "uren", None, 10, 0, None, None, 2, 2.0, None, "Samen: 20"),
        ("Ondersteuningsstructuur", "st", "ST-06", 10, 0, 0, 10, 3, 3.0, None, TOP),
    )  # fmt: skip
    assert book["Per antwoord"][:2] == (
        ("Deskundigheid", "plan", "Ja", 10, 1.0),
        ("Deskundigheid", "plan", "Nee", 0, 0.0),
    )
    assert book["Over deze cijfers"][:4] == (
        ("Schooljaar", "2026-2027"), ("Uitgenodigd", 20), ("Ingevuld", 10), ("Pas zichtbaar vanaf", 5),
    )  # fmt: skip


def test_of_what_is_hidden_only_the_name_is_there():
    book = the_book(*[{"plan": True, "uren": 2, "st": 3}] * 4)

    assert {row[3:] for row in book["Per onderwerp"]} == {(None,) * 7 + ("te weinig antwoorden om te tonen",)}
    assert book["Per antwoord"] == ()


def test_it_exists_in_english():
    assert "By topic" in the_book(*[{"st": 3}] * 10, language="en")
