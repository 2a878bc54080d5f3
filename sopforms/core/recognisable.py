"""Does a text point at one pupil? A careful guess that asks the writer to look again, never more.

The signs: a number that can be a burgerservicenummer, a day of birth, a name or an initial
after a word like "leerling", a capital in the middle of a sentence where people write first names ("met Bo
lukt het", "Puk uit groep 6"), and first names that many children have, wherever they stand.
"""

from __future__ import annotations

import re

_DIGITS = re.compile(r"(?<!\d)\d(?:[ .]?\d){8}(?!\d)")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_NAME = r"([A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?)"
_AFTER_WORD = re.compile(rf"\b(?i:leerlinge?|jongen|meisje|kind|zoon|dochter|broertje|zusje)\s+{_NAME}")
_WITH_GROUP = re.compile(rf"\b{_NAME}\s+(?:\(|uit\s+|in\s+|van\s+)(?:groep|klas)\s*\d")
_INITIAL = re.compile(r"\b(?i:leerlinge?|jongen|meisje|kind)\s+([A-Z]\.(?:\s?[A-Z]\.)*)")
_BORN = re.compile(r"\b(?i:geboren|geb\.|geboortedatum)[:\s]+(?:op\s+)?(\d{1,2}[-./ ]\d{1,2}[-./ ]\d{2,4})")
_WORD = re.compile(r"(?<![\w-])([A-Z][a-zà-ÿ]+)(?![\w-])")
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
# Common names of children at school now. Names that are ordinary words too (Roos, Mees, Storm, Merel) are
# left to the other signs.
_COMMON_NAMES = """
    Noah Lucas Levi Finn Daan Sem Milan Luuk Bram Liam Thijs Jesse Julian Lars Benjamin Stijn Ruben Luca Tim
    Hugo Siem Gijs Floris Teun Jens Jayden Noud Tijn Joep Olivier Boaz Mats Cas Ryan Mason Sven Nathan Pepijn
    Owen Vince Niek Joris Niels Rayan Mohammed Mohamed Muhammed Youssef Yusuf Omar Ali Amir Ibrahim Hamza
    Bilal Ayoub Jurre Rens Tygo Jelle Koen Rik Sander Wout Kevin Dylan Jochem Jasper Jorn Melle Quinten
    Emma Julia Mila Tess Sophie Sara Sarah Nora Noor Yara Lotte Evi Saar Lynn Fenna Milou Olivia Nina Lauren
    Maud Femke Isa Esmee Elin Lieke Lisa Feline Sofie Sofia Hannah Jasmijn Isabella Amy Vera Naomi Ella Lara
    Norah Charlotte Suze Elise Fatima Aisha Maryam Amina Yasmine Zeynep Esra Elif Sanne Anouk Marit Demi Indy
    Romy Bente Britt Rosalie Veerle Pien Fien Livia Mia Noa Jip Puck Eline Juul Nynke Fenne Mirthe Kiki
"""
_FIRST_NAMES = frozenset(_COMMON_NAMES.split())


def signs(text: str) -> tuple[str, ...]:
    """Return what may point at a pupil, as it stands in the text, each once; empty when nothing does."""
    found = [match[0] for match in _DIGITS.finditer(text) if is_citizen_number(match[0])]
    found += [match[1] for match in _BORN.finditer(text)]
    for pattern in (_AFTER_WORD, _INITIAL, _WITH_GROUP, _ACTS, _WITH):
        found += [match[1] for match in pattern.finditer(text) if match[1] not in _NO_NAMES]
    found += [match[1] for match in _WORD.finditer(text) if match[1] in _FIRST_NAMES]
    return tuple(dict.fromkeys(found))


def is_citizen_number(text: str) -> bool:
    """Whether the nine digits pass the eleven-test of the burgerservicenummer."""
    digits = [int(letter) for letter in text if letter.isdigit()]
    if len(digits) != len(_WEIGHTS) or not any(digits):
        return False
    return sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0
