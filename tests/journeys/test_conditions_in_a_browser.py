"""The script decides about conditional questions as the server does: one table of cases, and whole pages."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import pytest
from flask import request
from playwright.sync_api import Browser, Page, expect

from sopforms.core.questionnaire import visibility
from sopforms.core.questionnaire.expression import parse
from sopforms.core.questionnaire.model import Answers, InputType, Panel, QuestionType, Row
from sopforms.core.questionnaire.model import Page as QuestionnairePage
from sopforms.core.questionnaire.questionnaire import Questionnaire
from sopforms.web.assets import STATIC
from sopforms.web.conditions import as_json, question_of
from sopforms.web.questionnaire_form import page_form
from tests.core.questionnaire.test_expression import CASES
from tests.journeys.chromium import chromium
from tests.web.every_question import a_question, choices, every_question, t
from tests.web.kit import a_kit, macros

MOST = 8 * 1024
SHOWN = """[...document.querySelectorAll('[name=_shown]:enabled')].flatMap(one => one.value.split(' '))"""

HOLDING = "[...document.querySelectorAll('[data-visible-if]')].map(one => !one.hidden)"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(locale="nl-NL")
    yield page
    page.close()


def with_script(page: Page, body: str) -> None:
    """Show a page of this markup with the script of the product at work."""
    page.set_content(f'<!doctype html><html lang="nl"><body>{body}</body></html>')
    page.add_script_tag(path=STATIC / "sop.js")


def inputs(name: str, answer: Any) -> str:
    """Draw inputs that give this answer: a text is typed, anything else is picked."""
    if isinstance(answer, Mapping):
        return "".join(inputs(f"{name}--{row}", cell) for row, cell in answer.items())
    if isinstance(answer, str):
        return f'<textarea name="q_{name}">\n{escape(answer)}</textarea>'
    kind = "checkbox" if isinstance(answer, list) else "radio"
    picked = answer if isinstance(answer, list) else [answer]
    return "".join(
        f'<input type="{kind}" name="q_{name}" value="v" data-value="{escape(json.dumps(value))}" checked>'
        for value in picked
    )


def a_form(condition: str, answers: Answers, here: set[str]) -> str:
    """Draw a form whose condition looks at the answers that are `here`; the others are known beforehand."""
    fields = "".join(inputs(name, answer) for name, answer in answers.items() if question_of(name) in here)
    tree = escape(as_json(parse(condition), here, answers))
    return f'<form>{fields}<fieldset data-visible-if="{tree}"></fieldset></form>'


def names_in(condition: str) -> set[str]:
    return set(map(question_of, parse(condition).names))


@pytest.mark.parametrize("typed_here", [True, False], ids=["on-this-page", "on-another-page"])
def test_the_script_says_of_every_condition_what_the_table_says(page, typed_here):
    forms = [
        a_form(case["condition"], case["answers"], names_in(case["condition"]) if typed_here else set())
        for case in CASES
    ]

    with_script(page, "".join(forms))
    said = page.evaluate(HOLDING)

    wrong = [case for case, holds in zip(CASES, said, strict=True) if case["holds"] is not holds]
    assert wrong == []


LITERALS = ("0", "1", "2.5", "-1", "'1'", "'2,5'", "'Ja'", "'x'", "true", "false", "'true'", "'2027-02-01'")
TEXTS = ("1", "2,5", "ja", " X ", "05", "true", "2027-02-01", "1e0", "-1", "x,ja", "+")
PICKED = (0, 1, 2.5, "1", "x", "Ja", True, False)
LISTED = ([0], [1, "x"], ["Ja", 2.5], [True], ["1", 1])


def invented(count: int) -> Iterator[dict[str, Any]]:
    """Conditions that nobody would write over answers that anybody could give; Python says what holds."""
    dice = random.Random(7)
    single = ("=", "!=", "<", "<=", ">", ">=", "contains", "notcontains")

    def test() -> str:
        name = dice.choice(("a", "b", "m.r", "m"))
        if name == "m" or dice.random() < 0.1:
            return f"{{{name}}} {dice.choice(('empty', 'notempty'))}"
        if dice.random() < 0.4:
            several = ", ".join(dice.sample(LITERALS, dice.randint(1, 3)))
            return f"{{{name}}} {dice.choice(('anyof', 'allof', 'noneof', '=', 'contains'))} [{several}]"
        return f"{{{name}}} {dice.choice(single)} {dice.choice((*LITERALS, '{b}', '{m.r}'))}"

    for _ in range(count):
        answers = {
            "a": dice.choice((*TEXTS, *PICKED, *LISTED)),
            "b": dice.choice((*TEXTS, *PICKED)),
            "m": {"r": dice.choice(PICKED)},
        }
        for name in dice.sample(sorted(answers), dice.choice((0, 0, 1, 2))):
            del answers[name]
        condition = f" {dice.choice(('and', 'or'))} ".join(test() for _ in range(dice.choice((1, 1, 2, 3))))
        # A text is stored without the blanks around it.
        kept = {name: value.strip() if isinstance(value, str) else value for name, value in answers.items()}
        yield {"condition": condition, "answers": answers, "holds": parse(condition).evaluate(kept)}


def test_the_script_agrees_with_the_server_on_conditions_that_were_made_up(page):
    cases = list(invented(600))

    with_script(page, "".join(a_form(one["condition"], one["answers"], {"a", "b", "m"}) for one in cases))
    said = page.evaluate(HOLDING)

    assert {case["holds"] for case in cases} == {True, False}
    assert [case for case, holds in zip(cases, said, strict=True) if case["holds"] is not holds] == []


def test_the_script_stays_small():
    assert (STATIC / "sop.js").stat().st_size <= MOST


# Whole pages

SCALE = choices((0, "nul"), (1, "een"), (2, "twee"), ("x", "weet niet"))
BEFORE = a_question("voor", QuestionType.RADIOGROUP, choices=SCALE)
ASKED = (
    a_question("een", QuestionType.RADIOGROUP, choices=SCALE, has_other=True),
    a_question("veel", QuestionType.CHECKBOX, choices=SCALE, visible_if=parse("{een} >= 1 or {voor} = 2")),
    a_question("lijst", QuestionType.DROPDOWN, choices=SCALE, visible_if=parse("{veel} notempty")),
    a_question("rooster", QuestionType.MATRIX, choices=SCALE, rows=(Row("r", t("R")), Row("s", t("S")))),
    a_question("ja", QuestionType.BOOLEAN, visible_if=parse("{rooster.r} anyof [0, 2]")),
    Panel(
        "samen",
        (
            a_question(
                "uren", QuestionType.TEXT, input_type=InputType.NUMBER, visible_if=parse("{lijst} != 'x'")
            ),
            a_question("dag", QuestionType.TEXT, input_type=InputType.DATE, visible_if=parse("{uren} > 2.5")),
        ),
        title=t("Samen"),
        visible_if=parse("{ja} or {rooster} empty"),
    ),
    Panel("los", (a_question("tekst", visible_if=parse("{dag} >= '2027-02-01'")),), title=t("Los")),
    a_question("slot", visible_if=parse("{tekst} contains 'NT2' or {een-Comment} = 'anders'")),
    a_question("nooit", visible_if=parse("{voor} = 1")),
)
GIVEN: dict[str, list[Any]] = {
    "q_een": ["0", "1", "2", "x", "other"],
    "q_een-Comment": ["", "anders", "Anders "],
    "q_veel": [[], ["0"], ["0", "2"], ["x"]],
    "q_lijst": ["", "0", "x"],
    "q_rooster--r": ["", "0", "1", "2"],
    "q_ja": ["true", "false"],
    "q_uren": ["", "2,5", "3", "veel"],
    "q_dag": ["", "1-2-2027", "2027-01-31", "31-2-2027"],
    "q_tekst": ["", "meer nt2", "rust"],
}
FILL = """given => {
  for (const [name, value] of Object.entries(given)) for (const field of document.getElementsByName(name)) {
    if (['radio', 'checkbox'].includes(field.type)) field.checked = [value].flat().includes(field.value);
    else field.value = value;
  }
  document.forms[0].dispatchEvent(new Event('input'));
}"""


def a_whole_page() -> Questionnaire:
    """A page on which every kind of answer makes something come or go, also what comes of what came."""
    pages = (QuestionnairePage("eerst", (BEFORE,)), QuestionnairePage("dan", ASKED))
    return every_question(pages=pages, mapping={}, content_hash="")


@pytest.mark.parametrize("before", [{}, {"voor": 2}])
def test_a_page_in_the_browser_shows_what_the_server_would_show(page, before):
    form = a_whole_page()
    made = page_form(form, "dan")
    app = a_kit()
    with app.test_request_context("/"):
        drawn = str(macros(app, "forms").questions(made.stored(before)))
    dice = random.Random(2027)

    with_script(page, f'<form method="post">{drawn}</form>')
    met: set[str] = set()
    for _ in range(50):
        given = {name: dice.choice(values) for name, values in GIVEN.items()}
        page.evaluate(FILL, given)
        with app.test_request_context("/", method="POST", data={**given, "_shown": page.evaluate(SHOWN)}):
            posted = made.posted(request.form, before)
        seen = set(page.evaluate(SHOWN))

        assert seen == set(visibility.visible(form, posted.answers)) - {"voor"}, given
        assert not posted.more
        met |= seen
        empty = "[...document.querySelectorAll('.panel:not([hidden])')].filter(one => !one.innerText.trim())"
        assert page.evaluate(f"{empty}.length") == 0
    assert met == {question.name for question in form.page("dan").questions} - {"nooit"}


def test_a_title_that_repeats_an_answer_of_its_own_page_follows_that_answer(page):
    theme = a_question("thema", QuestionType.TEXT, max_length=100)
    pick = a_question("keus", QuestionType.DROPDOWN, choices=SCALE)
    several = a_question("veel", QuestionType.CHECKBOX, choices=SCALE)
    done = a_question("gedaan", title="Wat deden jullie met {thema}?", visible_if=parse("{thema} notempty"))
    told = a_question("verteld", title="Over {keus} en {veel}")
    asked = (theme, pick, several, done, told)
    form = every_question(pages=(QuestionnairePage("p", asked),), mapping={}, content_hash="")
    app = a_kit()
    with app.test_request_context("/"):
        drawn = str(macros(app, "forms").questions(page_form(form, "p").stored({"thema": "<b>rust</b>"})))

    with_script(page, f'<form method="post">{drawn}</form>')
    title = page.locator('label[for="q_gedaan"]')
    expect(title).to_contain_text("Wat deden jullie met <b>rust</b>?")
    page.evaluate(FILL, {"q_thema": "<i>een plek</i>", "q_keus": "2", "q_veel": ["0", "1"]})

    expect(title).to_contain_text("Wat deden jullie met <i>een plek</i>?")
    expect(page.locator('label[for="q_verteld"]')).to_contain_text("Over twee en nul, een")
    page.evaluate(FILL, {"q_keus": "", "q_veel": []})
    expect(page.locator('label[for="q_verteld"]')).to_contain_text("Over en")
