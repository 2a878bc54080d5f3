"""The advice of the council and the reaction of the board.

The law knows only "advies": the free text leads, the form is a label. Doubt about whether the board
follows the advice is in favour of the council.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sopforms.core.codes import AdviceForm, PointAnswer, PointKind, Right
from sopforms.core.dossier import NO_REAL_ADVICE
from sopforms.core.errors import Invalid

LABELS: Mapping[AdviceForm, str] = MappingProxyType(
    {
        AdviceForm.POSITIEF: "Positief advies",
        AdviceForm.POSITIEF_OPM: "Positief advies met aandachtspunten",
        AdviceForm.POSITIEF_VOORW: "Positief onder voorwaarden",
        AdviceForm.NEGATIEF: "Negatief advies",
        AdviceForm.VERDEELD: "Verdeeld (minderheidsstandpunt)",
        AdviceForm.GEEN: "Geen advies uitgebracht",
        AdviceForm.KENNISGEVING: "Ter kennisgeving aangenomen",
    }
)
# The same answers where the council has the right of consent: there it is never called advice.
CONSENT_LABELS: Mapping[AdviceForm, str] = MappingProxyType(
    {
        AdviceForm.POSITIEF: "Instemming",
        AdviceForm.POSITIEF_OPM: "Instemming met aandachtspunten",
        AdviceForm.POSITIEF_VOORW: "Instemming onder voorwaarden",
        AdviceForm.NEGATIEF: "Geen instemming",
        AdviceForm.VERDEELD: LABELS[AdviceForm.VERDEELD],
        AdviceForm.GEEN: "Geen antwoord gegeven",
        AdviceForm.KENNISGEVING: LABELS[AdviceForm.KENNISGEVING],
    }
)
FEWEST_WORDS = 3  # of a reason: one sentence at least


@dataclass(frozen=True, slots=True)
class AdvicePointValue:
    """One point of an advice: a remark or a condition.

    `part_of_advice`: the council marked the remark as part of its advice, so that leaving it is deviating.
    """

    text: str
    kind: PointKind = PointKind.AANDACHTSPUNT
    part_of_advice: bool = False

    @property
    def binds(self) -> bool:
        """Whether the advice is followed only when this point is met in full."""
        return self.kind == PointKind.VOORWAARDE or self.part_of_advice


@dataclass(frozen=True, slots=True)
class Advice:
    """What the council sends: text first, label second; votes and numbers are its own choice to tell.

    `confirmed`: the secretary read the warning that taking note counts as no advice. `role` is the quality
    in which `secretary` signs.
    """

    form: AdviceForm
    text: str = ""
    points: tuple[AdvicePointValue, ...] = ()
    minority: str = ""
    meeting_on: date | None = None
    present: int | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    votes_blank: int | None = None
    chair: str = ""
    secretary: str = ""
    role: str = "secretaris"
    confirmed: bool = False

    @property
    def counts(self) -> bool:
        """Whether this is an advice in the sense of the law; taking note and no advice are not."""
        return self.form not in NO_REAL_ADVICE

    @property
    def is_conditional(self) -> bool:
        """Whether a positive advice depends on what the board does with its points."""
        if self.form == AdviceForm.POSITIEF_VOORW:
            return True
        positive = self.form in (AdviceForm.POSITIEF, AdviceForm.POSITIEF_OPM)
        return positive and any(point.binds for point in self.points)


@dataclass(frozen=True, slots=True)
class PointReaction:
    """How the board answers one point: with a reason, and with what changes in the text if anything does.

    `part` is the key of the guide part in which it changes (g1-g9), empty when none was pointed at.
    """

    answer: PointAnswer | None = None
    reason: str = ""
    change: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Reaction:
    """The board's reaction; `points` answer the points of the advice in the same order.

    `follows` is the board's own statement about the advice as a whole; it is needed where points alone
    cannot tell (a negative or divided advice, conditions that stand in the text only). `network`: the ground
    for deviating is the coverage of the region (dekkend netwerk), which is then sent along.
    """

    text: str = ""
    points: tuple[PointReaction, ...] = ()
    follows: bool | None = None
    name: str = ""
    function: str = ""
    network: bool = False


def labels_under(right: Right) -> Mapping[AdviceForm, str]:
    """Return what each answer is called: consent only where the council has that right."""
    return CONSENT_LABELS if right is Right.INSTEMMING else LABELS


def check(advice: Advice, due: date | None = None, today: date | None = None) -> None:
    """Raise Invalid with Dutch sentences when the advice cannot be taken as it is.

    `due` and `today` are needed for `geen` only: it can be recorded after the last day of the term.
    """
    problems = _numbers(advice)
    if advice.counts and not advice.text.strip():
        problems["text"] = "Schrijf het advies op. De tekst van de raad gaat voor."
    if advice.form == AdviceForm.VERDEELD and not advice.minority.strip():
        problems["minority"] = "Schrijf ook het standpunt van de minderheid op."
    if advice.form == AdviceForm.KENNISGEVING and not advice.confirmed:
        problems["confirmed"] = "Ter kennisgeving aannemen telt niet als advies. Bevestig dat u dit bedoelt."
    if advice.form == AdviceForm.GEEN and (due is None or today is None or today <= due):
        problems["form"] = "“Geen advies” kan pas na de laatste dag van de adviestermijn."
    if advice.meeting_on is not None and today is not None and advice.meeting_on > today:
        problems["meeting_on"] = (
            "De vergadering ligt in de toekomst. Vul de datum in waarop de raad vergaderde."
        )
    if not advice.secretary.strip():
        problems["secretary"] = "Vul in wie dit advies namens de raad verstuurt."
    for place, point in enumerate(advice.points):
        if not point.text.strip():
            problems[f"points-{place}-text"] = "Schrijf dit punt op, of haal het weg."
    if problems:
        raise Invalid(**problems)


def _numbers(advice: Advice) -> dict[str, str]:
    votes = {
        "votes_for": advice.votes_for,
        "votes_against": advice.votes_against,
        "votes_blank": advice.votes_blank,
    }
    problems = {
        field: "Vul een aantal van 0 of meer in."
        for field, number in {"present": advice.present, **votes}.items()
        if number is not None and number < 0
    }
    cast = sum(number for number in votes.values() if number is not None)
    if not problems and advice.present is not None and cast > advice.present:
        problems["present"] = f"Er zijn {cast} stemmen, maar {advice.present} leden aanwezig."
    return problems


def needs_statement(advice: Advice) -> bool:
    """Return whether the board itself must say if it follows this advice, because no point can tell."""
    if advice.form in (AdviceForm.NEGATIEF, AdviceForm.VERDEELD):
        return True
    return advice.form == AdviceForm.POSITIEF_VOORW and not any(point.binds for point in advice.points)


def points_open(advice: Advice, reaction: Reaction) -> int:
    """Return how many points still lack an answer or a reason of at least one sentence."""
    answered = sum(_answered(point) for point, _ in zip(reaction.points, advice.points, strict=False))
    return len(advice.points) - answered


def _answered(point: PointReaction) -> bool:
    return point.answer is not None and len(point.reason.split()) >= FEWEST_WORDS


def check_reaction(advice: Advice, reaction: Reaction) -> None:
    """Raise Invalid when the reaction is not yet written and reasoned (Wms 17 c), also in full agreement."""
    problems = {}
    if len(reaction.points) > len(advice.points):
        problems["points"] = "De reactie heeft meer punten dan het advies."
    for place in range(len(advice.points)):
        point = reaction.points[place] if place < len(reaction.points) else PointReaction()
        if point.answer is None:
            problems[f"points-{place}-answer"] = "Kies of dit punt wordt overgenomen."
        if len(point.reason.split()) < FEWEST_WORDS:
            problems[f"points-{place}-reason"] = "Geef de reden, in ten minste één zin."
    if not advice.points and len(reaction.text.split()) < FEWEST_WORDS:
        problems["text"] = "Schrijf een reactie met redenen, ook als u het advies volgt."
    if needs_statement(advice) and reaction.follows is None:
        problems["follows"] = "Geef aan of u dit advies helemaal volgt."
    if not reaction.name.strip():
        problems["name"] = "Vul in wie namens het bestuur reageert."
    if problems:
        raise Invalid(**problems)


def deviating_points(advice: Advice, reaction: Reaction) -> tuple[int, ...]:
    """Return the places (from 0) of the binding points that are not met in full."""
    places = []
    for place, point in enumerate(advice.points):
        answer = reaction.points[place].answer if place < len(reaction.points) else None
        if point.binds and answer != PointAnswer.OVERGENOMEN:
            places.append(place)
    return tuple(places)


def left_points(advice: Advice, reaction: Reaction) -> tuple[int, ...]:
    """Return the places (from 0) of the points that are left, wholly or in part, without deviating by it."""
    return tuple(
        place
        for place, (point, answered) in enumerate(zip(advice.points, reaction.points, strict=False))
        if not point.binds and answered.answer in (PointAnswer.NIET, PointAnswer.DEELS)
    )


def deviates(advice: Advice, reaction: Reaction) -> bool:
    """Return whether the advice is not, or not wholly, followed (Wms 17 d): further talks, then suspension.

    A condition that is met in part is not met; a remark counts only when the council marked it as part of
    its advice. Where the board must state whether it follows and does not, it deviates.
    """
    if reaction.follows is False or deviating_points(advice, reaction):
        return True
    return needs_statement(advice) and reaction.follows is None


def consents(advice: Advice, reaction: Reaction | None = None) -> bool:
    """Return whether, under a right of consent, this answer of the council is its consent.

    Only a positive answer is; under conditions it is consent once the board meets every condition. Taking
    note, silence, a divided and a negative answer are none.
    """
    if advice.form in (AdviceForm.POSITIEF, AdviceForm.POSITIEF_OPM) and not any(
        point.binds for point in advice.points
    ):
        return True
    if advice.form not in (AdviceForm.POSITIEF, AdviceForm.POSITIEF_OPM, AdviceForm.POSITIEF_VOORW):
        return False
    return reaction is not None and not deviates(advice, reaction)
