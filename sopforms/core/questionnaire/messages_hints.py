"""What to do about a problem in a questionnaire file, in English and Dutch; and the words for its parts."""

from __future__ import annotations

from collections.abc import Mapping

THINGS: Mapping[str, tuple[str, str]] = {
    "envelope": ("a questionnaire file", "een vragenlijstbestand"),
    "scales_file": ("a file of scales", "een schalenbestand"),
    "survey": ("the survey", "de survey"),
    "page": ("a page", "een pagina"),
    "element": ("an element", "een element"),
    "panel": ("a panel", "een paneel"),
    "html": ("an html element", "een html-element"),
    **{
        name: (f"a {name} question", f"een {name}-vraag")
        for name in ("radiogroup", "dropdown", "checkbox", "rating", "boolean", "matrix", "text", "comment")
    },
    "choice": ("a choice", "een keuze"),
    "column": ("a column", "een kolom"),
    "matrix_row": ("a row", "een rij"),
    "rate": ("a rate value", "een waarde van een rating"),
    "validator": ("a validator", "een controle"),
    **{
        f"validator:{name}": (f"the validator '{name}'", f"de controle '{name}'")
        for name in ("numeric", "text", "email", "answercount", "expression")
    },
    "mapping": ("a mapping entry", "een regel van de mapping"),
    "row": ("the mapping entry of a row", "een regel van de mapping voor een rij"),
    "scale": ("a scale", "een schaal"),
    "scale_value": ("a value of a scale", "een waarde van een schaal"),
    "renames": ("the renames", "de hernoemingen"),
    "object": ("an object", "een object"),
    "list": ("a list", "een lijst"),
    "boolean_value": ("true or false", "true of false"),
    "number": ("a number", "een getal"),
    "string": ("a text", "een tekst"),
    "null": ("null", "null"),
    "other": ("something else", "iets anders"),
}

