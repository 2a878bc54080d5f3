"""One advice over several schools: what the council says of all, and where it says otherwise of one.

The domain leaves the form free, so the council chooses: one answer for all, points that name a school, or
another position about one. What reaches each dossier is an advice of its own, so that the board reacts and
decides per school.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sopforms.core import advice as rules
from sopforms.core.advice import Advice
from sopforms.core.codes import AdviceForm
from sopforms.core.dossier import NO_REAL_ADVICE
from sopforms.core.errors import Invalid


@dataclass(frozen=True, slots=True)
class SchoolAnswer:
    """What the council says of one school: `form` is None where it is what it says of all."""

    name: str
    form: AdviceForm | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class JointAdvice:
    """What the council sends about several schools, in the order of the request.

    `about` names for each point of `common` the place of the school that it is about; None: all of them.
    """

    common: Advice
    schools: tuple[SchoolAnswer, ...]
    about: tuple[int | None, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether this is an advice in the sense of the law."""
        return self.common.counts

    def of(self, place: int) -> Advice:
        """Return the advice about one school, as it comes to stand in its dossier."""
        own = self.schools[place]
        pairs = zip(self.common.points, (*self.about, *(None,) * len(self.common.points)), strict=False)
        return replace(
            self.common,
            form=own.form or self.common.form,
            text="\n\n".join(part for part in (self.common.text.strip(), own.text.strip()) if part),
            points=tuple(point for point, about in pairs if about in (None, place)),
        )

    def each(self) -> tuple[Advice, ...]:
        """Return the advice about every school."""
        return tuple(self.of(place) for place in range(len(self.schools)))


def check(said: JointAdvice, due: date | None = None, today: date | None = None) -> None:
    """Raise Invalid with Dutch sentences when it cannot be taken as it is, for all schools or for one."""
    problems = _of(said.common, due, today)
    if said.common.counts and not said.common.text.strip() and all(own.text.strip() for own in said.schools):
        problems.pop("text", None)
    for place, own in enumerate(said.schools):
        if own.form is None:
            continue
        if own.form in NO_REAL_ADVICE or not said.common.counts:
            problems[f"schools-{place}-form"] = (
                "Kies voor elke school een advies. Ter kennisgeving aannemen of geen advies geven kan alleen "
                "voor alle scholen samen."
            )
        elif own.form is AdviceForm.VERDEELD and not said.common.minority.strip():
            problems["minority"] = "Schrijf ook het standpunt van de minderheid op."
    if problems:
        raise Invalid(**problems)


def _of(advice: Advice, due: date | None, today: date | None) -> dict[str, str]:
    try:
        rules.check(advice, due, today)
    except Invalid as wrong:
        return dict(wrong.problems)
    return {}
