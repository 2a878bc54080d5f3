"""The fields of the product's own forms: they read what people type and show it again as typed.

What cannot be read is an error at once, and stays on the page: no optional rule wipes it out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

DAY = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")
NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,10})?")
Message = Any
"""A text, or a lazy text of the catalogue."""


def choices(options: Mapping[Any, Message] | Iterable[Any]) -> list[SelectChoice]:
    """Return the choices of a field from value → label (or from values that are their own label)."""
    if isinstance(options, Mapping):
        return [SelectChoice(str(value), label) for value, label in options.items()]
    return [SelectChoice(str(value), str(value)) for value in options]


def trim(value: Any) -> Any:
    """Normalise typed text: NFC, no blanks around it, line ends as one character."""
    if not isinstance(value, str):
        return value
    return unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").strip()


class TextField(StringField):
    """One line of text, trimmed."""

    kind = "StringField"

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Take the first value without outer blanks."""
        self.data = trim(valuelist[0]) if valuelist else self.data


class LongTextField(TextAreaField):
    """Text of several lines, trimmed."""

    kind = "TextAreaField"

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Take the first value without outer blanks."""
        self.data = trim(valuelist[0]) if valuelist else self.data


class MailField(EmailField):
    """An e-mail address, in lower case, without blanks."""

    kind = "EmailField"

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Take the first value; addresses are compared in lower case."""
        self.data = trim(valuelist[0]).lower() if valuelist else self.data


class DayField(Field):
    """A day typed as 21-5-2027 (also 2027-05-21); an unreadable one keeps what was typed."""

    kind = "DayField"
    widget = TextInput()

    def __init__(self, label: Message = None, validators: Any = None, **kwargs: Any) -> None:
        self.typed: str | None = None
        super().__init__(label, validators, **kwargs)

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return f"{self.data.day}-{self.data.month}-{self.data.year}" if self.data else ""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read the day; what is no day is an error that no optional rule wipes out."""
        if not valuelist:
            return
        self.data, self.typed = None, trim(valuelist[0])
        if self.typed:
            self.data = read_day(self.typed)
            if self.data is None:
                if DAY.fullmatch(self.typed):
                    raise ValueError(_("Deze dag bestaat niet. Kijk naar de dag, de maand en het jaar."))
                raise ValueError(_("Schrijf de datum als 21-5-2027."))


def read_day(text: str) -> date | None:
    """Return the day that is written, or None: 21-5-2027, 21-05-2027, 2027-05-21."""
    found = DAY.fullmatch(text.strip())
    if not found:
        return None
    day, month, year, iso_year, iso_month, iso_day = found.groups()
    numbers = (year, month, day) if year else (iso_year, iso_month, iso_day)
    try:
        value = date(*(int(number) for number in numbers))
    except ValueError:
        return None
    return value if 1900 <= value.year <= 2100 else None


class CountField(Field):
    """A whole number, or with `decimals=True` one with a comma; an unreadable one keeps what was typed."""

    kind = "CountField"
    widget = TextInput()

    def __init__(
        self, label: Message = None, validators: Any = None, *, decimals: bool = False, **kwargs: Any
    ) -> None:
        self.typed: str | None = None
        self.decimals = decimals
        super().__init__(label, validators, **kwargs)
        self.render_kw = {"inputmode": "decimal" if decimals else "numeric", **(self.render_kw or {})}

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return "" if self.data is None else f"{self.data:.10g}".replace(".", ",")

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read the number; what is none is an error that no optional rule wipes out."""
        if not valuelist:
            return
        self.data, self.typed = None, trim(valuelist[0])
        if not self.typed:
            return
        if not NUMBER.fullmatch(self.typed):
            raise ValueError(_("Vul een getal in, bijvoorbeeld 12."))
        number = float(self.typed.replace(",", "."))
        if not self.decimals and not number.is_integer():
            raise ValueError(_("Vul een heel getal in, bijvoorbeeld 12."))
        self.data = number if self.decimals else int(number)


class OneChoiceField(RadioField):
    """Radios. Left open it has no value; an unknown value is refused in our words."""

    kind = "RadioField"

    def __init__(self, label: Message = None, validators: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("invalid_choice_message", _l("Kies een antwoord uit de lijst."))
        kwargs.setdefault("validate_choice", True)
        super().__init__(label, validators, **kwargs)

    def process_data(self, value: Any) -> None:
        """Keep an absent value absent."""
        self.data = None if value is None else str(value)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Take the posted key; an empty one is no answer."""
        self.data = valuelist[0] or None if valuelist else None

    def pre_validate(self, form: Any) -> None:
        """Judge a given answer only: whether one is needed is for `Required`."""
        if self.data is not None and self.data not in {choice.value for choice in self.iter_choices()}:
            raise ValidationError(str(self.invalid_choice_message))


class PickField(SelectField):
    """A list that folds out. An empty value is no answer."""

    kind = "SelectField"
    pre_validate = OneChoiceField.pre_validate
    process_data = OneChoiceField.process_data
    process_formdata = OneChoiceField.process_formdata

    def __init__(self, label: Message = None, validators: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("invalid_choice_message", _l("Kies een antwoord uit de lijst."))
        super().__init__(label, validators, **kwargs)


class SeveralField(SelectMultipleField):
    """Tick boxes. Nothing ticked is an empty list."""

    kind = "SelectMultipleField"

    def __init__(self, label: Message = None, validators: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("invalid_choice_message", _l("Kies antwoorden uit de lijst."))
        super().__init__(label, validators, **kwargs)

    def process_data(self, value: Any) -> None:
        """Turn stored values into keys."""
        self.data = [str(item) for item in value or ()]

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Take the posted keys, each once."""
        self.data = list(dict.fromkeys(valuelist))

    def pre_validate(self, form: Any) -> None:
        """Refuse keys that are not in the list."""
        known = {choice.value for choice in self.iter_choices()}
        if any(item not in known for item in self.data or ()):
            raise ValidationError(str(self.invalid_choice_message))


class TickField(BooleanField):
    """One tick box."""

    kind = "BooleanField"


class VersionField(HiddenField):
    """The version of the text or dossier that the page was made from, a whole number."""

    kind = "HiddenField"

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read the number; anything else counts as version 0, which is always out of date."""
        text = valuelist[0] if valuelist else ""
        self.data = int(text) if isinstance(text, str) and re.fullmatch(r"\d{1,9}", text) else 0


class SubmitIdField(HiddenField):
    """Names one act of sending, so that a second click or a reload does nothing. Made when shown."""

    kind = "HiddenField"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Have the same name on every page: the guard looks for it before there is a form."""
        super().__init__(*args, **kwargs | {"_prefix": ""})

    def process_data(self, value: Any) -> None:
        """Keep the given id, or make one."""
        self.data = str(value or uuid4())

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Take the posted id; one that was tampered with is replaced."""
        try:
            self.data = str(UUID(valuelist[0])) if valuelist else str(uuid4())
        except (ValueError, AttributeError, TypeError):
            self.data = str(uuid4())


def written_day(day: date) -> str:
    """Return a day as people type it: 21-5-2027."""
    return f"{day.day}-{day.month}-{day.year}"
