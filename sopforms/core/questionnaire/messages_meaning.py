"""What is said about the mapping, renames and wording of questionnaire files, in English and Dutch."""

from __future__ import annotations

from collections.abc import Mapping

MEANING: Mapping[str, tuple[str, str]] = {
    # mapping
    "entry_unknown": ("there is no question '{name}'", "er is geen vraag '{name}'"),
    "entry_missing": (
        "question '{name}' has no entry in the mapping",
        "vraag '{name}' staat niet in de mapping",
    ),
    "row_unknown": ("there is no row '{name}'", "er is geen rij '{name}'"),
    "row_missing": ("row '{name}' has no entry", "rij '{name}' staat niet in de mapping"),
    "short_long": (
        "'short' has {count} characters, at most {most}",
        "'short' heeft {count} tekens, hoogstens {most}",
    ),
    "short_empty": ("'short' is blank", "'short' is leeg"),
    "bad_indicator": (
        "'{name}' is no indicator, such as 'BO-01'",
        "'{name}' is geen indicator, zoals 'BO-01'",
    ),
    "indicator_twice": (
        "indicator '{name}' is taken by line {line}",
        "indicator '{name}' is al gebruikt in regel {line}",
    ),
    "indicator_elsewhere": (
        "indicator '{name}' has scale {scale} here and {other} in {file}",
        "indicator '{name}' heeft hier schaal {scale} en {other} in {file}",
    ),
    "indicator_text_elsewhere": (
        "indicator '{name}' has sentences here and in {file}",
        "indicator '{name}' heeft hier zinnen en ook in {file}",
    ),
    "id_elsewhere": ("id '{name}' is that of {file} too", "id '{name}' is ook die van {file}"),
    "no_indicator_here": (
        "a questionnaire of kind advice has no indicators",
        "een vragenlijst van soort advice heeft geen indicatoren",
    ),
    "bad_scale_name": (
        "'{name}' cannot be the name of a scale",
        "'{name}' kan geen naam van een schaal zijn",
    ),
    "scale_needs": (
        "scale '{name}' needs either 'values' or 'maxLength'",
        "schaal '{name}' moet óf 'values' óf 'maxLength' hebben",
    ),
    "scale_size": ("a scale has 1 to {most} values", "een schaal heeft 1 tot {most} waarden"),
    "missing_scored": ("a missing value has no score", "een ontbrekende waarde heeft geen score"),
    "scale_differs": (
        "scale '{name}' differs from the one in scales.json",
        "schaal '{name}' wijkt af van die in scales.json",
    ),
    "unknown_scale": ("unknown scale '{name}'", "onbekende schaal '{name}'"),
    "scale_open": ("scale '{name}' is for open texts", "schaal '{name}' is voor open teksten"),
    "scale_longer": (
        "scale '{name}' allows {most} characters, this question more",
        "schaal '{name}' laat {most} tekens toe, deze vraag meer",
    ),
    "scale_closed": (
        "scale '{name}' has values, this question has none",
        "schaal '{name}' heeft waarden, deze vraag niet",
    ),
    "scale_values": (
        "the values are not those of scale '{name}', in its order: {values}",
        "de waarden zijn niet die van schaal '{name}', in haar volgorde: {values}",
    ),
    "aggregate_unfit": (
        "aggregate '{name}' does not fit (fit: {words})",
        "aggregate '{name}' past niet (wel: {words})",
    ),
    "aggregate_twice": ("aggregate '{name}' is there twice", "aggregate '{name}' staat er twee keer"),
    "none_beside": (
        "'none' cannot stand beside other aggregates",
        "'none' kan niet naast andere aggregates staan",
    ),
    "needs_scores": (
        "'{name}' needs a score for every value that is not missing",
        "'{name}' heeft een score nodig bij elke waarde die niet ontbrekend is",
    ),
    "needs_four": ("'share_top2' needs four values or more", "'share_top2' heeft vier waarden of meer nodig"),
    "needs_ten": (
        "'nps' needs exactly the values 0 to 10",
        "'nps' heeft precies de waarden 0 tot en met 10 nodig",
    ),
    "bipolar": ("'{name}' says nothing on a bipolar scale", "'{name}' zegt niets bij een bipolaire schaal"),
    "score_beside_scale": ("'score' stands beside 'scale'", "'score' staat naast 'scale'"),
    "score_superfluous": (
        "this question has no values to score",
        "deze vraag heeft geen waarden om te scoren",
    ),
    "score_object": ("an object value → number is expected", "hier hoort een object waarde → getal"),
    "score_unknown": ("'{name}' is no value to score", "'{name}' is geen waarde om te scoren"),
    "score_number": (
        "a score is a number, or null for missing",
        "een score is een getal, of null voor ontbrekend",
    ),
    "score_missing": ("without score: {values}", "zonder score: {values}"),
    "chapter_missing": ("'chapter' is missing", "'chapter' ontbreekt"),
    "unknown_chapter": (
        "'{name}' is no chapter (ch1 to ch11)",
        "'{name}' is geen hoofdstuk (ch1 tot en met ch11)",
    ),
    "no_chapter_here": (
        "a questionnaire of kind advice has no chapters",
        "een vragenlijst van soort advice heeft geen hoofdstukken",
    ),
    "bad_threshold": (
        "a whole number from 5 to 20 is expected",
        "hier hoort een geheel getal van 5 tot en met 20",
    ),
    "sentences_object": ("an object value → sentence is expected", "hier hoort een object waarde → zin"),
    "sentence_key": (
        "'{name}' is no value (values: {values})",
        "'{name}' is geen waarde (waarden: {values})",
    ),
    "unknown_placeholder": ("unknown placeholder {{{name}}}", "onbekende invulplek {{{name}}}"),
    "always_sensitive": (
        "free text of staff and pupils is always sensitive",
        "vrije tekst van personeel en leerlingen is altijd gevoelig",
    ),
    "bad_base": ("'base' is one of {words}", "'base' is een van {words}"),
    "bad_audience": (
        "'audience' is {{\"sectors\": [...]}} with one or more of {words}",
        "'audience' is {{\"sectors\": [...]}} met een of meer van {words}",
    ),
    # renames
    "rename_old": ("old name '{name}' is still there", "oude naam '{name}' bestaat nog"),
    "rename_new": ("new name '{name}' does not exist", "nieuwe naam '{name}' bestaat niet"),
    "rename_question": (
        "there is no question '{name}' with such values",
        "er is geen vraag '{name}' met zulke waarden",
    ),
    # warnings
    "plain_text": ("one text for all languages ({languages})", "één tekst voor alle talen ({languages})"),
    "no_indicator": (
        "counted, but without an indicator: no trend",
        "geteld, maar zonder indicator: geen trend",
    ),
    "no_title": ("the question has no title", "de vraag heeft geen titel"),
    "long_title": (
        "the title is blank or longer than {most} characters",
        "de titel is leeg of langer dan {most} tekens",
    ),
    "scale_count": (
        "{count} counted values; 3 to 10 work best",
        "{count} getelde waarden; 3 tot 10 werkt het best",
    ),
    "asks_person": (
        "this seems to ask for a person ({name})",
        "dit lijkt naar een persoon te vragen ({name})",
    ),
    "no_dutch": ("Dutch is not among the languages", "Nederlands is niet een van de talen"),
    "markup": ("markup in a title is shown as typed", "opmaak in een titel wordt getoond zoals getypt"),
    "worded_otherwise": (
        "worded otherwise than in the scale: '{text}'",
        "anders verwoord dan in de schaal: '{text}'",
    ),
    "number_as_text": (
        "value '{value}' is a text that looks like a number",
        "waarde '{value}' is een tekst die op een getal lijkt",
    ),
    "page_long": (
        "{count} questions on a page; at most {most} is better",
        "{count} vragen op een pagina; hoogstens {most} is beter",
    ),
    "closed_many": (
        "{count} closed questions; at most {most} is better",
        "{count} gesloten vragen; hoogstens {most} is beter",
    ),
    "open_many": (
        "{count} open questions; at most {most} is better",
        "{count} open vragen; hoogstens {most} is beter",
    ),
    "sentence_lacks": ("no sentence for: {values}", "geen zin voor: {values}"),
}
