"""What goes into a draft, gathered from what a school recorded."""

from __future__ import annotations

from sopforms.actions import composing
from sopforms.store.talks import PupilVoiceRow


def a_conversation(**answers: str) -> PupilVoiceRow:
    return PupilVoiceRow(answers=answers)


def test_two_conversations_held_in_the_same_manner_say_so_once() -> None:
    told = composing.pupils_of(
        [
            a_conversation(groepen="groep 6", manier="Wie wilde, deed mee", thema1="Rust", gedaan1="Hoek"),
            a_conversation(groepen="groep 7", manier="Wie wilde, deed mee", thema1="Uitleg"),
        ]
    )

    assert told is not None
    assert (told.groups, told.asked_how) == ("groep 6 en groep 7", "Wie wilde, deed mee.")
    assert told.themes == (("Rust", "Hoek"), ("Uitleg", ""))


def test_pupils_who_were_not_asked_told_nothing() -> None:
    assert composing.pupils_of([]) is None
