"""Import: makes a questionnaire file of a bare SurveyJS file, and says what it changed.

`import_survey` makes a new file, `into` puts the survey into a file that is there. Names of questions and
values are never changed. What stays refused is in `problems`, with its place in the file that was given.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from sopforms.core.questionnaire.importing_changes import Fate, ImportChange, Journal, grown
from sopforms.core.questionnaire.importing_elements import convert, drop_empty
from sopforms.core.questionnaire.importing_mapping import fill, mapped
from sopforms.core.questionnaire.importing_names import name_containers
from sopforms.core.questionnaire.importing_texts import clean_html, name_languages
from sopforms.core.questionnaire.layout import laid_out
from sopforms.core.questionnaire.load import Shelf, examine, examine_read
from sopforms.core.questionnaire.load_elements import MOST_QUESTIONS
from sopforms.core.questionnaire.nodes import Node, plain
from sopforms.core.questionnaire.problems import Problem, Report, Severity
from sopforms.core.questionnaire.properties import CONSTANT
from sopforms.core.questionnaire.reading import Reading, read

__all__ = ["Fate", "ImportChange", "Imported", "ImportedInto", "import_survey", "into"]

MAIN = "nl"
_SPOILED = ("Q001", "Q002", "Q004", "Q007")
MOST_LISTED = 1_000  # of any list, before import leaves out what it can
MOST_ELEMENTS = 4 * MOST_QUESTIONS
_KNOWN_ROOTS = ("pages", "elements", "questions")


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file. `envelope` is the new file (empty when the text could not be read at all).

    With `is_refused` it holds something that cannot be loaded; `problems` say what and where.
    """

    envelope: dict[str, Any]
    changes: tuple[ImportChange, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether something is in it that cannot be imported; warnings do not matter."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(frozen=True, slots=True)
class ImportedInto(Imported):
    """What came of a survey that was put into a file that was there.

    The three lists hold question names, and `matrix.row` for rows. `left` are the errors that the check finds
    in the rest of the file as it would be written: entries no longer mapped are among them.
    """

    still_mapped: tuple[str, ...] = ()
    no_longer_mapped: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    left: tuple[Problem, ...] = ()


def import_survey(
    text: str | bytes,
    *,
    id: str,
    kind: str = "staff",
    language: str | None = None,
    default_language: str = "en",
    file: str = "<text>",
    shelf: Shelf | None = None,
) -> Imported:
    """Return the questionnaire file made of a bare SurveyJS file; never raises, whatever the text.

    `language` is that of plain texts (without it `locale`, else Dutch), `default_language` that of texts
    called `default`. `file` names the problems, and the questionnaire when the survey has no title.
    """
    reading = read(text, file)
    survey = _survey(reading)
    if isinstance(survey, tuple):
        return Imported({}, (), survey)
    journal = Journal(reading)
    found = _convert(journal, survey, default_language)
    languages = _languages(survey, found, language, default_language)
    envelope: dict[str, Any] = {"sopforms": 1, "id": id, "kind": kind}
    envelope["title"] = _title(journal, survey, languages, file, id)
    envelope["languages"] = list(languages)
    near = ", ".join(languages)
    journal.note(Fate.ADDED, survey, "languages_added", "languages_found", "languages", near=near)
    _constants(journal, survey, languages[0])
    return Imported(*_examined(journal, survey, envelope, languages, shelf))


def into(
    envelope_text: str | bytes,
    survey_text: str | bytes,
    *,
    default_language: str = "en",
    file: str = "<text>",
    envelope_file: str = "<envelope>",
    shelf: Shelf | None = None,
) -> ImportedInto:
    """Return the file `envelope_text` with its survey replaced by a bare SurveyJS file; the rest stays.

    New questions get an entry; entries of questions that are gone stay, so that no work is lost.
    """
    before = examine(envelope_text, envelope_file, shelf)
    spoiled = tuple(one for one in before.problems if one.code in _SPOILED or one.path == "mapping")
    root = read(envelope_text, envelope_file).root
    reading = read(survey_text, file)
    survey = _survey(reading)
    if spoiled or root is None or isinstance(survey, tuple):
        return ImportedInto({}, (), spoiled + (survey if isinstance(survey, tuple) else ()))
    old = plain(root)
    languages = _declared(old)
    journal = Journal(reading)
    found = _convert(journal, survey, default_language)
    _constants(journal, survey, languages[0], has_locale=bool(found) or "locale" in survey.members)
    facts = {"sopforms": 1, "id": "x-x", "kind": old.get("kind"), "title": "x", "languages": list(languages)}
    own, _, problems = _examined(Journal(reading), survey, facts, languages, shelf)
    mapping = copy.deepcopy(old.get("mapping", {}))
    names = mapped(mapping)
    asked = tuple(fill(journal, survey, mapping, languages))
    envelope = old | {"survey": own["survey"], "mapping": mapping}
    after = examine(laid_out(envelope), envelope_file, shelf).problems
    return ImportedInto(
        envelope,
        journal.changes(),
        problems,
        still_mapped=tuple(name for name in asked if name in names),
        no_longer_mapped=tuple(name for name in names if name not in asked),
        new=tuple(name for name in asked if name not in names),
        left=tuple(
            one for one in after if one.severity is Severity.ERROR and not one.path.startswith("survey")
        ),
    )


def _survey(reading: Reading) -> Node | tuple[Problem, ...]:
    """Return the survey, standing in an envelope of its own; or why there is none."""
    report, survey = Report(reading), reading.root
    if survey is None or any(flaw.code in ("Q001", "Q007") for flaw in reading.flaws):
        return report.problems()
    if "sopforms" in survey.members:
        report.error(survey, "Q004", "is_envelope", hint="import_its_survey")
    elif not any(name in survey.members for name in _KNOWN_ROOTS):
        report.error(survey, "Q004", "no_survey")
    elif not _is_far_too_large(report, survey):
        survey.key, survey.parent = "survey", Node({"survey": survey}, survey.at, survey.at, None, None)
        return survey
    return report.problems()


def _is_far_too_large(report: Report, survey: Node) -> bool:
    """Report a file so far beyond the caps that nothing import leaves out could bring it within them."""
    elements, stack = 0, [survey]
    while stack:
        node = stack.pop()
        if len(node.items) > MOST_LISTED:
            report.error(node.items[MOST_LISTED], "Q007", "too_many_items", most=MOST_LISTED)
            return True
        elements += len(node.items) if node.key in ("elements", "questions") else 0
        stack += [*node.members.values(), *node.items]
    if elements > MOST_ELEMENTS:
        report.error(survey, "Q007", "too_many_questions", most=MOST_QUESTIONS)
    return elements > MOST_ELEMENTS


def _convert(journal: Journal, survey: Node, default_language: str) -> tuple[str, ...]:
    """Bring the survey into our form as far as that changes no answer; return the languages of its texts."""
    convert(journal, survey)
    clean_html(journal, survey)
    drop_empty(journal, survey)
    name_containers(journal, survey)
    return name_languages(journal, survey, default_language)


def _languages(
    survey: Node, found: Sequence[str], language: str | None, default_language: str
) -> tuple[str, ...]:
    """Return the languages, the main one first: as asked, as `locale` says, Dutch, or what there is."""
    locale = _locale(survey, default_language)
    main = language or locale or (MAIN if MAIN in found or not found else found[0])
    return tuple(dict.fromkeys((main, *found)))


def _locale(survey: Node, default_language: str) -> str:
    """Return what `locale` means; "" when it says nothing."""
    locale = survey.get("locale")
    if not isinstance(locale, str):
        return ""
    return default_language if locale == "default" else locale


def _declared(envelope: dict[str, Any]) -> tuple[str, ...]:
    """Return the languages that a file declares."""
    given = envelope.get("languages")
    languages = tuple(one for one in given if isinstance(one, str)) if isinstance(given, list) else ()
    return languages or (MAIN,)


def _title(journal: Journal, survey: Node, languages: Sequence[str], file: str, id: str) -> str:
    """Return the title for administrators: that of the survey, in Dutch where it has that, or the file's."""
    given = survey.members.get("title")
    texts = [given.value] if given is not None and isinstance(given.value, str) else []
    texts += [given.get(language) for language in (MAIN, *languages)] if given is not None else []
    title = next((" ".join(text.split()) for text in texts if isinstance(text, str) and text.strip()), "")
    reason = "title_of_survey" if title else "title_of_file"
    title = title or (id if file == "<text>" else PurePath(file).stem)
    journal.note(Fate.ADDED, survey, "title_added", reason, "title", near=title)
    return title


def _constants(journal: Journal, survey: Node, main: str, *, has_locale: bool = True) -> None:
    """Write the two properties that have one value here; a file without text objects needs no locale."""
    constant, locale = survey.members.get("clearInvisibleValues"), survey.members.get("locale")
    if constant is None:
        journal.add(survey, "clearInvisibleValues", CONSTANT, "constant_added", "one_constant")
    elif constant.value != CONSTANT:
        shown = repr(plain(constant))
        journal.note(Fate.CONVERTED, constant, "constant_replaced", "one_constant", value=shown)
        constant.value = CONSTANT
    if locale is None and has_locale:
        journal.add(survey, "locale", main, "locale_added", "main_language", near=main)
    elif locale is not None and locale.value != main:
        shown = repr(plain(locale))
        journal.note(Fate.CONVERTED, locale, "locale_replaced", "main_language", near=main, value=shown)
        locale.value = main


def _examined(
    journal: Journal, survey: Node, facts: dict[str, Any], languages: tuple[str, ...], shelf: Shelf | None
) -> tuple[dict[str, Any], tuple[ImportChange, ...], tuple[Problem, ...]]:
    """Return the file with a mapping of its own, the changes, and what the loader says of it."""
    mapping: dict[str, Any] = {}
    places = fill(journal, survey, mapping, languages)
    envelope = survey.parent
    assert envelope is not None
    envelope.value = {name: grown(value, survey.at, name, envelope) for name, value in facts.items()}
    envelope.value |= {"survey": survey, "mapping": grown(mapping, survey.at, "mapping", envelope)}
    for name, entry in envelope.members["mapping"].members.items():
        _stand_at(entry, places[name])
    journal.reading.root = envelope
    problems = examine_read(journal.reading, shelf).problems
    return plain(envelope), journal.changes(), problems


def _stand_at(node: Node, place: Node) -> None:
    """Let a mapping entry stand where its question stands, for what is reported about it."""
    node.at = node.key_at = place.at
    for item in (*node.members.values(), *node.items):
        _stand_at(item, place)
