"""The end of the year: reaction, further talks, adoption that deviates, the guide, the new year."""

from __future__ import annotations

from datetime import date

from sopforms.cli.rehearsal.evaluation import written_date
from sopforms.cli.rehearsal.play import Play

REACTION = date(2027, 5, 24)
FURTHER = date(2027, 5, 31)
ADOPTION = date(2027, 6, 7)
GUIDE = date(2027, 6, 9)
CONSENT = date(2027, 6, 22)
PUBLICATION = date(2027, 7, 20)


def react(play: Play) -> None:
    """The board answers the condition: taken over in part, with the reason, and offers further talks."""
    play.stage.move_to(play.on(REACTION))
    board = play.as_(play.company.board)
    board.open(f"/dossier/{play.dossier_id}/reactie")
    fields = {
        "points-0-answer": "deels",
        "points-0-reason": "Wij noemen hoe vaak hulp op zijn hoogst is. Per leerling verschilt het te veel.",
        "points-0-change": "Deel 2 van de gids noemt per vorm van hulp het maximum.",
        "text": "Dank voor uw advies. Wij volgen het grotendeels.",
        "talks_on": written_date(play.on(FURTHER)),
    }
    board.press(
        "Reactie controleren", {name: value for name, value in fields.items() if name in board.fields()}
    )
    board.press("Reactie versturen")


def talk_further(play: Play) -> None:
    """Before deciding otherwise than advised, the board talks with the council again."""
    play.stage.move_to(play.on(FURTHER))
    board = play.as_(play.company.board)
    board.open(f"/dossier/{play.dossier_id}/nader-overleg")
    board.press("Overleg vastleggen", {"went": "held", "day": written_date(play.on(FURTHER))})


def adopt(play: Play) -> None:
    """The board adopts; the decision deviates in part, so it waits six weeks."""
    play.stage.move_to(play.on(ADOPTION))
    board = play.as_(play.company.board)
    board.open(f"/dossier/{play.dossier_id}/vaststellen")
    known = {"place": "Voorbeeldstad", "function": "bestuurder"}
    fields = {name: value for name, value in known.items() if not board.fields().get(name, [""])[0]}
    if "deviations" in board.fields():
        fields["deviations"] = "de gids noemt per vorm van hulp een maximum, niet per leerling"
    board.press("Besluit controleren", fields)
    board.press(play.one_of(board, ("Vaststellen", "Nu vaststellen")))


def make_guide_section(play: Play) -> None:
    """The adopted text becomes the section for the school guide."""
    play.stage.move_to(play.on(GUIDE))
    board = play.as_(play.company.board)
    board.open(f"/dossier/{play.dossier_id}/schoolgids")
    board.press("Tekst voor de schoolgids maken")


def consent_to_guide(play: Play) -> None:
    """The section of the council consented to the rest of the guide; that is put on record."""
    play.stage.move_to(play.on(CONSENT))
    board = play.as_(play.company.board)
    board.open(f"/dossier/{play.dossier_id}/schoolgids/instemming")
    board.press("Instemming vastleggen", {"consented_on": written_date(play.on(CONSENT))})


def publish(play: Play) -> None:
    """After the suspension the section is published, and a parent reads it."""
    play.stage.move_to(play.on(PUBLICATION))
    board = play.as_(play.company.board)
    board.open(f"/dossier/{play.dossier_id}/schoolgids/publiceren")
    board.press("Publiceren")
    parent = play.stage.visitor(play.stage.base)
    parent.open(f"/school/{play.company.code}")


def enter_into_force(play: Play) -> None:
    """The new school year begins."""
    play.stage.move_to(play.text_year.first_day)
