"""What is said otherwise where the council consents: nothing there is called advice.

`here()` asks the right that the council has in the dossier or behind the link of this request.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flask import g, has_request_context
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from sopforms.core.codes import Deed, LinkPurpose, Right, Step
from sopforms.store import advices, dossiers, facts

_COUNCIL = (LinkPurpose.ADVICE, LinkPurpose.ADVICE_READ)

# In place of the sentences of `refusals.py`.
REFUSALS: Mapping[str, LazyString] = MappingProxyType(
    {
        "papers_incomplete": _(
            "Het verzoek om instemming is nog niet compleet. Vul de ontbrekende stukken aan."
        ),
        "already_received": _("De ontvangst is al vastgelegd. De termijn van de raad loopt."),
        "term_not_started": _("De termijn loopt nog niet. Leg eerst vast wanneer het verzoek aankwam."),
        "consultation_not_offered": _(
            "Bied de medezeggenschapsraad eerst overleg aan. Dat moet vóór het antwoord (artikel 17 Wms)."
        ),
        "term_runs": _("De termijn loopt nog. De medezeggenschapsraad kan nog antwoorden."),
        "counts_as_no_advice": _(
            "Dit telt niet als instemming. Na de termijn wordt vastgelegd dat er geen antwoord kwam."
            " Tot die dag kan de raad nog antwoorden."
        ),
        "already_reacted": _("Het bestuur heeft al gereageerd. Het antwoord kan niet meer worden gewijzigd."),
        "advice_missing": _("Er is nog geen antwoord van de raad om op te reageren."),
        "advice_withdrawn": _("Dit antwoord is ingetrokken. Wacht op een nieuw antwoord."),
        "reaction_points_open": _("Beantwoord elk punt van de raad, met een reden."),
        "not_deviating": _("Nader overleg hoort bij een reactie die het antwoord niet helemaal volgt."),
        "reaction_missing": _(
            "Reageer eerst schriftelijk en met redenen op het antwoord. Vaststellen kan pas daarna."
        ),
        "followed_unknown": _("Geef eerst aan of het antwoord helemaal wordt gevolgd."),
        "further_talks_not_offered": _(
            "U volgt het antwoord niet helemaal. Bied eerst nader overleg aan (artikel 17 Wms)."
        ),
        "suspension_runs": _(
            "Het besluit wijkt af van het antwoord van de raad. De uitvoering wacht, tenzij de"
            " medezeggenschapsraad geen bedenkingen heeft (artikel 34 Wms)."
        ),
        "after_summer": _("Let op: de termijn van de raad eindigt na de zomer."),
    }
)

# In place of the labels of `deed_words.py`: as something to do, and as something done.
DEEDS: Mapping[Deed, tuple[LazyString, LazyString]] = MappingProxyType(
    {
        Deed.REQUEST_ADVICE: (_("Instemming vragen aan de MR"), _("Instemming gevraagd aan de MR")),
        Deed.CONFIRM_RECEIPT: (_("Ontvangst bevestigen"), _("Verzoek ontvangen door de MR")),
        Deed.STOP_CLOCK: (_("Melden dat de mail terugkwam"), _("Verzoek kwam terug, termijn gestopt")),
        Deed.GIVE_ADVICE: (_("Antwoord geven"), _("MR gaf antwoord")),
        Deed.WITHDRAW_ADVICE: (_("Antwoord intrekken"), _("MR trok het antwoord in")),
        Deed.RECORD_NO_ADVICE: (
            _("Vastleggen dat er geen antwoord is"),
            _("Termijn voorbij zonder antwoord"),
        ),
        Deed.REACT: (_("Reageren op het antwoord"), _("Bestuur reageerde op het antwoord")),
    }
)
PLANNED: Mapping[Deed, LazyString] = MappingProxyType(
    {
        Deed.REQUEST_ADVICE: _("Instemming vragen aan de MR"),
        Deed.GIVE_ADVICE: _("Antwoord van de MR binnen"),
    }
)

# In place of the steps of `deed_words.py`: an answer is no consent yet.
STEPS: Mapping[Step, LazyString] = MappingProxyType(
    {
        Step.ADVISED: _("Instemming: antwoord ontvangen"),
        Step.NO_ADVICE: _("Instemming: geen antwoord"),
    }
)

# In place of what the rules say of an advice (`core/advice.py`).
_RULES: Mapping[str, LazyString] = MappingProxyType(
    {
        "Schrijf het advies op. De tekst van de raad gaat voor.": _(
            "Schrijf het antwoord op. De tekst van de raad gaat voor."
        ),
        "Ter kennisgeving aannemen telt niet als advies. Bevestig dat u dit bedoelt.": _(
            "Ter kennisgeving aannemen telt niet als instemming. Bevestig dat u dit bedoelt."
        ),
        "“Geen advies” kan pas na de laatste dag van de adviestermijn.": _(
            "“Geen antwoord gegeven” kan pas na de laatste dag van de termijn."
        ),
        "Vul in wie dit advies namens de raad verstuurt.": _(
            "Vul in wie dit antwoord namens de raad verstuurt."
        ),
        "Schrijf een reactie met redenen, ook als u het advies volgt.": _(
            "Schrijf een reactie met redenen, ook als u het antwoord volgt."
        ),
        "Geef aan of u dit advies helemaal volgt.": _("Geef aan of u dit antwoord helemaal volgt."),
    }
)


def here() -> bool:
    """Whether the council of this dossier, or of this link, consents instead of advising."""
    if not has_request_context():
        return False
    if "consents" not in g:
        g.consents = _asked()
    return bool(g.consents)


def _asked() -> bool:
    dossier_id = _dossier_id()
    if dossier_id is None:
        return False
    return facts.of(dossiers.get(dossier_id)).right is Right.INSTEMMING


def _dossier_id() -> int | None:
    if "dossier" in g:
        return int(g.dossier.id)
    link = g.get("link")
    if link is not None and link.purpose in _COUNCIL:
        return advices.get_request(link.object_id).dossier_id
    return None


def said(problems: Mapping[str, str]) -> dict[str, str]:
    """Return what the rules say is wrong, in the words of consent where that is the right."""
    if not here():
        return dict(problems)
    return {field: str(_RULES.get(text, text)) for field, text in problems.items()}
