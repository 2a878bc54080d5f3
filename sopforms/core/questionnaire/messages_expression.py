"""What is said about a condition that cannot be read, in English and Dutch."""

from __future__ import annotations

from collections.abc import Mapping

EXPRESSION: Mapping[str, tuple[str, str]] = {
    f"expression_{key}": (f"at character {{position}}: {english}", f"bij teken {{position}}: {dutch}")
    for key, (english, dutch) in {
        "long": ("longer than {most:,} characters", "langer dan {most:,} tekens"),
        "deep": ("brackets are more than {most} deep", "haakjes meer dan {most} diep"),
        "unexpected": ("unexpected {found}", "{found} hoort hier niet"),
        "stops": ("the condition stops too early", "de voorwaarde houdt te vroeg op"),
        "chain": ("a comparison does not chain", "vergelijkingen kunnen niet achter elkaar"),
        "bracket": ("')' is missing", "')' ontbreekt"),
        "list_bracket": ("']' is missing", "']' ontbreekt"),
        "list_empty": ("a list cannot be empty", "een lijst kan niet leeg zijn"),
        "list_variable": ("a list cannot hold variables", "een lijst kan geen vragen bevatten"),
        "value": ("a value is missing", "hier ontbreekt een waarde"),
        "opposite": (
            "there is no '!': use the opposite operator",
            "er is geen '!': gebruik de omgekeerde vergelijking",
        ),
        "function": ("there are no functions: '{name}'", "er zijn geen functies: '{name}'"),
        "unquoted": (
            "text '{name}' must be quoted: '{name}'",
            "tekst '{name}' hoort tussen aanhalingstekens: '{name}'",
        ),
        "text_open": ("text is not closed with {found}", "tekst wordt niet afgesloten met {found}"),
        "backslash": (
            "a backslash may only stand before a quote",
            "een backslash mag alleen voor een aanhalingsteken staan",
        ),
        "text_empty": (
            "text cannot be empty: use the word empty",
            "tekst kan niet leeg zijn: gebruik het woord empty",
        ),
        "quote": (
            "a quote inside text needs a backslash before it",
            "voor een aanhalingsteken in tekst hoort een backslash",
        ),
        "variable_open": ("a variable is not closed with }}", "een vraag wordt niet afgesloten met }}"),
        "variable_empty": ("a variable cannot be empty", "tussen accolades hoort een vraag"),
        "variable_brace": ("a variable cannot hold {{", "tussen accolades kan geen {{ staan"),
        "number_long": ("a number is too long", "een getal is te lang"),
    }.items()
}
