"""What the deeds of the procedure are called: as something to do, as something done, and who does it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from sopforms.core import roles
from sopforms.core.codes import Deed, Role, Sector, Step
from sopforms.web import consent_words, role_words

# Label of the one button, line in the logbook.
_WORDS: Mapping[Deed, tuple[LazyString, LazyString]] = MappingProxyType(
    {
        Deed.OPEN_CYCLE: (_("Ronde openen"), _("Ronde geopend")),
        Deed.EXCEPT_SCHOOL: (
            _("Uitzondering vastleggen"),
            _("Samenwerkingsverband legde een uitzondering vast"),
        ),
        Deed.REMIND_SCHOOL: (_("School herinneren"), _("Samenwerkingsverband herinnerde de school")),
        Deed.BRING_TEXT: (_("Vorige tekst overnemen"), _("Vorige tekst overgenomen")),
        Deed.OPEN_SURVEY: (_("Collega's uitnodigen"), _("Vragenlijst geopend")),
        Deed.INVITE_STAFF: (_("Collega's uitnodigen"), _("Collega's uitgenodigd")),
        Deed.REMIND_STAFF: (_("Herinnering sturen"), _("Herinnering gestuurd")),
        Deed.SEND_ANSWERS: (_("Vragenlijst invullen"), _("Antwoorden verstuurd")),
        Deed.EXTEND_SURVEY: (_("Vragenlijst langer open houden"), _("Vragenlijst langer open gehouden")),
        Deed.CLOSE_SURVEY: (_("Respons bekijken"), _("Vragenlijst gesloten")),
        Deed.SKIP_SURVEY: (_("Meteen naar het teamgesprek"), _("Vragenlijst overgeslagen, met reden")),
        Deed.RECORD_PUPIL_VOICE: (_("Inbreng leerlingen vastleggen"), _("Inbreng leerlingen vastgelegd")),
        Deed.RECORD_TALK: (_("Teamgesprek vastleggen"), _("Teamgesprek vastgelegd")),
        Deed.SET_VALUE: (_("Schoolwaarden kiezen"), _("Schoolwaarde gekozen")),
        Deed.CONSOLIDATE: (_("Schoolwaarden afronden"), _("Schoolwaarden afgerond")),
        Deed.MAKE_DRAFT: (_("Concept maken"), _("Concept gemaakt")),
        Deed.EDIT_CHAPTER: (_("Concept afmaken"), _("Tekst aangepast")),
        Deed.COMMENT_CHAPTER: (_("Opmerking bij het concept"), _("Opmerking bij het concept gemaakt")),
        Deed.RESOLVE_COMMENT: (_("Opmerking afhandelen"), _("Opmerking bij het concept afgehandeld")),
        Deed.REMARK_COVERAGE: (
            _("Opmerking over de dekking maken"),
            _("Samenwerkingsverband maakte een opmerking over de dekking"),
        ),
        Deed.OBJECT_BURDEN: (
            _("Bezwaar maken: onevenredige belasting"),
            _("Samenwerkingsverband maakte bezwaar: onevenredige belasting"),
        ),
        Deed.ANSWER_REMARK: (
            _("Het samenwerkingsverband antwoorden"),
            _("Antwoord aan het samenwerkingsverband vastgelegd"),
        ),
        Deed.AGREE_WITH_SCHOOL: (
            _("Afspraak met een school vastleggen"),
            _("Afspraak met een andere school vastgelegd"),
        ),
        Deed.CONFIRM_AGREEMENT: (
            _("Afspraak bevestigen"),
            _("Afspraak met een andere school bevestigd"),
        ),
        Deed.END_AGREEMENT: (_("Afspraak beëindigen"), _("Afspraak met een andere school beëindigd")),
        Deed.OPEN_READ_ROUND: (_("Team laten meelezen"), _("Leesronde geopend")),
        Deed.CLOSE_READ_ROUND: (_("Leesronde sluiten"), _("Leesronde gesloten")),
        Deed.FINISH_DRAFT: (_("Concept afronden"), _("Concept afgerond")),
        Deed.COMPLETE_PAPERS: (_("Stukken voor de MR afmaken"), _("Stukken voor de MR aangevuld")),
        Deed.REQUEST_ADVICE: (_("Advies vragen aan de MR"), _("Advies gevraagd aan de MR")),
        Deed.CONFIRM_RECEIPT: (_("Ontvangst bevestigen"), _("Aanvraag ontvangen door de MR")),
        Deed.STOP_CLOCK: (_("Melden dat de mail terugkwam"), _("Aanvraag kwam terug, termijn gestopt")),
        Deed.REPLACE_SECRETARY: (_("Secretaris vervangen"), _("Secretaris van de MR vervangen")),
        Deed.RECORD_CONSULTATION: (_("Overleg met de MR vastleggen"), _("Overleg met de MR vastgelegd")),
        Deed.REMIND_COUNCIL: (_("MR herinneren"), _("MR herinnerd aan de termijn")),
        Deed.ASK_BOARD: (_("Het bestuur iets vragen"), _("MR vroeg informatie of een latere dag")),
        Deed.ANSWER_COUNCIL: (_("De MR antwoorden"), _("Bestuur antwoordde de MR")),
        Deed.ATTACH_LETTER: (_("Getekende brief toevoegen"), _("MR voegde een getekende brief toe")),
        Deed.GIVE_ADVICE: (_("Advies geven"), _("MR gaf advies")),
        Deed.WITHDRAW_ADVICE: (_("Advies intrekken"), _("MR trok advies in")),
        Deed.RECORD_NO_ADVICE: (_("Vastleggen dat er geen advies is"), _("Termijn voorbij zonder advies")),
        Deed.REACT: (_("Reageren op het advies"), _("Bestuur reageerde op het advies")),
        Deed.RECORD_FURTHER_TALKS: (_("Nader overleg vastleggen"), _("Nader overleg vastgelegd")),
        Deed.JUDGE_OFFER: (_("Oordeel van het bestuur vastleggen"), _("Oordeel van het bestuur vastgelegd")),
        Deed.ADOPT: (_("Vaststellen"), _("Ondersteuningsaanbod vastgesteld")),
        Deed.CORRECT_TEXT: (_("Tikfout verbeteren"), _("Tikfout in de vastgestelde tekst verbeterd")),
        Deed.REOPEN_TEXT: (_("De inhoud wijzigen"), _("Wijziging van de vastgestelde tekst begonnen")),
        Deed.DROP_CHANGE: (_("Van de wijziging afzien"), _("Wijziging van de tekst gaat niet door")),
        Deed.RECORD_WAIVER: (_("Vastleggen: geen bedenkingen"), _("MR heeft geen bedenkingen")),
        Deed.MAKE_GUIDE_SECTION: (_("Tekst voor de schoolgids maken"), _("Tekst voor de schoolgids gemaakt")),
        Deed.NAME_GUIDE_EDITOR: (_("Gidsredacteur aanwijzen"), _("Gidsredacteur aangewezen")),
        Deed.PLACE_TEXT: (_("Plaatsing vastleggen"), _("Tekst geplaatst in gids of op site")),
        Deed.TIDY_OLD_TEXT: (_("Oude tekst weghalen"), _("Oude tekst weggehaald")),
        Deed.RECORD_GUIDE_CONSENT: (
            _("Instemming met de schoolgids vastleggen"),
            _("Instemming met de schoolgids vastgelegd"),
        ),
        Deed.PUBLISH: (_("Publiceren"), _("Gepubliceerd")),
        Deed.RECORD_DELIVERY: (_("Bezorging vastleggen"), _("Bezorging van de gids vastgelegd")),
        Deed.ENTER_INTO_FORCE: (_("Op 1 augustus gaat de tekst in"), _("De tekst geldt")),
        Deed.KEEP_DOCUMENT: (_("Document vastleggen"), _("Document gemaakt en vastgelegd")),
        Deed.HAND_IN_PLAN: (_("Jaarplan inleveren"), _("Jaarplan ingeleverd")),
        Deed.HAND_IN_REPORT: (_("Jaarverslag inleveren"), _("Jaarverslag ingeleverd")),
        Deed.TAKE_BACK_PAPER: (_("Terughalen"), _("Jaarplan of jaarverslag teruggehaald")),
    }
)

# What the plan calls the last safe day of a deed.
PLANNED: Mapping[Deed, LazyString] = MappingProxyType(
    {
        Deed.OPEN_SURVEY: _("Vragenlijst openen"),
        Deed.CLOSE_SURVEY: _("Vragenlijst sluiten"),
        Deed.RECORD_TALK: _("Teamgesprek houden"),
        Deed.CONSOLIDATE: _("Schoolwaarden afronden"),
        Deed.FINISH_DRAFT: _("Concept klaar"),
        Deed.REQUEST_ADVICE: _("Advies vragen aan de MR"),
        Deed.GIVE_ADVICE: _("Advies van de MR binnen"),
        Deed.REACT: _("Bestuur reageert"),
        Deed.ADOPT: _("Bestuur stelt vast"),
        Deed.MAKE_GUIDE_SECTION: _("Tekst voor de schoolgids"),
        Deed.PUBLISH: _("Publiceren"),
    }
)

STEPS: Mapping[Step, LazyString] = MappingProxyType(
    {
        Step.OPEN: _("Nog niet begonnen"),
        Step.SURVEY: _("Vragenlijst loopt"),
        Step.TALK: _("Teamgesprek"),
        Step.CONSOLIDATED: _("Schoolwaarden klaar"),
        Step.DRAFT: _("Concept"),
        Step.REQUESTED: _("Bij de MR"),
        Step.ADVISED: _("Advies ontvangen"),
        Step.NO_ADVICE: _("Geen advies"),
        Step.REACTED: _("Bestuur reageerde"),
        Step.ADOPTED: _("Vastgesteld"),
        Step.IN_GUIDE: _("Tekst schoolgids klaar"),
        Step.PUBLISHED: _("Gepubliceerd"),
        Step.ACTIVE: _("Geldt nu"),
    }
)


def step(at: Step, *, consents: bool | None = None) -> str:
    """Return where a dossier is; `consents` tells of which right it is, None asks that of this page's own."""
    consents = consent_words.here() if consents is None else consents
    return str(consent_words.STEPS.get(at, STEPS[at]) if consents else STEPS[at])


