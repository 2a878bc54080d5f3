"""What import changed in a file and why, in English and Dutch."""

from __future__ import annotations

from collections.abc import Mapping

IMPORTING: Mapping[str, tuple[str, str]] = {
    # what
    "name_changed": ("'{name}' is now '{near}'", "'{name}' heet nu '{near}'"),
    "property_left_out": ("'{name}' is left out", "'{name}' is weggelaten"),
    "empty_left_out": ("{thing} is left out", "{thing} is weggelaten"),
    "repeat_left_out": (
        "'{name}' is left out: line {line} says the same, letter for letter",
        "'{name}' is weggelaten: regel {line} zegt letter voor letter hetzelfde",
    ),
    "type_changed": ("type '{name}' is now '{near}'", "type '{name}' is nu '{near}'"),
    "made_boolean": (
        "'{name}' with the values true and false is now a yes/no question",
        "'{name}' met de waarden true en false is nu een ja/nee-vraag",
    ),
    "value_split": (
        "'{name}' is now value '{value}' with text '{text}'",
        "'{name}' is nu waarde '{value}' met tekst '{text}'",
    ),
    "page_made": ("the elements now stand on page '{name}'", "de elementen staan nu op pagina '{name}'"),
    "html_cleaned": ("html is cleaned: {tags}", "html is opgeschoond: {tags}"),
    "language_named": ("'default' is now '{near}'", "'default' is nu '{near}'"),
    "constant_replaced": (
        "'clearInvisibleValues' is now 'onHiddenContainer', not {value}",
        "'clearInvisibleValues' is nu 'onHiddenContainer', niet {value}",
    ),
    "locale_replaced": ("'locale' is now '{near}', not {value}", "'locale' is nu '{near}', niet {value}"),
    "constant_added": (
        "'clearInvisibleValues' is 'onHiddenContainer'",
        "'clearInvisibleValues' is 'onHiddenContainer'",
    ),
    "locale_added": ("'locale' is '{near}'", "'locale' is '{near}'"),
    "languages_added": ("'languages' is {near}", "'languages' is {near}"),
    "title_added": ("'title' is '{near}'", "'title' is '{near}'"),
    "container_named": ("the name '{near}'", "de naam '{near}'"),
    "entry_added": (
        "an entry with short '{near}' and aggregate 'none'",
        "een regel met short '{near}' en aggregate 'none'",
    ),
    "entry_of_row_added": (
        "an entry with short '{near}'",
        "een regel met short '{near}'",
    ),
    # why
    "renamed_by_surveyjs": ("SurveyJS gave it another name", "SurveyJS gaf het een andere naam"),
    "said_twice": ("'{near}' says the same", "'{near}' zegt hetzelfde"),
    "only_looks": (
        "it is about looks and has no effect here",
        "het gaat over het uiterlijk en doet hier niets",
    ),
    "so_anyway": ("it is so anyway", "dat is toch al zo"),
    "condition_decides": ("'{near}' decides", "'{near}' beslist"),
    "empty_condition": ("an empty condition says nothing", "een lege voorwaarde zegt niets"),
    "values_say": ("the values say the same", "de waarden zeggen hetzelfde"),
    "nothing_in_it": ("there is nothing in it", "er staat niets in"),
    "same_answers": ("it stores the same answers", "het bewaart dezelfde antwoorden"),
    "not_of_type": ("a '{near}' question has none", "een '{near}'-vraag heeft dat niet"),
    "surveyjs_splits": ("SurveyJS reads it so", "zo leest SurveyJS het"),
    "pages_only": ("a questionnaire has pages", "een vragenlijst heeft pagina's"),
    "asked_once": ("it is asked once", "het wordt één keer gevraagd"),
    "few_tags": ("only a few tags are shown", "alleen een paar tags worden getoond"),
    "default_is_a_language": (
        "a text names its languages; --default-language says which one this is",
        "een tekst noemt de talen; --default-language zegt welke dit is",
    ),
    "default_repeats": ("'{near}' has the same text", "'{near}' heeft dezelfde tekst"),
    "one_constant": (
        "the answer to a question that is hidden is never sent",
        "het antwoord op een verborgen vraag wordt nooit verzonden",
    ),
    "main_language": ("it is the main language", "dat is de hoofdtaal"),
    "languages_found": ("these are the languages of the texts", "dit zijn de talen van de teksten"),
    "title_of_survey": ("it is that of the survey", "dat is die van de survey"),
    "title_of_file": ("it is the name of the file", "dat is de naam van het bestand"),
    "name_lacking": ("it had no name", "het had geen naam"),
    "name_used_twice": ("'{name}' is used twice", "'{name}' komt twee keer voor"),
    "choose_its_meaning": (
        "choose indicator, chapter and aggregate when it has to count",
        "kies indicator, hoofdstuk en aggregate als het moet meetellen",
    ),
    # what cannot be imported or shown
    "cannot_open": ("the file cannot be opened: {why}", "het bestand kan niet worden geopend: {why}"),
    "is_envelope": (
        "this is a questionnaire file already, not a bare SurveyJS file",
        "dit is al een vragenlijstbestand, geen kaal SurveyJS-bestand",
    ),
    "import_its_survey": (
        "only the part 'survey' goes to an editor and back",
        "alleen het deel 'survey' gaat naar een editor en terug",
    ),
    "no_survey": (
        "no SurveyJS file: an object with 'pages' or 'elements' is expected",
        "geen SurveyJS-bestand: hier hoort een object met 'pages' of 'elements'",
    ),
}
