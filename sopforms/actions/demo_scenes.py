"""The scenes of a year in the order in which a dossier goes through them."""

from __future__ import annotations

from collections.abc import Callable

from sopforms.actions import demo_deciding, demo_evaluation, demo_writing
from sopforms.actions.deed import deed
from sopforms.actions.demo_play import Play
from sopforms.core.codes import Deed

Scene = Callable[[Play], None]

_EVALUATION: tuple[tuple[Deed, Scene], ...] = (
    (Deed.OPEN_SURVEY, demo_evaluation.ask_team),
    (Deed.CLOSE_SURVEY, demo_evaluation.close),
    (Deed.RECORD_PUPIL_VOICE, demo_evaluation.hear_pupils),
    (Deed.RECORD_TALK, demo_evaluation.read_texts),
    (Deed.RECORD_TALK, demo_evaluation.hold_talk),
    (Deed.SET_VALUE, demo_evaluation.set_values),
    (Deed.SET_VALUE, demo_evaluation.plan_points),
    (Deed.CONSOLIDATE, demo_evaluation.consolidate),
)
_WRITING: tuple[tuple[Deed, Scene], ...] = (
    (Deed.MAKE_DRAFT, demo_writing.make),
    (Deed.OPEN_READ_ROUND, demo_writing.read_round),
    (Deed.FINISH_DRAFT, demo_writing.finish),
    (Deed.COMPLETE_PAPERS, demo_writing.complete_papers),
    (Deed.REQUEST_ADVICE, demo_writing.request),
)
_DECISION: tuple[tuple[Deed, Scene], ...] = (
    (Deed.RECORD_CONSULTATION, demo_deciding.consult),
    (Deed.GIVE_ADVICE, demo_deciding.advise),
    (Deed.REACT, demo_deciding.react),
    (Deed.RECORD_FURTHER_TALKS, demo_deciding.talk_further),
    (Deed.ADOPT, demo_deciding.adopt),
    (Deed.MAKE_GUIDE_SECTION, demo_deciding.make_section),
    (Deed.PUBLISH, demo_deciding.publish),
    (Deed.PUBLISH, demo_deciding.enter_into_force),
)


def play_all(play: Play) -> None:
    """Play a dossier until it is where it should be, in a few transactions."""
    for scenes in (_EVALUATION, _WRITING, _DECISION):
        _act(play, scenes)


@deed
def _act(play: Play, scenes: tuple[tuple[Deed, Scene], ...]) -> None:
    for needed, scene in scenes:
        if play.does(needed):
            scene(play)
