"""What is said about the difference between two versions of a questionnaire, in English and Dutch."""

from __future__ import annotations

from collections.abc import Mapping

COMPARISON: Mapping[str, tuple[str, str]] = {
    # the whole file
    "id_changed": (
        "another questionnaire: id '{old}' is now '{new}'",
        "een andere vragenlijst: id '{old}' is nu '{new}'",
    ),
    "kind_changed": ("kind '{old}' is now '{new}'", "soort '{old}' is nu '{new}'"),
    "questionnaire_new": ("new questionnaire '{name}'", "nieuwe vragenlijst '{name}'"),
    "questionnaire_gone": (
        "questionnaire '{name}' is gone: its series end",
        "vragenlijst '{name}' is weg: haar reeksen houden op",
    ),
    "languages_changed": ("languages: {old} → {new}", "talen: {old} → {new}"),
    "renames_changed": ("other lines in 'renames'", "andere regels in 'renames'"),
    "written_otherwise": (
        "written otherwise; the questions are the same",
        "anders opgeschreven; de vragen zijn gelijk",
    ),
    # texts
    "reworded": ("reworded: '{old}' → '{new}'", "anders verwoord: '{old}' → '{new}'"),
    "title_reworded": ("title reworded: '{old}' → '{new}'", "titel anders verwoord: '{old}' → '{new}'"),
    "row_reworded": ("row reworded: '{old}' → '{new}'", "rij anders verwoord: '{old}' → '{new}'"),
    "items_reworded": ("choices reworded: {pairs}", "keuzes anders verwoord: {pairs}"),
    "scale_reworded": (
        "scale reworded: '{old}' → '{new}'",
        "schaal anders verwoord: '{old}' → '{new}'",
    ),
    "short_reworded": (
        "short label reworded: '{old}' → '{new}'",
        "kort label anders verwoord: '{old}' → '{new}'",
    ),
    "text_new": ("new text: '{new}'", "nieuwe tekst: '{new}'"),
    "text_gone": ("this text is gone: '{old}'", "deze tekst is weg: '{old}'"),
    "sentences_changed": ("other sentences for the draft", "andere zinnen voor het concept"),
    # what there is
    "element_new": ("new: {of} '{name}'", "nieuw: {of} '{name}'"),
    "element_gone": ("gone: {of} '{name}'", "weg: {of} '{name}'"),
    "question_new": ("new question '{name}'", "nieuwe vraag '{name}'"),
    "question_gone": (
        "question '{name}' is gone, without a line in 'renames'",
        "vraag '{name}' is weg, zonder regel in 'renames'",
    ),
    "question_renamed": ("'{old}' is now called '{new}'", "'{old}' heet nu '{new}'"),
    "moved": ("moved from '{old}' to '{new}'", "verplaatst van '{old}' naar '{new}'"),
    "order_changed": ("in another order", "in een andere volgorde"),
    "row_new": ("new row '{name}'", "nieuwe rij '{name}'"),
    "row_gone": (
        "row '{name}' is gone, without a line in 'renames'",
        "rij '{name}' is weg, zonder regel in 'renames'",
    ),
    "row_renamed": ("row '{old}' is now called '{new}'", "rij '{old}' heet nu '{new}'"),
    "rows_order": ("rows in another order", "rijen in een andere volgorde"),
    "value_new": ("new value '{value}'", "nieuwe waarde '{value}'"),
    "value_gone": (
        "value '{value}' is gone, without a line in 'renames'",
        "waarde '{value}' is weg, zonder regel in 'renames'",
    ),
    "value_renamed": ("value '{old}' is now '{new}'", "waarde '{old}' is nu '{new}'"),
    "values_order": ("values in another order", "waarden in een andere volgorde"),
    "value_on_scale": (
        "value '{value}' is added to an ordered scale",
        "waarde '{value}' komt bij een geordende schaal",
    ),
    "value_kind": (
        "value '{value}' was a number and is now a text, or the other way round",
        "waarde '{value}' was een getal en is nu een tekst, of andersom",
    ),
    # how it is asked
    "type_otherwise": ("type '{old}' is now '{new}'", "type '{old}' is nu '{new}'"),
    "input_changed": ("inputType '{old}' is now '{new}'", "inputType '{old}' is nu '{new}'"),
    "condition_new": ("shown under a condition now", "nu met een voorwaarde"),
    "condition_gone": ("shown without a condition now", "nu zonder voorwaarde"),
    "condition_changed": ("condition changed: {old} → {new}", "voorwaarde veranderd: {old} → {new}"),
    "property_changed": ("'{name}' changed", "'{name}' veranderd"),
    "property_from_to": ("'{name}' changed: {old} → {new}", "'{name}' veranderd: {old} → {new}"),
    # what it means
    "scale_changed": ("scale {old} is now {new}", "schaal {old} is nu {new}"),
    "scale_bipolar": ("'bipolar' of the scale changed", "'bipolar' van de schaal is veranderd"),
    "indicator_new": ("now has indicator '{new}'", "heeft nu indicator '{new}'"),
    "indicator_gone": ("indicator '{old}' is gone from here", "indicator '{old}' staat hier niet meer"),
    "indicator_changed": ("indicator '{old}' is now '{new}'", "indicator '{old}' is nu '{new}'"),
    "indicator_scale": (
        "indicator '{name}' had scale {old} in an earlier version and has {new} now",
        "indicator '{name}' had in een eerdere versie schaal {old} en heeft nu {new}",
    ),
    "score_new": ("value '{value}' now scores {new}", "waarde '{value}' telt nu als {new}"),
    "score_changed": (
        "value '{value}' counted as {old} and now as {new}",
        "waarde '{value}' telde als {old} en nu als {new}",
    ),
    "renamed_score": (
        "the value renamed to '{value}' counted as {old} and now as {new}",
        "de waarde die nu '{value}' heet telde als {old} en nu als {new}",
    ),
    "aggregate_new": ("also counted as: {names}", "ook geteld als: {names}"),
    "aggregate_gone": ("no longer counted as: {names}", "niet meer geteld als: {names}"),
    "aggregate_order": ("aggregates in another order", "aggregates in een andere volgorde"),
    "base_changed": ("100% was '{old}' and is now '{new}'", "100% was '{old}' en is nu '{new}'"),
    "threshold_raised": ("threshold raised from {old} to {new}", "drempel verhoogd van {old} naar {new}"),
    "threshold_lowered": ("threshold lowered from {old} to {new}", "drempel verlaagd van {old} naar {new}"),
    "sensitive_on": (
        "its texts now wait for approval",
        "teksten wachten nu op goedkeuring",
    ),
    "sensitive_off": (
        "its texts no longer wait for approval",
        "teksten wachten niet meer op goedkeuring",
    ),
    # renames at publishing
    "rename_unknown": (
        "old name '{name}' was in no earlier version",
        "oude naam '{name}' stond in geen eerdere versie",
    ),
}

COMPARISON_HINTS: Mapping[str, tuple[str, str]] = {
    "correct_old_name": (
        "write the name as it was published, or leave the line out",
        "schrijf de naam zoals die gepubliceerd is, of laat de regel weg",
    ),
    "take_new_name": (
        "a name is for life: give this a new name and a new indicator",
        "een naam is voor altijd: geef dit een nieuwe naam en een nieuwe indicator",
    ),
    "take_new_indicator": (
        "an indicator keeps its scale: use a new indicator",
        "een indicator houdt haar schaal: gebruik een nieuwe indicator",
    ),
    "choose_to_break": (
        "this breaks the series: publish with that choice and a reason, or change it back",
        "dit breekt de reeks: publiceer met die keuze en een reden, of draai het terug",
    ),
}

COMPARISON_THINGS: Mapping[str, tuple[str, str]] = {"missing": ("missing", "ontbrekend")}
