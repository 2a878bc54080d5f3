"""What can be wrong with an answer, and how it is said in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sopforms.core.questionnaire.model import Texts

MAIN_LANGUAGE = "nl"

OTHER_CAPTION: Texts = {"nl": "Anders, namelijk", "en": "Other, namely"}
NONE_CAPTION: Texts = {"nl": "Geen van deze", "en": "None of these"}

MESSAGES: Mapping[str, Texts] = {
    "not_a_choice": {
        "nl": "Kies een antwoord uit de lijst bij ‘{short}’.",
        "en": "Choose an answer from the list for ‘{short}’.",
    },
    "not_a_number": {
        "nl": "Vul bij ‘{short}’ een getal in, bijvoorbeeld 12 of 12,5.",
        "en": "Enter a number for ‘{short}’, for example 12 or 12.5.",
    },
    "not_a_date": {
        "nl": "Schrijf de datum als 21-5-2027.",
        "en": "Write the date as 21-5-2027.",
    },
    "required_choice": {
        "nl": "Kies een antwoord bij ‘{short}’.",
        "en": "Choose an answer for ‘{short}’.",
    },
    "required_text": {"nl": "Vul in: {short}.", "en": "Fill in: {short}."},
    "required_date": {"nl": "Vul een datum in.", "en": "Enter a date."},
    "required_email": {"nl": "Vul een e-mailadres in.", "en": "Enter an email address."},
    "required_other": {
        "nl": "Vul een uitleg in bij ‘{other}’.",
        "en": "Add an explanation to ‘{other}’.",
    },
    "none_with_others": {
        "nl": "‘{none}’ past niet bij een ander antwoord. Kies een van beide.",
        "en": "‘{none}’ does not go with another answer. Choose one of the two.",
    },
    "too_few": {
        "nl": "Kies bij ‘{short}’ minstens {min} antwoorden.",
        "en": "Choose at least {min} answers for ‘{short}’.",
    },
    "too_many": {
        "nl": "Kies bij ‘{short}’ hoogstens {max} antwoorden.",
        "en": "Choose at most {max} answers for ‘{short}’.",
    },
    "too_low": {
        "nl": "Vul bij ‘{short}’ een getal van minstens {min} in.",
        "en": "Enter a number of at least {min} for ‘{short}’.",
    },
    "too_high": {
        "nl": "Vul bij ‘{short}’ een getal van hoogstens {max} in.",
        "en": "Enter a number of at most {max} for ‘{short}’.",
    },
    "not_a_step": {
        "nl": "Vul bij ‘{short}’ een veelvoud van {step} in.",
        "en": "Enter a multiple of {step} for ‘{short}’.",
    },
    "too_early": {"nl": "Kies een datum vanaf {min}.", "en": "Choose a date from {min} on."},
    "too_late": {"nl": "Kies een datum tot en met {max}.", "en": "Choose a date up to and including {max}."},
    "not_an_email": {
        "nl": "Controleer het e-mailadres. Het lijkt op naam@school.nl.",
        "en": "Check the email address. It looks like name@school.nl.",
    },
    "not_a_url": {
        "nl": "Schrijf het adres voluit, zoals https://school.nl.",
        "en": "Write the address in full, like https://school.nl.",
    },
    "not_a_time": {"nl": "Schrijf de tijd als 14:30.", "en": "Write the time as 14:30."},
    "too_long": {
        "nl": "Maak ‘{short}’ korter: {over} tekens te veel, het maximum is {max}.",
        "en": "Make ‘{short}’ shorter: {over} characters too many, the maximum is {max}.",
    },
    "too_short": {
        "nl": "Schrijf bij ‘{short}’ minstens {min} tekens.",
        "en": "Write at least {min} characters for ‘{short}’.",
    },
    "rule": {"nl": "Controleer het antwoord bij ‘{short}’.", "en": "Check the answer to ‘{short}’."},
}


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """One thing to mend: `path` is `name`, `name.row` or `name-Comment`, `key` one of `MESSAGES`.

    `params` fill the message: numbers and ISO dates as they are, texts by language. `text` is what the
    author of the questionnaire wrote instead of the standard message.
    """

    path: str
    key: str
    params: Mapping[str, Any]
    text: Texts | None = None

    def message(self, language: str = MAIN_LANGUAGE) -> str:
        """Return the sentence that says what to do; Dutch where there is no such language."""
        if self.text:
            return in_language(self.text, language)
        sentences = MESSAGES[self.key]
        spoken = language if language in sentences else MAIN_LANGUAGE
        shown = {name: _shown(value, spoken, language) for name, value in self.params.items()}
        return sentences[spoken].format(**shown)


def in_language(texts: Texts, language: str) -> str:
    """Return the text in this language, else in the first language there is."""
    return texts.get(language) or next(iter(texts.values()), "")


def _shown(value: Any, spoken: str, language: str) -> str:
    if isinstance(value, Mapping):
        return in_language(value, language)
    if isinstance(value, int | float):
        return written_number(value, spoken)
    return written_date(value)


def written_number(number: float, language: str = MAIN_LANGUAGE) -> str:
    """Return a number as people write it: `12,5` in Dutch, `12.5` in English, never with an exponent."""
    if isinstance(number, int):
        text = str(number)
    else:
        text = f"{number:.10f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == MAIN_LANGUAGE else text


def written_date(day: str) -> str:
    """Return an ISO date as people write it here: `21-5-2027`."""
    year, month, of_month = day.split("-")
    return f"{int(of_month)}-{int(month)}-{year}"
