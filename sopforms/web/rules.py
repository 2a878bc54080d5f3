"""What a form asks of its fields, each with words of our own: what to do, with a full stop."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms import Field
from wtforms.validators import StopValidation, ValidationError

from sopforms.web.inputs import Message, written_day

EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\".]+(\.[^@\s<>,;\".]+)+")
MEGABYTE = 1024 * 1024


def _short(field: Field) -> str:
    """Return what a field is called in the middle of a sentence."""
    short = str(getattr(field, "short", "") or field.label.text)
    return short.rstrip(".?: ")


class Required:
    """The field needs an answer. Without `message` the words fit the kind of field."""

    field_flags: Mapping[str, Any] = {"required": True}

    def __init__(self, message: Message = None) -> None:
        self.message = message

    def __call__(self, form: Any, field: Field) -> None:
        """Stop at once when nothing was given; keep an error of reading."""
        if field.errors:
            raise StopValidation()
        given = field.data.strip() if isinstance(field.data, str) else field.data
        if (not given and given != 0) or given is False:
            raise StopValidation(str(self.message or self.words(field)))

    @staticmethod
    def words(field: Field) -> str:
        """Return the sentence of the table of error wordings."""
        kind = getattr(field, "kind", field.type)
        if kind == "DayField":
            return _("Vul een datum in.")
        if kind == "EmailField":
            return _("Vul een e-mailadres in.")
        if kind == "BooleanField":
            return _("Zet een vinkje bij ‘%(short)s’.", short=_short(field))
        if kind in ("FileField", "MultipleFileField"):
            return _("Kies een bestand.")
        if kind in ("RadioField", "SelectField", "SelectMultipleField"):
            return _("Kies een antwoord bij ‘%(short)s’.", short=_short(field))
        return _("Vul in: %(short)s.", short=_short(field))


class Reason(Required):
    """A reason is needed: limits, deviation, reaction."""

    @staticmethod
    def words(field: Field) -> str:
        """Return the sentence that asks for a reason."""
        return _("Leg in een of twee zinnen uit waarom.")


class Optional:
    """Nothing given is fine, and ends the judging; an unreadable answer keeps its message."""

    field_flags: Mapping[str, Any] = {"optional": True}

    def __call__(self, form: Any, field: Field) -> None:
        """Stop when nothing was given."""
        if not field.errors and field.data in (None, "", []):
            raise StopValidation()


class AtMost:
    """A text of at most `most` characters; says how many are too many."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags: Mapping[str, Any] = {"maxlength": most}

    def __call__(self, form: Any, field: Field) -> None:
        """Count characters, not bytes."""
        over = len(field.data or "") - self.most
        if over > 0:
            raise ValidationError(
                _(
                    "Maak ‘%(short)s’ korter: %(over)s tekens te veel, het maximum is %(most)s.",
                    short=_short(field),
                    over=over,
                    most=self.most,
                )
            )


class Mail:
    """An e-mail address: one @, a dot after it, no blanks."""

    def __call__(self, form: Any, field: Field) -> None:
        """Refuse what no mail server would take."""
        if field.data and (len(field.data) > 254 or not EMAIL.fullmatch(field.data)):
            raise ValidationError(_("Controleer het e-mailadres. Het lijkt op naam@school.nl."))


class Between:
    """A number from `low` to `high`, both included."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    def __call__(self, form: Any, field: Field) -> None:
        """Refuse a number outside the range."""
        if field.data is not None and not field.errors and not self.low <= field.data <= self.high:
            raise ValidationError(
                _("Vul een getal van %(low)s tot en met %(high)s in.", low=self.low, high=self.high)
            )


class Days:
    """A day within limits that may depend on today; `because` says why in a half sentence."""

    def __init__(
        self,
        first: Callable[[], date] | None = None,
        last: Callable[[], date] | None = None,
        because: Message = "",
    ) -> None:
        self.first, self.last, self.because = first, last, because

    def __call__(self, form: Any, field: Field) -> None:
        """Refuse a day outside the limits and name the limit."""
        if field.data is None or field.errors:
            return
        if self.first and field.data < (first := self.first()):
            raise ValidationError(self._sentence(_("Kies een datum vanaf %(day)s", day=written_day(first))))
        if self.last and field.data > (last := self.last()):
            raise ValidationError(
                self._sentence(_("Kies een datum tot en met %(day)s", day=written_day(last)))
            )

    def _sentence(self, start: str) -> str:
        return f"{start}, {self.because}." if self.because else f"{start}."


class Upload:
    """A file of at most `megabytes` and of one of the kinds that are named by their endings."""

    def __init__(
        self,
        endings: Collection[str] = ("pdf", "docx", "doc", "odt"),
        megabytes: int = 10,
        message: Message = None,
    ) -> None:
        self.endings, self.megabytes, self.message = frozenset(endings), megabytes, message

    def __call__(self, form: Any, field: Field) -> None:
        """Refuse what is too big or of another kind; the contents are looked at by who stores it."""
        name = getattr(field.data, "filename", "") or ""
        if not name:
            return
        if name.rsplit(".", 1)[-1].lower() not in self.endings:
            raise ValidationError(str(self.message or _("Kies een PDF, Word- of ODT-bestand.")))
        stream = field.data.stream
        stream.seek(0, 2)
        size = stream.tell()
        stream.seek(0)
        if size > self.megabytes * MEGABYTE:
            written = f"{size / MEGABYTE:.1f}".replace(".", ",")
            raise ValidationError(
                _(
                    "Het bestand is %(size)s MB. Kies een bestand tot %(most)s MB.",
                    size=written,
                    most=self.megabytes,
                )
            )
