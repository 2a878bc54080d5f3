"""Every code has a broken file: the code, its line and column, and words that a coordinator understands."""

from __future__ import annotations

import pytest

from tests.core.questionnaire.test_load import BROKEN, WARNED, place, problems

# code → what is said about the first file of that code in the tables of broken files, and what to do
SAID: dict[str, tuple[str, str | None]] = {
    "Q001": ("not JSON: a key in double quotes is expected", None),
    "Q002": ("key 'id' is written twice in one object", "keep one of the two"),
    "Q003": ("unknown property 'naam' of a questionnaire file", None),
    "Q004": ("a bare SurveyJS file, without the envelope", "run sopforms questionnaire import"),
    "Q005": ("'Proef' is no id: a small letter, then 1 to 49 small letters, digits and '-'", None),
    "Q006": ("a questionnaire file needs 'kind'", None),
    "Q007": ("a text of more than 5,000 characters", None),
    "Q008": ("'clearInvisibleValues' has another value", 'write "onHiddenContainer"'),
    "Q009": ("old property name 'hasOther'", "write 'showOtherItem'"),
    "Q010": ("property 'choicesByUrl' is refused", "write the choices"),
    "Q011": ("'colCount' is about looks and has no effect here", "leave it out"),
    "Q012": ("type 'imagepicker' is refused", "use texts"),
    "Q013": ("'1hulp' cannot be a name", "a letter, then at most 49 letters, digits and '_'"),
    "Q014": ("a choice needs 'value'", None),
    "Q015": ("name 'Hulp' is taken by line 14", "give one of the two another name"),
    "Q016": ("value '1' is there twice", "give one of the two another value"),
    "Q017": ("value 'other' is that of the item 'other', which is on", "choose another value"),
    "Q018": ("'min' and 'max' contradict each other", None),
    "Q019": ("'showCommentArea' cannot stand beside 'showOtherItem'", "use one of the two"),
    "Q020": ("'choices' is empty", "write at least one, or leave it out"),
    "Q030": ("a condition of more than 2,000 characters", None),
    "Q031": ("at character 10: text 'ja' must be quoted: 'ja'", None),
    "Q032": ("there is no question {hlp}", "did you mean 'hulp'?"),
    "Q033": (
        "{vrij} does not stand before this condition, so it is not answered yet",
        "move that question to before this one",
    ),
    "Q034": ("'jaa' is not an answer of {hulp} (answers: ja, nee, soms)", None),
    "Q035": (
        "'>' does not fit {hulp} here",
        "fit: = != with an answer, anyof noneof with a list, < <= > >= with a number if values are numbers",
    ),
    "Q036": ("{hulp} alone is no condition", "compare it with an answer, or write notempty behind it"),
    "Q040": ("'en' is no declared language", "leave it out, or add it to 'languages'"),
    "Q041": ("tag <script> may not be used", "allowed: p br strong em ul ol li h3 h4 a"),
    "Q042": ("{hlp} names nothing that can be shown", None),
    "Q043": ("'locale' must be there and be 'nl'", None),
    "Q044": ("an expression validator needs 'text'", "say in words what the answer should be"),
    "Q050": ("there is no question 'hulpp'", "did you mean 'hulp'?"),
    "Q051": ("question 'hulp' has no entry in the mapping", "add an entry with at least 'short'"),
    "Q052": ("'bo-1' is no indicator, such as 'BO-01'", None),
    "Q053": ("unknown scale 'MATE5'", None),
    "Q054": (
        "the values are not those of scale 'AB', in its order: a, b, c",
        "write the values of the scale, all and in its order",
    ),
    "Q055": ("aggregate 'mean' does not fit (fit: value, none)", None),
    "Q056": ("without score: nee, soms", None),
    "Q057": ("'mean' says nothing on a bipolar scale", "use 'distribution'"),
    "Q058": ("'chapter' is missing", "write one of ch1 to ch11, or aggregate 'none'"),
    "Q059": ("a whole number from 5 to 20 is expected", None),
    "Q060": ("'misschien' is no value (values: ja, nee, soms, *)", None),
    "Q061": ("free text of staff and pupils is always sensitive", "leave 'sensitive' out"),
    "Q062": ("'base' is one of answered, shown, invited", None),
    "Q070": (
        "old name 'hulp' is still there",
        "take the old name out of the survey, or this line out of 'renames'",
    ),
    "Q080": ("'contains' looks inside the text of the single answer {hulp}", "use '=' or 'anyof'"),
    "Q081": ("this condition is never true", None),
    "Q082": ("this condition is always true", None),
    "Q083": ("this condition is true while nothing is answered", "add 'notempty' if that is not meant"),
    "Q084": ("text {hulp} is compared as a number", "give that question inputType 'number'"),
    "Q085": ("one text for all languages (nl, en)", "write an object with a text per language"),
    "Q086": ("counted, but without an indicator: no trend", "give it an indicator, or aggregate 'none'"),
    "Q087": ("the question has no title", None),
    "Q088": ("11 counted values; 3 to 10 work best", None),
    "Q089": ("this seems to ask for a person (naam)", "who answers stays anonymous"),
    "Q090": ("Dutch is not among the languages", None),
    "Q091": ("markup in a title is shown as typed", "write plain text"),
    "Q092": ("worded otherwise than in the scale: 'c'", None),
    "Q093": ("value '1' is a text that looks like a number", "write it without quotes"),
    "Q094": ("8 questions on a page; at most 7 is better", "divide it over more pages"),
    "Q095": ("no sentence for: nee, soms", 'write "" where no sentence is meant, or use *'),
}
AT_PUBLISHING = {"Q071", "Q072", "Q073", "Q074"}  # tests of comparing versions
ACROSS_FILES = {"Q075"}  # tests of question sets
EVERY_CODE = (
    *range(1, 21),
    *range(30, 37),
    *range(40, 45),
    *range(50, 63),
    *range(70, 76),
    *range(80, 96),
)


def test_every_code_of_the_format_has_its_test() -> None:
    assert {*SAID, *AT_PUBLISHING, *ACROSS_FILES} == {f"Q{number:03}" for number in EVERY_CODE}


@pytest.mark.parametrize("code", SAID)
def test_a_problem_tells_its_place_what_is_wrong_and_what_to_do(code: str) -> None:
    text, mark = next((text, mark) for name, text, mark in [*BROKEN, *WARNED] if name == code)
    line, column = place(text, mark)
    message, hint = SAID[code]

    (problem, *_) = [
        one for one in problems(text) if (one.code, one.line, one.column) == (code, line, column)
    ]
    dutch, dutch_hint = problem.in_language("nl")

    assert (problem.message, problem.hint) == (message, hint)
    assert str(problem).startswith(f"f.json:{line}:{column}: ")
    assert str(problem).endswith(f"{message} - {hint} [{code}]" if hint else f"{message} [{code}]")
    assert dutch != message
    assert (dutch_hint is None) is (hint is None)
