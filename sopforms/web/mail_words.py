"""What mails are called and how far they are, for who helps somebody that got none."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from sopforms.core.codes import LetterKind
from sopforms.core.mailing import DeliveryState

KINDS: Mapping[LetterKind, LazyString] = MappingProxyType(
    {
        LetterKind.SIGN_IN: _("Link om in te loggen"),
        LetterKind.CYCLE_OPENED: _("De ronde is open"),
        LetterKind.SCHOOL_REMINDER: _("Herinnering van het samenwerkingsverband"),
        LetterKind.SURVEY_OPENED: _("Uitnodiging voor de vragenlijst"),
        LetterKind.SURVEY_CLOSED: _("Resultaten staan klaar"),
        LetterKind.TALK_RECORDED: _("Verslag van het teamgesprek"),
        LetterKind.READ_ROUND_OPENED: _("Concept om te lezen"),
        LetterKind.POINT_PROGRESS: _("Vraag hoe ver een ontwikkelpunt is"),
        LetterKind.YEAR_PAPER_DUE: _("Vraag om het jaarplan of jaarverslag"),
        LetterKind.DRAFT_READY: _("Concept klaar"),
        LetterKind.ADVICE_REQUESTED: _("Aanvraag aan de raad"),
        LetterKind.ADVICE_REMINDER: _("Herinnering aan de raad"),
        LetterKind.COUNCIL_ASKED: _("Vraag van de raad"),
        LetterKind.WAIVER_RECORDED: _("De raad heeft geen bedenkingen"),
        LetterKind.TEXT_CORRECTED: _("Tikfout verbeterd"),
        LetterKind.TEXT_REOPENED: _("De tekst wordt gewijzigd"),
        LetterKind.CHANGE_DROPPED: _("De wijziging gaat niet door"),
        LetterKind.SECRETARY_REPLACED: _("Andere secretaris van de raad"),
        LetterKind.COUNCIL_ANSWERED: _("Antwoord aan de raad"),
        LetterKind.ADVICE_CODE: _("Code voor het antwoord van de raad"),
        LetterKind.ADVICE_EXPIRED: _("Termijn van de raad verstreken"),
        LetterKind.ADVICE_RECEIVED: _("Antwoord van de raad ontvangen"),
        LetterKind.ADVICE_RECEIPT: _("Ontvangstbewijs voor de raad"),
        LetterKind.REACTION_SENT: _("Reactie van het bestuur"),
        LetterKind.DECISION_DEVIATES: _("Besluit wijkt af van het advies"),
        LetterKind.ADOPTED: _("Ondersteuningsaanbod vastgesteld"),
        LetterKind.SECTION_READY: _("Tekst voor de schoolgids"),
        LetterKind.PUBLISHED: _("Onderdeel gepubliceerd"),
        LetterKind.DAY_MAIL: _("Mail van de dag"),
        LetterKind.NEW_LINK: _("Nieuwe link"),
        LetterKind.RIGHTS_CHANGED: _("Rol of mandaat gewijzigd"),
        LetterKind.ADDRESS_CHANGED: _("Mailadres gewijzigd"),
        LetterKind.BOARD_SEAT: _("Nieuwe plek of nieuw adres in het bestuur"),
        LetterKind.SECOND_FACTOR: _("Tweede stap bij inloggen"),
        LetterKind.TEST: _("Proefmail"),
    }
)

# How far, and how bad that is: a kind of badge.
STATES: Mapping[DeliveryState, tuple[LazyString, str]] = MappingProxyType(
    {
        DeliveryState.HELD: (_("vastgehouden"), "warn"),
        DeliveryState.QUEUED: (_("staat klaar"), "info"),
        DeliveryState.BUNDLED: (_("gaat mee in de mail van de dag"), "info"),
        DeliveryState.SENDING: (_("wordt verstuurd"), "info"),
        DeliveryState.RETRY: (_("wacht op de mailserver"), "warn"),
        DeliveryState.UNCERTAIN: (_("onzeker of hij aankwam"), "warn"),
        DeliveryState.SENT: (_("bezorgd"), "ok"),
        DeliveryState.FAILED: (_("niet bezorgd"), "bad"),
        DeliveryState.BOUNCED: (_("teruggekomen"), "bad"),
        DeliveryState.CANCELLED: (_("ingetrokken"), "info"),
    }
)


def kind(of: LetterKind) -> str:
    """Return what a mail is called; a new kind that has no words yet is just a mail."""
    return str(KINDS.get(of, _("Mail")))
