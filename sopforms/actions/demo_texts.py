"""What people write in the demonstration: short Dutch texts of our own, without anybody's name."""

from __future__ import annotations

from collections.abc import Mapping

# Open questions of the staff survey.
STAFF: Mapping[str, tuple[str, ...]] = {
    "de10": (
        "Scholing over executieve functies, het liefst met voorbeelden uit de eigen groep.",
        "Een collega die komt kijken bij gedrag en daarna meedenkt.",
        "Meer weten over dyscalculie: wanneer is oefenen genoeg en wanneer niet?",
        "Leren omgaan met prikkels in een volle groep.",
        "Hoe maak ik een goed aanbod voor kinderen die snel klaar zijn?",
        "Woordenschat voor leerlingen die kort in Nederland zijn.",
        "Gesprekken voeren met ouders als we het niet eens zijn.",
        "Samen met de parallelgroep één keer per maand lessen bespreken.",
        "Omgaan met jonge kinderen die zich nog niet lang kunnen concentreren.",
        "Handvatten voor gesprekken met leerlingen die niet willen praten.",
        "Meer weten over trauma en wat dat in de klas vraagt.",
        "Leren werken met de voorleessoftware.",
        "Differentiëren bij rekenen zonder vier keer uit te leggen.",
        "Hoe schrijf ik een plan dat ook bruikbaar is voor een invaller?",
    ),
    "gr06": (
        "In een volle groep met meerdere zorgvragen kwam de instructie aan de kleine groep niet altijd af.",
        "Wachten op onderzoek duurde te lang. Een eerder gesprek met het wijkteam had geholpen.",
        "Gedrag tijdens de overgangen en de pauzes. Een vaste plek en vaste begeleiding waren nodig.",
        "Er was geen ruimte om even met één leerling te zitten.",
        "Bij ziekte van collega's vielen de extra groepjes als eerste weg.",
        "Medische handelingen onder schooltijd: wij weten niet goed wat mag.",
        "Leerlingen die nog geen Nederlands spreken kwamen midden in het jaar, zonder plan.",
        "Bij gym en buitenlessen was er geen extra toezicht.",
        "Het gesprek met ouders kwam te laat. Eerder bellen was nodig geweest.",
        "Wij misten iemand die weet wat wel en niet helpt bij autisme.",
        "De rustige ruimte was vaak bezet.",
    ),
    "on01": (
        "De overdracht tussen de leerjaren. Alles stond op één plek en was op tijd.",
        "Wij spreken elkaar vaker over een aanpak, in plaats van alleen over een leerling.",
        "Het rooster voor de extra groepjes bleef dit jaar veel beter staan.",
        "Ouders worden eerder gebeld, ook als het goed gaat.",
        "De rustige werkplek wordt echt gebruikt.",
        "Vragen aan het ondersteuningsteam krijgen sneller antwoord.",
        "Nieuwe collega's weten sneller waar zij terechtkunnen.",
        "De groepsbesprekingen gaan nu over wat werkt.",
        "Er zijn minder losse formulieren.",
        "Leerlingen zitten vaker zelf bij het gesprek over hun plan.",
    ),
    "on02": (
        "Een vaste ochtend met extra handen in de onderbouw.",
        "Eén aanpak voor gedrag, van de kleuters tot en met de hoogste groep.",
        "Tijd in het rooster om plannen samen te evalueren.",
        "Een duidelijke afspraak wanneer je het ondersteuningsteam inschakelt.",
        "Minder formulieren, meer gesprek.",
        "Een plusgroep die ook doorgaat als er een invaller is.",
        "Elke maand een half uur om bij elkaar te kijken.",
        "Een vaste contactpersoon bij het wijkteam.",
        "Duidelijke afspraken over de rustige ruimte.",
        "Eerder hulp bij lezen in de onderbouw.",
        "Een rooster waarin de ondersteuning als eerste staat.",
    ),
}

