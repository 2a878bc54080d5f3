"""Import: languages of texts, tags of html, and the short names made of titles."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.questionnaire import load
from sopforms.core.questionnaire.editing_texts import cut
from sopforms.core.questionnaire.importing import import_survey
from sopforms.core.questionnaire.importing_html import clean
from sopforms.core.questionnaire.layout import laid_out
from sopforms.core.questionnaire.load_texts import refused_tag
from sopforms.core.questionnaire.mapping import LONGEST_SHORT
from tests.core.questionnaire.test_importing import RADIO, a_survey, changes, imported, refused


def languages_of(survey: Any, **options: Any) -> list[str]:
    return imported(survey, **options).envelope["languages"]


def without_locale(*elements: Any, **more: Any) -> dict[str, Any]:
    survey = a_survey(*elements, **more)
    del survey["locale"]
    return survey


@pytest.mark.parametrize(
    ("survey", "options", "languages"),
    [
        (without_locale(), {}, ["nl"]),
        (without_locale(), {"language": "de"}, ["de"]),
        (a_survey(locale="en"), {}, ["en"]),
        (a_survey(locale="en"), {"language": "nl"}, ["nl"]),
        (a_survey(locale="default"), {"default_language": "fr"}, ["fr"]),
        (without_locale(title={"en": "A", "nl": "B"}), {}, ["nl", "en"]),
        (without_locale(title={"default": "A", "nl": "B"}), {}, ["nl", "en"]),
        (without_locale(title={"default": "A", "de": "B"}), {}, ["en", "de"]),
        (without_locale(title={"default": "A"}), {"default_language": "nl"}, ["nl"]),
        (a_survey(locale="fr", title={"fr": "A", "en": "B"}), {}, ["fr", "en"]),
    ],
)
def test_the_languages_are_those_of_the_texts_the_main_one_first(survey, options, languages):
    result = imported(survey, **options)

    assert result.envelope["languages"] == languages
    assert result.envelope["survey"]["locale"] == languages[0]


def test_default_becomes_the_language_that_is_named():
    result = imported(a_survey(RADIO | {"title": {"default": "Works?", "nl": "Lukt het?"}}))

    assert changes(result) == ["converted pages[0].elements[0].title.default"]
    assert result.envelope["survey"]["pages"][0]["elements"][0]["title"] == {
        "en": "Works?",
        "nl": "Lukt het?",
    }
    assert not refused(result)


def test_default_beside_its_language_goes_when_it_says_the_same_and_is_refused_when_not():
    same = imported(a_survey(RADIO | {"title": {"default": "Works?", "en": "Works?", "nl": "Lukt het?"}}))
    other = imported(a_survey(RADIO | {"title": {"default": "Fine?", "en": "Works?", "nl": "Lukt het?"}}))

    assert same.envelope["survey"]["pages"][0]["elements"][0]["title"] == {"en": "Works?", "nl": "Lukt het?"}
    assert refused(same) == []
    assert refused(other) == [("Q040", "pages[0].elements[0].title.default")]


def test_texts_of_choices_and_validators_name_their_language_too():
    rule = {"type": "email", "text": {"default": "Wrong", "nl": "Fout"}}
    element = {"type": "text", "name": "q", "title": {"default": "Mail", "nl": "Post"}, "validators": [rule]}
    choice = {"value": 1, "text": {"default": "One", "nl": "Een"}}

    result = imported(a_survey(element, RADIO | {"name": "r", "choices": [choice, 2]}))

    assert changes(result) == [
        "converted pages[0].elements[0].title.default",
        "converted pages[0].elements[0].validators[0].text.default",
        "converted pages[0].elements[1].choices[0].text.default",
    ]


def test_a_text_that_lacks_a_language_of_the_others_is_refused():
    result = imported(
        a_survey(RADIO | {"title": {"nl": "Lukt het?"}}, title={"nl": "School", "en": "School"})
    )

    assert refused(result) == [("Q040", "pages[0].elements[0].title")]


def test_the_title_is_that_of_the_survey_in_dutch_or_the_name_of_the_file():
    assert imported(a_survey(title="Onze\n school")).envelope["title"] == "Onze school"
    assert (
        imported(a_survey(title={"en": "Our school", "nl": "Onze school"})).envelope["title"] == "Onze school"
    )
    assert imported(a_survey(locale="en", title={"en": "Our school"})).envelope["title"] == "Our school"
    named = import_survey(json.dumps(a_survey()), id="proef", file="lijsten/Mijn lijst.json")
    assert named.envelope["title"] == "Mijn lijst"


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Lukt het?", "Lukt het?"),
        ("  Lukt\n het? ", "Lukt het?"),
        (
            "Hoe vaak stem je jouw uitleg af op wat leerlingen nodig hebben?",
            "Hoe vaak stem je jouw uitleg af op wat",
        ),
        ("Een titel van precies veertig tekens, ja!", "Een titel van precies veertig tekens"),
        ("Een titel van precies veertig tekens ja!", "Een titel van precies veertig tekens ja!"),
        ("A" * 50, "A" * 40),
    ],
)
def test_a_short_name_is_the_title_cut_at_a_word(title, short):
    assert cut(title, LONGEST_SHORT) == short


@given(st.text(max_size=120))
def test_a_short_name_is_never_too_long_and_a_short_title_stays_as_it_is(title):
    short = cut(title, LONGEST_SHORT)

    assert len(short) <= 40
    assert cut(short, LONGEST_SHORT) == short
    assert " ".join(title.split()).startswith(short)


def test_a_question_without_a_title_is_called_by_its_name():
    survey = a_survey({"type": "text", "name": "wens"}, {"type": "comment", "name": "rest", "title": " "})

    mapping = imported(survey).envelope["mapping"]

    assert [entry["short"] for entry in mapping.values()] == ["wens", "rest"]


def test_with_more_languages_a_short_name_has_them_all():
    title = {"nl": "Lukt het?", "en": "Does it work?"}

    mapping = imported(
        a_survey(RADIO | {"title": title}, {"type": "text", "name": "t", "title": "Wens"})
    ).envelope["mapping"]

    assert mapping["q"]["short"] == title
    assert mapping["t"]["short"] == {"nl": "Wens", "en": "Wens"}


CLEANED = [
    ("<b>Let op</b> <i>dit</i>", "<strong>Let op</strong> <em>dit</em>"),
    ("<h1>Kop</h1><h2>Kop</h2><h3>Kop</h3>", "<h3>Kop</h3><h3>Kop</h3><h3>Kop</h3>"),
    ("<div class='x'>Een</div><div>twee</div>", "Een twee"),
    ("<p style='color:red'>Rood &amp; wit &lt;3</p>", "<p>Rood &amp; wit &lt;3</p>"),
    ("Voor<script>alert('x')</script>na", "Voorna"),
    ("<style>p {color: red}</style><p>Tekst</p>", "<p>Tekst</p>"),
    ("<a href='https://school.nl' target='_blank'>site</a>", '<a href="https://school.nl">site</a>'),
    ("<a href='javascript:x()'>klik</a> <a name='x'>hier</a>", "klik hier"),
    ("een<br/>twee<br>drie", "een<br>twee<br>drie"),
    ("<ul><li>een<li>twee</ul>", "<ul><li>een<li>twee</li></li></ul>"),
    ("<p onclick=x>open <b>vet", "<p>open <strong>vet</strong></p>"),
    ("</p><b>los</b></div>", "<strong>los</strong>"),
    ("<!-- niet --><b>wel</b>", "<strong>wel</strong>"),
    ("<img src=x onerror=alert(1)><b>x</b>", "<strong>x</strong>"),
    ("<b>{q}</b>", "<strong>{q}</strong>"),
]


@pytest.mark.parametrize(("before", "after"), CLEANED)
def test_words_stay_and_only_a_few_tags(before, after):
    assert clean(before)[0] == after


@pytest.mark.parametrize(
    "html", ["<p>Goed <strong>zo</strong></p>", "<a href='https://school.nl'>site</a>", "3 < 4"]
)
def test_html_that_is_allowed_is_not_touched(html):
    survey = a_survey(RADIO, {"type": "html", "name": "h", "html": html}, completedHtml=html)

    result = imported(survey)

    assert changes(result) == []
    assert result.envelope["survey"] == survey


def test_what_was_cleaned_is_told_with_the_tags():
    result = imported(
        a_survey(
            RADIO,
            {"type": "html", "name": "h", "html": {"nl": "<b>a</b><img>", "en": "<p>a</p>"}},
            title={"nl": "x", "en": "y"},
        )
    )

    assert [str(change) for change in result.changes][:1] == [
        "survey.pages[0].elements[1].html.nl: converted: html is cleaned: b, img - only a few tags are shown"
    ]


def test_html_of_which_nothing_is_left_is_dropped():
    result = imported(a_survey(RADIO, {"type": "html", "name": "h", "html": "<img src='a.png'>"}))

    assert [element["name"] for element in result.envelope["survey"]["pages"][0]["elements"]] == ["q"]
    assert "dropped pages[0].elements[1]" in changes(result)


MARKUP = st.lists(
    st.sampled_from(
        [
            "<b>",
            "</b>",
            "<script>",
            "</script>",
            "<a href=x>",
            "</a>",
            "<p",
            ">",
            "<!--",
            "-->",
            "&lt;",
            "<",
            "/",
            "'",
            "<br/>",
            "<svg>",
            "</svg>",
            "<li>",
            "<![CDATA[",
            "<?",
            "tekst",
            " ",
            '"',
            "&#60;img&#62;",
        ]
    ),
    max_size=14,
).map("".join)


@given(MARKUP)
def test_whatever_was_written_what_is_left_is_allowed_and_stays(markup):
    cleaned, _ = clean(markup)

    assert refused_tag(cleaned) is None
    assert clean(cleaned)[0] == cleaned


def test_a_cleaned_file_loads():
    result = imported(a_survey(RADIO, {"type": "html", "name": "h", "html": "<h1>Dag</h1><font>jij</font>"}))

    assert load(laid_out(result.envelope)).pages[0].elements[1].html == {"nl": "<h3>Dag</h3>jij"}
