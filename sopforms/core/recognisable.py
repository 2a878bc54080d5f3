"""Does a text point at one pupil? A careful guess that asks the writer to look again, never more.

Three signs: a number that can be a burgerservicenummer, a name after a word like "leerling", and a capital
in the middle of a sentence where people write first names ("met Sem lukt het", "Noor uit groep 6").
"""

from __future__ import annotations

import re

_DIGITS = re.compile(r"(?<!\d)\d(?:[ .]?\d){8}(?!\d)")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_NAME = r"([A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?)"
_AFTER_WORD = re.compile(rf"\b(?i:leerlinge?|jongen|meisje|kind|zoon|dochter|broertje|zusje)\s+{_NAME}")
_WITH_GROUP = re.compile(rf"\b{_NAME}\s+(?:\(|uit\s+|in\s+|van\s+)(?:groep|klas)\s*\d")
_DOES = "heeft|is|kan|krijgt|wil|wordt|was|had|moet|zit|werkt|doet|loopt|durft|leert|leest"
_ACTS = re.compile(rf"(?<=[a-z,;] ){_NAME}(?=\s+(?:{_DOES})\b)")
_WITH = re.compile(rf"(?<=[a-z] )(?:met|voor|bij|van|over|aan)\s+{_NAME}(?=[\s,.;:!?]|$)")
_KNOWN_WORDS = """
    Nederlands Nederland Engels Frans Duits Turks Arabisch Oekraïens Fries Rekenen Taal Lezen Spelling
    Passend Onderwijs Onderwijsassistent Samenwerkingsverband Jeugdhulp Jeugdzorg Jeugdteam Gemeente
    Veilig Inspectie Leerplicht Centrum Sociaal Wijkteam Logopedie Stichting Ouders School Team Groep
    Januari Februari Maart April Mei Juni Juli Augustus September Oktober November December
    Maandag Dinsdag Woensdag Donderdag Vrijdag Kerst Pasen Pinksteren Parnassys Magister Somtoday Chromebook
    Cito Dia Kanjertraining Plusklas Schakelklas Speciaal Basis Middelbare Montessori Dalton Jenaplan
"""
_NO_NAMES = frozenset(_KNOWN_WORDS.split())


def signs(text: str) -> tuple[str, ...]:
    """Return what may point at a pupil, as it stands in the text, each once; empty when nothing does."""
    found = [match[0] for match in _DIGITS.finditer(text) if is_citizen_number(match[0])]
    for pattern in (_AFTER_WORD, _WITH_GROUP, _ACTS, _WITH):
        found += [match[1] for match in pattern.finditer(text) if match[1] not in _NO_NAMES]
    return tuple(dict.fromkeys(found))


def is_citizen_number(text: str) -> bool:
    """Whether the nine digits pass the eleven-test of the burgerservicenummer."""
    digits = [int(letter) for letter in text if letter.isdigit()]
    if len(digits) != len(_WEIGHTS) or not any(digits):
        return False
    return sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0
