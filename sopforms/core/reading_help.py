"""Reading help for who writes a text for parents: hints with what they rest on. Advice, never a grade.

Sentences that are the same for every school are not judged: nobody here can change them. What may be a name
stands apart (`recognisable.py`): only names ever hold a text up, and only before it goes on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sopforms.core.blocks import Block, Quote, Sentence, words
from sopforms.core.drafted import sentences_in
from sopforms.core.plain_words import ABBREVIATIONS, PLAIN, TERMS
from sopforms.core.plainness import MOST_SYLLABLES, MOST_WORDS, syllables

MOST_LONG = 8
MOST_HINTS = 12  # of one part: who gets thirty hints reads none
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_BECOMES = re.compile(r"\b(?:word|wordt|worden|werd|werden)\b", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"\b(?:ge|be|ver|ont|her|uitge|aange|opge|inge|afge|toege|voorge)[a-z]{2,}(?:d|t|en)\b"
)
_CAPITALS = re.compile(r"\b[A-Z]{2,6}\b")
_PROMISE = re.compile(
    r"\b(?:altijd|nooit|gegarandeerd|onmiddellijk|zonder uitzondering|op elk moment|voor iedereen"
    r"|(?:elke|alle|iedere) (?:leerlingen|leerling|kinderen|school)|(?:elk|ieder) kind)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:(?:kunnen|kan|bieden|hebben) (?:wij|we)(?: \w+){0,6} (?:niet|geen)\b"
    r"|(?:wij|we) (?:kunnen|bieden|hebben)(?: \w+){0,6} (?:niet|geen)\b|is (?:bij ons )?niet mogelijk"
    r"|niet (?:worden )?(?:aangenomen|toegelaten|geplaatst)"
    r"|(?:kunnen|kan)(?: \w+){0,4} niet (?:komen|terecht))",
    re.IGNORECASE,
)
_WEIGHING = re.compile(
    r"\bper (?:kind|leerling)\b|\belk kind apart\b|\bsamen met (?:u|de ouders|ouders)\b", re.IGNORECASE
)
_SHARE = re.compile(r"\b\d{1,3}(?:,\d+)? ?(?:%|procent\b)")
_EXPLAINS = r"(?:\s*\(|:|,? dat (?:is|zijn|betekent)\b| (?:is|zijn|betekent|noemen)\b)"


class HintKind(StrEnum):
    """What a reader, or who has to keep the text's word, may stumble over."""

    LONG_SENTENCE = "long_sentence"
    PASSIVE = "passive"
    JARGON = "jargon"
    LONG_WORD = "long_word"
    ABBREVIATION = "abbreviation"
    TERM = "term"
    TERM_AGAIN = "term_again"
    PROMISE = "promise"
    LIMIT = "limit"
    SHARE = "share"


# The others are about a word, wherever it stands.
_OF_A_SENTENCE = frozenset({HintKind.LONG_SENTENCE, HintKind.PASSIVE, HintKind.PROMISE, HintKind.LIMIT})


