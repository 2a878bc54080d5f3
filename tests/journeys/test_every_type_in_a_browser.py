"""Every type of question at chromium: accessible in light and dark, on any screen, and by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from werkzeug.datastructures import MultiDict

from sopforms.web.assets import STATIC
from sopforms.web.questionnaire_form import PageForm, page_form
from tests.journeys.chromium import chromium
from tests.web.every_question import every_question
from tests.web.kit import a_kit, macros

NARROW, WIDE = {"width": 320, "height": 700}, {"width": 1280, "height": 900}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_SCRIPT = Axe().axe_script
VIOLATIONS = f"""axe.run(document, {{resultTypes: ['violations'], runOnly: {RULES}}}).then(found =>
  found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html).join(' | ')))"""
TYPED = {"q_uren": "12,5", "q_datum": "21-5-2027", "q_mail": "anna@school.example"}
FORM_DATA = "[...new FormData(document.forms[0])]"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    with a_kit().test_request_context("/"):
        yield


def open_(
    browser: Browser, form: PageForm, *, scheme: str = "light", screen: dict[str, int] = NARROW
) -> Page:
    """Show a page of the questionnaire that holds every type, as the survey draws it."""
    app = a_kit()
    with app.test_request_context("/"):
        kit = macros(app, "forms")
        drawn = f"{kit.error_summary(form)}<h1>{form.title}</h1><form>{kit.questions(form)}"
        drawn += f'<p class="row"><button class="btn">Verder</button>{kit.update_button(form)}</p></form>'
    page = browser.new_page(viewport=screen, color_scheme=scheme, locale="nl-NL")
    page.set_content(
        '<!doctype html><html lang="nl"><head><title>Vragen</title></head>'
        f'<body><main><div class="wrap wrap--text stack">{drawn}</div></main></body></html>'
    )
    page.add_style_tag(path=STATIC / "sop.css")
    page.add_script_tag(path=STATIC / "sop.js")
    return page


def answered_wrongly(name: str) -> PageForm:
    """A page with an error at everything that can have one."""
    made = page_form(every_question(), name)
    names = [question.name for question in made.page.questions]
    wrong = [(f"q_{one}", "?" * 600) for one in names if one not in ("basis", "overleg", "scholing")]
    data = MultiDict([("_shown", " ".join(names)), ("q_overleg", "true"), *wrong, ("q_toegerust", "1")])
    form = made.posted(data, {})
    form.judge()
    return form


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["groep", "soorten"])
def test_every_type_is_accessible_in_every_state_on_every_screen(name, scheme, browser):
    answers = {"toegerust": 1, "overleg": True, "hulp": ["rt"], "rol": "other", "basis": {"lezen": 1}}
    made = page_form(every_question(), name)
    for form in (made.stored(answers), answered_wrongly(name)):
        page = open_(browser, form, scheme=scheme)
        page.evaluate(AXE_SCRIPT)
        for screen in (NARROW, WIDE) if scheme == "light" else (NARROW,):
            page.set_viewport_size(screen)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
            assert page.evaluate(VIOLATIONS) == []
        page.close()


def test_a_grid_on_a_phone_is_a_list_of_statements_with_their_answers_below(browser):
    page = open_(browser, page_form(every_question(), "groep").stored({}))

    rows = page.locator(".grid fieldset")

    assert rows.count() == 3
    for row in rows.all():
        statement, first = row.locator("legend").bounding_box(), row.locator("label").first.bounding_box()
        assert statement is not None
        assert first is not None
        assert first["y"] >= statement["y"] + statement["height"]
        assert all(label.bounding_box()["height"] >= 44 for label in row.locator("label").all())
    page.close()


@pytest.mark.parametrize("name", ["groep", "soorten"])
def test_every_type_is_answered_by_keyboard_alone(name, browser):
    form = page_form(every_question(), name)
    page = open_(browser, form.stored({}))
    reached: list[str] = []

    for _ in range(60):
        page.keyboard.press("Tab")
        kind, id_ = page.evaluate("[document.activeElement.type || '', document.activeElement.id]")
        if kind == "submit":
            break
        reached.append(id_)
        if kind == "radio" or (kind == "checkbox" and id_.endswith("-0")):
            page.keyboard.press("Space")
        elif kind == "select-one":
            page.keyboard.press("ArrowDown")
        elif kind != "checkbox":
            page.keyboard.type(TYPED.get(id_, "rust"))
    given = form.posted(MultiDict(map(tuple, page.evaluate(FORM_DATA))), {})
    page.close()

    asked = [field.question for field in given.answer_fields]
    assert given.judge(), given.error_pairs()
    assert not given.more
    assert [question.name for question in asked if question.name not in given.answers] == []
    assert len(reached) == len(set(reached))


def test_arrows_choose_within_a_question_and_the_next_tab_is_the_next_statement(browser):
    page = open_(browser, page_form(every_question(), "groep").stored({}))

    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")

    given = [pair for pair in page.evaluate(FORM_DATA) if pair[0].startswith("q_")]

    assert given == [["q_basis--uitleg", "3"], ["q_basis--routines", "1"]]
    page.close()