# What the team said in its conversation.
TALK: Mapping[str, tuple[str, ...]] = {
    "trots": (
        "Op hoe wij samen een vaste start van de dag hebben gemaakt.",
        "Nieuwe leerlingen voelen zich snel thuis; dat zeggen ouders ook.",
    ),
    "verrast": (
        "Dat de extra hulp volgens velen wel werkt, maar nog vaak uitvalt.",
        "Dat wij onszelf bij rekenen strenger beoordelen dan bij lezen.",
    ),
    "uiteen": (
        "Bij gedrag: in de onderbouw is een vaste aanpak, in de bovenbouw kiest iedereen zelf.",
        "Bij snelle leerlingen: niet iedereen kent het aanbod.",
    ),
    "papier": ("De evaluatie van plannen. Die staat vier keer per jaar, wij doen het drie keer.",),
    "ongeschreven": ("Wij bellen ouders in de eerste schoolweek. Dat staat nergens.",),
    "tekort": ("Leerlingen die stil zijn en het net redden.", "Leerlingen met een ruime voorsprong."),
    "nodig": ("Handen in de ochtend en tijd om van elkaar te leren.",),
    "grens": ("Verzorging onder schooltijd is een grens. Gebruik van de rustige ruimte is gewoonte.",),
    "stem": (
        "Ouders willen eerder horen dat wij iets zien. Leerlingen willen een plek om even rustig te zijn.",
    ),
    "punten": ("Eén aanpak voor gedrag, en extra groepjes die niet uitvallen.",),
    "stoppen": ("Met het dubbel bijhouden van plannen.",),
    "klopt": ("Ja, op twee punten na. Die staan bij de ontwikkelpunten.",),
}

AGREEMENTS = (
    "Wij werken de twee ontwikkelpunten uit voor de voorjaarsvakantie.",
    "In elke bouwvergadering staat één vraag over ondersteuning op de agenda.",
)

DISSENT = (
    "Een paar collega's vinden de waarde te hoog, omdat het in de bovenbouw nog wisselt.",
    "Niet iedereen herkent dit: bij ziekte valt het weg.",
)

REASON = "In het gesprek bleek dat de antwoorden vooral over de eerste maanden van het jaar gingen."

# What pupils told, by the fields of the pupils' questionnaire.
PUPILS: Mapping[str, tuple[str, ...]] = {
    "helpt": ("Als iemand het nog een keer uitlegt met plaatjes, en als je het samen mag doen.",),
    "terecht": ("Bij de juf of meester. Sommigen durven het pas na een tijdje.",),
    "anders": ("Meer tijd om iets af te maken.",),
    "mist": ("Een plek waar je even alleen kunt werken.",),
    "snapt": ("Het meeste wel. Het woord arrangement niet.",),
    "weten": ("Dat je soms hulp wilt zonder dat iedereen het ziet.",),
}
THEMES = (
    ("Een rustige plek om te werken", "De rustige ruimte is nu de hele ochtend open."),
    ("Hulp zonder dat iedereen het ziet", "Wij spreken een teken af waarmee je stil om hulp vraagt."),
    ("Weten bij wie je terechtkunt", "In elke klas hangt wie je kunt aanspreken."),
    ("Uitleg met voorbeelden", "Wij beginnen elke uitleg met een voorbeeld op het bord."),
    ("Meer tijd om iets af te maken", "Elke dag is er een half uur om werk af te maken."),
    ("Een pauze zonder drukte", "In de pauze is er een hoek voor wie het rustig wil."),
)

