"""What parents look for, in their own words: needs with synonyms, and where a text speaks of them.

Needs and words are data (`questionnaires/needs.json`); here is only how they are matched. A word is found
by how it begins, so that "dyslectisch" finds what stands under "dyslect"; one that ends in a dot is a whole
word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[\w']+")
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

    `in_class` says what it asks of everyone who teaches.
    """

    key: str
    name: str
    words: tuple[str, ...]
    statements: tuple[str, ...] = ()
    in_class: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: the needs in it, the beginnings of words to look for, and the other words."""

    needs: tuple[Need, ...]
    stems: tuple[str, ...]
    others: tuple[str, ...]


def plain(text: str) -> str:
    """Return a text as it is compared: small letters without accents."""
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


def _begins(token: str, stems: Iterable[str]) -> bool:
    """Whether a word begins like a stem; those with a dot, or of three letters or fewer, are whole words."""
    return any(
        token == stem.rstrip(".")
        or (len(stem) > _SHORTEST and not stem.endswith(".") and token.startswith(stem))
        for stem in map(plain, stems)
    )


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
