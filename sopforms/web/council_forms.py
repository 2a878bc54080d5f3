"""The small forms of the council's and the school's pages around advice and decision."""

from __future__ import annotations

import hashlib
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from sopforms.actions.council import Talk
from sopforms.core.errors import Invalid
from sopforms.store.clock import today
from sopforms.web.forms import (
    AtMost,
    DayField,
    Days,
    Form,
    LongTextField,
    Mail,
    MailField,
    OneChoiceField,
    Optional,
    Required,
    SubmitIdField,
    TextField,
    choices,
)


class EmptyForm(Form):
    """A button that does one deed."""

    submit_id = SubmitIdField()


class SeenForm(EmptyForm):
    """The button below a check page. `seen` says what stood on the page: nothing else is decided by it."""

    seen = HiddenField()

    def saw(self, now: str) -> bool:
        """Whether what stood on the page is what there is now."""
        return not self.seen.data or self.seen.data == now


def fingerprint(*facts: Any) -> str:
    """Return what stands for everything that a check page shows."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()


class TalkForm(Form):
    """How a talk went: held on a day, planned, or not wanted by the council."""

    went = OneChoiceField(
        _l("Hoe ging het overleg?"),
        [Required()],
        choices=choices(
            {
                "held": _l("Het overleg is geweest"),
                "planned": _l("Het overleg staat nog op de agenda"),
                "declined": _l("De raad ziet af van overleg"),
            }
        ),
    )
    day = DayField(_l("Op welke dag?"), [Optional()], description=_l("Bijvoorbeeld 13-4-2027."))
    report = LongTextField(
        _l("Wat is er afgesproken?"),
        [Optional(), AtMost(4000)],
        description=_l("Schrijf geen namen van leerlingen op."),
    )
    submit_id = SubmitIdField()

    def talk(self) -> Talk:
        """Return what was filled in; raise Invalid when the day is missing."""
        went = self.went.data
        if went in ("held", "planned") and self.day.data is None:
            raise Invalid(day=_("Vul een datum in."))
        return Talk(
            held_on=self.day.data if went == "held" else None,
            planned_for=self.day.data if went == "planned" else None,
            declined=went == "declined",
            report=self.report.data or "",
        )


class ReceiptForm(Form):
    """The day on which the council got the papers, by its own word."""

    received_on = DayField(
        _l("Op welke dag kreeg uw raad de aanvraag?"),
        [Required(_l("Vul een datum in.")), Days(last=today, because=_l("want de dag is geweest"))],
        description=_l("Bijvoorbeeld 22-3-2027."),
    )
    submit_id = SubmitIdField()


class SecretaryForm(Form):
    """Who is the secretary from now on."""

    name = TextField(_l("Naam van de nieuwe secretaris"), [Required(), AtMost(120)])
    email = MailField(_l("E-mailadres"), [Required(), Mail()])
    submit_id = SubmitIdField()


def named(wrong: Invalid) -> dict[str, str]:
    """Return the problems of a talk under the names of the fields of the form."""
    names = {"held_on": "day", "declined": "went"}
    return {names.get(field, field): message for field, message in wrong.problems.items()}