# How a provision works, for parents: who gives it, how often at most, for whom it is and how it starts.
_HOW: Mapping[str, tuple[str, str, str]] = {
    "ex01": (
        "de onderwijsassistent, met een plan van de leerkracht",
        "twee keer per week, hoogstens tien weken",
        "Voor leerlingen die extra uitleg nodig hebben. De leerkracht bespreekt het eerst met u.",
    ),
    "ex02": (
        "de eigen leerkracht",
        "zo vaak als nodig",
        "Voor leerlingen die snel veel prikkels krijgen. De leerkracht spreekt dit met uw kind af.",
    ),
    "ex03": (
        "een leerkracht voor meerbegaafde leerlingen",
        "één dagdeel per week",
        "Voor leerlingen met een voorsprong. Het begint met een gesprek met u en uw kind.",
    ),
    "ex04": (
        "de {role}",
        "elke dag",
        "Voor leerlingen met dyslexie. De school zorgt voor de software en legt het gebruik uit.",
    ),
    "ex05": (
        "twee onderwijsassistenten",
        "vier ochtenden per week",
        "In de groepen waar de vraag het grootst is. U hoeft dit niet aan te vragen.",
    ),
    "ex06": (
        "een coach van de school",
        "één uur per week",
        "Voor leerlingen die vastlopen met plannen of welzijn. De mentor bespreekt het eerst met u.",
    ),
    "sa03": (
        "de schoolmaatschappelijk werker",
        "elke dinsdag",
        "U kunt binnenlopen, of via de {role} een afspraak maken.",
    ),
    "sa04": (
        "de {role}",
        "vier keer per jaar",
        "De {role} overlegt met deze partners. U hoort vooraf waarover.",
    ),
}
PROVISIONS: Mapping[str, str] = {
    "st07_hoe": "Zes keer per jaar, met de orthopedagoog. De {role} nodigt u uit om mee te praten.",
} | {
    f"{name}_{what}": text
    for name, texts in _HOW.items()
    for what, text in zip(("wie", "vaak", "hoe"), texts, strict=True)
}

BUILDING: Mapping[str, str] = {
    "ge02-Comment": "Op de verdieping zijn twee lokalen zonder lift. Wij kijken vooraf welk lokaal past.",
    "ge03-Comment": "Er is een ruim toilet, een verzorgingsplek is er nog niet.",
    "ge05-Comment": "In drie lokalen is de akoestiek verbeterd; de rest volgt.",
}

LIMITS: Mapping[str, tuple[str, str]] = {
    "gr01": (
        "Dit kan als een gezinshulp of wijkverpleegkundige de zorg op school doet.",
        "Wij hebben geen ruimte en geen mensen voor verzorging onder schooltijd.",
    ),
    "gr02": (
        "Dit lukt met een vast plan en begeleiding van buiten, ook in de pauzes.",
        "Wij kunnen de veiligheid van de groep niet de hele dag waarborgen.",
    ),
    "gr03": (
        "Dit kan voor enkele leerlingen per groep, met hulp van een onderwijsassistent.",
        "Op bijna alle vakken een eigen leerlijn vraagt meer handen dan wij hebben.",
    ),
    "gr04": (
        "Dit kan tijdelijk, met een arrangement van het samenwerkingsverband.",
        "Eén-op-éénbegeleiding voor een groot deel van de dag kunnen wij niet blijven bieden.",
    ),
    "gr05": (
        "Dit kan met ambulante begeleiding van een school die hierin gespecialiseerd is.",
        "Wij beheersen gebarentaal en braille niet en hebben er geen begeleiding voor.",
    ),
}

VISION = (
    "Wij kijken eerst wat een leerling nodig heeft en pas daarna wat er niet lukt. Hulp geven wij zo veel"
    " mogelijk in de eigen groep. Ouders en leerlingen praten mee vanaf het eerste gesprek.",
    "Ieder kind hoort erbij. Wij sluiten aan bij wat een leerling al kan en maken hulp zo gewoon mogelijk.",
    "Goed onderwijs in de groep is de beste ondersteuning. Extra hulp is tijdelijk en heeft een doel.",
)
UNMET = (
    "Het evalueren van plannen halen wij niet elk kwartaal. Vanaf de zomer staat het in het rooster.",
    "Het protocol voor rekenproblemen gebruiken wij nog niet in alle groepen. Daarvoor is scholing gepland.",
)
DIFFERENCE = (
    "De kleine groepen voor lezen maakten duidelijk verschil voor leerlingen in de middenbouw.",
    "Het verrijkingsaanbod hielp leerlingen die zich eerder verveelden.",
)
PARTNERS = (
    "Wij stemmen ons aanbod af met de scholen in de buurt en met het speciaal basisonderwijs.",
    "Wij overleggen twee keer per jaar met de scholen in onze wijk over wie wat kan bieden.",
)

