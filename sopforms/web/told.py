"""What the rules say, in the language of the page.

The core knows no language but Dutch: its labels and its sentences are Dutch texts. Pages tell them through
`told`. A text that is not listed here stays as it is, so that what people wrote is never touched.
"""

from __future__ import annotations

import re
from functools import lru_cache

from flask import Flask
from flask_babel import LazyString, gettext

from sopforms.web.language import DUTCH, chosen


def _(dutch: str) -> str:
    """Mark a text for the catalogue; it is looked up when it is told."""
    return dutch


LABELS = (
    # Roles
    _("beheerder"),
    _("beheerder van het samenwerkingsverband"),
    _("consulent van het samenwerkingsverband"),
    _("bestuurder"),
    _("directeur"),
    _("intern begeleider"),
    _("IB'er"),
    _("intern begeleider (IB'er)"),
    _("ondersteuningscoördinator"),
    _("leraar of ondersteuner"),
    _("gespreksleider leerlingen"),
    _("secretaris"),
    _("voorzitter"),
    _("secretaris van de medezeggenschapsraad"),
    _("lid van de medezeggenschapsraad"),
    _("gidsredacteur"),
    _("kalender"),
    _("lezer"),
    # Whom to be in the demonstration, and what waits for them
    _("ziet hoe ver alle scholen zijn"),
    _("nodigt collega's uit"),
    _("legt schoolwaarden vast"),
    _("werkt aan het concept"),
    _("reageert op een advies"),
    _("oordeelt en stelt vast"),
    _("heeft alles gepubliceerd"),
    # Answers of a council
    _("Positief advies"),
    _("Positief advies met aandachtspunten"),
    _("Positief onder voorwaarden"),
    _("Negatief advies"),
    _("Instemming"),
    _("Instemming met aandachtspunten"),
    _("Instemming onder voorwaarden"),
    _("Geen instemming"),
    _("Geen antwoord gegeven"),
    _("Verdeeld (minderheidsstandpunt)"),
    _("Geen advies uitgebracht"),
    _("Ter kennisgeving aangenomen"),
    _("oudergeleding"),
    _("ouder- en leerlinggeleding"),
    # Holidays
    _("Herfstvakantie"),
    _("Kerstvakantie"),
    _("Voorjaarsvakantie"),
    _("Meivakantie"),
    _("Zomervakantie"),
    # Mail and files that failed
    _("het maken duurde te lang"),
    _("Het maken stopte een paar keer voordat het klaar was."),
    _("er staat iets in dat niet op een bladzijde past"),
    _("de tekst is te groot"),
    _("de tekst is te diep genest"),
    _("er is te veel geheugen voor nodig"),
    _("het programma dat de PDF maakt, stopte"),
    _("de PDF kan niet worden gemaakt"),
    _("het certificaat van de mailserver klopt niet"),
    _("de mailserver biedt geen beveiligde verbinding of aanmelding"),
    _("de mailserver weigert onze aanmelding"),
    _("mailserver niet bereikbaar"),
    _("verbinding met de mailserver verbroken"),
    _("verbinding verbroken tijdens het versturen"),
    _("mailserver weigert het adres"),
    _("mailserver neemt nu geen mail aan"),
    _("mailserver neemt de mail nu niet aan"),
    _("mailserver weigert de mail"),
    _("het mailadres klopt niet"),
    _("het mailadres bevat tekens die mailservers niet kennen"),
    _("de mail kwam terug"),
    _("te laat: de link of code was verlopen"),
    _("de link was al ingetrokken of verlopen"),
    _("de sleutel van deze link is niet meer in gebruik"),
    _("verzenden is onderbroken"),
)

