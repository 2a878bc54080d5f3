"""The base of every form of the product: accessible markup and a list of errors with links.

No message of WTForms reaches a reader: fields are in `inputs`, the rules with our own words in `rules`; both
are handed on here, so that a page needs one import.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field

from sopforms.web.inputs import (
    CountField,
    DayField,
    LongTextField,
    MailField,
    OneChoiceField,
    PickField,
    SeveralField,
    SubmitIdField,
    TextField,
    TickField,
    VersionField,
    choices,
    read_day,
    written_day,
)
from sopforms.web.refusals import SENTENCES
from sopforms.web.rules import AtMost, Between, Days, Mail, Optional, Reason, Required, Upload
from sopforms.web.told import told

__all__ = [
    "AtMost",
    "Between",
    "CountField",
    "DayField",
    "Days",
    "Form",
    "LongTextField",
    "Mail",
    "MailField",
    "OneChoiceField",
    "Optional",
    "PickField",
    "Reason",
    "Required",
    "SeveralField",
    "SubmitIdField",
    "TextField",
    "TickField",
    "Upload",
    "VersionField",
    "choices",
    "read_day",
    "written_day",
]

GROUPS = frozenset({"RadioField", "SelectMultipleField", "_Option", "HiddenField", "CSRFTokenField"})


class A11yMeta(FlaskForm.Meta):
    """Ties hint and error to their field; the server words every error, never the browser."""

    def render_field(self, field: Field, render_kw: dict[str, Any]) -> Any:
        """Draw a field with the ids of its hint and its error, and without the browser's own checks."""
        ids = [render_kw.pop("aria_describedby", "")]
        ids += [f"{field.id}-hint"] if field.description else []
        ids += [f"{field.id}-err"] if field.errors else []
        kind = getattr(field, "kind", field.type)
        if kind not in GROUPS and field.type not in GROUPS:  # for a group these stand on its fieldset
            if any(ids):
                render_kw["aria_describedby"] = " ".join(filter(None, ids))
            if field.errors:
                render_kw["aria_invalid"] = "true"
            if field.flags.required:
                render_kw["aria_required"] = "true"
        render_kw["required"] = False
        for limit in ("maxlength", "minlength", "min", "max"):
            render_kw.setdefault(limit, False)  # people may paste, and then read how much is too much
        return super().render_field(field, render_kw)


class Form(FlaskForm):
    """The base of all forms of the product."""

    class Meta(A11yMeta):
        """The markup of the product."""

    def error_pairs(self) -> list[tuple[str, str]]:
        """Return what is wrong as (id of the first input to go to, message), in the order of the page.

        Sentences about days do not name their field: where there are several days, the pairs do.
        """
        pairs: list[tuple[str, str]] = []
        days = [field for field in self if getattr(field, "kind", "") == "DayField"]
        for field in self:
            of_field = _pairs_of(field)
            if len(days) > 1 and field in days:
                of_field = [(href, f"{field.label.text.rstrip('?: ')}: {said}") for href, said in of_field]
            pairs += of_field
        return pairs + [("", str(message)) for message in self.form_errors]

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Hang the sentences of `core.errors.Invalid.problems` on their fields, the rest on the form."""
        for name, message in problems.items():
            if name in self._fields:
                field = self._fields[name]
                field.errors = [*field.errors, told(message)]
            else:
                self.form_errors.append(told(message))

    def beside(self, theirs: Mapping[str, Any], version: int) -> None:
        """Keep what this person typed, and say at each field what somebody else saved there meanwhile.

        `version` is that of what stands there now: who sends the form again has seen both.
        """
        self.form_errors.append(str(SENTENCES["changed_meanwhile"]))
        self["version"].data = version
        for name, value in theirs.items():
            field = self._fields.get(name)
            if field is None or (field.data or "") == (value or ""):
                continue
            shown = written_day(value) if isinstance(value, date) else str(value or _("(leeg)"))
            field.description = _("Intussen staat hier: %(text)s", text=shown)
            field.errors = [*field.errors, _("Iemand anders heeft dit gewijzigd. Kies wat het moet worden.")]


def _pairs_of(field: Field) -> list[tuple[str, str]]:
    """Return the errors of one field; a list of fields or an enclosed form gives those of its parts."""
    if field.type in ("FieldList", "FormField"):
        inner = field.entries if field.type == "FieldList" else field.form
        pairs = [pair for part in inner for pair in _pairs_of(part)]
        own = [error for error in field.errors if isinstance(error, str)] if field.type == "FieldList" else []
        return pairs + [(field.id, str(error)) for error in own]
    return [(first_input(field), str(field.errors[0]))] if field.errors else []


def first_input(field: Field) -> str:
    """Return the id that a link in the summary goes to: the first choice of a group, or the field."""
    kind = getattr(field, "kind", field.type)
    return f"{field.id}-0" if kind in ("RadioField", "SelectMultipleField") else str(field.id)