@dataclass(frozen=True, slots=True)
class Answered:
    """What the school answered on what a sentence is about: in words, with how many answers lie below it.

    `top`: it is the highest value of its scale, so that the answers bear a strong word. `chose` is how many
    of `n` chose that highest value, in words `highest`; None where that may not be told.
    """

    label: str
    value: str
    n: int | None = None
    top: bool = False
    highest: str = ""
    chose: int | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint: where (`sentence`), what stands out (`found`), and what to write or to know (`better`).

    `count` is the number of words of a long sentence; `answered` lies beside a promise.
    """

    kind: HintKind
    sentence: str
    found: str = ""
    better: str = ""
    count: int = 0
    answered: tuple[Answered, ...] = ()


def hints(
    blocks: Sequence[Block],
    *,
    fixed: Collection[str] = (),
    names: Collection[str] = (),
    before: Iterable[str] = (),
    answered: Mapping[str, Answered] | None = None,
    for_parents: bool = True,
) -> tuple[Hint, ...]:
    """Return the hints for a text, in its order, each kind about the same thing once.

    `fixed` are sentences that nobody here can change, `before` the parts that are read before this one (a
    term is explained once), `names` the words in the names of school, board and partnership, `answered` the
    school's answers by indicator.
    """
    typed = [block for block in blocks if not isinstance(block, Quote)]
    lines = [each for each in sentences_in(typed) if words(each) and words(each) not in fixed]
    own = "\n".join(words(each) for each in lines)
    everything = "\n".join([*before, *(words(each) for each in sentences_in(blocks))])
    found: list[Hint] = []
    for line in lines:
        found += _of_the_words(words(line), for_parents=for_parents)
        found += _of_the_word_kept(line, answered or {})
        found += _of_limits(words(line), everything)
    if for_parents:
        found += _of_long_words(own)
        found += _of_terms(own, everything, "\n".join(before), names)
    return _once(found)[:MOST_HINTS]


def _of_the_words(text: str, *, for_parents: bool) -> Iterator[Hint]:
    count = len(_WORD.findall(text))
    if count > MOST_WORDS:
        yield Hint(HintKind.LONG_SENTENCE, text, count=count)
    if passive := _passive(text):
        yield Hint(HintKind.PASSIVE, text, passive)
    for word, plain in PLAIN.items():
        if match := re.search(rf"\b{word}\b", text, re.IGNORECASE):
            yield Hint(HintKind.JARGON, text, match[0], plain)
    if for_parents and (match := _SHARE.search(text)):
        yield Hint(HintKind.SHARE, text, match[0])


def _of_long_words(text: str) -> Iterator[Hint]:
    """Yield one hint with the long words; those of which the meaning is told have a hint of their own."""
    known = "|".join((*PLAIN, *TERMS))
    long = dict.fromkeys(
        word
        for word in _WORD.findall(text)
        if syllables(word) > MOST_SYLLABLES
        and not word[0].isupper()
        and not re.fullmatch(known, word, re.IGNORECASE)
    )
    if long:
        yield Hint(HintKind.LONG_WORD, "", ", ".join(list(long)[:MOST_LONG]))


def _passive(text: str) -> str:
    """Return the words that leave out who does it; empty when the sentence names no deed so."""
    becomes = _BECOMES.search(text)
    participle = _PARTICIPLE.search(text) if becomes else None
    return f"{becomes[0]} … {participle[0]}" if becomes and participle else ""


def _of_the_word_kept(line: Sentence, answered: Mapping[str, Answered]) -> Iterator[Hint]:
    """Yield a hint for a strong word, beside what the school answered; none where the answers bear it."""
    strong = _PROMISE.findall(words(line))
    if not strong:
        return
    beside = tuple(dict.fromkeys(answered[s.indicator] for s in line.sources if s.indicator in answered))
    if not beside or not all(one.top for one in beside):
        yield Hint(HintKind.PROMISE, words(line), ", ".join(dict.fromkeys(strong)), answered=beside)


def _of_limits(text: str, everything: str) -> Iterator[Hint]:
    match = _LIMIT.search(text)
    if match and not _WEIGHING.search(everything):
        yield Hint(HintKind.LIMIT, text, match[0])


def _of_terms(own: str, everything: str, earlier: str, names: Collection[str]) -> Iterator[Hint]:
    """Yield abbreviations and terms that nobody explained yet, and those that are explained again."""
    for short in dict.fromkeys(_CAPITALS.findall(own)):
        full = ABBREVIATIONS.get(short, "")
        told = f"({short})" in everything or (full and full.lower() in everything.lower())
        if not told and short not in names:
            yield Hint(HintKind.ABBREVIATION, "", short, full)
    for term, meaning in TERMS.items():
        if not re.search(rf"\b{term}\b", own, re.IGNORECASE):
            continue
        if not _is_explained(term, everything):
            yield Hint(HintKind.TERM, "", term, meaning)
        elif _is_explained(term, own) and _is_explained(term, earlier):
            yield Hint(HintKind.TERM_AGAIN, "", term)


def _is_explained(term: str, text: str) -> bool:
    return re.search(rf"\b{term}\b[”’\"]?{_EXPLAINS}", text, re.IGNORECASE) is not None


def _once(found: Iterable[Hint]) -> tuple[Hint, ...]:
    seen: dict[tuple[HintKind, str], Hint] = {}
    for hint in found:
        about = hint.sentence if hint.kind in _OF_A_SENTENCE else hint.found
        seen.setdefault((hint.kind, about.lower()), hint)
    return tuple(seen.values())
