"""The first half of the year: the round opens, the team answers, talks, and chooses its values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sopforms.cli.rehearsal.browser import Person, Stuck
from sopforms.cli.rehearsal.play import Play
from sopforms.core.questionnaire import Questionnaire
from sopforms.core.questionnaire.model import Answers
from sopforms.core.questionnaire.posted import values_for_form
from sopforms.store import cycles, dossiers

OPENED = date(2026, 9, 14)
INVITED = date(2026, 11, 16)
CLOSES = date(2026, 12, 7)
TALK = date(2027, 1, 26)


def open_round(play: Play) -> None:
    """The partnership opens the round, with the set that is tried or with the shipped one."""
    play.stage.move_to(play.on(OPENED))
    swv = play.as_(play.company.swv)
    swv.open(f"/samenwerkingsverband/{play.company.partnership_id}/ronde")
    chosen = {"question_set": str(play.company.set_id)} if play.company.set_id else {}
    swv.press("Open de ronde", {"school_year": str(play.text_year), **chosen})
    play.dossier_id = play.stage.inside(lambda: _dossier(play))


def _dossier(play: Play) -> int:
    cycle = cycles.of_partnership(play.company.partnership_id)[0]
    row = dossiers.find(cycle.id, play.company.location_id)
    if row is None:
        raise Stuck("the round has no dossier for the school")
    play.question_set_id = cycle.question_set_id
    return row.id


def invite(play: Play) -> None:
    """The coordinator asks the team; a team that is too small goes on without a survey."""
    play.stage.move_to(play.on(INVITED))
    coordinator = play.as_(play.company.coordinator)
    if len(play.company.team) < play.threshold:
        coordinator.open(f"/dossier/{play.dossier_id}/zonder-vragenlijst?klein=1")
        coordinator.press("Ga naar het teamgesprek")
        return
    people = "\n".join(f"{person.name} <{person.email}>" for person in play.company.team)
    coordinator.open(f"/dossier/{play.dossier_id}/uitnodigen")
    coordinator.press(
        "Uitnodigen",
        {
            "people": people,
            "closes_on": written_date(play.on(CLOSES)),
            "talk_on": written_date(play.on(TALK)),
        },
    )


def answer(play: Play) -> Iterator[int]:
    """Everybody answers in the course of the weeks; one of the team comes too late. Yields who is done."""
    if len(play.company.team) < play.threshold:
        return
    staff = play.questionnaire("evaluatie")
    given = iter(play.given.answers.get(staff.id, []))
    late = len(play.company.team) - 1
    for number, person in enumerate(play.company.team):
        answers = next(given, None)
        if number == late and answers is None and len(play.company.team) > play.threshold:
            continue
        play.stage.move_to(max(play.stage.day, play.on(date(2026, 11, 17 + number % 10))))
        visitor = play.stage.visitor(play.stage.base)
        play.stage.enter(visitor, play.stage.letter_to(person.email, "Vragenlijst ondersteuning"))
        answers = answers or play.inventor.answers(staff)
        fill_in(visitor, staff, answers, last="Versturen")
        play.typed.append(answers)
        yield number


def fill_in(person: Person, questionnaire: Questionnaire, answers: Answers, last: str) -> None:
    """Go through the pages of a questionnaire and press the last button."""
    written: dict[str, str | list[str]] = {}
    for question in questionnaire.questions:
        written.update(values_for_form(question, answers))
    for _page in range(2 * len(questionnaire.pages) + 2):
        if last in person.buttons():
            break
        there = person.fields()
        person.press("Opslaan en verder", fitting(written, there))
    person.press(last, {"no_names": "y"} if "no_names" in person.fields() else None)


def fitting(written: dict[str, str | list[str]], there: dict[str, list[str]]) -> dict[str, str | list[str]]:
    """Return what the page asks and what was answered; an open radio is left alone."""
    return {name: value for name, value in written.items() if name in there and value not in ("", [])}


def written_date(day: date) -> str:
    """Return a day as people type it: 21-5-2027."""
    return f"{day.day}-{day.month}-{day.year}"
