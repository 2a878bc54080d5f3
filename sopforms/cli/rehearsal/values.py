"""The middle of the year: open answers are read, pupils heard, the team talks, values are settled."""

from __future__ import annotations

from datetime import date

from sopforms.cli.rehearsal.browser import Person, Stuck
from sopforms.cli.rehearsal.cast import fill_in_holidays
from sopforms.cli.rehearsal.evaluation import fitting, written_date
from sopforms.cli.rehearsal.play import Play
from sopforms.core.questionnaire import Questionnaire
from sopforms.core.questionnaire.model import Answers
from sopforms.core.questionnaire.posted import values_for_form

CLOSED = date(2026, 12, 8)
PUPILS = date(2027, 1, 19)
TALK = date(2027, 1, 26)
SECOND_TALK = date(2027, 1, 28)
VALUES = date(2027, 2, 9)
POINTS = date(2027, 2, 10)
RESULTS = date(2026, 10, 12)
MOST_TOPICS = 40
_REASONS = (
    "Er was dit jaar te weinig tijd voor.",
    "De verbouwing is later klaar dan gedacht. Het blijft nodig.",
)
_GOALS = (
    (
        (
            "Elke groep werkt met dezelfde stappen bij rekenproblemen",
            "Studiemiddag en bezoek",
            "rekencoördinator",
        ),
        ("Een rustige werkplek op elke verdieping", "Ruimte vrijmaken en inrichten", "directeur"),
    ),
    (
        ("Leerlingen praten mee over hun eigen hulp", "Gesprekken oefenen in het team", "intern begeleider"),
        (
            "De overdracht naar een volgende groep is in juni klaar",
            "Vast formulier en vaste dag",
            "directeur",
        ),
    ),
    (
        ("Nieuwe collega’s kennen onze aanpak van lezen", "Maatje en twee lesbezoeken", "leescoördinator"),
        ("Ouders weten bij wie zij terechtkunnen", "Kaart voor ouders maken", "intern begeleider"),
    ),
)


def read_texts(play: Play) -> None:
    """The coordinator reads the open answers, loose and shuffled, and lets them pass."""
    play.stage.move_to(play.on(CLOSED))
    if len(play.company.team) < play.threshold:
        return
    coordinator = play.as_(play.company.coordinator)
    coordinator.open(f"/dossier/{play.dossier_id}/uitkomsten/teksten")
    waiting = {name: "approved" for name in coordinator.fields() if name.startswith("tekst-")}
    if waiting:
        coordinator.press("Bewaren", waiting)


def hear_pupils(play: Play) -> None:
    """Two groups of pupils are heard, each recorded about the group."""
    play.stage.move_to(play.on(PUPILS))
    questionnaire = play.questionnaire("leerlingen")
    given = play.given.answers.get(questionnaire.id, [])
    coordinator = play.as_(play.company.coordinator)
    for answers in given or [play.inventor.answers(questionnaire), play.inventor.answers(questionnaire)]:
        coordinator.open(f"/dossier/{play.dossier_id}/leerlingen/nieuw")
        fields = {"held_on": written_date(play.on(PUPILS)), "leader": "Vertrouwenspersoon"}
        for _again in range(4):
            # An answer may bring a question with it: then the page comes back once more.
            coordinator.press("Bewaren", fields | written(questionnaire, answers, coordinator))
            if not coordinator.address.endswith("/nieuw"):
                break


