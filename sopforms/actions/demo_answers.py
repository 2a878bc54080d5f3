"""What people answer in the demonstration: a picture of each school that stays recognisable over the years.

Every answer follows the questionnaire that it is given: questions that are hidden stay open, dates and
numbers stay within their limits.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sopforms.actions import demo_texts as texts
from sopforms.actions.demo_names import School
from sopforms.core import roles
from sopforms.core.questionnaire import Questionnaire
from sopforms.core.questionnaire.model import Answers, Question, QuestionType

DOES_NOT_KNOW = "x"
WRITES = 0.35  # how many write something in an open question
_LEVELS = (1, 2, 3, 4)
_PRESENT = ("eigen_locatie", "eigen_locatie", "bestuur_swv", "gepland", "niet_aanwezig")
_EXPERTISE = ("specialist", "basiskennis", "basiskennis", "extern", "geen")
_BUILDING = ("ja", "ja", "gedeeltelijk", "nee")
_LIMIT = ("bieden", "met_extra", "met_extra", "niet_nu")


class Picture:
    """How a school is doing: a level for each statement, the same in each year but for some growth."""

    def __init__(self, school: School, seed: int) -> None:
        self.school = school
        self._name = f"{seed}:{school.domain}"

    def level(self, key: str, years: int) -> float:
        """Return about which answer the team gives; `years` counts from last year's round."""
        mine = self._dice(key)
        return min(3.8, max(1.6, mine.gauss(2.95, 0.5) + years * mine.uniform(-0.05, 0.4)))

    def is_divided(self, key: str) -> bool:
        """Whether the team is of two minds about this: one statement in ten."""
        return self._dice(f"{key} divided").random() < 0.1

    def pick(self, key: str, among: tuple[Any, ...], years: int = 0) -> Any:
        """Return what the school has of this; now and then it has grown since last year."""
        dice = self._dice(key)
        place = dice.randrange(len(among))
        grown = years > 0 and dice.random() < 0.2
        return among[max(0, place - 1)] if grown else among[place]

    def _dice(self, key: str) -> random.Random:
        return random.Random(f"{self._name}:{key}")  # noqa: S311 - a demonstration repeats itself


Decks = dict[str, list[str]]
"""What the colleagues of one school may still write, by question: nobody repeats another."""


def decks(chance: random.Random) -> Decks:
    """Return everything that can be written, shuffled."""
    return {name: chance.sample(written, len(written)) for name, written in texts.STAFF.items()}


def staff(
    form: Questionnaire,
    picture: Picture,
    years: int,
    chance: random.Random,
    left: Decks,
    *,
    pages: int | None = None,
) -> Answers:
    """Return what one colleague answers; with `pages` only of so many first pages. Takes from `left`."""
    answers: Answers = {}
    for question in (found for page in form.pages[:pages] for found in page.questions):
        if question.visible_if is None or question.name in form.visible(answers):
            answers.update(_of_staff(question, picture, years, chance, left))
    return answers


def _of_staff(
    question: Question, picture: Picture, years: int, chance: random.Random, left: Decks
) -> Iterator[tuple[str, Any]]:
    if question.type is QuestionType.MATRIX:
        yield question.name, {row.name: _score(row.name, picture, years, chance) for row in question.rows}
    elif question.is_closed:
        yield question.name, _score(question.name, picture, years, chance)
    elif left.get(question.name) and chance.random() < WRITES:
        yield question.name, left[question.name].pop()


def _score(key: str, picture: Picture, years: int, chance: random.Random) -> int | str:
    if chance.random() < 0.05:
        return DOES_NOT_KNOW
    level = picture.level(key, years)
    if picture.is_divided(key):
        level = chance.choice((1.7, 3.5))
    return min(_LEVELS, key=lambda value: abs(value - chance.gauss(level, 0.55)))


def school(form: Questionnaire, picture: Picture, years: int, starts: date) -> Answers:
    """Return the school values that are no matter of the staff survey: provisions, expertise, limits.

    `starts` is the first day of the school year the text is for: what is planned begins then.
    """
    answers: Answers = {}
    for question in form.questions:
        if question.visible_if is None or question.name in form.visible(answers):
            answers.update(_of_school(question, picture, years, starts))
    return form.clean(answers)


def _of_school(question: Question, picture: Picture, years: int, starts: date) -> Iterator[tuple[str, Any]]:
    name, kind = question.name, question.name[:2]
    values = {choice.value for choice in question.choices}
    if question.is_date:
        yield name, starts.replace(month=9).isoformat()
    elif question.is_number:
        yield name, picture.pick(name, (4, 6, 8, 12))
    elif "specialist" in values:
        yield name, picture.pick(name, _EXPERTISE, years)
    elif "eigen_locatie" in values:
        yield name, picture.pick(name, _PRESENT, years)
    elif "gedeeltelijk" in values:
        yield from _building(name, picture, years)
    elif kind == "gr" and "met_extra" in values:
        yield from _limit(name, picture, years)
    elif question.is_closed:
        yield name, picture.pick(name, (4, 3, 3, 2), years)
    else:
        yield from _written(name, picture)


def _building(name: str, picture: Picture, years: int) -> Iterator[tuple[str, Any]]:
    value = picture.pick(name, _BUILDING, years)
    yield name, value
    comment = f"{name}-Comment"
    if value != "ja" and comment in texts.BUILDING:
        yield comment, texts.BUILDING[comment]


def _limit(name: str, picture: Picture, years: int) -> Iterator[tuple[str, Any]]:
    value = picture.pick(name, _LIMIT, years)
    yield name, value
    if value != "bieden" and name in texts.LIMITS:
        with_help, not_now = texts.LIMITS[name]
        yield f"{name}-Comment", with_help if value == "met_extra" else not_now


def _written(name: str, picture: Picture) -> Iterator[tuple[str, Any]]:
    school = picture.school
    role = roles.coordinator_short(roles.sector_of(school.kind))
    written: Mapping[str, str] = {
        "sp01": (
            f"{school.name} staat in {school.place} en is er voor {school.area}. De school heeft ongeveer"
            f" {school.pupils} leerlingen en {school.team} medewerkers."
        ),
        "vi01": picture.pick(name, texts.VISION),
        "bo12": picture.pick(name, texts.UNMET),
        "ex09": picture.pick(name, texts.DIFFERENCE),
        "sa06": picture.pick(name, texts.PARTNERS),
    } | {key: text.format(role=role) for key, text in texts.PROVISIONS.items()}
    if name in written:
        yield name, written[name]


def pupils(form: Questionnaire, picture: Picture, years: int) -> Answers:
    """Return what a group of pupils said: about the group, with the themes they chose."""
    secondary = roles.sector_of(picture.school.kind).value == "vo"
    themes = [texts.THEMES[(picture.pick("thema", (0, 1, 2)) + place + years) % 6] for place in (0, 2, 4)]
    answers: Answers = {
        "manier": "Leerlingen kozen zelf voor een gesprek in de leerlingenraad.",
        "zelf_gekozen": True,
        "groepen": "klas 1, 2 en 3" if secondary else "groep 6, 7 en 8",
        "aantal": picture.pick("aantal", (9, 11, 12, 14)),
    }
    answers |= {name: said[0] for name, said in texts.PUPILS.items()}
    for place, (theme, done) in enumerate(themes, 1):
        answers |= {f"thema{place}": theme, f"gedaan{place}": done}
    return form.clean(answers)


def talk(form: Questionnaire, picture: Picture) -> Answers:
    """Return what was noted of the team conversation."""
    return form.clean({name: picture.pick(name, said) for name, said in texts.TALK.items()})
