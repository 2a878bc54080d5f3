"""A questionnaire that holds every type of question once, for the tests of forms and macros."""

from __future__ import annotations

from typing import Any

from sopforms.core.questionnaire.expression import parse
from sopforms.core.questionnaire.model import (
    Choice,
    Html,
    InputType,
    Kind,
    MappingEntry,
    Page,
    Panel,
    Question,
    QuestionType,
    Row,
    Scale,
    ScaleValue,
    Texts,
    Validator,
)
from sopforms.core.questionnaire.questionnaire import Questionnaire


def t(dutch: str, english: str = "") -> Texts:
    """Return a text in two languages."""
    return {"nl": dutch, "en": english or f"{dutch} (en)"}


def choices(*pairs: tuple[Any, str]) -> tuple[Choice, ...]:
    """Return choices from pairs of value and text."""
    return tuple(Choice(value, t(text)) for value, text in pairs)


MATE = ((1, "nog niet"), (2, "soms"), (3, "meestal"), (4, "altijd"), ("x", "weet ik niet / n.v.t."))
KWAL = (
    (1, "onvoldoende"),
    (2, "in ontwikkeling"),
    (3, "voldoende"),
    (4, "goed"),
    ("x", "kan ik niet beoordelen"),
)
MATE4 = Scale("MATE4", tuple(ScaleValue(v, t(s), None if v == "x" else v, v == "x") for v, s in MATE))
KWAL4 = Scale("KWAL4", tuple(ScaleValue(v, t(s), None if v == "x" else v, v == "x") for v, s in KWAL))


def a_question(
    name: str, type: QuestionType = QuestionType.COMMENT, title: str = "", **more: Any
) -> Question:
    """Return a question; what is not said has its default."""
    return Question(name, type, t(title or name.capitalize()), **more)


BASIS = a_question(
    "basis",
    QuestionType.MATRIX,
    "Hoe vaak lukt dit?",
    choices=choices(*MATE),
    rows=(
        Row("uitleg", t("Ik stem mijn uitleg af op wat leerlingen nodig hebben.")),
        Row("routines", t("Ik bied dagelijks vaste routines en voorspelbaarheid in mijn groep of les.")),
        Row("lezen", t("Ik merk taal- en leesproblemen vroeg op en weet welke stap dan volgt.")),
    ),
    each_row_required=True,
)
TOEGERUST = a_question(
    "toegerust",
    QuestionType.RADIOGROUP,
    "De extra hulp die is afgesproken, wordt ook echt uitgevoerd.",
    choices=choices(*KWAL),
    required=True,
)
SCHOLING = a_question(
    "scholing",
    QuestionType.COMMENT,
    "Wat staat de uitvoering het meest in de weg?",
    description=t("Noem geen namen van leerlingen of collega's."),
    visible_if=parse("{toegerust} anyof [1, 2] or {basis.lezen} = 1"),
    max_length=1000,
)
GROEP = Page(
    "groep", (BASIS, TOEGERUST, SCHOLING), title=t("Basisondersteuning in jouw groep", "In your group")
)

ROL = a_question(
    "rol",
    QuestionType.RADIOGROUP,
    "Wat is jouw rol?",
    choices=choices(("lk", "Leerkracht"), ("oa", "Onderwijsassistent")),
    has_other=True,
)
HULP = a_question(
    "hulp",
    QuestionType.CHECKBOX,
    "Welke hulp gebruik je?",
    choices=choices(("rt", "Remedial teaching"), ("soft", "Voorleessoftware"), ("groep", "Kleine groep")),
    has_none=True,
    max_selected=2,
)
VAK = a_question(
    "vak",
    QuestionType.DROPDOWN,
    "In welke groep werk je het meest?",
    choices=choices((1, "Groep 1-2"), (3, "Groep 3-5"), (6, "Groep 6-8")),
)
CIJFER = a_question(
    "cijfer",
    QuestionType.RATING,
    "Hoe tevreden ben je over de samenwerking?",
    choices=choices(*((n, str(n)) for n in range(1, 6))),
    min_label=t("helemaal niet"),
    max_label=t("heel erg"),
    has_comment=True,
)
AANRADEN = a_question(
    "aanraden",
    QuestionType.RATING,
    "Zou je onze aanpak aanraden?",
    choices=choices(*((n, str(n)) for n in range(11))),
)
OVERLEG = a_question("overleg", QuestionType.BOOLEAN, "Is er een vast moment voor overleg?")
UREN = a_question(
    "uren",
    QuestionType.TEXT,
    "Hoeveel uur per week?",
    input_type=InputType.NUMBER,
    min=0,
    max=40,
    visible_if=parse("{overleg} = true"),
    required_if=parse("{overleg} = true"),
)
DATUM = a_question("datum", QuestionType.TEXT, "Wanneer is het volgende overleg?", input_type=InputType.DATE)
MAIL = a_question(
    "mail", QuestionType.TEXT, "Wie mogen wij mailen?", input_type=InputType.EMAIL, max_length=500
)
TEKST = a_question("tekst", QuestionType.TEXT, "In één woord?", max_length=20)
HTML = Html(
    "uitleg_hulp", t('<p>Bij <strong>hulp</strong> hoort ook <a href="https://school.nl">dit</a>.</p>')
)
SOORTEN = Page(
    "soorten",
    (
        HTML,
        ROL,
        HULP,
        VAK,
        CIJFER,
        AANRADEN,
        Panel(
            "samen",
            (OVERLEG, UREN, DATUM),
            title=t("Samenwerking"),
            description=t("Over het afgelopen jaar."),
        ),
        MAIL,
        TEKST,
    ),
    title=t("Alle soorten vragen"),
)
LATER = a_question(
    "later",
    QuestionType.COMMENT,
    "Je koos {toegerust} en {uren} uur. Wat nu?",
    visible_if=parse("{toegerust} = 1"),
    validators=(Validator("text", min_length=3),),
)
SLOT = a_question("slot", title="Wil je nog iets kwijt?", max_length=1000)
EINDE = Page("einde", (LATER, SLOT))


def every_question(**more: Any) -> Questionnaire:
    """Return the questionnaire."""
    pages = (GROEP, SOORTEN, EINDE)
    questions = [question for page in pages for question in page.questions]
    mapping = {question.name: MappingEntry(t(question.name.capitalize())) for question in questions}
    mapping["basis"] = MappingEntry(
        t("Basisondersteuning"),
        scale="MATE4",
        measure=MATE4,
        rows={row.name: MappingEntry(t(row.name.capitalize()), measure=MATE4) for row in BASIS.rows},
    )
    mapping["toegerust"] = MappingEntry(t("Extra hulp"), scale="KWAL4", measure=KWAL4)
    facts: dict[str, Any] = {
        "id": "alles",
        "kind": Kind.STAFF,
        "title": "Alles",
        "languages": ("nl", "en"),
        "pages": pages,
        "mapping": mapping,
        "heading": t("Hoe ging het dit jaar?"),
        "content_hash": "f" * 64,
    }
    return Questionnaire(**{**facts, **more})
