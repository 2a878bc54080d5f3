"""The field of an amount in whole euros: it reads what people type, and says what is wrong and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import Field
from wtforms.widgets import TextInput

from sopforms.core import euros
from sopforms.web.inputs import Message, trim


class AmountField(Field):
    """An amount of money; an unreadable one keeps what was typed. `short` is its name in a sentence."""

    kind = "AmountField"
    widget = TextInput()

    def __init__(self, label: Message = None, validators: Any = None, **kwargs: Any) -> None:
        self.typed: str | None = None
        self.short = kwargs.pop("short", label)
        super().__init__(label, validators, **kwargs)
        self.render_kw = {"inputmode": "numeric", **(self.render_kw or {})}

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return "" if self.data is None else euros.written(self.data).removeprefix("€\u00a0")

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read the amount; what is none is an error that no optional rule wipes out."""
        if not valuelist:
            return
        self.data, self.typed = None, trim(valuelist[0])
        if not self.typed:
            return
        try:
            self.data = euros.read(self.typed)
        except euros.Unreadable as wrong:
            raise ValueError(self._told(wrong.reason)) from wrong

    def _told(self, reason: str) -> str:
        if reason == "below_zero":
            return _("Het bedrag bij ‘%(name)s’ kan niet onder nul zijn.", name=self.short)
        if reason == "too_much":
            most = euros.written(euros.MOST)
            return _(
                "Het bedrag bij ‘%(name)s’ is hoger dan %(most)s. Kijk het na.", name=self.short, most=most
            )
        return _("Schrijf bij ‘%(name)s’ een bedrag in hele euro's, zoals 12.500.", name=self.short)
