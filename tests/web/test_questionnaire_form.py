"""A page of a questionnaire as a form: what is read, shown, kept, and said to be wrong."""

from __future__ import annotations

import json
from html import unescape

import pytest
from werkzeug.datastructures import MultiDict

from sopforms.core.questionnaire.expression import parse
from sopforms.core.questionnaire.model import Choice, Html, MappingEntry, Page, QuestionType
from sopforms.core.questionnaire.questionnaire import Questionnaire
from sopforms.web import conditions
from sopforms.web.drawing import Look, draw
from sopforms.web.fields import DayField, ManyField, MatrixField, NumberField, OneField
from sopforms.web.questionnaire_form import PageForm, page_form
from tests.web.every_question import MATE, MATE4, a_question, choices, every_question, t
from tests.web.kit import a_kit, macros


@pytest.fixture(autouse=True)
def _request():
    with a_kit().test_request_context("/"):
        yield


def posted(
    page: str, draft: dict, shown: str, *pairs: tuple[str, str], form: Questionnaire | None = None
) -> PageForm:
    """Return the form of a posted page."""
    data = MultiDict([("_shown", shown), *pairs])
    return page_form(form or every_question(), page).posted(data, draft)


def drawn(form: PageForm) -> str:
    """Return the markup of the page."""
    app = a_kit()
    with app.test_request_context("/"):
        return str(macros(app, "forms").questions(form))


def messages(form: PageForm) -> dict[str, str]:
    """Return id → message."""
    return dict(form.error_pairs())


# The nine pitfalls of the format


def test_a_radio_that_was_emptied_does_not_keep_its_stored_answer():
    form = posted("soorten", {"rol": "lk", "overleg": True}, "rol overleg")

    assert form.answers == {}
    assert "checked" not in drawn(form)


def test_a_date_that_does_not_exist_comes_back_with_its_text_and_its_message():
    form = posted("soorten", {}, "datum overleg", ("q_datum", "31-13-2027"))

    assert not form.judge()
    assert messages(form)["q_datum"] == "Schrijf de datum als 21-5-2027."
    assert 'value="31-13-2027"' in drawn(form)


def test_a_number_that_cannot_be_read_comes_back_with_its_text_and_its_message():
    form = posted("soorten", {}, "overleg uren", ("q_overleg", "true"), ("q_uren", "veel"))

    assert not form.judge()
    assert messages(form) == {"q_uren": "Vul bij ‘Uren’ een getal in, bijvoorbeeld 12 of 12,5."}
    assert 'value="veel"' in drawn(form)


def test_a_choice_left_open_and_a_choice_that_does_not_exist_are_said_in_our_words():
    form = posted("groep", {"basis": {}}, "basis toegerust", ("q_toegerust", "99"), ("q_basis--uitleg", "zz"))

    form.judge()

    assert messages(form) == {
        "q_basis--uitleg-0": "Kies een antwoord uit de lijst bij ‘Uitleg’.",
        "q_basis--routines-0": "Kies een antwoord bij ‘Routines’.",
        "q_basis--lezen-0": "Kies een antwoord bij ‘Lezen’.",
        "q_toegerust-0": "Kies een antwoord uit de lijst bij ‘Extra hulp’.",
    }


@pytest.mark.parametrize(
    "name",
    [
        "data",
        "meta",
        "errors",
        "validate",
        "csrf_token",
        "validate_x",
        "filter_x",
        "process",
        "answers",
        "page",
    ],
)
def test_a_question_may_be_called_like_anything_of_the_form_library(name):
    question = a_question(name, max_length=5)
    form = every_question(
        pages=(Page("p", (question,)),), mapping={name: MappingEntry(t("Naam"))}, content_hash=""
    )

    page = posted("p", {}, name, (f"q_{name}", "te lang"), form=form)

    assert page.answers == {name: "te lang"}
    assert not page.judge()
    assert f'name="q_{name}"' in drawn(page)


def test_no_word_of_the_form_library_reaches_the_reader():
    form = posted(
        "soorten",
        {},
        "rol hulp vak cijfer aanraden overleg uren datum mail tekst",
        *[
            (f"q_{name}", "???")
            for name in ("rol", "hulp", "vak", "cijfer", "overleg", "uren", "datum", "mail")
        ],
    )

    form.judge()

    said = " ".join(message for _, message in form.error_pairs())
    assert said.count(".") >= 8
    assert not {"Dit veld", "Not a valid", "could not", "Ongeldig", "ongeldig"} & set(said.split(" "))


def test_the_csrf_token_and_what_is_no_question_are_no_answers():
    form = posted(
        "einde", {}, "slot", ("q_slot", "Dank"), ("csrf_token", "abc"), ("actie", "verder"), ("q_x", "1")
    )

    assert form.answers == {"slot": "Dank"}


def test_what_is_stored_passes_through_clean():
    form = posted("soorten", {}, "overleg uren", ("q_overleg", "true"), ("q_uren", " 12,50 "))

    assert form.answers["uren"] == " 12,50 "
    assert form.questionnaire.clean(form.answers) == {"overleg": True, "uren": 12.5}


