"""The form of an advice over several schools: what the council says of all, and otherwise of one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, FormField

from sopforms.actions.reading import Mate, Reading
from sopforms.core.advice import Advice, labels_under
from sopforms.core.codes import AdviceForm, Right
from sopforms.core.dossier import NO_REAL_ADVICE
from sopforms.core.joint_advice import JointAdvice, SchoolAnswer
from sopforms.web.advice_form import MOST_POINTS, CouncilForm, PointForm
from sopforms.web.forms import AtMost, Form, LongTextField, Optional, PickField
from sopforms.web.told import told, told_later

Said = Advice | JointAdvice
_SCHOOL = re.compile(r"schools-(\d+)-(\w+)")


class JointPointForm(PointForm):
    """One point, about all schools or about one of them."""

    about = PickField(_l("Over welke school?"), [Optional()], choices=[])


class SchoolForm(Form):
    """What the council says of one school besides, or otherwise."""

    class Meta(Form.Meta):
        """Part of a form that has its own token."""

        csrf = False

    form = PickField(_l("Wat is het advies over deze school?"), [Optional()], choices=[])
    text = LongTextField(_l("Wat geldt alleen voor deze school?"), [Optional(), AtMost(8000)])


class JointForm(CouncilForm):
    """What the council sends about several schools; `schools` stands in the order of the request."""

    points = FieldList(FormField(JointPointForm), min_entries=1, max_entries=MOST_POINTS)
    schools = FieldList(FormField(SchoolForm))

    def name_schools(self, read: Reading, closed: frozenset[int]) -> None:
        """Offer the schools of the request by name; those at the places of `closed` are answered already."""
        self.mates, self.closed = read.mates, closed
        while len(self.schools.entries) < len(self.mates):
            self.schools.append_entry()
        self.speak_of(read.facts.right)

    def speak_of(self, right: Right) -> None:
        """Call the answers what they are under this right of the council."""
        super().speak_of(right)
        real = [(form.value, told_later(label)) for form, label in labels_under(right).items()]
        offered = [("", _("Zoals hierboven, voor alle scholen")), *real]
        taken = {form.value for form in NO_REAL_ADVICE}
        for entry in self.schools.entries:
            entry.form.form.choices = [each for each in offered if each[0] not in taken]
        for entry in self.points.entries:
            entry.form.about.choices = [("", _("Alle scholen")), *((str(m.place), m.name) for m in self.open)]

    @property
    def open(self) -> list[Mate]:
        """The schools that can still be answered about."""
        return [mate for mate in self.mates if mate.place not in self.closed]

    def drawn(self) -> list[tuple[Mate, Any]]:
        """Return each school that can be answered about with its fields."""
        return [(mate, self.schools.entries[mate.place - 1].form) for mate in self.open]

    def joint(self) -> JointAdvice:
        """Return the advice as the rules read it; the label must have been chosen."""
        places = [mate.place for mate in self.open]
        asked = [entry.form for entry in self.points.entries if (entry.form.text.data or "").strip()]
        about = [int(one.about.data) if one.about.data else None for one in asked]
        return JointAdvice(
            self.advice(),
            tuple(_answer(mate, fields) for mate, fields in self.drawn()),
            tuple(None if place is None else places.index(place) for place in about),
        )

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Hang what is wrong with one school at its field, the rest as usual."""
        left = dict(problems)
        for name, message in problems.items():
            found = _SCHOOL.fullmatch(name)
            if found:
                field = self.drawn()[int(found[1])][1][found[2]]
                field.errors = [*field.errors, told(message)]
                del left[name]
        super().refuse(left)


def _answer(mate: Mate, fields: Any) -> SchoolAnswer:
    own = fields.form.data
    return SchoolAnswer(mate.name, AdviceForm(own) if own else None, fields.text.data or "")


def posted(read: Reading, closed: frozenset[int] = frozenset()) -> CouncilForm:
    """Return the form with what was posted; about several schools where the request is."""
    if not read.mates:
        return CouncilForm()
    form = JointForm(formdata=_with_every_school(request.form, read))
    form.name_schools(read, closed)
    return form


def _with_every_school(posted: Mapping[str, str], read: Reading) -> MultiDict[str, str]:
    """Return what was typed with a place for each school: what was left empty must not move the others up."""
    whole: MultiDict[str, str] = MultiDict(posted)
    for number in range(len(read.mates)):
        whole.setdefault(f"schools-{number}-form", "")
    return whole


def shown(
    read: Reading,
    fields: Mapping[str, str],
    version: int,
    *,
    more: bool = False,
    closed: frozenset[int] = frozenset(),
) -> CouncilForm:
    """Return the form with what was kept; with `more` there is room for one more point."""
    kept = MultiDict({name: text for name, text in fields.items() if not name.startswith("_")})
    kind = JointForm if read.mates else CouncilForm
    kept = _with_every_school(kept, read) if kept else kept
    form = kind(formdata=kept, meta={"csrf": False}) if kept else kind(formdata=None)
    form.version.data = version
    if more and len(form.points.entries) < MOST_POINTS:
        form.points.append_entry()
    if isinstance(form, JointForm):
        form.name_schools(read, closed)
    return form


def said_in(form: CouncilForm) -> Said:
    """Return what the form says: an advice, or one over several schools."""
    return form.joint() if isinstance(form, JointForm) else form.advice()
