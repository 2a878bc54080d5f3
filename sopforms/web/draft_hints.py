"""The hints on a text as sentences for who writes it: what stands out, and why that matters to a reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from flask_babel import gettext as _

from sopforms.core.reading_help import Answered, Hint, HintKind


def told_hint(hint: Hint) -> dict[str, object]:
    """Return a hint for the page: what it is, why, where (a sentence or nothing) and what lies beside it."""
    what, why = _WORDS[hint.kind](hint)
    return {
        "what": what,
        "why": why,
        "where": hint.sentence,
        "beside": [_answered(one) for one in hint.answered],
    }


def _answered(one: Answered) -> str:
    if one.n is None:
        return _("‘%(label)s’: de school koos ‘%(value)s’.", label=one.label, value=one.value)
    if one.chose is None:
        return _(
            "‘%(label)s’: de school koos ‘%(value)s’, met %(n)s antwoorden van het team.",
            label=one.label, value=one.value, n=one.n,
        )  # fmt: skip
    return _(
        "‘%(label)s’: de school koos ‘%(value)s’. Van de %(n)s antwoorden van het team waren er %(chose)s"
        " ‘%(highest)s’.",
        label=one.label, value=one.value, n=one.n, chose=one.chose, highest=one.highest,
    )  # fmt: skip


def _long_sentence(hint: Hint) -> tuple[str, str]:
    return (
        _("Een zin van %(n)s woorden.", n=hint.count),
        _("Een lange zin moeten veel lezers twee keer lezen. Maak er twee van."),
    )


def _passive(hint: Hint) -> tuple[str, str]:
    return (
        _("Wie doet het? (‘%(found)s’)", found=hint.found),
        _("Met ‘worden’ blijft weg wie iets doet. Zeg: ‘wij’ of ‘de leerkracht’."),
    )


def _jargon(hint: Hint) -> tuple[str, str]:
    return (
        _("Vakwoord: ‘%(found)s’.", found=hint.found),
        _("Gewone taal is hier: ‘%(better)s’.", better=hint.better),
    )


def _long_word(hint: Hint) -> tuple[str, str]:
    return (
        _("Lange woorden: %(found)s.", found=hint.found),
        _("Een woord van meer dan vier lettergrepen leest moeilijk. Is er een korter woord?"),
    )


def _abbreviation(hint: Hint) -> tuple[str, str]:
    why = _("Ouders kennen de afkorting niet. Schrijf haar een keer voluit.")
    if hint.better:
        why = _(
            "Ouders kennen de afkorting niet. Schrijf een keer: ‘%(full)s (%(short)s)’.",
            full=hint.better, short=hint.found,
        )  # fmt: skip
    return _("Afkorting: ‘%(found)s’.", found=hint.found), why


def _term(hint: Hint) -> tuple[str, str]:
    return (
        _("Nog niet uitgelegd: ‘%(found)s’.", found=hint.found),
        _("Leg het een keer uit, bijvoorbeeld: ‘%(better)s’.", better=hint.better),
    )


def _term_again(hint: Hint) -> tuple[str, str]:
    return (
        _("Al uitgelegd in een eerder stukje: ‘%(found)s’.", found=hint.found),
        _("Eén keer uitleggen is genoeg."),
    )


def _promise(hint: Hint) -> tuple[str, str]:
    why = _("Dit is een belofte. Ouders mogen de school eraan houden. Lukt dit ook op een drukke dag?")
    if hint.answered:
        why = _("Dit is een belofte. Leg haar naast wat er is geantwoord:")
    return _("Sterk woord: ‘%(found)s’.", found=hint.found), why


def _limit(hint: Hint) -> tuple[str, str]:
    return (
        _("Een grens zonder afweging per kind (‘%(found)s’).", found=hint.found),
        _("De school bekijkt het altijd per kind en samen met de ouders. Zeg dat erbij."),
    )


def _share(hint: Hint) -> tuple[str, str]:
    return (
        _("Percentage: %(found)s.", found=hint.found),
        _("Bij een kleine groep zegt een percentage te veel over één kind. Schrijf ‘de meeste’ of ‘enkele’."),
    )


_WORDS: Mapping[HintKind, Callable[[Hint], tuple[str, str]]] = MappingProxyType(
    {
        HintKind.LONG_SENTENCE: _long_sentence,
        HintKind.PASSIVE: _passive,
        HintKind.JARGON: _jargon,
        HintKind.LONG_WORD: _long_word,
        HintKind.ABBREVIATION: _abbreviation,
        HintKind.TERM: _term,
        HintKind.TERM_AGAIN: _term_again,
        HintKind.PROMISE: _promise,
        HintKind.LIMIT: _limit,
        HintKind.SHARE: _share,
    }
)