def test_a_list_without_ticks_is_emptied_when_it_was_offered_and_kept_when_it_was_not():
    offered = posted("soorten", {"hulp": ["rt"]}, "hulp")
    elsewhere = posted("soorten", {"hulp": ["rt"]}, "rol")

    assert "hulp" not in offered.answers
    assert elsewhere.answers == {"hulp": ["rt"]}
    assert "checked" in drawn(elsewhere)


def test_fields_are_made_without_what_the_form_library_calls_old(recwarn):
    drawn(page_form(every_question(), "soorten").stored({}))

    assert not recwarn.list


# Pages


def test_a_stored_page_shows_numbers_and_dates_as_people_write_them():
    html = drawn(
        page_form(every_question(), "soorten").stored({"overleg": True, "uren": 12.5, "datum": "2027-05-21"})
    )

    assert 'value="12,5"' in html
    assert 'value="21-5-2027"' in html


def test_the_page_names_what_it_offers_and_keeps_what_does_not_apply_out_of_sight_and_out_of_the_post():
    html = drawn(page_form(every_question(), "groep").stored({}))

    assert 'name="_shown" value="basis toegerust"' in html
    fieldset = html[html.index('<fieldset class="ask" role="none"') :]
    assert " hidden disabled>" in fieldset[: fieldset.index("\n")]
    inside = fieldset[: fieldset.index("</fieldset>")]
    assert 'name="q_scholing"' in inside
    assert 'name="_shown" value="scholing"' in inside


def test_what_can_never_apply_on_this_page_is_not_in_it():
    form = page_form(every_question(), "einde").stored({"toegerust": 2})

    assert "q_later" not in drawn(form)
    assert "later" not in form.shown


def test_a_question_that_becomes_visible_is_shown_with_everything_typed():
    form = posted(
        "groep", {"scholing": "oud"}, "basis toegerust", ("q_toegerust", "1"), ("q_basis--uitleg", "3")
    )

    assert form.more
    html = drawn(form)
    assert 'name="_shown" value="scholing"' in html
    assert " disabled" not in html
    assert ">\noud</textarea>" in html
    assert html.count(" checked") == 2


def test_a_question_that_the_script_brought_out_is_taken_at_once():
    form = posted(
        "groep", {}, "basis toegerust", ("_shown", "scholing"), ("q_toegerust", "1"), ("q_scholing", "Rust")
    )

    assert not form.more
    assert form.answers == {"toegerust": 1, "scholing": "Rust"}


def test_whether_an_answer_may_be_skipped_follows_its_condition():
    asked = page_form(every_question(), "soorten").stored({"overleg": True}).field_of("uren")
    not_yet = page_form(every_question(), "soorten").stored({}).field_of("uren")

    assert json.loads(asked.required_if) == ["=", ["var", "overleg"], ["lit", True]]
    assert (asked.skippable, not_yet.skippable) == (False, True)


def test_a_question_that_was_hidden_keeps_its_draft_but_is_not_an_answer():
    form = posted(
        "groep",
        {"toegerust": 1, "scholing": "oud"},
        "basis toegerust scholing",
        ("q_toegerust", "4"),
        ("q_scholing", "nieuw"),
    )

    assert not form.more
    assert form.answers == {"toegerust": 4, "scholing": "oud"}
    assert "scholing" not in form.questionnaire.clean(form.answers)


def test_answers_to_questions_of_other_pages_cannot_be_posted_here():
    form = posted("einde", {"toegerust": 2}, "slot toegerust", ("q_toegerust", "4"), ("q_slot", "x"))

    assert form.answers == {"toegerust": 2, "slot": "x"}


def test_the_text_beside_other_is_asked_for_at_its_own_place():
    form = posted("soorten", {}, "rol", ("q_rol", "other"), ("q_rol-Comment", " "))

    form.judge()

    assert messages(form) == {"q_rol-Comment": "Vul een uitleg in bij ‘Anders, namelijk’."}
    assert 'aria-describedby="q_rol-Comment-err"' in drawn(form)


def test_every_link_of_the_summary_goes_to_an_input_that_exists():
    form = posted(
        "soorten",
        {},
        "rol hulp vak cijfer overleg uren mail tekst",
        ("q_rol", "other"),
        ("q_overleg", "x"),
        ("q_vak", "9"),
        ("q_hulp", "9"),
        ("q_mail", "a"),
    )

    form.judge()
    html = drawn(form)

    assert len(form.error_pairs()) >= 5
    assert all(f'id="{href}"' in html for href, _ in form.error_pairs())


def test_a_sound_page_has_nothing_to_say():
    rows = [(f"q_basis--{row}", "3") for row in ("uitleg", "routines", "lezen")]

    form = posted("groep", {}, "basis toegerust", ("q_toegerust", "4"), *rows)

    assert form.judge()
    assert form.error_pairs() == []
    assert not form.more


