"""The form of the advice: the text leads, the label helps the board to see what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField
from wtforms.fields import SelectChoice

from sopforms.core.advice import Advice, AdvicePointValue, labels_under
from sopforms.core.codes import AdviceForm, PointKind, Right
from sopforms.web.forms import (
    AtMost,
    Between,
    CountField,
    DayField,
    Form,
    LongTextField,
    OneChoiceField,
    Optional,
    Required,
    TextField,
    TickField,
    VersionField,
    choices,
)
from sopforms.web.told import told_later

MOST_POINTS = 30
_NOT_KEPT = frozenset({"csrf_token", "version", "submit_id", "actie", "code"})
_WARNED = (AdviceForm.GEEN, AdviceForm.KENNISGEVING)

KINDS = {
    PointKind.AANDACHTSPUNT: _l("Aandachtspunt"),
    PointKind.VOORWAARDE: _l("Voorwaarde"),
}


def _forms(right: Right = Right.ADVIES) -> list[SelectChoice]:
    """Return the labels exactly as the domain has them; some open a warning below."""
    return [
        SelectChoice(
            form.value, told_later(label), render_kw={"data-reveals": True} if form in _WARNED else None
        )
        for form, label in labels_under(right).items()
    ]


class PointForm(Form):
    """One point or condition; an empty one is no point."""

    class Meta(Form.Meta):
        """Part of a form that has its own token."""

        csrf = False

    text = LongTextField(_l("Wat vraagt de raad?"), [Optional(), AtMost(2000)])
    kind = OneChoiceField(
        _l("Wat is het?"), [Optional()], choices=choices(KINDS), default=PointKind.AANDACHTSPUNT.value
    )
    part_of_advice = TickField(_l("Dit punt hoort bij ons advies"))


class CouncilForm(Form):
    """What the council sends."""

    form = OneChoiceField(
        _l("Wat is het advies?"),
        [Required()],
        choices=[],
        description=_l(
            "De tekst hieronder is het echte advies. De keuze helpt het bestuur om snel te zien wat het is."
        ),
    )
    confirmed = TickField(_l("Ik begrijp dat dit niet telt als advies, en bedoel het zo."))
    text = LongTextField(_l("Tekst van het advies"), [Optional(), AtMost(20_000)])
    points = FieldList(FormField(PointForm), min_entries=1, max_entries=MOST_POINTS)
    minority = LongTextField(
        _l("Standpunt van de minderheid"),
        [Optional(), AtMost(8000)],
        description=_l("Nodig bij een verdeeld advies. Het komt bij het advies te staan."),
    )
    meeting_on = DayField(
        _l("Datum van de vergadering"), [Optional()], description=_l("Bijvoorbeeld 18-5-2027.")
    )
    present = CountField(_l("Aantal leden aanwezig"), [Optional(), Between(0, 99)])
    votes_for = CountField(_l("Voor"), [Optional(), Between(0, 99)])
    votes_against = CountField(_l("Tegen"), [Optional(), Between(0, 99)])
    votes_blank = CountField(_l("Onthouding"), [Optional(), Between(0, 99)])
    chair = TextField(_l("Voorzitter"), [Optional(), AtMost(120)])
    secretary = TextField(_l("Wie verstuurt dit?"), [Required(), AtMost(120)])
    role = TextField(_l("In welke rol?"), [Required(), AtMost(80)])
    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form.choices = _forms()

    def speak_of(self, right: Right) -> None:
        """Call the answers what they are under this right of the council."""
        self.form.choices = _forms(right)

    def advice(self) -> Advice:
        """Return the advice as the rules read it; the label must have been chosen."""
        return Advice(
            form=AdviceForm(self.form.data),
            text=self.text.data or "",
            points=tuple(self._points()),
            minority=self.minority.data or "",
            meeting_on=self.meeting_on.data,
            present=self.present.data,
            votes_for=self.votes_for.data,
            votes_against=self.votes_against.data,
            votes_blank=self.votes_blank.data,
            chair=self.chair.data or "",
            secretary=self.secretary.data or "",
            role=self.role.data or "",
            confirmed=self.confirmed.data,
        )

    def has_error(self, name: str) -> bool:
        """Whether something is said about this field already."""
        return name in self._fields and bool(self._fields[name].errors)

    def _points(self) -> Iterator[AdvicePointValue]:
        for entry in self.points.entries:
            point = entry.form
            if (point.text.data or "").strip():
                kind = PointKind(point.kind.data or PointKind.AANDACHTSPUNT.value)
                yield AdvicePointValue(point.text.data, kind, bool(point.part_of_advice.data))


def typed(posted: Mapping[str, Any]) -> dict[str, str]:
    """Return what was typed, to be kept as it is; names that begin with `_` are never a person's."""
    return {
        name: str(text)
        for name, text in posted.items()
        if str(text) and name not in _NOT_KEPT and not name.startswith("_")
    }


def fields_of(advice: Advice) -> dict[str, str]:
    """Return an advice as it would have been typed, so that it can be changed and sent anew."""
    day = advice.meeting_on
    found = {
        "form": advice.form.value,
        "text": advice.text,
        "minority": advice.minority,
        "meeting_on": f"{day.day}-{day.month}-{day.year}" if day else "",
        "chair": advice.chair,
        "secretary": advice.secretary,
        "role": advice.role,
    }
    for name in ("present", "votes_for", "votes_against", "votes_blank"):
        number = getattr(advice, name)
        found[name] = "" if number is None else str(number)
    for place, point in enumerate(advice.points):
        found[f"points-{place}-text"] = point.text
        found[f"points-{place}-kind"] = point.kind.value
        if point.part_of_advice:
            found[f"points-{place}-part_of_advice"] = "y"
    return {name: text for name, text in found.items() if text}