# Goal, action, by whom, means, kind, indicator.
POINTS = (
    ("Eén aanpak voor gedrag in alle groepen", "Scholing van het team, daarna twee keer samen kijken.",
     "directeur", "Scholingsbudget", "scholing", "BO-06"),
    ("Extra groepjes gaan altijd door", "Vaste vervanging in het rooster en een lijst wie kan invallen.",
     "{role}", "Werkdrukmiddelen", "middelen", "EX-07"),
    ("Plannen op tijd evalueren", "Vier vaste momenten in de jaarkalender, met een half uur per groep.",
     "{role}", "", "aanpak", "ST-04"),
    ("Een aanbod voor leerlingen die snel leren", "Een werkgroep maakt per leerjaar een vast aanbod.",
     "werkgroep", "2.000 euro", "aanpak", "BO-05"),
    ("Leerlingen die Nederlands leren direct helpen", "Een startpakket en tien weken lang een maatje.",
     "taalcoördinator", "Subsidie nieuwkomers", "middelen", "BO-09"),
    ("Ouders eerder betrekken", "Een gesprek in de eerste zes weken met elke ouder.",
     "leraren", "", "aanpak", "SA-01"),
    ("Rekenproblemen eerder zien", "Het protocol in alle groepen, met een toets in november.",
     "{role}", "Scholingsbudget", "scholing", "BO-04"),
)  # fmt: skip
RESULTS = (
    "Het is gelukt en het bevalt. Wij houden het vast.",
    "De eerste stap is gezet; de rest volgt in het voorjaar.",
)
CARRIED = "Er was te weinig tijd door ziekte in het team. Het blijft nodig."

# The request for advice.
REASONS = (
    "Het team heeft het ondersteuningsaanbod van het afgelopen jaar besproken. De tekst is aangepast aan wat"
    " nu op school gebeurt, en aan wat leerlingen en ouders vertelden."
)
CONSEQUENCES = (
    "Personeel: scholing over gedrag op twee studiemiddagen. Ouders: eerder een gesprek als wij iets zien."
    " Leerlingen: een rustige plek die elke ochtend open is."
)
MEASURES = (
    "De studiemiddagen komen in plaats van twee vergaderingen. Voor de rustige plek is een rooster gemaakt."
)
REMARK = "Het aanbod past bij de afspraken in de streek. Op autisme is er in deze gemeente nog weinig aanbod."

# The council and the board.
ADVICE_TEXT = (
    "De raad heeft de stukken met belangstelling gelezen en besproken in de vergadering. De tekst is helder"
    " en laat zien wat er veranderd is."
)
REMARKS = (
    "Leg in de schoolgids in gewone woorden uit hoe ouders om hulp kunnen vragen.",
    "Laat ons in het najaar weten hoe het met de extra groepjes gaat.",
)
CONDITIONS = (
    "De rustige ruimte is ook in de pauzes open, met toezicht.",
    "Er komt een vaste contactpersoon voor ouders van leerlingen met extra hulp.",
)
MINORITY = "Eén lid had liever gezien dat het aanbod voor snelle leerlingen uitgebreider was."
TAKEN = "Wij nemen dit over, omdat ouders hiermee weten waar zij aan toe zijn."
PARTLY = "Toezicht in de kleine pauze lukt; in de grote pauze is er nu niemand beschikbaar."
NOT_TAKEN = "Hiervoor zijn komend jaar geen middelen. Wij bespreken het opnieuw bij de begroting."
CHANGE = "De tekst over hoe ouders om hulp vragen is aangepast."
REACTION = (
    "Wij danken de raad voor het advies en voor de zorgvuldige bespreking. Hieronder staat per punt wat wij"
    " ermee doen en waarom."
)
MEASURES = "Het bestuur stelt volgend jaar een dag per week extra begeleiding beschikbaar."
JUDGEMENT = "Het aanbod past bij de leerlingen die de school heeft. Voor autisme is uitbreiding nodig."
FURTHER = "Bestuur en raad spraken over het toezicht in de pauze. Het verschil van inzicht is gebleven."

EDITOR = "Redactie schoolgids"
