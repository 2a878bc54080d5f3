"""The forms around the staff survey: who is asked, until when, and what is mended on the way."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import StopValidation

from sopforms.actions.slips import MOST as MOST_SLIPS
from sopforms.core import invitations
from sopforms.store.clock import today
from sopforms.web.forms import (
    AtMost,
    Between,
    CountField,
    DayField,
    Days,
    Form,
    LongTextField,
    Mail,
    MailField,
    Optional,
    Reason,
    Required,
    SubmitIdField,
    TextField,
    TickField,
)

LONGEST_LIST = 60_000


class PeopleForm(Form):
    """A pasted list of addresses."""

    people = LongTextField(
        _l("Adressen van collega's"),
        [Required(_l("Plak de adressen van je collega's, één per regel.")), AtMost(LONGEST_LIST)],
        description=_l("Eén per regel. Een naam erbij mag, uit je mailprogramma of uit een rekenblad."),
    )
    skip_wrong = TickField(_l("Sla deze regels over en nodig de anderen uit"))
    submit_id = SubmitIdField()

    def judged(self, already: tuple[str, ...] = ()) -> invitations.Judged:
        """Judge what was pasted; lines that were not taken are an error unless somebody lets them go."""
        found = invitations.read(self.people.data or "", already)
        if found.wrong and not self.skip_wrong.data and not self.people.errors:
            self.people.errors = [*self.people.errors, _words_for(found)]
        return found


class AddressesOrSlips:
    """Addresses are needed where no printed slips are made."""

    def __call__(self, form: Form, field: Field) -> None:
        """Stop at once when nothing was given, and go on without words when slips stand for people."""
        if not (field.data or "").strip():
            slips = form["slips"]
            raise StopValidation(
                "" if slips.data or slips.errors else _("Plak de adressen van je collega's, één per regel.")
            )


class InviteForm(PeopleForm):
    """Who is asked, until when, and when the team talks about it."""

    people = LongTextField(
        _l("Adressen van collega's"),
        [AddressesOrSlips(), AtMost(LONGEST_LIST)],
        description=_l("Eén per regel. Een naam erbij mag, uit je mailprogramma of uit een rekenblad."),
    )
    slips = CountField(
        _l("Aantal briefjes met een code"),
        [Optional(), Between(0, MOST_SLIPS)],
        description=_l(
            "Voor wie geen mailadres heeft. Je drukt ze hierna af; met elke code vult één collega in."
        ),
    )
    closes_on = DayField(
        _l("Laatste dag om in te vullen"),
        [Required(), Days(first=lambda: today() + timedelta(days=1), because=_l("want vandaag begint het"))],
        description=_l(
            "Drie weken is meestal genoeg. Na 10 en 17 dagen krijgt wie nog niet klaar is een mail, "
            "vakantiedagen niet meegeteld."
        ),
    )
    talk_on = DayField(
        _l("Dag van het teamgesprek"),
        [Optional()],
        description=_l("Collega's zien deze dag nadat ze hebben verstuurd."),
    )


class SkipForm(Form):
    """Why there is no survey this year."""

    reason = LongTextField(_l("Waarom geen vragenlijst?"), [Reason(), AtMost(1000)])
    submit_id = SubmitIdField()


class ExtendForm(Form):
    """A later last day."""

    closes_on = DayField(_l("Nieuwe laatste dag"), [Required()])
    submit_id = SubmitIdField()


class ElsewhereForm(Form):
    """The right address for an invitation that came back."""

    email = MailField(_l("Goede adres"), [Required(), Mail()])
    submit_id = SubmitIdField()


class SlipsForm(Form):
    """How many more slips."""

    count = CountField(_l("Hoeveel briefjes maken?"), [Required(), Between(1, MOST_SLIPS)])
    submit_id = SubmitIdField()


class LostForm(Form):
    """Which slip was lost."""

    number = CountField(
        _l("Nummer van het briefje"),
        [Required(), Between(1, MOST_SLIPS)],
        description=_l("Het staat linksboven op het briefje. De code werkt daarna niet meer."),
    )
    submit_id = SubmitIdField()


class CodeForm(Form):
    """The code on a slip."""

    code = TextField(_l("Code op je briefje"), [Required(_l("Typ de code van je briefje over.")), AtMost(40)])


class ActForm(Form):
    """A button that does one thing."""

    submit_id = SubmitIdField()


def _words_for(judged: invitations.Judged) -> str:
    n = len(judged.wrong)
    return (
        _("1 regel kunnen wij niet gebruiken. Verbeter die, of sla hem over.")
        if n == 1
        else _("%(n)s regels kunnen wij niet gebruiken. Verbeter ze, of sla ze over.", n=n)
    )
