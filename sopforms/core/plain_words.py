"""Words of the trade and what to say to parents instead; terms and abbreviations with what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# What a parent hears another word for. Keys are patterns of whole words, in small letters.
PLAIN: Mapping[str, str] = MappingProxyType(
    {
        r"handelingsverlegen(?:heid)?": "wij weten niet genoeg hoe wij kunnen helpen",
        r"arrangement(?:en)?": "extra hulp",
        r"implementeren|implementatie": "invoeren",
        r"monitoren": "volgen",
        r"signaleren": "zien",
        r"adequaat|adequate": "goed",
        r"cognitieve?": "het leren en denken",
        r"didactische?": "lesgeven",
        r"pedagogische?": "opvoeden",
        r"sociaal-emotionele?": "gevoel en omgaan met anderen",
        r"onderwijsbehoeften?": "wat een kind nodig heeft om te leren",
        r"ondersteuningsbehoeften?": "de hulp die een kind nodig heeft",
        r"differentiëren|differentiatie": "elk kind uitleg op zijn eigen niveau geven",
        r"remediëren|remediëring": "extra oefenen",
        r"interventies?": "hulp",
        r"diagnostiek": "onderzoek",
        r"multidisciplinaire?": "met deskundigen van verschillende soort",
        r"ketenpartners?": "organisaties waarmee wij samenwerken",
        r"expertise": "wat wij weten en kunnen",
        r"faciliteren": "mogelijk maken",
        r"realiseren": "maken",
        r"prioriteren": "voorrang geven",
        r"casuïstiek": "wat er bij een kind speelt",
        r"zorgzwaarte": "hoeveel hulp een kind nodig heeft",
        r"zorgleerling(?:en)?": "leerling die extra hulp krijgt",
        r"tevens": "ook",
        r"middels": "met",
        r"indien": "als",
        r"teneinde": "om",
        r"derhalve": "daarom",
        r"met betrekking tot": "over",
        r"ten aanzien van": "over",
        r"in het kader van": "voor",
        r"dient te|dienen te": "moet",
    }
)

# Terms of which a parent needs the meaning once.
TERMS: Mapping[str, str] = MappingProxyType(
    {
        "basisondersteuning": "de hulp die elke school in de regio biedt",
        "ontwikkelingsperspectief": "het plan met wat uw kind gaat leren en welke hulp daarbij hoort",
        "toelaatbaarheidsverklaring": "een verklaring waarmee een kind naar het speciaal onderwijs kan",
        "samenwerkingsverband": "de scholen in de regio die samen zorgen voor hulp",
        "ondersteuningsteam": "een groep deskundigen die meedenkt over wat uw kind nodig heeft",
        "intern begeleider": "wie op school de extra hulp regelt",
        "ondersteuningscoördinator": "wie op school de extra hulp regelt",
        "time-outruimte": "een rustige kamer waar een kind even tot zichzelf komt",
        "eigen leerlijn": "een kind werkt bij een vak aan eigen doelen",
        "ambulante begeleiding": "hulp van een deskundige die af en toe in de klas komt",
    }
)

ABBREVIATIONS: Mapping[str, str] = MappingProxyType(
    {
        "OPP": "ontwikkelingsperspectief",
        "TLV": "toelaatbaarheidsverklaring",
        "SWV": "samenwerkingsverband",
        "SOP": "schoolondersteuningsprofiel",
        "IB": "intern begeleider",
        "OC": "ondersteuningscoördinator",
        "MR": "medezeggenschapsraad",
        "SBO": "speciaal basisonderwijs",
        "SO": "speciaal onderwijs",
        "VSO": "voortgezet speciaal onderwijs",
        "CJG": "centrum voor jeugd en gezin",
        "GGD": "gemeentelijke gezondheidsdienst",
        "NT": "Nederlands als tweede taal",
        "HGW": "handelingsgericht werken",
        "JGZ": "jeugdgezondheidszorg",
        "SMW": "schoolmaatschappelijk werk",
    }
)
