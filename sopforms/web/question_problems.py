"""What the loader says, in the words of who fills in a form: they see no properties of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from sopforms.core.questionnaire.editing_places import Placed
from sopforms.core.questionnaire.problems import Severity
from sopforms.web import language
from sopforms.web.forms import Form

LANGUAGES = {"nl": _l("Nederlands"), "en": _l("Engels")}
EMPTY: Mapping[str, LazyString] = {
    "rows": _l("Vul minstens één uitspraak in."),
    "elements": _l("Hier staat nog geen vraag. Zet er een op, of haal dit weg."),
    "pages": _l("Er is nog geen pagina."),
}
SENTENCES: Mapping[str, LazyString] = {
    "chapter_missing": _l("Kies een hoofdstuk."),
    "entry_missing": _l("Geef deze vraag een korte naam."),
    "row_missing": _l("Geef deze uitspraak een korte naam."),
    "short_empty": _l("Vul de korte naam in."),
    "stands_after": _l(
        "De voorwaarde gaat over een vraag die later komt. Zet die vraag eerder, of kies een andere."
    ),
    "unknown_name": _l(
        "De voorwaarde gaat over een vraag die er niet (meer) is. Haal de voorwaarde weg, of kies een andere."
    ),
    "no_answer": _l(
        "De voorwaarde noemt een antwoord dat er niet (meer) is. Haal haar weg, of kies een ander antwoord."
    ),
    "indicator_twice": _l("Deze indicator hoort al bij een andere vraag. Kies een andere code."),
    "bad_indicator": _l("Schrijf de indicator als BO-01: letters, een streepje en cijfers."),
    "needs_scores": _l(
        "Dit kan alleen als elk antwoord voor een getal telt. Kies een andere manier van tellen."
    ),
    "scale_values": _l("De antwoorden zijn niet meer die van de schaal. Kies de schaal opnieuw."),
}


def said(one: Placed) -> str:
    """Return a problem as a sentence in the language of the page."""
    problem = one.problem
    if problem.key == "empty_list":
        return str(EMPTY.get(str(problem.params.get("name")), _l("Vul minstens één antwoord in.")))
    if problem.key == "text_missing":
        return _("Vul dit ook in voor: %(languages)s.", languages=_languages(str(problem.params.get("name"))))
    if problem.key == "unknown_placeholder":
        name = problem.params.get("name")
        return _("‘{%(name)s}’ is hier niet bekend. Gebruik {.value}, {.short} of {.comment}.", name=name)
    if problem.key in SENTENCES:
        return str(SENTENCES[problem.key])
    message, hint = problem.in_language(language.chosen())
    sentence = f"{message[:1].upper()}{message[1:]}"
    return f"{sentence}: {hint}." if hint else f"{sentence}."


def _languages(codes: str) -> str:
    return ", ".join(str(LANGUAGES.get(code, code)) for code in codes.split(", "))


def hang(form: Form, problems: list[Placed], field_of: Callable[[Placed], str]) -> list[str]:
    """Show each error at the field it is about, or above the form; return the warnings as sentences."""
    for one in problems:
        if one.problem.severity is Severity.ERROR:
            form.refuse({field_of(one): said(one)})
    return [said(one) for one in problems if one.problem.severity is not Severity.ERROR]
