"""What is visible: one pass in document order, over the answers of visible questions."""

from sopforms.core.questionnaire.visibility import visible, visible_pages, walk

from .forms import a_form, a_page, a_panel, a_question, a_radio, an_html


def test_a_question_shows_when_its_condition_holds():
    form = a_form(a_radio("a"), a_radio("b", visible_if="{a} = 2"))

    assert visible(form, {"a": 2}) == ("a", "b")
    assert visible(form, {"a": "2"}) == ("a", "b")
    assert visible(form, {"a": 3}) == ("a",)
    assert visible(form, {}) == ("a",)


def test_a_hidden_question_reads_as_unanswered_for_what_follows():
    form = a_form(
        a_radio("a"), a_radio("b", visible_if="{a} = 1"), a_radio("c", visible_if="{b} = 1"),
    )  # fmt: skip

    assert visible(form, {"a": 2, "b": 1}) == ("a",)
    assert visible(form, {"a": 1, "b": 1}) == ("a", "b", "c")


def test_an_answer_given_later_in_the_document_is_not_seen_yet():
    form = a_form(a_radio("a", visible_if="{b} = 1"), a_radio("b"))

    assert visible(form, {"b": 1}) == ("b",)


def test_panels_and_pages_hide_what_is_in_them():
    inner = a_panel(a_radio("b"), name="binnen", visible_if="{a} = 1")
    form = a_form(
        a_page(a_radio("a"), a_panel(inner, name="buiten"), name="p1"),
        a_page(a_radio("c"), name="p2", visible_if="{b} notempty"),
    )

    assert visible(form, {"a": 1, "b": 2}) == ("a", "b", "c")
    assert visible(form, {"a": 2, "b": 2}) == ("a",)
    assert walk(form, {"a": 2}).elements == {"a"}
    assert walk(form, {"a": 1}).elements == {"a", "b", "binnen", "buiten"}


def test_a_page_is_visible_when_something_in_it_is_and_html_is_something():
    form = a_form(
        a_page(a_radio("a"), name="p1"),
        a_page(a_radio("b", visible_if="{a} = 1"), name="p2"),
        a_page(a_panel(an_html(visible_if="{a} = 2")), name="p3"),
        a_page(an_html("slot"), name="p4"),
    )

    assert visible_pages(form, {"a": 1}) == ("p1", "p2", "p4")
    assert visible_pages(form, {"a": 2}) == ("p1", "p3", "p4")


def test_a_condition_reads_a_comment_only_while_it_is_kept():
    form = a_form(
        a_radio("a", choices=("x", "y"), has_other=True),
        a_question("comment", "b", visible_if="{a-Comment} contains 'taal'"),
    )

    assert visible(form, {"a": "other", "a-Comment": "Taalhulp"}) == ("a", "b")
    assert visible(form, {"a": "x", "a-Comment": "Taalhulp"}) == ("a",)


def test_answers_from_anywhere_are_never_changed():
    answers = {"a": ["1", "1"], "b": None}
    form = a_form(a_question("checkbox", "a", choices=(1, 2)))

    visible(form, answers)

    assert answers == {"a": ["1", "1"], "b": None}
