"""What is said about questionnaire files, in English and Dutch: templates with named parameters.

A parameter that begins with `@` is a word of `THINGS`. What an author
wrote stands between single quotes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sopforms.core.questionnaire.messages_advice import ADVICE
from sopforms.core.questionnaire.messages_comparison import COMPARISON, COMPARISON_HINTS, COMPARISON_THINGS
from sopforms.core.questionnaire.messages_document import DOCUMENT, DOCUMENT_THINGS
from sopforms.core.questionnaire.messages_expression import EXPRESSION
from sopforms.core.questionnaire.messages_hints import HINTS, THINGS
from sopforms.core.questionnaire.messages_import import IMPORTING
from sopforms.core.questionnaire.messages_meaning import MEANING

_LONGEST_SHOWN = 320
_THINGS: Mapping[str, tuple[str, str]] = {**THINGS, **DOCUMENT_THINGS, **COMPARISON_THINGS}

_HINTS: Mapping[str, tuple[str, str]] = {**HINTS, **COMPARISON_HINTS, **ADVICE}

MESSAGES: Mapping[str, tuple[str, str]] = {
    # reading
    "file_too_large": ("the file is larger than {most:,} bytes", "het bestand is groter dan {most:,} bytes"),
    "not_utf8": ("not readable as UTF-8", "niet leesbaar als UTF-8"),
    "ends_early": ("not JSON: the text ends too early", "geen JSON: de tekst houdt te vroeg op"),
    "unexpected": ("not JSON: '{found}' is not expected here", "geen JSON: '{found}' hoort hier niet"),
    "text_behind": ("not JSON: there is more after the end", "geen JSON: na het einde staat nog iets"),
    "bad_text": (
        "not JSON: a text that does not end, or a wrong escape or control character in it",
        "geen JSON: een tekst zonder einde, of met een verkeerde escape of een stuurteken",
    ),
    "comma_expected": ("not JSON: a comma is missing before this", "geen JSON: hiervoor ontbreekt een komma"),
    "colon_expected": (
        "not JSON: a colon is missing before this",
        "geen JSON: hiervoor ontbreekt een dubbele punt",
    ),
    "key_expected": (
        "not JSON: a key in double quotes is expected",
        "geen JSON: hier hoort een sleutel tussen dubbele aanhalingstekens",
    ),
    "unfit_character": (
        "a text holds the character zero or half a surrogate pair",
        "een tekst bevat het teken nul of een half surrogaatpaar",
    ),
    "key_twice": (
        "key '{name}' is written twice in one object",
        "sleutel '{name}' staat twee keer in één object",
    ),
    "no_number": ("{found} is no number in JSON", "{found} is in JSON geen getal"),
    "number_too_long": ("a number of more than {most} digits", "een getal van meer dan {most} cijfers"),
    "too_many_values": ("more than {most:,} values in one file", "meer dan {most:,} waarden in één bestand"),
    "too_deep": ("nested more than {most} deep", "meer dan {most} diep genest"),
    # kinds of value
    "kind_string": ("a text is expected, not {found}", "hier hoort een tekst, niet {found}"),
    "kind_text": (
        "a text, or an object with a text per language, is expected, not {found}",
        "hier hoort een tekst of een object met een tekst per taal, niet {found}",
    ),
    "kind_boolean": ("true or false is expected, not {found}", "hier hoort true of false, niet {found}"),
    "kind_whole": ("a whole number is expected, not {found}", "hier hoort een geheel getal, niet {found}"),
    "kind_number": ("a number is expected, not {found}", "hier hoort een getal, niet {found}"),
    "kind_word": ("one of {words} is expected", "hier hoort een van {words}"),
    "kind_object": ("an object is expected, not {found}", "hier hoort een object, niet {found}"),
    "kind_list": ("a list is expected, not {found}", "hier hoort een lijst, niet {found}"),
    "kind_date": (
        "a date as 2027-05-21 is expected, of the years 1900-2100",
        "hier hoort een datum als 2027-05-21, uit de jaren 1900-2100",
    ),
    "control_characters": ("a text holds control characters", "een tekst bevat stuurtekens"),
    "out_of_bounds": (
        "a whole number from {least} to {most} is expected",
        "hier hoort een geheel getal van {least} tot en met {most}",
    ),
    "too_small": (
        "a whole number of at least {least} is expected",
        "hier hoort een geheel getal van minstens {least}",
    ),
    "bad_languages": (
        "a list of different two-letter codes is expected, the main language first",
        "hier hoort een lijst van verschillende tweelettercodes, de hoofdtaal eerst",
    ),
    "bad_id": (
        "'{name}' is no id: a small letter, then 1 to 49 small letters, digits and '-'",
        "'{name}' is geen id: een kleine letter en dan 1 tot 49 kleine letters, cijfers en '-'",
    ),
    "blank_title": ("the title is blank", "de titel is leeg"),
    "bad_need": (
        "a list of words in small letters is expected",
        "hier hoort een lijst van woorden in kleine letters",
    ),
    # envelope
    "no_envelope": (
        "no questionnaire file: 'sopforms' is missing",
        "geen vragenlijstbestand: 'sopforms' ontbreekt",
    ),
    "bare_survey": (
        "a bare SurveyJS file, without the envelope",
        "een kaal SurveyJS-bestand, zonder de omslag",
    ),
    "other_number": ("'sopforms' is not the number 1", "'sopforms' is niet het getal 1"),
    "other_constant": (
        "'clearInvisibleValues' has another value",
        "'clearInvisibleValues' heeft een andere waarde",
    ),
    # properties
    "needs": ("{of} needs '{name}'", "{of} moet '{name}' hebben"),
    "unknown_property": ("unknown property '{name}' of {of}", "onbekende eigenschap '{name}' van {of}"),
    "old_property": ("old property name '{name}'", "oude eigenschapsnaam '{name}'"),
    "looks_property": (
        "'{name}' is about looks and has no effect here",
        "'{name}' gaat over het uiterlijk en doet hier niets",
    ),
    "refused_property": ("property '{name}' is refused", "eigenschap '{name}' wordt geweigerd"),
    # caps
    "text_too_long": ("a text of more than {most:,} characters", "een tekst van meer dan {most:,} tekens"),
    "too_many_items": ("more than {most} in one list", "meer dan {most} in één lijst"),
    "too_many_pages": ("more than {most} pages", "meer dan {most} pagina's"),
    "too_many_questions": (
        "more than {most} questions (rows count)",
        "meer dan {most} vragen (rijen tellen mee)",
    ),
    "panels_deep": ("panels nested more than {most} deep", "panelen meer dan {most} diep genest"),
    # structure
    "refused_type": ("type '{name}' is refused", "type '{name}' wordt geweigerd"),
    "unknown_type": ("unknown type '{name}'", "onbekend type '{name}'"),
    "unknown_validator": ("unknown validator '{name}'", "onbekende controle '{name}'"),
    "bad_name": ("'{name}' cannot be a name", "'{name}' kan geen naam zijn"),
    "reserved_name": ("'{name}' is reserved", "'{name}' is gereserveerd"),
    "name_twice": ("name '{name}' is taken by line {line}", "naam '{name}' is al gebruikt in regel {line}"),
    "bad_value": ("this cannot be a value", "dit kan geen waarde zijn"),
    "value_twice": ("value '{value}' is there twice", "waarde '{value}' staat er twee keer"),
    "value_taken": (
        "value '{value}' is that of the item '{value}', which is on",
        "waarde '{value}' is die van het onderdeel '{value}', dat aan staat",
    ),
    "contradict": ("'{low}' and '{high}' contradict each other", "'{low}' en '{high}' spreken elkaar tegen"),
    "not_positive": ("'{name}' must be more than 0", "'{name}' moet meer dan 0 zijn"),
    "rate_count": (
        "a rating has 2 to 11 values, not {count}",
        "een rating heeft 2 tot 11 waarden, niet {count}",
    ),
    "more_than_choices": (
        "'{name}' is more than the {count} choices",
        "'{name}' is meer dan de {count} keuzes",
    ),
    "excludes": ("'{name}' cannot stand beside '{other}'", "'{name}' kan niet naast '{other}' staan"),
    "unfit_input": (
        "'{name}' does not fit inputType '{input}'",
        "'{name}' past niet bij inputType '{input}'",
    ),
    "unfit_validator": (
        "validator '{name}' does not fit this question",
        "controle '{name}' past niet bij deze vraag",
    ),
    "rule_without_text": (
        "an expression validator needs 'text'",
        "een expression-controle moet 'text' hebben",
    ),
    "empty_list": ("'{name}' is empty", "'{name}' is leeg"),
    # conditions
    "condition_long": (
        "a condition of more than {most:,} characters",
        "een voorwaarde van meer dan {most:,} tekens",
    ),
    "condition_deep": ("brackets nested more than {most} deep", "haakjes meer dan {most} diep genest"),
    "unknown_name": ("there is no question {{{name}}}", "er is geen vraag {{{name}}}"),
    "stands_after": (
        "{{{name}}} does not stand before this condition, so it is not answered yet",
        "{{{name}}} staat niet vóór deze voorwaarde en is dus nog niet beantwoord",
    ),
    "no_answer": (
        "{value} is not an answer of {{{name}}} (answers: {answers})",
        "{value} is geen antwoord van {{{name}}} (antwoorden: {answers})",
    ),
    "no_number_answer": (
        "{value} is not a number, as {{{name}}} is",
        "{value} is geen getal, en {{{name}}} wel",
    ),
    "no_date_answer": (
        "{value} is not a date as '2027-05-21', as {{{name}}} is",
        "{value} is geen datum als '2027-05-21', en {{{name}}} wel",
    ),
    "no_question": ("nothing is asked left of '{operator}'", "links van '{operator}' staat geen vraag"),
    "operator_unfit": (
        "'{operator}' does not fit {{{name}}} here",
        "'{operator}' past hier niet bij {{{name}}}",
    ),
    "no_condition": ("{name} alone is no condition", "{name} alleen is geen voorwaarde"),
    "inside_text": (
        "'{operator}' looks inside the text of the single answer {{{name}}}",
        "'{operator}' kijkt in de tekst van het ene antwoord {{{name}}}",
    ),
    "text_as_number": (
        "text {{{name}}} is compared as a number",
        "tekst {{{name}}} wordt als getal vergeleken",
    ),
    "never_true": ("this condition is never true", "deze voorwaarde is nooit waar"),
    "always_true": ("this condition is always true", "deze voorwaarde is altijd waar"),
    "true_unanswered": (
        "this condition is true while nothing is answered",
        "deze voorwaarde is waar terwijl nog niets beantwoord is",
    ),
    # texts
    "text_missing": ("a text lacks: {name}", "in een tekst ontbreekt: {name}"),
    "text_extra": ("'{name}' is no declared language", "'{name}' is geen aangegeven taal"),
    "text_default": (
        "'default' is refused: to SurveyJS it means English",
        "'default' wordt geweigerd: voor SurveyJS is dat Engels",
    ),
    "html_tag": ("tag <{tag}> may not be used", "tag <{tag}> mag niet"),
    "html_attribute": ("tag <{tag}> may have no attributes", "tag <{tag}> mag geen attributen hebben"),
    "html_link": ("<a> needs 'href' and may have nothing else", "<a> moet 'href' hebben en verder niets"),
    "html_address": (
        "the address of <a> must begin with https:, mailto: or /",
        "het adres van <a> moet beginnen met https:, mailto: of /",
    ),
    "piping_unknown": (
        "{{{name}}} names nothing that can be shown",
        "{{{name}}} noemt niets dat getoond kan worden",
    ),
    "piping_later": (
        "{{{name}}} cannot be shown here: it is not answered before this",
        "{{{name}}} kan hier niet getoond worden: het is hiervoor niet beantwoord",
    ),
    "locale_missing": ("'locale' must be there and be '{name}'", "'locale' moet er staan en '{name}' zijn"),
    "locale_other": (
        "'locale' must be '{name}', the first language",
        "'locale' moet '{name}' zijn, de eerste taal",
    ),
    **MEANING,
    **DOCUMENT,
    **COMPARISON,
    **EXPRESSION,
    **IMPORTING,
}


def say(key: str, params: Mapping[str, Any], language: str) -> str | None:
    """Return a message or hint in `nl` or `en`; None for no hint."""
    template = MESSAGES.get(key) or _HINTS.get(key)
    if template is None:
        return None
    column = 1 if language == "nl" else 0
    return template[column].format(**{name: _shown(value, column) for name, value in params.items()})


def _shown(value: Any, column: int) -> Any:
    """Return a parameter fit to be printed: no line ends, not endless."""
    if not isinstance(value, str):
        return value
    if value.startswith("@") and value[1:] in _THINGS:
        return _THINGS[value[1:]][column]
    shown = "".join(mark if mark.isprintable() else f"U+{ord(mark):04X}" for mark in value[:_LONGEST_SHOWN])
    return shown if len(value) <= _LONGEST_SHOWN else shown + "…"