def to_do(deed: Deed) -> str:
    """Return the deed as the label of a button."""
    return str(_words(deed)[0])


def done(deed: Deed) -> str:
    """Return the deed as a line of the logbook."""
    return str(_words(deed)[1])


def _words(deed: Deed) -> tuple[LazyString, LazyString]:
    """Return the words of a deed; where the council consents, nothing is called advice."""
    if deed in consent_words.DEEDS and consent_words.here():
        return consent_words.DEEDS[deed]
    return _WORDS[deed]


def planned(deed: Deed) -> str:
    """Return what the plan calls the last safe day of a deed."""
    if deed in consent_words.PLANNED and consent_words.here():
        return str(consent_words.PLANNED[deed])
    return str(PLANNED[deed])


def doer(deed: Deed, sector: Sector, partnership_id: int) -> str:
    """Return for whom a deed waits, with its article, in the middle of a sentence."""
    doers = roles.DOERS[deed]
    if deed is Deed.GIVE_ADVICE or deed is Deed.WITHDRAW_ADVICE:
        return str(_("de medezeggenschapsraad"))
    if Role.COORDINATOR in doers:
        return str(_("de %(role)s", role=role_words.coordinator(sector, partnership_id)))
    if Role.BOARD in doers:
        return str(_("het bestuur"))
    return str(_("het samenwerkingsverband"))


def by(role: Role, sector: Sector, partnership_id: int) -> str:
    """Return who did something, as the logbook says it."""
    return str(_("vanzelf")) if role is Role.CALENDAR else role_words.label(role, sector, partnership_id)