def talk(play: Play) -> None:
    """The team talks, on the topics where answers differ most; a secondary school in two sittings."""
    questionnaire = play.questionnaire("teamgesprek")
    given = iter(play.given.answers.get(questionnaire.id, []))
    sittings = (TALK, SECOND_TALK) if play.company.sector == "vo" else (TALK,)
    for number, day in enumerate(sittings, 1):
        play.stage.move_to(day)
        coordinator = play.as_(play.company.coordinator)
        coordinator.open(f"/dossier/{play.dossier_id}/teamgesprek")
        facts = {
            "held_on": written_date(day),
            "present": str(max(2, len(play.company.team) // len(sittings))),
        }
        if "team" in coordinator.fields():
            facts["team"] = f"Deelteam {number}"
        coordinator.press(play.one_of(coordinator, ("Begin het gesprek", "Begin")), facts)
        home = coordinator.address
        _agree(play, coordinator, home)
        answers = next(given, None) or play.inventor.answers(questionnaire)
        for link in dict.fromkeys(link for link in _opened(coordinator, home) if "/vragen/" in link):
            coordinator.open(link)
            coordinator.press("Opslaan en verder", written(questionnaire, answers, coordinator))
        coordinator.open(f"{home}/afronden")
        coordinator.press(
            "Gesprek bewaren", {"agreements": "De kwaliteitsgroep plant elke periode een evaluatie."}
        )


def _opened(person: Person, address: str) -> list[str]:
    person.open(address)
    return person.links()


def _agree(play: Play, coordinator: Person, home: str) -> None:
    """Agree on the topics that stand first; on one of them only most, with what the others say."""
    topics = list(dict.fromkeys(link for link in _opened(coordinator, home) if "/onderwerp/" in link))
    for number, link in enumerate(topics[:6]):
        coordinator.open(link)
        offered = [value for value in coordinator.fields()["value"] if value not in ("", "x")]
        chosen = offered[len(offered) // 2]
        fields = {"value": chosen, "agreement": "most" if number == 1 else "agreed"}
        if number == 1:
            fields["dissent"] = "In de bovenbouw lukt dit nog niet elke week."
        coordinator.press("Bewaren en volgende onderwerp", fields)


def settle(play: Play) -> None:
    """What was not discussed gets the median or a reason; the school fills in the rest and settles it."""
    play.stage.move_to(play.on(VALUES))
    coordinator = play.as_(play.company.coordinator)
    home = f"/dossier/{play.dossier_id}/schoolwaarden"
    coordinator.open(home)
    if "Overnemen wat is aangevinkt" in coordinator.buttons():
        coordinator.press("Overnemen wat is aangevinkt")
    _decide_rest(coordinator, home)
    _fill_in_own(play, coordinator, home)
    coordinator.open(home)
    coordinator.press("Waarden vaststellen")


def _decide_rest(coordinator: Person, home: str) -> None:
    for _topic in range(MOST_TOPICS):
        coordinator.open(home)
        if "Volgende onderwerp" not in coordinator.text():
            return
        coordinator.follow("Volgende onderwerp")
        if "/onderwerp/" not in coordinator.address:
            return
        offered = [value for value in coordinator.fields()["value"] if value not in ("", "x")]
        reason = "In het team is dit besproken in de bouwvergadering."
        coordinator.press("Volgende onderwerp", {"value": offered[len(offered) // 2], "reason": reason})
    raise Stuck("topics without a value stay on the page")


def _fill_in_own(play: Play, coordinator: Person, home: str) -> None:
    questionnaire = play.questionnaire("schoolwaarden")
    answers = play.inventor.answers(questionnaire)
    for given in play.given.answers.get(questionnaire.id, []):
        answers = questionnaire.clean(answers | given)
    for page in questionnaire.visible_pages(answers):
        coordinator.open(f"{home}/deel/{page}")
        for _again in range(4):
            coordinator.press("Opslaan en verder", written(questionnaire, answers, coordinator))
            if not coordinator.address.rstrip("/").endswith(f"/deel/{page}"):
                break


def close_points(play: Play) -> None:
    """Of last year's points the last is done; the others go on, each with the reason of this year.

    The oldest stands first: one that went on before goes on again.
    """
    if not play.number:
        return
    play.stage.inside(lambda: fill_in_holidays(play.text_year.previous))
    play.stage.move_to(play.on(RESULTS))
    coordinator = play.as_(play.company.coordinator)
    home = f"/dossier/{play.dossier_id}/ontwikkelpunten"
    links = list(dict.fromkeys(link for link in _opened(coordinator, home) if "/resultaat" in link))
    for link in links:
        if link == links[-1]:
            coordinator.open(link)
            coordinator.press(
                "Bewaren", {"status": "done", "result": "Het werkt en het team gaat zo verder."}
            )
        else:
            coordinator.open(link.replace("/resultaat", "/doorgaan"))
            coordinator.press("Laat doorgaan", {"reason": _REASONS[(play.number - 1) % len(_REASONS)]})


def add_points(play: Play) -> None:
    """Two development points for next year."""
    play.stage.move_to(play.on(POINTS))
    coordinator = play.as_(play.company.coordinator)
    for goal, action, owner in _GOALS[play.number % len(_GOALS)]:
        coordinator.open(f"/dossier/{play.dossier_id}/ontwikkelpunten/nieuw")
        fields = {
            "goal": goal,
            "action": action,
            "owner": owner,
            "due": written_date(play.on(date(2028, 2, 1))),
        }
        coordinator.press("Bewaren", fields)


def written(questionnaire: Questionnaire, answers: Answers, person: Person) -> dict[str, str | list[str]]:
    """Return the answers as the fields of the page in front of this person want them."""
    found: dict[str, str | list[str]] = {}
    for question in questionnaire.questions:
        found.update(values_for_form(question, answers))
    return fitting(found, person.fields())
