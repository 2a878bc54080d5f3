"""The forms of the team conversation."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from sopforms.actions.consolidation import TopicState
from sopforms.core import recognisable
from sopforms.core import talk as talking
from sopforms.core.codes import Agreement
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.talk_agenda import LENGTHS
from sopforms.store.clock import today
from sopforms.web.forms import (
    AtMost,
    Between,
    CountField,
    DayField,
    Days,
    Form,
    LongTextField,
    OneChoiceField,
    Optional,
    Required,
    SubmitIdField,
    TextField,
    TickField,
    choices,
)
from sopforms.web.language import chosen


class BeginForm(Form):
    """When, who leads, how many."""

    held_on = DayField(
        _l("Datum van het gesprek"),
        [Required(), Days(last=today, because=_l("want je legt vast wat er was"))],
    )
    leader = TextField(
        _l("Wie leidt het gesprek?"), [Required(_l("Vul in wie het gesprek leidt.")), AtMost(120)]
    )
    present = CountField(_l("Aantal collega's aan tafel"), [Required(), Between(1, 500)])
    team = TextField(
        _l("Team of afdeling"),
        [Optional(), AtMost(80)],
        description=_l("Alleen als niet het hele team tegelijk praat."),
    )
    minutes = OneChoiceField(
        _l("Hoe lang?"),
        [Optional()],
        choices=choices({"60": _l("60 minuten"), "90": _l("90 minuten")}),
        default="60",
        description=_l("Wij kiezen daar de onderwerpen bij: wat verschilt, en wat anders is dan vorig jaar."),
    )
    submit_id = SubmitIdField()

    @property
    def length(self) -> int:
        """How many minutes were chosen."""
        return int(self.minutes.data or LENGTHS[0])


class NoNames(Form):
    """A page with free text: asks once when a text seems to name a pupil."""

    no_names = TickField(_l("Er staat geen naam in"))

    def names_in(self, *texts: str) -> str:
        """Return what may be names, unless somebody said that they are none; the tick then has an error."""
        found = dict.fromkeys(sign for text in texts for sign in recognisable.signs(text or ""))
        if found and not self.no_names.data:
            self.no_names.errors = [
                _("Staat er een naam van een leerling in? Haal die weg, of kies ‘Er staat geen naam in’.")
            ]
            return ", ".join(found)
        return ""


class TopicForm(NoNames):
    """What was agreed on one topic."""

    value = OneChoiceField(_l("Wat spreken wij af?"), [Optional()])
    agreement = OneChoiceField(
        _l("Hoe eens zijn wij het?"),
        [Optional()],
        choices=choices(
            {
                Agreement.AGREED: _l("Eens"),
                Agreement.MOST: _l("De meesten"),
                Agreement.NONE: _l("Wij komen er niet uit"),
            }
        ),
    )
    dissent = LongTextField(
        _l("Wie het anders ziet, zegt"),
        [Optional(), AtMost(1000)],
        description=_l("Schrijf op wat er is gezegd, niet wie het zei."),
    )


class FinishForm(NoNames):
    """What was agreed, in words, before the conversation is recorded."""

    agreements = LongTextField(
        _l("Afspraken"),
        [Optional(), AtMost(5000)],
        description=_l("Wat doen jullie voortaan? Noem functies, geen namen. Het hele team leest dit terug."),
    )
    submit_id = SubmitIdField()


def topic_form(state: TopicState, kept: dict[str, Any] | None) -> TopicForm:
    """Return the form of a topic with what was kept on it."""
    data = {} if kept is None else {**kept, "value": None if kept["value"] is None else str(kept["value"])}
    form = TopicForm(data=data)
    form.value.choices = choices(
        {str(value.value): in_language(value.text, chosen()) for value in state.topic.scale.counted}
    )
    return form


def read_outcome(form: TopicForm, state: TopicState) -> tuple[talking.Outcome | None, str]:
    """Return the outcome that was typed, and suspected names; what is lacking hangs on the form."""
    value, agreement = form.value.data, form.agreement.data
    names = form.names_in(form.dissent.data)
    if not value and not agreement:
        form.value.errors = [_("Kies wat het team afspreekt, of kies ‘Overslaan’.")]
    elif not agreement:
        form.agreement.errors = [_("Kies een antwoord bij ‘Hoe eens zijn wij het?’.")]
    elif not value and agreement != Agreement.NONE:
        form.value.errors = [_("Kies wat het team afspreekt, of kies ‘Wij komen er niet uit’.")]
    if form.errors:
        return None, names
    found = state.topic.find(value) if value and agreement != Agreement.NONE else None
    return talking.Outcome(state.topic.indicator, found, Agreement(agreement), form.dissent.data or ""), names
