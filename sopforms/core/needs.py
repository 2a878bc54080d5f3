"""What parents look for, in their own words: needs with synonyms, and where a text speaks of them.

Needs and words are data: ours (`questionnaires/needs.json`), or those that a partnership gave one in its
place. Here is how they are checked and matched. A word is found by how it begins, so that "dyslectisch" finds
what stands under "dyslect"; one that ends in a dot is a whole word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sopforms.core.errors import Invalid

LONGEST_SHORT, LONGEST_NAME, LONGEST_WORD = 40, 80, 40  # characters
MOST_WORDS = 80
_WORD = re.compile(r"[\w']+")
_ONE_WORD = re.compile(r"[\w']{2,}\.?")
_SHORTEST = 3
# Words that everybody types and that tell nothing.
_EMPTY = frozenset(
    {
        "aan", "als", "bij", "dan", "dat", "de", "die", "door", "een", "hebben", "heeft", "het", "hoe",
        "hulp", "kan", "kind", "kinderen", "kunnen", "met", "mijn", "moet", "naar", "niet", "nog",
        "ons", "onze", "ook", "over", "scholen", "school", "uit", "van", "veel", "voor", "waar", "wat",
        "wel", "wil", "willen", "zijn", "zoek",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Need:
    """A need as parents know it; `words` are beginnings of words, `statements` what staff are asked about it.

    `in_class` says what it asks of everyone who teaches, `short` what it is called in a table of the guide
    and in the matrix of a region.
    """

    key: str
    name: str
    words: tuple[str, ...]
    statements: tuple[str, ...] = ()
    in_class: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a partnership calls a need, and the words it is looked for with there."""

    short: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: the needs in it, the beginnings of words to look for, and the other words."""

    needs: tuple[Need, ...]
    stems: tuple[str, ...]
    others: tuple[str, ...]


def words_in(typed: str) -> tuple[str, ...]:
    """Return the words that were typed, one a line or with commas between them, each once."""
    found = (word.strip().casefold() for line in typed.splitlines() for word in line.split(","))
    return tuple(dict.fromkeys(word for word in found if word))


def check(own: OwnWords) -> None:
    """Raise Invalid when nobody could look for a need with these words, or everybody would find it."""
    if not own.words:
        raise Invalid(words="Schrijf minstens één woord op waarmee ouders zoeken.")
    if len(own.words) > MOST_WORDS:
        raise Invalid(words=f"Dit zijn {len(own.words)} woorden. Kies er hoogstens {MOST_WORDS}.")
    for word in own.words:
        if not _ONE_WORD.fullmatch(word) or len(word) > LONGEST_WORD:
            raise Invalid(
                words=f"Schrijf op elke regel één woord, van twee letters of meer. Er staat: ‘{word}’."
            )
        if plain(word).rstrip(".") in _EMPTY:
            raise Invalid(words=f"Bijna elke ouder typt ‘{word}’. Kies een woord dat alleen hierover gaat.")


def worded(need: Need, own: OwnWords | None) -> Need:
    """Return a need in the words of a partnership, or as it was where it has none."""
    return replace(need, short=own.short, name=own.name, words=own.words) if own else need


def of_all(regions: Sequence[Sequence[Need]], usual: Sequence[Need]) -> tuple[Need, ...]:
    """Return the needs for who looks in all regions: all words, and the name they agree on or ours."""
    found = []
    for need in usual:
        said = [other for region in regions for other in region if other.key == need.key]
        names = {other.name for other in said}
        words = tuple(dict.fromkeys(word for other in said for word in other.words))
        name = names.pop() if len(names) == 1 else need.name
        found.append(replace(need, name=name, words=words or need.words))
    return tuple(found)


def plain(text: str) -> str:
    """Return a text as it is compared: small letters without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))


def wanted(typed: str, needs: Sequence[Need]) -> Wanted:
    """Return what was asked for: with a need come all its words; the rest is a name, a place or a word."""
    tokens = list(dict.fromkeys(_WORD.findall(plain(typed))))
    found = [need for need in needs if any(_begins(token, need.words) for token in tokens)]
    mine = [token for token in tokens if any(_begins(token, need.words) for need in found)]
    others = tuple(t for t in tokens if t not in mine and len(t) >= _SHORTEST and t not in _EMPTY)
    stems = dict.fromkeys(plain(word) for need in found for word in need.words)
    return Wanted(tuple(found), tuple(stems), others)


def speaks_of(text: str, stems: Iterable[str]) -> bool:
    """Whether a text has a word that begins like one of these."""
    known = tuple(stems)
    return any(_begins(token, known) for token in _WORD.findall(plain(text)))


def _begins(token: str, stems: tuple[str, ...]) -> bool:
    """Whether a word begins like a stem."""
    whole, beginnings = _looked_for(stems)
    return token in whole or token.startswith(beginnings)


@lru_cache(maxsize=256)
def _looked_for(stems: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the whole words (with a dot, or of three letters or fewer) and the beginnings of words."""
    known = [plain(stem) for stem in stems]
    beginnings = tuple(stem for stem in known if len(stem) > _SHORTEST and not stem.endswith("."))
    return frozenset(stem.rstrip(".") for stem in known), beginnings


def unexplained(text: str, abbreviations: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each abbreviation that stands in a text and what it means, where the text itself does not say so.

    It is explained when its meaning stands before the brackets around it: "intern begeleider (IB'er)".
    """
    for short, meaning in abbreviations.items():
        written = re.escape(short).replace("'", "['’]")
        if not re.search(rf"(?<!\w){written}(?!\w)", text):
            continue
        name = meaning.partition(":")[0]
        if not re.search(rf"{re.escape(name)}\s*\({written}\)", text, re.IGNORECASE):
            yield short, meaning
