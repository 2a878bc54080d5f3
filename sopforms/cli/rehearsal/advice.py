"""The third quarter: draft, read round, papers, and the council's advice from one link in a mail."""

from __future__ import annotations

import re
from datetime import date

from sopforms.cli.rehearsal.browser import Person, Stuck
from sopforms.cli.rehearsal.evaluation import written_date
from sopforms.cli.rehearsal.play import Play

DRAFT = date(2027, 3, 1)
READ = date(2027, 3, 2)
READY = date(2027, 3, 12)
REQUEST = date(2027, 3, 22)
TALK = date(2027, 4, 13)
QUESTION = date(2027, 4, 20)
ADVICE = date(2027, 5, 18)
PARTS = 24
READERS = 3


def make_draft(play: Play) -> None:
    """The coordinator makes the draft and goes through every chapter and guide part."""
    play.stage.move_to(play.on(DRAFT))
    coordinator = play.as_(play.company.coordinator)
    coordinator.open(f"/dossier/{play.dossier_id}/concept")
    coordinator.press("Concept maken")


def read_round(play: Play) -> None:
    """The team reads along for five school days; some say what is not right."""
    play.stage.move_to(play.on(READ))
    coordinator = play.as_(play.company.coordinator)
    coordinator.open(f"/dossier/{play.dossier_id}/leesronde")
    readers = "\n".join(person.email for person in play.company.team)
    coordinator.press(
        play.one_of(coordinator, ("Leesronde openen", "Leesronde open zetten")), {"readers": readers}
    )
    for number, person in enumerate(play.company.team[:READERS]):
        visitor = play.stage.visitor(play.stage.base)
        play.stage.enter(visitor, play.stage.letter_to(person.email, "meelezen"))
        parts = [name for name, offered in visitor.fields().items() if "ja" in offered]
        fields = dict.fromkeys(parts, "ja")
        if number == READERS - 1:
            fields[parts[0]] = "nee"
            fields[parts[0].replace("k-", "w-", 1)] = "Wij zijn dit jaar met meer groepen gestart."
        visitor.press("Versturen", fields)


def finish_draft(play: Play) -> None:
    """Every part is marked ready, and the draft goes to head and board."""
    play.stage.move_to(play.on(READY))
    coordinator = play.as_(play.company.coordinator)
    home = f"/dossier/{play.dossier_id}/concept"
    for _part in range(PARTS):
        coordinator.open(home)
        if "Naar directeur en bestuur sturen" in coordinator.buttons():
            break
        link = _next_part(coordinator)
        coordinator.open(link)
        button = next((found for found in coordinator.buttons() if found.startswith("Klaar")), None)
        if button is None:
            raise Stuck(f"{coordinator.address}: no button to mark this part ready: {coordinator.buttons()}")
        coordinator.press(button, {"no_names": "y"} if "no_names" in coordinator.fields() else None)
    coordinator.open(home)
    coordinator.press("Naar directeur en bestuur sturen")


def _next_part(coordinator: Person) -> str:
    coordinator.follow("Verder met")
    return coordinator.address


def request_advice(play: Play) -> None:
    """The board completes the papers and asks the council for its advice."""
    play.stage.move_to(play.on(REQUEST))
    board = play.as_(play.company.board)
    board.open(f"/dossier/{play.dossier_id}/stukken")
    fields = {
        "reasons": "De wet vraagt elk jaar een actueel aanbod. Het team heeft het aanbod geëvalueerd.",
        "consequences": "Personeel: twee studiemiddagen. Ouders en leerlingen: duidelijkere tekst.",
        "measures": "De studiemiddagen staan in de jaarplanning.",
        "talk_on": written_date(play.on(TALK)),
    }
    if not _value(board, "answer_by"):
        fields["answer_by"] = written_date(play.on(date(2027, 6, 4)))
    board.press("Ga naar de brief", fields)
    board.open(f"/dossier/{play.dossier_id}/adviesaanvraag")
    board.press("Versturen naar de secretaris van de MR")
    play.stage.deliver()


def _value(person: Person, name: str) -> str:
    return next(iter(person.fields().get(name, [])), "")


def consult(play: Play) -> None:
    """Board and council talk before the advice; the board records it."""
    play.stage.move_to(play.on(TALK))
    board = play.as_(play.company.board)
    board.open(f"/dossier/{play.dossier_id}/overleg")
    board.press("Overleg vastleggen", {"went": "held", "day": written_date(play.on(TALK))})


def ask_board(play: Play) -> None:
    """The council asks for information before it advises; the board answers on record."""
    play.stage.move_to(play.on(QUESTION))
    secretary = play.stage.visitor(play.stage.base)
    play.stage.enter(secretary, play.stage.letter_to(play.company.secretary, "Adviesaanvraag"))
    secretary.follow("Vraag uitstel of meer informatie")
    question = {"wish": "information", "text": "Hoeveel uur per week is er voor extra hulp?"}
    secretary.press("Vraag versturen", question)
    play.stage.deliver()
    board = play.as_(play.company.board)
    board.open(f"/dossier/{play.dossier_id}/vragen-van-de-raad")
    board.press("Antwoord versturen", {"answer": "Volgend jaar is er twaalf uur per week voor extra hulp."})


def advise(play: Play) -> None:
    """The secretary opens the mail, advises under a condition, and sends it with the code from a second."""
    play.stage.move_to(play.on(ADVICE))
    secretary = play.stage.visitor(play.stage.base)
    play.stage.enter(secretary, play.stage.letter_to(play.company.secretary, "Adviesaanvraag"))
    secretary.follow("Advies geven")
    secretary.press(
        "Controleren en versturen",
        {
            "form": "positief_voorw",
            "text": "De raad is blij met de heldere tekst en adviseert positief, onder één voorwaarde.",
            "points-0-text": "Zet in de gids hoe vaak een leerling extra hulp krijgt.",
            "points-0-kind": "voorwaarde",
            "meeting_on": written_date(play.on(date(2027, 5, 17))),
            "present": "6",
            "chair": "De voorzitter",
            "secretary": "De secretaris",
            "role": "secretaris",
        },
    )
    secretary.press("Mail mij de code")
    mail = play.stage.letter_to(play.company.secretary, "ode")
    found = re.search(r"\b\d{6}\b", mail.body("plain"))
    if found is None:
        raise Stuck("the mail with the code has no code")
    secretary.press("Advies versturen", {"code": found.group()})