def test_the_form_speaks_english_when_the_questionnaire_does_and_its_own_language_otherwise():
    form = every_question()

    english = page_form(form, "groep", "en")
    frisian = page_form(form, "groep", "fy")

    assert english.stored({}).title == "In your group"
    assert frisian.language == "nl"


# Classes and fields


def test_a_form_class_is_made_once_per_version_page_language_and_sector():
    form = every_question()

    assert page_form(form, "groep", "nl") is page_form(form, "groep", "nl")
    assert page_form(form, "groep", "nl") is not page_form(form, "groep", "en")
    assert page_form(form, "groep", "nl") is not page_form(form, "groep", "nl", "so")
    assert page_form(form, "groep", "nl") is not page_form(form, "soorten", "nl")


def test_a_questionnaire_that_is_being_written_is_never_kept():
    draft = every_question(content_hash="")

    assert page_form(draft, "groep") is not page_form(draft, "groep")


def test_each_type_of_question_has_its_field():
    form = page_form(every_question(), "soorten").stored({"overleg": True})

    kinds = {field.question.name: type(field) for field in form.answer_fields}

    assert kinds["rol"] is OneField
    assert kinds["hulp"] is ManyField
    assert kinds["uren"] is NumberField
    assert kinds["datum"] is DayField
    assert isinstance(page_form(every_question(), "groep").stored({}).field_of("basis"), MatrixField)


def test_short_scales_stand_beside_their_statement_and_long_answers_become_a_list():
    scale = MappingEntry(t("x"), scale="MATE4", measure=MATE4)
    long = choices(
        (1, "bieden wij"), (2, "bieden wij met extra hulp of middelen"), (3, "kunnen wij nu niet bieden")
    )

    short = draw(a_question("a", QuestionType.RADIOGROUP, choices=choices(*MATE)), scale, "nl")
    list_of_long = draw(a_question("b", QuestionType.RADIOGROUP, choices=long), scale, "nl")

    assert (short.look, short.row) == (Look.SCALE, True)
    assert [option.apart for option in short.options] == [False] * 4 + [True]
    assert list_of_long.look is Look.RADIOS


# Conditions and texts


def test_conditions_go_to_the_browser_with_answers_of_other_pages_filled_in():
    tree = parse("{toegerust} = 1 and {slot} notempty or {hulp} contains 'rt' or {basis.lezen} = 2").tree

    localised = conditions.for_page(tree, {"slot"}, {"toegerust": " 1,0", "hulp": ["rt", "soft"]})

    assert localised == [
        "or",
        [
            "or",
            ["and", ["=", ["lit", 1], ["lit", 1]], ["notempty", ["var", "slot"]]],
            ["contains", ["list", "rt", "soft"], ["lit", "rt"]],
        ],
        ["=", ["lit", None], ["lit", 2]],
    ]


def test_a_page_with_conditions_on_itself_has_attributes_values_and_a_button():
    form = page_form(every_question(), "groep").stored({"toegerust": 1})
    app = a_kit()

    html = drawn(form)
    with app.test_request_context("/"):
        button = str(macros(app, "forms").update_button(form))

    condition = unescape(html.split('data-visible-if="')[1].split('"')[0])
    assert json.loads(condition)[0] == "or"
    assert 'data-value="&#34;x&#34;"' in html
    assert "Vragen bijwerken" in button


def test_a_page_without_conditions_on_itself_carries_none():
    form = page_form(every_question(), "einde").stored({"toegerust": 1})
    app = a_kit()

    with app.test_request_context("/"):
        assert str(macros(app, "forms").update_button(form)) == ""
    assert "data-v" not in drawn(form)


def test_an_earlier_answer_is_shown_in_a_later_title_and_never_as_markup():
    draft = {"toegerust": 1, "overleg": True, "uren": 12.5}
    title = page_form(every_question(), "einde").stored(draft).field_of("later").title
    page = Page("p", (Html("h", t("<p>Dag {naam}</p><script>x</script>")),))
    asked = Page("q", (a_question("naam", QuestionType.TEXT, max_length=50),))
    form = every_question(pages=(asked, page), mapping={"naam": MappingEntry(t("Naam"))}, content_hash="")

    html = drawn(page_form(form, "p").stored({"naam": "<b>Bo</b>"}))

    assert title == "Je koos onvoldoende en 12,5 uur. Wat nu?"
    assert "<p>Dag &lt;b&gt;Bo&lt;/b&gt;</p>" in html
    assert "script" not in html


def test_markup_in_titles_and_answers_is_shown_as_typed():
    nasty = '"><script>alert(1)</script>'
    question = a_question("a", QuestionType.RADIOGROUP, nasty, choices=(Choice(nasty, t(nasty)),))
    form = every_question(pages=(Page("p", (question, a_question("b"))),), mapping={}, content_hash="")

    html = drawn(page_form(form, "p").stored({"b": "</textarea><script>"}))

    assert "<script" not in html
