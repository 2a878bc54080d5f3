"""What to do about a problem for which the loader has no closer hint, by its message; English and Dutch."""

from __future__ import annotations

from collections.abc import Mapping

ADVICE: Mapping[str, tuple[str, str]] = {
    f"advice_{key}": words
    for key, words in {
        "key_twice": ("keep one of the two", "houd een van de twee"),
        "no_number": ("write a number", "schrijf een getal"),
        "too_many_questions": ("make two questionnaires of it", "maak er twee vragenlijsten van"),
        "reserved_name": ("choose another name", "kies een andere naam"),
        "name_twice": ("give one of the two another name", "geef een van de twee een andere naam"),
        "value_twice": ("give one of the two another value", "geef een van de twee een andere waarde"),
        "value_taken": ("choose another value", "kies een andere waarde"),
        "excludes": ("use one of the two", "gebruik een van de twee"),
        "unfit_input": ("leave it out", "laat het weg"),
        "empty_list": ("write at least one, or leave it out", "schrijf er minstens een, of laat het weg"),
        "rule_without_text": (
            "say in words what the answer should be",
            "zeg in woorden hoe het antwoord moet zijn",
        ),
        "stands_after": (
            "move that question to before this one",
            "zet die vraag vóór deze",
        ),
        "no_condition": (
            "compare it with an answer, or write notempty behind it",
            "vergelijk het met een antwoord, of schrijf er notempty achter",
        ),
        "no_question": ("begin with a question in braces", "begin met een vraag tussen accolades"),
        "text_missing": ("write the text in every language", "schrijf de tekst in elke taal"),
        "text_extra": (
            "leave it out, or add it to 'languages'",
            "laat het weg, of zet de taal in 'languages'",
        ),
        "piping_later": (
            "move that question to before this one",
            "zet die vraag vóór deze",
        ),
        "entry_missing": (
            "add an entry with at least 'short'",
            "voeg een regel toe met in elk geval 'short'",
        ),
        "row_missing": ("add the row under 'rows'", "voeg de rij toe bij 'rows'"),
        "short_long": (
            "shorten it: it is for tables and charts",
            "maak het korter: het is voor tabellen en grafieken",
        ),
        "indicator_twice": ("an indicator stands in one place", "een indicator staat op één plek"),
        "scale_values": (
            "write the values of the scale, all and in its order",
            "schrijf de waarden van de schaal, allemaal en in haar volgorde",
        ),
        "scale_differs": (
            "give it another name, or take over the shared one",
            "geef de schaal een andere naam, of neem de gedeelde over",
        ),
        "bipolar": ("use 'distribution'", "gebruik 'distribution'"),
        "needs_scores": (
            "add 'score', or use 'distribution'",
            "voeg 'score' toe, of gebruik 'distribution'",
        ),
        "score_beside_scale": ("the scale has the scores", "de scores staan in de schaal"),
        "chapter_missing": (
            "write one of ch1 to ch11, or aggregate 'none'",
            "schrijf een van ch1 tot en met ch11, of aggregate 'none'",
        ),
        "always_sensitive": ("leave 'sensitive' out", "laat 'sensitive' weg"),
        "rename_old": (
            "take the old name out of the survey, or this line out of 'renames'",
            "haal de oude naam uit de vragen, of deze regel uit 'renames'",
        ),
        "rename_new": (
            "write the name that the question has now",
            "schrijf de naam die de vraag nu heeft",
        ),
        "inside_text": ("use '=' or 'anyof'", "gebruik '=' of 'anyof'"),
        "text_as_number": ("give that question inputType 'number'", "geef die vraag inputType 'number'"),
        "plain_text": (
            "write an object with a text per language",
            "schrijf een object met een tekst per taal",
        ),
        "no_indicator": (
            "give it an indicator, or aggregate 'none'",
            "geef het een indicator, of aggregate 'none'",
        ),
        "asks_person": (
            "who answers stays anonymous",
            "wie antwoordt blijft anoniem",
        ),
        "markup": ("write plain text", "schrijf gewone tekst"),
        "number_as_text": ("write it without quotes", "schrijf het zonder aanhalingstekens"),
        "page_long": ("divide it over more pages", "verdeel ze over meer pagina's"),
        "sentence_lacks": (
            'write "" where no sentence is meant, or use *',
            'schrijf "" waar geen zin bedoeld is, of gebruik *',
        ),
    }.items()
}
