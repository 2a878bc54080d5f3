"""Reading help for who writes a text for parents: the longest sentence, long words. Hints, never a grade."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sopforms.core import sentences

MOST_WORDS = 20
MOST_SYLLABLES = 4
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_VOWELS = re.compile(r"ij|aa|ee|ie|oe|oo|uu|eu|ui|ei|au|ou|[aeiouyáéíóúàèëïöü]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader may stumble over: the longest sentence and its length, how many are long, long words."""

    longest: int = 0
    sentence: str = ""
    long_sentences: int = 0
    long_words: tuple[str, ...] = ()


def reading_of(text: str) -> Reading:
    """Return what is long in a text; a line is at least one sentence."""
    found = [each for line in text.splitlines() for each in sentences.split(line.strip())]
    counted = [(len(_WORD.findall(each)), each) for each in found]
    longest, sentence = max(counted, default=(0, ""))
    long = [word for word in _WORD.findall(text) if syllables(word) > MOST_SYLLABLES]
    return Reading(
        longest,
        sentence,
        sum(count > MOST_WORDS for count, _ in counted),
        tuple(dict.fromkeys(word.lower() for word in long))[:8],
    )


def syllables(word: str) -> int:
    """Return about how many syllables a Dutch word has: its groups of vowels."""
    return len(_VOWELS.findall(word.lower()))