SENTENCES = (
    # Days
    _("Deze code klopt niet of is al gebruikt. Wacht tot er een nieuwe code staat en vul die in."),
    _("Deze herstelcode klopt niet of is al gebruikt."),
    _("Kies een datum vanaf vandaag."),
    _("Kies een datum na vandaag."),
    _("Kies vandaag of een dag daarna."),
    _("Kies een datum na die van de vragenlijst."),
    _("Kies een datum na die van het concept."),
    _("Kies een datum voor 1 augustus %(year)s."),
    _("Kies een datum na de sluitingsdatum die er nu staat."),
    _("Kies een datum na de sluiting, want eerst komen de uitkomsten."),
    _("Kies een dag vóór de uiterste datum, want eerst is er overleg en dan advies."),
    _("Kies een dag van het versturen tot en met vandaag."),
    _("Kies de dag waarop het gesprek was."),
    _("Neem het stuk precies over zoals het er staat."),
    _("Maak hoogstens 200 briefjes."),
    _("Het gesprek ligt in de toekomst. Vul de dag in waarop het was."),
    _("Het gesprek kan niet eerder zijn dan de dag waarop het werd aangeboden."),
    _("De instemming ligt in de toekomst. Vul de dag in waarop die er was."),
    _("De vergadering ligt in de toekomst. Vul de datum in waarop de raad vergaderde."),
    _("De datum van het besluit ligt in de toekomst."),
    _("De afgesproken datum moet na de dag van ontvangst liggen."),
    _("De MR heeft minstens tot %(day)s de tijd. Kies die datum of later."),
    _("Deze dagen liggen niet in schooljaar %(year)s."),
    _("%(name)s: de laatste dag ligt vóór de eerste."),
    # Round, people, schools
    _("De ronde voor %(year)s is al open."),
    _("Kies een vragenset van dit samenwerkingsverband."),
    _("Deze vragenset is gesloten. Kies een andere."),
    # Question sets
    _("Kies een vragenset die nog open is."),
    _("Kies eerst andere vragen voor de scholen die deze vragen als uitzondering hebben."),
    _("Kies een vragenset met een vragenlijst voor het team."),
    _("Bevestig dat de vragen met andere woorden hetzelfde vragen."),
    _("Bevestig de aanvullingen."),
    _("Bevestig dat deze wijzigingen de reeks breken, of maak ze ongedaan."),
    _("Schrijf waarom de reeks breekt. Scholen lezen dit bij hun cijfers van vorig jaar."),
    _("Maak de reden korter: het maximum is %(most)s tekens."),
    _("Geef de vragenset een naam, bijvoorbeeld: Vragen 2027-2028."),
    _("Maak de naam korter: het maximum is 120 tekens."),
    _("Maak de naam korter: hoogstens %(most)s tekens."),
    _("Deze naam heeft een andere vragenset al. Kies een andere naam."),
    _("Schrijf waarom, in gewone woorden. Wie bezig was, leest dit."),
    _("Dit samenwerkingsverband staat er al in."),
    _("Deze persoon heeft deze rol hier al."),
    _("Wie voor een samenwerkingsverband werkt, kan niet ook voor een bestuur besluiten."),
    _("Iemand anders heeft dit adres al."),
    _("Vul in waar het mandaat staat, bijvoorbeeld in het managementstatuut."),
    _("Kies een rol die bij deze school, dit bestuur of het samenwerkingsverband hoort."),
    _("Deze soort school hoort bij een ander samenwerkingsverband."),
    _("Deze vestiging staat er al in."),
    _("Een ander bestuur heeft dit nummer al."),
    _("In dit bestand ontbreekt de kolom %(names)s."),
    _("In dit bestand ontbreken de kolommen %(names)s."),
    _("In dit bestand staat geen school in deze gemeenten."),
    _("In dit bestand staat geen school."),
    _("Dit is een lijst van scholen voor voortgezet onderwijs."),
    _("Dit bestand heeft %(count)s nieuwe scholen. Noem de gemeenten."),
    _("Regel %(line)s is niet te lezen als tabel."),
    _("Bij regel %(line)s staat een aanhalingsteken dat niet wordt gesloten."),
    _("Hier staat geen naam."),
    _("Dit sjabloon is groter dan 5 MB. Haal er foto's uit en probeer het opnieuw."),
    _("Dit is geen Word-bestand (.docx)."),
    _("Dit sjabloon bevat macro's. Sla het op als gewoon Word-document (.docx)."),
    _("Dit sjabloon is uitgepakt te groot. Haal er foto's uit en probeer het opnieuw."),
    _("Met dit sjabloon lukt het niet een Word-bestand te maken. Sla het opnieuw op als gewoon .docx."),
    _("Het zegel kon niet worden gezet. Vraag de beheerder om de sleutel na te kijken."),
    _("Dit lijkt niet op naam@school.nl."),
    _("Hier staat geen e-mailadres."),
    _("In dit bestand staat geen e-mailadres."),
    _("Plak de adressen van je collega's, één per regel."),
    _("Plak de adressen van je collega's, één per regel, of kies een bestand."),
    _("Deze lijst heeft meer dan %(most)s regels."),
    _("Dit Excel-bestand is te groot voor een lijst."),
    _("Dit bestand is niet te lezen als Excel-bestand."),
    _("Dit bestuur hoort ook bij een ander samenwerkingsverband. Vraag de beheerder om dit te doen."),
    _("Een school gaat alleen via de beheerder naar een ander bestuur: dat besluit dan voor deze school."),
    _("Kies alleen scholen van dit bestuur."),
    _("Er is geen briefje met dit nummer."),
    _("Kruis aan dat u deze dag afspreekt, of maak de dag leeg."),
    _("De laatste dag verandert niet meer. Vraag de raad hoe u dit oplost."),
    _("Voor dat schooljaar bepaalt de wet of leerlingen inbreng geven."),
    # The words of a letter
    _("Schrijf een tekst, of zet de gewone tekst terug."),
    _("Dit is te lang: schrijf hoogstens %(most)s tekens."),
    _("Dit kennen wij hier niet: %(names)s. Kies uit de lijst."),
    _("Een haakje staat los. Schrijf een invulplek als {school}."),
    _("Dit ontbreekt nog: %(names)s."),
    _("Er loopt een aanvraag bij deze raad. Het recht verandert pas na het besluit."),
    _(
        "Er loopt een aanvraag bij deze raad. De school vervangt de secretaris bij het advies: dan krijgt "
        "die een eigen link en eindigt de oude."
    ),
    _("“%(text)s” is geen BRIN. Een BRIN heeft twee cijfers en twee letters, zoals 09QA."),
    _("“%(text)s” is geen vestigingscode. Dat is een BRIN met twee cijfers erachter, zoals 09QA00."),
    _("“%(text)s” is geen nummer van een bevoegd gezag. Dat heeft vijf cijfers, zoals 77494."),
    _(
        "“%(text)s” is geen code van een samenwerkingsverband. "
        "Die bestaat uit PO of VO met vier cijfers, zoals PO3002."
    ),
    _("“%(text)s” is geen e-mailadres. Schrijf het als naam@school.nl."),
    _("“%(text)s” is geen schooljaar. Schrijf het als 2026-2027."),
    _("“%(text)s” is geen schooljaar: het tweede jaar is het eerste plus één."),
    # Survey, conversation, points, draft
    _("Dit adres is al uitgenodigd."),
    _("Vul minstens een e-mailadres in."),
    _("Kies een antwoord uit de lijst."),
    _("Vul in hoeveel collega's erbij waren."),
    _("Het onderwerp %(name)s staat niet in de vragenlijst."),
    _("Kies wat het team afsprak, of geef aan dat jullie er niet uitkwamen."),
    _("Leg in een of twee zinnen uit waarom."),
    _("Schrijf in een of twee zinnen op wat het bestuur eraan doet."),
    _("Schrijf in een of twee zinnen op wat het opleverde."),
    _("Vul in: doel."),
    _("Zet terug: %(lines)s. Of vink aan dat je dit met opzet weglaat."),
    _("Schrijf een opmerking."),
    _("Maak de opmerking korter: hoogstens %(most)s tekens."),
    _("Laat de regel [[Citaat: …]] staan. Die tekst is van het samenwerkingsverband en ligt vast."),
    _("De tekst is te lang. Maak er aparte hoofdstukken van."),
    _("Een alinea is te lang. Zet er witregels in."),
    _("Een lijst mag hooguit %(n)s punten hebben."),
    # What a draft lacks
    _("Er zijn nog geen ontwikkelpunten."),
    _("De tekst over basisondersteuning van het samenwerkingsverband ontbreekt nog."),
    _("‘%(name)s’ heeft nog geen waarde."),
    _("Bij ‘%(name)s’ ontbreekt nog de datum."),
    _("Bij ‘%(name)s’ ontbreekt nog: de reden."),
    _("Bij ‘%(name)s’ ontbreekt nog: ‘%(what)s’."),
    _("Bij ‘%(name)s’ ontbreekt nog: wie het doet."),
    _("Bij ‘%(name)s’ ontbreekt nog: hoe vaak."),
    _("Bij ‘%(name)s’ ontbreekt nog: wie het doet, hoe vaak."),
    _("Bij ‘%(name)s’ is er voor dit antwoord geen zin."),
    _("Er is nog geen goedgekeurde tekst bij ‘%(name)s’."),
    _("Er is nog geen tekst bij ‘%(name)s’."),
    _("Schrijf in eigen woorden wat het team zei over ‘%(name)s’."),
    _("De middelen zijn nog niet ingevuld."),
    # Making files
    _(
        "Bij ‘%(name)s’: het teken %(mark)s staat niet in het lettertype van de PDF."
        " Schrijf het in woorden of haal het weg."
    ),
    _(
        "Bij ‘%(name)s’: de tekens %(marks)s staan niet in het lettertype van de PDF."
        " Schrijf het in woorden of haal het weg."
    ),
    _("De PDF is in een eenvoudige opmaak gemaakt."),
    # Council and advice
    _("Vul in tot wanneer het instemmingsrecht geldt: hoogstens twee jaar."),
    _("De termijn is 1 tot en met %(n)s weken. Kijk in het reglement van de raad."),
    _("Een adviestermijn duurt 1 tot en met %(n)s weken, niet %(weeks)s."),
    _("Instemmingsrecht op dit onderwerp kan alleen uit het reglement komen."),
    _("Vul in tot en met welke dag het instemmingsrecht geldt."),
    _("Een reglement kan dit recht voor ten hoogste twee jaar geven."),
    _("Vul in wie namens de medezeggenschapsraad met deze datum instemde."),
    _("Kies één van beide: het gesprek was er, of de raad zag ervan af."),
    _("Vul de naam en het adres van de nieuwe secretaris in."),
    _("De code heeft zes cijfers. Kijk in de mail die wij u stuurden."),
    _("Schrijf het advies op. De tekst van de raad gaat voor."),
    _("Schrijf ook het standpunt van de minderheid op."),
    _("Ter kennisgeving aannemen telt niet als advies. Bevestig dat u dit bedoelt."),
    _(
        "Kies voor elke school een advies. Ter kennisgeving aannemen of geen advies geven kan alleen "
        "voor alle scholen samen."
    ),
    _("Neem over wat er nu staat."),
    _("Schrijf op wat er moet staan."),
    _("Leg in een zin uit wat er mis was."),
    _(
        "Dit is meer dan een tikfout: er verandert een woord, een getal of een dag. Dat kan alleen met "
        "een nieuwe tekst, nieuw advies van de raad en een nieuw besluit."
    ),
    _("Kies een onderdeel van de tekst."),
    _("Dit staat niet in dit onderdeel. Neem de woorden precies over, binnen één zin."),
    _("Dit staat vaker in dit onderdeel. Neem een langer stuk over, zodat duidelijk is welke plek."),
    _("“Geen advies” kan pas na de laatste dag van de adviestermijn."),
    _("Vul in wie dit advies namens de raad verstuurt."),
    _("Vul een aantal van 0 of meer in."),
    _("Er zijn %(cast)s stemmen, maar %(present)s leden aanwezig."),
    _("Schrijf dit punt op, of haal het weg."),
    _("Schrijf in ten minste één zin wat uw raad vraagt en waarom."),
    _("Vul in tot welke dag uw raad de tijd vraagt."),
    _("Kies een dag na de laatste dag die nu geldt."),
    _("Schrijf het antwoord op, in ten minste één zin."),
    _("Vul de dag in die u met de raad afspreekt."),
    _("Dit bestand is leeg. Kies de getekende brief als PDF."),
    _("Dit bestand is groter dan 10 MB. Scan de brief met een lagere kwaliteit."),
    _("Dit is geen PDF. Bewaar of scan de brief als PDF en kies dat bestand."),
    # Alignment, keys, earlier values
    _("Schrijf in een of twee zinnen wat u wilt zeggen."),
    _("Leg in een of twee zinnen uit waarom de belasting onevenredig is."),
    _("Kies een school uit de lijst."),
    _("Deze school doet nog niet mee aan de ronde. Kies een andere school."),
    _("Schrijf voor welk programma de sleutel is."),
    _("Open eerst een ronde: die zegt welke onderwerpen scholen delen."),
    _("In dit bestand staat geen waarde."),
    _("Deze lijst noemt geen gemeenten. Maak een lijst van alleen uw scholen en laat ‘Gemeenten’ leeg."),
    _("Dit bestand heeft meer dan %(n)s regels. Deel het op."),
    _("Schrijf het schooljaar als 2025-2026."),
    _("Vanaf %(before)s komen de waarden uit de rondes zelf."),
    _("Deze vestiging is geen school van dit samenwerkingsverband."),
    _("Dit is geen onderwerp dat scholen delen."),
    _("Deze waarde kent de vraag niet. Het codeboek noemt de waarden die kunnen."),
    # Guide
    _("Schrijf op waar de tekst staat: het adres van de pagina, of de bladzijde."),
    _("Dit is te lang voor één onderdeel. Plak alleen dit onderdeel terug."),
    _("Vul een e-mailadres in om het nu te vragen."),
    _("Vul de naam van de gidsredacteur in."),
    _("Vul een datum in."),
    _("Deze dag ligt in de toekomst. Vul de dag in waarop het is gebeurd."),
    _("Deze dag ligt voor de publicatie. Vul een dag daarna in."),
    # Plan and report of a year
    _("Deze dag past niet bij dit schooljaar. Kies een dag rond 31 oktober."),
    # Response and decision
    _("De reactie heeft meer punten dan het advies."),
    _("Kies of dit punt wordt overgenomen."),
    _("Geef de reden, in ten minste één zin."),
    _("Schrijf een reactie met redenen, ook als u het advies volgt."),
    _("Geef aan of u dit advies helemaal volgt."),
    _("Vul in wie namens het bestuur reageert."),
    _("Kies een oordeel."),
    _("Vul de plaats in."),
    _("Vul de naam van wie besluit in."),
    _("Vul de functie van wie besluit in."),
    _("Vul in op welk mandaat de directeur besluit."),
    _("Het bestuur reageert eerst schriftelijk op het advies."),
    _("Schrijf op welke punten het besluit van het advies afwijkt."),
    _("Zonder instemming van de medezeggenschapsraad is er geen besluit."),
    _("Eerst het advies, dan de reactie, dan het besluit: kijk de datums na."),
    _("Zonder advies kan het besluit pas na de laatste dag van de adviestermijn."),
    _("Gebruik hier geen backslash (\\)."),
    # Instructions, rounds, first years and long work
    _("Schrijf een tekst, of zet de standaardtekst terug."),
    _("Een haakje staat los. Schrijf een invulplek als {coordinator}."),
    _("Begin met een titel (# Titel) en daaronder minstens één kop (## Kop)."),
    _("Schrijf deze regel van de tijdlijn als - nov–jan: vragenlijst. Er staat: ‘%(line)s’."),
    _("Maak deze regel van de tijdlijn korter: ‘%(line)s’."),
    _("De tijdlijn heeft %(n)s regels. Kies er hoogstens %(most)s."),
    _("Er is niets veranderd."),
    _("Nog geen school heeft een vastgestelde tekst in deze ronde."),
    _("Plak de tekst, of kies een bestand."),
    _("De tekst is te lang. Neem alleen de hoofdstukken over."),
    _("Vul in: Doel."),
    _("Neem hoogstens twaalf punten van vorig jaar over."),
    _("Kies een datum na die van de stap ervoor."),
    _("Kies minstens één school."),
    _("Schrijf een of meer zinnen, hoogstens %(most)s tekens."),
    _("Kies iemand die consulent is van dit samenwerkingsverband."),
    _("In dit bestand staat geen tekst."),
    _("Dit bestand bevat macro's. Sla het in Word op als gewoon .docx, of plak de tekst."),
    _("Dit is geen platte tekst. Kies een Word-bestand (.docx), of plak de tekst."),
    _("In dit bestand staat te veel tekst. Neem alleen het deel over dat nodig is, of plak dat."),
    _("In dit bestand staat meer dan een onderdeel mag hebben. Neem alleen dit onderdeel over, of plak het."),
    _("Plaatjes komen niet mee."),
    _("Voetnoten komen niet mee."),
    _("Een tabel werd een lijst: elke rij is een punt onder de koppen van de tabel."),
    _("De vaste stukken van dit onderdeel staan onderaan. Die mag je verplaatsen."),
    _("Dit bestand is te groot. Plak de tekst in het vak."),
    _("Dit bestand is niet te lezen als Word-bestand. Sla het opnieuw op als .docx, of plak de tekst."),
    _("Dit stuk stopte een paar keer voordat het klaar was."),
    _("Er ging iets mis dat wij niet verwachtten. Probeer het opnieuw, of vraag de beheerder."),
    # Words of parents
    _("Schrijf minstens één woord op waarmee ouders zoeken."),
    _("Dit zijn %(n)s woorden. Kies er hoogstens %(most)s."),
    _("Schrijf op elke regel één woord, van twee letters of meer. Er staat: ‘%(word)s’."),
    _("Bijna elke ouder typt ‘%(word)s’. Kies een woord dat alleen hierover gaat."),
)

_HOLE = re.compile(r"%\((\w+)\)s")


def told(text: str) -> str:
    """Return a text of the rules in the language of this request; what is not listed stays as it is."""
    if not text or chosen() == DUTCH:
        return text
    if text in LABELS or text in SENTENCES:
        return gettext(text)
    for shape, dutch in _shapes():
        if found := shape.fullmatch(text):
            return gettext(dutch, **found.groupdict())
    return text


def told_later(text: str) -> LazyString:
    """Return the same for a label that is made before there is a request."""
    return LazyString(told, text)


@lru_cache(maxsize=1)
def _shapes() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return each sentence with something filled in, as a pattern that finds what was filled in."""
    return tuple((_shape(dutch), dutch) for dutch in SENTENCES if _HOLE.search(dutch))


def _shape(dutch: str) -> re.Pattern[str]:
    words = _HOLE.split(dutch)
    return re.compile(
        "".join(f"(?P<{part}>.+?)" if is_hole % 2 else re.escape(part) for is_hole, part in enumerate(words)),
        re.DOTALL,
    )


def init_app(app: Flask) -> None:
    """Give every template `{{ label|told }}`."""
    app.jinja_env.filters["told"] = told
