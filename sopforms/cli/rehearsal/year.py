"""The whole year in order: every scene with the words that tell how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sopforms.cli.rehearsal import advice, decision, evaluation, values
from sopforms.cli.rehearsal.play import Play


@dataclass(frozen=True, slots=True)
class Scene:
    """One step of the year as it is played."""

    name: str
    play: Callable[[Play], None]


def _answer(play: Play) -> None:
    for _done in evaluation.answer(play):
        pass


SCENES = (
    Scene("round opened", evaluation.open_round),
    Scene("last year's points closed", values.close_points),
    Scene("staff invited", evaluation.invite),
    Scene("survey answered", _answer),
    Scene("open answers read", values.read_texts),
    Scene("pupils heard", values.hear_pupils),
    Scene("team conversation", values.talk),
    Scene("school values settled", values.settle),
    Scene("development points", values.add_points),
    Scene("draft made", advice.make_draft),
    Scene("team read along", advice.read_round),
    Scene("draft finished", advice.finish_draft),
    Scene("advice requested", advice.request_advice),
    Scene("council consulted", advice.consult),
    Scene("council asked and answered", advice.ask_board),
    Scene("advice given", advice.advise),
    Scene("board reacted", decision.react),
    Scene("further talks held", decision.talk_further),
    Scene("text adopted", decision.adopt),
    Scene("guide section made", decision.make_guide_section),
    Scene("guide consented", decision.consent_to_guide),
    Scene("section published", decision.publish),
    Scene("in force", decision.enter_into_force),
)


def perform(play: Play) -> Iterator[Scene]:
    """Play the year, scene by scene; yields each scene when it is done."""
    for scene in SCENES:
        scene.play(play)
        play.stage.deliver()
        yield scene
