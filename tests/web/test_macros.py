"""The pieces of pages: accessible markup, strict about missing names, no inline style or script."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from flask import render_template_string
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import FileField

from sopforms.core.blocks import Chart, ChartRow
from sopforms.web.forms import (
    AtMost,
    Between,
    CountField,
    DayField,
    Days,
    Form,
    LongTextField,
    Mail,
    MailField,
    OneChoiceField,
    Optional,
    PickField,
    Reason,
    Required,
    SeveralField,
    SubmitIdField,
    TextField,
    TickField,
    Upload,
    VersionField,
    choices,
    read_day,
)
from tests.web.kit import ROOT, a_kit, macros

TEMPLATES = [ROOT / "templates" / "base.html", *sorted(ROOT.glob("templates/macros/*.html"))]
TEMPLATES += sorted(ROOT.glob("templates/errors/*.html"))


@pytest.fixture
def kit():
    app = a_kit()
    with app.test_request_context("/"):
        yield app


class Sample(Form):
    name = TextField("Naam", [Required(), AtMost(10)], description="Zoals in de mail.")
    mail = MailField("E-mailadres", [Required(), Mail()])
    day = DayField("Datum", [Optional(), Days(lambda: date(2027, 1, 1), because="dan begint het jaar")])
    count = CountField("Aantal", [Required(), Between(1, 9)])
    reason = LongTextField("Toelichting", [Reason()])
    form = OneChoiceField("Advies", [Required()], choices=choices({"a": "Positief", "b": "Negatief"}))
    region = PickField("Regio", [Optional()], choices=choices({"": "Kies", "n": "Noord"}))
    who = SeveralField("Aanwezig", [Required()], choices=choices(["Ouders", "Team"]))
    sure = TickField("Namens de MR", [Required()])
    letter = FileField("Brief", [Optional(), Upload()])
    version = VersionField()
    submit_id = SubmitIdField()


GOOD = {
    "name": " Sanne ",
    "mail": " S@School.NL ",
    "count": "3",
    "reason": "Omdat.",
    "form": "a",
    "who": "Team",
    "sure": "y",
}


def judged(**changes: object) -> Sample:
    form = Sample(formdata=MultiDict({**GOOD, **changes}))
    form.validate()
    return form


# Forms


def test_a_sound_form_gives_normal_values(kit):
    form = judged(day="2027-05-21")

    assert form.error_pairs() == []
    assert (form.name.data, form.mail.data, form.day.data, form.count.data) == (
        "Sanne",
        "s@school.nl",
        date(2027, 5, 21),
        3,
    )


@pytest.mark.parametrize(
    ("changes", "href", "message"),
    [
        ({"name": ""}, "name", "Vul in: Naam."),
        ({"name": "x" * 12}, "name", "Maak ‘Naam’ korter: 2 tekens te veel, het maximum is 10."),
        ({"mail": ""}, "mail", "Vul een e-mailadres in."),
        ({"mail": "a@b"}, "mail", "Controleer het e-mailadres. Het lijkt op naam@school.nl."),
        ({"mail": "a@b.nl>,c@d.nl"}, "mail", "Controleer het e-mailadres. Het lijkt op naam@school.nl."),
        ({"day": "31 mei"}, "day", "Schrijf de datum als 21-5-2027."),
        ({"day": "31-02-2027"}, "day", "Deze dag bestaat niet. Kijk naar de dag, de maand en het jaar."),
        ({"day": "1-6-2026"}, "day", "Kies een datum vanaf 1-1-2027, dan begint het jaar."),
        ({"count": "veel"}, "count", "Vul een getal in, bijvoorbeeld 12."),
        ({"count": "2,5"}, "count", "Vul een heel getal in, bijvoorbeeld 12."),
        ({"count": "10"}, "count", "Vul een getal van 1 tot en met 9 in."),
        ({"reason": " "}, "reason", "Leg in een of twee zinnen uit waarom."),
        ({"form": ""}, "form-0", "Kies een antwoord bij ‘Advies’."),
        ({"form": "zz"}, "form-0", "Kies een antwoord uit de lijst."),
        ({"region": "zz"}, "region", "Kies een antwoord uit de lijst."),
        ({"who": "Niemand"}, "who-0", "Kies antwoorden uit de lijst."),
    ],
)
def test_what_is_wrong_is_said_once_and_leads_to_its_input(kit, changes, href, message):
    form = judged(**changes)

    assert form.error_pairs() == [(href, message)]


def test_what_was_not_ticked_is_asked_for(kit):
    form = Sample(formdata=MultiDict({k: v for k, v in GOOD.items() if k not in ("sure", "who")}))

    form.validate()

    assert form.error_pairs() == [
        ("who-0", "Kies een antwoord bij ‘Aanwezig’."),
        ("sure", "Zet een vinkje bij ‘Namens de MR’."),
    ]


def test_a_file_is_judged_by_its_kind_and_its_size(kit):
    class Letter(Form):
        letter = FileField("Brief", [Required(), Upload(megabytes=1)])

    def said(**file: object) -> list[tuple[str, str]]:
        form = Letter(formdata=MultiDict({"letter": FileStorage(**file)}))
        form.validate()
        return form.error_pairs()

    from io import BytesIO

    assert said(stream=BytesIO(b"x"), filename="brief.pdf") == []
    assert said(stream=BytesIO(b"x"), filename="brief.exe") == [
        ("letter", "Kies een PDF, Word- of ODT-bestand.")
    ]
    assert said(stream=BytesIO(b"x" * 1_600_000), filename="brief.pdf") == [
        ("letter", "Het bestand is 1,5 MB. Kies een bestand tot 1 MB.")
    ]
    assert said(stream=BytesIO(b""), filename="") == [("letter", "Kies een bestand.")]


@pytest.mark.parametrize("version", ["-1", "abc", "", "99999999999"])
def test_a_version_that_was_tampered_with_is_out_of_date(kit, version):
    assert judged(version=version).version.data == 0


def test_a_submit_id_is_made_when_shown_and_kept_when_posted(kit):
    shown = Sample(formdata=None)
    posted = judged(submit_id=shown.submit_id.data)

    assert posted.submit_id.data == shown.submit_id.data
    assert judged(submit_id="'; drop").submit_id.data != "'; drop"


def test_sentences_of_the_rules_hang_on_their_field_or_on_the_form(kit):
    form = judged()

    form.refuse({"name": "Kies een andere naam.", "elsewhere": "Er is iets veranderd."})

    assert form.error_pairs() == [("name", "Kies een andere naam."), ("", "Er is iets veranderd.")]


@pytest.mark.parametrize("text", ["21-5-2027", "21-05-2027", "2027-05-21", " 21/5/2027 "])
def test_a_day_may_be_written_in_several_ways(text):
    assert read_day(text) == date(2027, 5, 21)


def test_hint_and_error_are_tied_to_their_field(kit):
    form = judged(name="", mail="x")
    macro = macros(kit, "forms")

    html = str(macro.field(form.name))
    group = str(macro.field(judged(form="").form))

    assert 'aria-describedby="name-hint name-err"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-required="true"' in html
    assert re.search(r"\brequired[ >]", html) is None
    assert "maxlength" not in html
    assert '<fieldset class="group is-bad" aria-describedby="form-err">' in group


def test_what_may_be_left_out_says_so(kit):
    macro = macros(kit, "forms")

    assert "(niet verplicht)" in macro.field(judged().day)
    assert "(niet verplicht)" not in macro.field(judged().name)
    assert "(mag je overslaan)" in macro.field(judged().name, optional="(mag je overslaan)")
    assert "(niet verplicht)" not in macro.field(judged().day, optional=False)


def test_every_field_has_a_label_and_ids_are_unique(kit):
    form, macro = judged(name="", form="", who="x"), macros(kit, "forms")

    html = "".join(str(macro.field(field)) for field in form)

    ids = re.findall(r'\bid="([^"]+)"', html)
    labels = set(re.findall(r'\bfor="([^"]+)"', html))
    inputs = re.findall(r'<(?:input|select|textarea)(?![^>]*type="hidden")[^>]*\bid="([^"]+)"', html)
    described = " ".join(re.findall(r'aria-describedby="([^"]+)"', html)).split()
    assert len(ids) == len(set(ids))
    assert set(inputs) <= labels
    assert set(described) <= set(ids)


def test_the_summary_counts_in_words_and_takes_the_focus(kit):
    macro = macros(kit, "forms")

    one = str(macro.error_summary([("a", "Vul in: a.")]))
    two = str(macro.error_summary([("a", "Vul in: a."), ("", "Los.")]))

    assert "Kijk nog even naar 1 plek op deze pagina<" in one
    assert 'tabindex="-1" autofocus' in one
    assert "Kijk nog even naar 2 plekken op deze pagina" in two
    assert "2 antwoorden" in str(macro.error_summary([("a", "a"), ("b", "b")], answers=True))
    assert "<li>Los.</li>" in two
    assert str(macro.error_summary([])).strip() == ""


def test_a_matrix_is_a_list_of_fieldsets_and_never_a_table(kit):
    html = str(
        macros(kit, "forms").matrix(
            "m",
            "Hoe vaak?",
            [(1, "soms"), ("x", "weet niet")],
            [("a", "A"), ("b", "B")],
            {"a": 1},
            {"b": "Kies."},
        )
    )

    assert html.count("<fieldset") == 3
    assert "<table" not in html
    assert html.count(" checked") == 1
    assert 'aria-describedby="m--b-err"' in html


# The frame


def test_the_frame_needs_only_the_name_of_the_product(kit):
    html = kit.jinja_env.get_template("base.html").render()

    places = [
        html.index(part)
        for part in ('class="skip"', "<header>", '<main id="inhoud" tabindex="-1">', "<footer")
    ]
    assert places == sorted(places)
    assert html.count('<link rel="stylesheet"') == html.count("<script") == 1


def test_a_page_with_errors_says_so_in_its_title(kit):
    page = "{% extends 'base.html' %}{% block title %}Advies{% endblock %}"

    bad = render_template_string(page, form=judged(name=""))
    good = render_template_string(page, form=judged())

    assert "<title>Fout: Advies – Ondersteuningsaanbod</title>" in bad
    assert "<title>Advies – Ondersteuningsaanbod</title>" in good


def test_who_is_signed_in_can_sign_out_by_a_post(kit):
    html = kit.jinja_env.get_template("base.html").render(signed_in_as="Anna, intern begeleider")

    assert "Ingelogd als Anna, intern begeleider" in html
    assert re.search(
        r'<form class="crumb__who" method="post" action="/uitloggen"><input type="hidden" name="csrf_token"',
        html,
    )


@pytest.mark.parametrize("code", [400, 403, 404, 409, 410, 413, 422, 429, 500])
def test_every_refusal_has_a_calm_page(kit, code):
    html = kit.jinja_env.get_template(f"errors/{code}.html").render()

    assert html.count("<h1>") == 1
    assert not re.search(r"helaas|oeps|ongeldig|verboden|\berror\b", html, re.I)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_templates_of_the_kit_have_no_inline_style_or_script(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r'\sstyle="|\son[a-z]+="|<style|javascript:', text)


def test_assets_are_kept_for_a_year_under_the_hash_of_their_bytes(kit):
    address = re.search(
        r'href="(/static/sop\.css\?v=\w+)"', kit.jinja_env.get_template("base.html").render()
    )[1]
    client = kit.test_client()

    named, bare = client.get(address), client.get("/static/sop.css")

    assert named.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "immutable" not in (bare.headers.get("Cache-Control") or "")
    named.close()
    bare.close()


# Charts


@pytest.mark.parametrize("size", range(2, 12))
def test_a_likert_chart_of_any_scale_shows_all_counts_within_its_width(kit, size):
    labels = tuple(f"label {n}" for n in range(size))
    chart = Chart(
        "Titel",
        "Zin.",
        labels,
        (ChartRow("Rij", tuple(range(1, size + 1)), 2, True), ChartRow("Leeg", (0,) * size)),
    )

    html = str(macros(kit, "charts").likert_of(chart, "c"))

    bars = [
        (float(x), float(w))
        for x, w in re.findall(r'<rect class="tone \w+" x="([\d.]+)%" y="3" width="([\d.]+)%"', html)
    ]
    assert len(bars) == size
    assert bars[0][0] >= 0.9
    assert bars[-1][0] + bars[-1][1] <= 99.1
    assert "Bespreken" in html
    assert "Geen antwoorden" in html
    assert "2× weet niet" in html
    assert html.count("<th scope") == size + 2 + 2


def test_small_groups_show_lower_and_higher_only(kit):
    labels = ("nog niet", "soms", "meestal", "altijd")
    chart = Chart("Titel", "", labels, (ChartRow("Rij", (3, 5)),), halves=True, hidden=("Gebouw", "Vervoer"))

    html = str(macros(kit, "charts").likert_of(chart, "c"))

    assert "nog niet of soms: 3. meestal of altijd: 5." in html
    assert "Te weinig antwoorden om te laten zien: Gebouw, Vervoer." in html


def test_a_chart_of_nothing_but_hidden_rows_says_so(kit):
    html = str(macros(kit, "charts").likert_of(Chart("T", "", ("a", "b"), (), hidden=("Gebouw",)), "c"))

    assert "Gebouw" in html
    assert "<svg" not in html


def test_changes_since_last_year_are_written_as_numbers(kit):
    html = str(
        macros(kit, "charts").dumbbell(
            [("A", 2.0, 2.7), ("B", 3.0, 2.5), ("C", 2.0, 2.0), ("D", None, 3.0)],
            "T",
            "Z.",
            "c",
            "2026",
            "2027",
        )
    )

    assert "+0,7" in html
    assert "−0,5" in html
    assert "gelijk" in html
    assert "D: nieuw, 3,0" in html


def test_below_ten_people_no_percentage_is_given(kit):
    macro = macros(kit, "charts")

    assert "(88%)" in macro.share(21, 24, "collega's")
    assert "%)" not in macro.share(4, 8, "collega's")
    assert "0 van de 0" in macro.share(0, 0, "collega's")


def test_every_cell_of_the_heat_map_has_a_word(kit):
    rows = [
        {
            "label": "Zwaluwstee",
            "href": "",
            "cells": [{"rank": 1, "text": "1", "word": "niet"}, {"rank": None, "text": "", "word": ""}],
            "badge": None,
        }
    ]

    html = str(macros(kit, "charts").heat(["A", "B"], rows, "Titel", "c", last="Stap"))

    assert '<td class="h1">1<span class="sr"> niet</span></td>' in html
    assert "nog niet bekend" in html


# Pieces of pages


def test_the_timeline_marks_one_step_and_says_what_is_done(kit):
    items = [
        {"label": "Vragenlijst", "state": "done"},
        {"label": "Gesprek", "state": "now", "note": "26 januari"},
        {"label": "Concept", "state": "todo"},
    ]

    html = str(macros(kit, "ui").timeline(items))

    assert html.count('aria-current="step"') == 1
    assert html.count("klaar") == 1
    assert "26 januari" in html


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(4, "nog ongeveer 4 minuten"), (1, "nog ongeveer 1 minuut"), (None, "Stap 3 van 6</p>")],
)
def test_progress_is_told_in_words(kit, minutes, words):
    assert words in macros(kit, "ui").steps(3, 6, minutes)


def test_the_check_page_leads_back_to_each_answer(kit):
    html = str(
        macros(kit, "ui").check_rows(
            [
                {"label": "Tekst", "value": "<b>", "href": "#t"},
                {"label": "Datum", "value": "", "missing": True},
            ]
        )
    )

    assert "&lt;b&gt;" in html
    assert '<a href="#t">Wijzigen<span class="sr">: Tekst</span></a>' in html
    assert "Nog niet ingevuld" in html


def test_differences_are_marked_for_eyes_and_for_ears(kit):
    html = str(macros(kit, "ui").change([("same", "Een groep van"), ("del", "zes"), ("ins", "vier")]))

    old, new = '<del><span class="sr">weg: </span>zes</del>', '<ins><span class="sr">nieuw: </span>vier</ins>'
    assert html == f"Een groep van {old} {new}"


def test_dates_and_numbers_are_written_in_words(kit):
    at = datetime(2027, 5, 21, 14, 42, tzinfo=UTC)

    said = render_template_string(
        "{{ day|long_date }}; {{ day|short_date }}; {{ at|clock }}; {{ 1250|number }}; {{ 2.5|number(1) }};"
        " {{ 240000|size }}; {{ ['a', 'b', 'c']|listing }}; {{ none|long_date }}",
        day=date(2027, 5, 21),
        at=at,
    )

    assert said == "vrijdag 21 mei 2027; 21-5-2027; 16:42; 1.250; 2,5; 240 kB; a, b en c; "


def test_a_count_that_does_not_fit_its_bar_stands_beside_it(kit):
    chart = Chart("T", "", ("nooit", "soms", "meestal", "altijd"), (ChartRow("Lezen", (1, 29, 40, 30)),))

    beside = str(macros(kit, "charts").likert_of(chart, "c")).rpartition('<span class="x num">')[2]

    assert "1× nooit" in beside.partition("</div>")[0]


class TwoDays(Form):
    first = DayField("Eerste dag", [Required()])
    last = DayField("Laatste dag", [Required()])


def test_where_several_days_are_asked_the_summary_says_which_one_is_wrong(kit):
    form = TwoDays(formdata=MultiDict({"first": "20-2", "last": ""}))
    form.validate()

    assert form.error_pairs() == [
        ("first", "Eerste dag: Schrijf de datum als 21-5-2027."),
        ("last", "Laatste dag: Vul een datum in."),
    ]
