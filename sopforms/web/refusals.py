"""The sentence for each reason and warning of the rules: what is the matter, and what helps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from sopforms.web import consent_words

SENTENCES: Mapping[str, LazyString] = MappingProxyType(
    {
        # Who and when
        "role_may_not": _("Dit hoort niet bij uw rol. Vraag het aan wie dit wel mag doen."),
        "swv_never_decides": _("Het samenwerkingsverband besluit nooit voor een school."),
        "other_school_confirms": _("De andere school bevestigt deze afspraak; u hebt hem vastgelegd."),
        "agreement_ended": _("Deze afspraak is beëindigd. Maak samen een nieuwe."),
        "remark_answered": _("Op deze opmerking is al geantwoord."),
        "mandate_missing": _(
            "Dit is aan het bestuur. U kunt het alleen doen met een vastgelegd mandaat dat vandaag geldt."
        ),
        "step_not_reached": _("De school is nog niet zo ver."),
        "step_passed": _("Deze stap is al voorbij."),
        "not_at_this_step": _("Dit kan niet in de stap waarin de school nu is."),
        "text_reopened": _(
            "De tekst van dit schooljaar is al vastgesteld en wordt gewijzigd. Dit hoort bij het begin van"
            " het jaar en kan niet meer."
        ),
        "not_reopened": _("Er wordt nu niets gewijzigd in een vastgestelde tekst."),
        "school_year_over": _("Dit schooljaar is voorbij. De tekst blijft zoals hij is vastgesteld."),
        "joint_undecided": _(
            "Deze school ging samen met andere scholen naar de raad, en voor een daarvan is nog niet"
            " besloten. Zij delen een link. Wacht tot ook daar het besluit er is."
        ),
        "joint_suspended": _(
            "Deze school ging samen met andere scholen naar de raad. Bij een daarvan wacht de uitvoering"
            " van het besluit nog. Met dezelfde link kan de raad laten weten dat er geen bedenkingen zijn."
            " Wacht tot de raad dat doet, of tot die wachttijd voorbij is."
        ),
        "questions_unchanged": _("Er is niets anders dan in de vragen die al zijn gepubliceerd."),
        "questions_refused": _(
            "Een naam of indicator die al gepubliceerd is, kan niet iets anders worden."
            " Geef de vraag een nieuwe naam en een nieuwe indicator."
        ),
        "questions_in_use": _(
            "Deze vragen zijn niet ingetrokken. Een ronde houdt de vragen waarmee zij begon."
        ),
        "questions_closed": _(
            "Het samenwerkingsverband heeft deze vragen gesloten."
            " Wie al begonnen was, kan ze afmaken; beginnen kan niet meer."
        ),
        "questions_withdrawn": _(
            "Het samenwerkingsverband heeft deze vragen ingetrokken. Antwoorden die nog niet verstuurd waren,"
            " vervallen."
        ),
        "questionnaire_changed": _(
            "Deze vragenlijst is na de publicatie veranderd en wordt daarom niet gebruikt. Zet de"
            " reservekopie terug, of publiceer de vragen opnieuw als nieuwe versie."
        ),
        "other_link_opened": _(
            "In deze browser is intussen een andere link geopend. Er is niets verstuurd of overschreven. "
            "Open de goede link opnieuw vanuit de mail."
        ),
        "identity_not_proved": _(
            "Dit account is niet gekoppeld. Log eerst in met de link in uw mail, en kies daarna opnieuw voor"
            " inloggen met uw account."
        ),
        "changed_meanwhile": _("Iemand anders heeft dit intussen gewijzigd. Bekijk eerst wat er nu staat."),
        # Evaluation
        "school_began": _("De school is al begonnen. Andere vragen of een jaar overslaan kan niet meer."),
        "not_first_year": _("Hier is al een tekst vastgesteld. Die staat als tekst van vorig jaar."),
        "point_goes_on": _("Dit punt gaat dit jaar door. Haal eerst het nieuwe punt weg."),
        "school_absent": _("Deze school doet dit jaar niet mee. Het samenwerkingsverband kan dat wijzigen."),
        "team_too_small": _(
            "Het team is te klein voor een vragenlijst: antwoorden zouden herkenbaar zijn. "
            "Houd meteen het teamgesprek."
        ),
        "skip_reason_missing": _("Schrijf op waarom de vragenlijst dit jaar wordt overgeslagen."),
        "survey_over": _("De vragenlijst is gesloten. Antwoorden kunnen niet meer worden gewijzigd."),
        "survey_runs": _("De vragenlijst loopt nog. Hij sluit na de sluitingsdatum."),
        "pupil_voice_off": _("De inspraak van leerlingen staat voor dit schooljaar uit."),
        "pupil_voice_missing": _(
            "Leg eerst de inbreng van leerlingen vast. Die is dit schooljaar verplicht."
        ),
        "talk_missing": _("Leg eerst het teamgesprek vast."),
        "values_open": _("Nog niet elk onderwerp heeft een schoolwaarde. Vul ze eerst aan."),
        "agreed_by_team": _(
            "Het team heeft dit in het teamgesprek afgesproken. Die afspraak is de schoolwaarde."
        ),
        "no_clear_median": _("De mediaan ligt hier tussen twee antwoorden in. Kies zelf een waarde."),
        # Draft and request
        "draft_missing": _("De tekst is niet compleet: er ontbreken onderdelen. Maak eerst het concept."),
        "chapters_open": _("Nog niet elk hoofdstuk is klaar. Markeer eerst alle hoofdstukken als klaar."),
        "papers_incomplete": _("De adviesaanvraag is nog niet compleet. Vul de ontbrekende stukken aan."),
        "names_suspected": _(
            "In de tekst staat misschien de naam van een leerling. Haal de naam weg, of geef aan dat het er "
            "geen is."
        ),
        "read_round_runs": _("Het team leest het concept nog. Wacht tot de leesronde voorbij is."),
        "guide_stale": _(
            "Bij een stukje voor ouders zijn antwoorden veranderd. De school kiest eerst: de nieuwe tekst "
            "of de eigen tekst."
        ),
        "guide_gaps": _("In een stukje voor ouders ontbreekt nog iets. Vul het aan."),
        "text_changed": _(
            "De school heeft de tekst gewijzigd nadat hij naar uw raad is gestuurd."
            " Vraag het bestuur om de tekst die u kreeg terug te zetten, of om uitleg."
        ),
        "document_fixed": _(
            "Deze PDF staat vast zoals hij is verstuurd of vastgesteld. Hij wordt nooit opnieuw gemaakt."
        ),
        # One request over several schools
        "joint_board_only": _(
            "Scholen samen voorleggen doet het bestuur zelf. Een mandaat geldt voor één school."
        ),
        "joint_goes_along": _(
            "Deze school gaat mee met de aanvraag van een andere school. Verstuur die aanvraag, of haal de "
            "school daar eerst weg."
        ),
        "joint_not_ready": _("Een school die mee zou gaan, kan nu niet mee. Kijk het nog een keer na."),
        "joint_other_partnership": _("Deze school hoort bij een ander samenwerkingsverband."),
        "joint_other_board": _("Deze school heeft een ander bestuur."),
        "joint_other_year": _("Deze school is met een ander schooljaar bezig."),
        "joint_other_council": _("Deze school heeft een eigen raad."),
        "joint_other_right": _(
            "De raad heeft voor deze school een ander recht: advies bij de ene, instemming bij de andere."
        ),
        "joint_taken": _("Deze school gaat al mee met de aanvraag van een andere school."),
        "joint_no_dossier": _("Deze school doet dit schooljaar niet mee."),
        "already_received": _("De ontvangst is al vastgelegd. De adviestermijn loopt."),
        "term_not_started": _("De adviestermijn loopt nog niet. Leg eerst vast wanneer de aanvraag aankwam."),
        # Advice
        "consultation_not_offered": _(
            "Bied de medezeggenschapsraad eerst overleg aan. Dat moet vóór het advies (artikel 17 Wms)."
        ),
        "term_runs": _("De adviestermijn loopt nog. De medezeggenschapsraad kan nog advies geven."),
        "counts_as_no_advice": _(
            "Dit telt niet als advies. Na afloop van de termijn wordt vastgelegd dat er geen advies kwam. "
            "Tot die dag kan de raad nog advies geven."
        ),
        "already_reacted": _("Het bestuur heeft al gereageerd. Het advies kan niet meer worden gewijzigd."),
        "advice_missing": _("Er is nog geen advies om op te reageren."),
        "too_many_questions": _("Uw raad heeft al veel vragen gesteld. Bel of mail het bestuur."),
        "question_answered": _("Deze vraag is al beantwoord. Het antwoord staat bij de vraag."),
        "code_wrong": _("De code werkt niet meer. Vraag een nieuwe code."),
        "codes_asked_too_often": _(
            "U vroeg al een paar keer een code. Wacht een uur en probeer het opnieuw."
        ),
        "advice_withdrawn": _("Dit advies is ingetrokken. Wacht op een nieuw advies."),
        "reaction_points_open": _("Beantwoord elk punt van het advies, met een reden."),
        # Decision
        "not_deviating": _("Nader overleg hoort bij een reactie die het advies niet helemaal volgt."),
        "reaction_missing": _(
            "Reageer eerst schriftelijk en met redenen op het advies. Vaststellen kan pas daarna."
        ),
        "followed_unknown": _("Geef eerst aan of het advies helemaal wordt gevolgd."),
        "further_talks_not_offered": _(
            "U volgt het advies niet helemaal. Bied eerst nader overleg aan (artikel 17 Wms)."
        ),
        "consent_missing": _(
            "De medezeggenschapsraad heeft hier instemmingsrecht en heeft nog niet ingestemd. "
            "Zonder instemming is er geen besluit."
        ),
        "consent_conditions_not_met": _(
            "De medezeggenschapsraad stemde in onder voorwaarden die niet helemaal worden overgenomen. "
            "Daarmee is er nog geen instemming."
        ),
        "consent_refused": _(
            "De medezeggenschapsraad heeft niet ingestemd. Trek het voorstel in, pas het aan of ga naar de "
            "geschillencommissie."
        ),
        "judgement_missing": _("Het bestuur legt eerst vast hoe het over het aanbod oordeelt."),
        "second_person_missing": _("Bij dit bestuur bevestigt een tweede persoon de vaststelling."),
        # Guide
        "not_suspended": _("De uitvoering van het besluit is niet opgeschort."),
        "decision_missing": _("De tekst is nog niet vastgesteld."),
        "suspension_runs": _(
            "Het besluit wijkt af van het advies. De uitvoering wacht zes weken, tenzij de "
            "medezeggenschapsraad geen bedenkingen heeft (artikel 34 Wms)."
        ),
        "guide_section_missing": _("Maak eerst de tekst voor de schoolgids."),
        "guide_consent_missing": _("Leg eerst de instemming met de schoolgids vast."),
        "publication_missing": _("De tekst is nog niet gepubliceerd."),
        "school_year_missing": _("Het schooljaar van deze tekst is niet ingevuld."),
        "school_year_not_begun": _("De tekst geldt vanaf 1 augustus van het schooljaar."),
        # Plan and report of a year
        "money_missing": _("Vul in hoeveel geld er voor ondersteuning kwam en waar het heen gaat."),
        "money_unexplained": _("De bedragen verschillen. Leg in een of twee zinnen uit waardoor dat komt."),
        "points_untold": _(
            "Nog niet van elk ontwikkelpunt staat vast wat ervan kwam. Kies: klaar, gestopt, of het gaat door"
            " met een reden."
        ),
        "paper_not_ready": _("Zeg eerst dat het klaar is. Daarna kunt u het inleveren."),
        "not_handed_in": _("Er is niets ingeleverd om terug te halen."),
        "too_late_to_take_back": _(
            "Terughalen kan tot en met de laatste dag. U kunt het nog wel wijzigen en opnieuw inleveren."
        ),
        # Partnership
        "person_elsewhere": _(
            "Deze persoon werkt ook buiten dit samenwerkingsverband. Vraag de beheerder om naam of adres te "
            "wijzigen."
        ),
        "administrator_exists": _("Er is al een beheerder."),
        "seat_waits": _(
            "Uw plek in het bestuur is nieuw, of uw mailadres veranderde. Iemand anders van het bestuur kan "
            "u bevestigen. Anders kunt u na een week besluiten."
        ),
        "own_rights": _("Uw eigen rechten verandert u niet zelf. Vraag het een ander die dit ook mag."),
        # Signing in
        "codes_tried_too_often": _("Er is een paar keer een verkeerde code ingevuld. Wacht een kwartier."),
        "second_factor_first": _("Vul eerst de code van uw telefoon in, of een herstelcode."),
        "second_factor_key_gone": _(
            "De codes van uw telefoon kunnen niet meer worden nagekeken. Gebruik een herstelcode, of vraag "
            "uw samenwerkingsverband om uw telefoon weg te halen."
        ),
        "no_second_factor": _("U hebt nog geen telefoon ingesteld."),
        "mails_asked_too_often": _("Er is vandaag al een paar keer een nieuwe mail gestuurd."),
        # Letters
        "letter_cannot_be_sent_elsewhere": _("Deze brief kan niet naar een ander adres worden gestuurd."),
        "letter_already_gone": _("Deze brief is al verstuurd."),
        # Warnings beside a date: nothing is refused
        "after_summer": _("Let op: de adviestermijn eindigt na de zomer."),
        "after_1_august": _("Let op: de opschorting loopt door na 1 augustus."),
        "holidays_unknown": _("Let op: de vakanties in deze periode zijn nog niet ingevuld."),
    }
)


def sentence(reason: str) -> str:
    """Return the sentence for one reason or warning, in the language of the request."""
    if reason in consent_words.REFUSALS and consent_words.here():
        return str(consent_words.REFUSALS[reason])
    return str(SENTENCES[reason])


def sentences(reasons: Iterable[str]) -> list[str]:
    """Return the sentences for several reasons, in the same order."""
    return [sentence(reason) for reason in reasons]