HINTS: Mapping[str, tuple[str, str]] = {
    "did_you_mean": ("did you mean '{near}'?", "bedoelde u '{near}'?"),
    "did_you_mean_braces": ("did you mean {{{near}}}?", "bedoelde u {{{near}}}?"),
    "belongs_to": ("it belongs to: {owners}", "hoort bij: {owners}"),
    "new_name": ("write '{near}'", "schrijf '{near}'"),
    "leave_out": ("leave it out", "laat het weg"),
    "run_import": ("run sopforms questionnaire import", "gebruik sopforms questionnaire import"),
    "write_constant": ('write "onHiddenContainer"', 'schrijf "onHiddenContainer"'),
    "name_language": ("name the language", "noem de taal"),
    "name_rule": (
        "a letter, then at most 49 letters, digits and '_'",
        "een letter en dan hoogstens 49 letters, cijfers en '_'",
    ),
    "value_rule": (
        "a whole number, or a text of 1-100 characters without '|' and without blanks at the ends",
        "een geheel getal, of een tekst van 1-100 tekens zonder '|' en zonder spaties aan de uiteinden",
    ),
    "html_rule": (
        "allowed: p br strong em ul ol li h3 h4 a",
        "toegestaan: p br strong em ul ol li h3 h4 a",
    ),
    "placeholder_rule": (
        "{{.value}}, {{.short}}, {{.comment}}; in team, consolidation and advice also a question",
        "{{.value}}, {{.short}}, {{.comment}}; bij team, consolidation en advice ook een vraag",
    ),
    "add_notempty": (
        "add 'notempty' if that is not meant",
        "voeg 'notempty' toe als dat niet de bedoeling is",
    ),
    "fits_one": (
        "fit: = != with an answer, anyof noneof with a list, < <= > >= with a number if values are numbers",
        "wel: = != met een antwoord, anyof noneof met een lijst, < <= > >= met een getal bij getallen",
    ),
    "fits_many": (
        "fit: contains notcontains, and anyof noneof allof = != with a list",
        "wel: contains notcontains, en anyof noneof allof = != met een lijst",
    ),
    "fits_boolean": ("fit: = != with true or false, or alone", "wel: = != met true of false, of alleen"),
    "fits_number": (
        "fit: comparisons with a number, anyof noneof with numbers",
        "wel: vergelijken met een getal, anyof noneof met getallen",
    ),
    "fits_date": (
        "fit: comparisons with '2027-05-21' or a date",
        "wel: vergelijken met '2027-05-21' of een datum",
    ),
    "fits_text": (
        "fit: = != contains notcontains anyof noneof with quoted text",
        "wel: = != contains notcontains anyof noneof met tekst tussen aanhalingstekens",
    ),
    "fits_matrix": (
        "fit: empty notempty; name a row to compare",
        "wel: empty notempty; noem een rij om te vergelijken",
    ),
    # refused properties
    "nobody_gave": ("an answer that nobody gave", "een antwoord dat niemand gaf"),
    "one_order": ("paper, screen and PDF must match", "papier, scherm en PDF moeten gelijk zijn"),
    "tick_themselves": ("everyone ticks for themselves", "iedereen kruist zelf aan"),
    "stays_here": ("the product decides what comes next", "het product bepaalt wat hierna komt"),
    "use_max_length": ("use 'maxLength'", "gebruik 'maxLength'"),
    "use_visible_if": (
        "use 'visibleIf', or a text in an html element",
        "gebruik 'visibleIf', of een tekst in een html-element",
    ),
    "write_rate_values": (
        "write 'rateValues', or rateMin, rateMax and rateStep",
        "schrijf 'rateValues', of rateMin, rateMax en rateStep",
    ),
    "write_choices": ("write the choices", "schrijf de keuzes uit"),
    "same_for_all": ("everyone gets the same choices and rows", "iedereen krijgt dezelfde keuzes en rijen"),
    "ordinary_choice": (
        "make it an ordinary choice, 'missing' in its scale",
        "maak er een gewone keuze van, 'missing' in de schaal",
    ),
    "behind_the_back": (
        "answers would change behind the filler's back",
        "antwoorden zouden veranderen buiten de invuller om",
    ),
    "fixed_storage": ("how answers are stored is fixed", "hoe antwoorden bewaard worden staat vast"),
    "plain_matrix": ("a matrix has one answer per row", "een matrix heeft één antwoord per rij"),
    "one_ending": ("there is one 'completedHtml'", "er is één 'completedHtml'"),
    "no_time_limit": (
        "a time limit shuts people out (WCAG 2.2.1)",
        "een tijdslimiet sluit mensen uit (WCAG 2.2.1)",
    ),
    "plain_limits": ("use 'inputType', 'min' and 'max'", "gebruik 'inputType', 'min' en 'max'"),
    "server_decides": (
        "the server decides when answers are kept and shown",
        "de server bepaalt wanneer antwoorden bewaard en getoond worden",
    ),
    # refused types
    "use_texts": ("use texts", "gebruik teksten"),
    "process_step": (
        "make it a process step with a named person",
        "maak er een processtap met een genoemde persoon van",
    ),
    "fixed_panels": (
        "use a fixed number of panels, or several questions",
        "gebruik een vast aantal panelen, of meer vragen",
    ),
    "texts_in_panel": ("use several 'text' in a 'panel'", "gebruik enkele 'text' in een 'panel'"),
    "rating_per_item": ("use one 'rating' per item", "gebruik één 'rating' per onderdeel"),
    "use_rating": ("use 'rating'", "gebruik 'rating'"),
    "score_in_mapping": ("a score belongs in the mapping", "een score hoort in de mapping"),
    "use_checkbox": ("use 'checkbox'", "gebruik 'checkbox'"),
    "use_radiogroup": ("use 'radiogroup'", "gebruik 'radiogroup'"),
    "pattern_hangs": ("a pattern can hang the server", "een patroon kan de server laten hangen"),
}
