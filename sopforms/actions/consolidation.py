"""School values: one per indicator, from the team conversation or decided by coordinator and head."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sopforms.actions import for_school, outcomes, published, recording, set_files
from sopforms.actions.deed import deed
from sopforms.core import consolidation as rules
from sopforms.core import talk as talking
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, Step, ValueSource
from sopforms.core.consolidation import Topic
from sopforms.core.errors import Invalid, NotFound, Refused
from sopforms.core.questionnaire import Questionnaire
from sopforms.core.questionnaire.model import COMMENT_SUFFIX, Answers, Value
from sopforms.store import cycles, dossiers, locations, talks
from sopforms.store import facts as facts_of
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.talks import SchoolValueRow, TalkRow

REASON = "Leg in een of twee zinnen uit waarom."


@dataclass(frozen=True, slots=True)
class TopicState:
    """All that is known of one topic of the survey: figures, last year, what talks said, its value now."""

    topic: Topic
    item: Mapping[str, Any] | None
    before: Any
    said: tuple[tuple[TalkRow, talking.Outcome], ...]
    value: SchoolValueRow | None

    @property
    def median(self) -> float | None:
        """The median of the answers, when it may be shown."""
        return self.item.get("median") if self.item else None

    @property
    def flagged(self) -> bool:
        """Whether low and high are both common: worth discussing."""
        return bool(self.item and self.item.get("discuss"))

    @property
    def offered(self) -> Value | None:
        """What the median offers."""
        return rules.offered(self.topic, self.median)

    @property
    def agreed(self) -> Value | None:
        """What all conversations agreed."""
        return talking.agreed([outcome for _talk, outcome in self.said])

    @property
    def conflict(self) -> bool:
        """Whether conversations came to different values: then a person decides, with both in view."""
        return self.agreed is None and sum(outcome.counts for _talk, outcome in self.said) > 1

    @property
    def no_agreement(self) -> bool:
        """Whether it was talked about and came to no value: then a person decides, and says why."""
        return bool(self.said) and not any(outcome.counts for _talk, outcome in self.said)

    @property
    def always_needs_reason(self) -> bool:
        """Whether a reason goes with every value, because of what the conversations came to."""
        return self.conflict or self.no_agreement


def staff_form(row: DossierRow) -> Questionnaire:
    """Return the survey of this round as this school has it."""
    return _form(row, "evaluatie")[1]


def own_form(row: DossierRow) -> Questionnaire:
    """Return what coordinator and head fill in, as this school has it."""
    return _form(row, "schoolwaarden")[1]


def topics_of(row: DossierRow) -> tuple[Topic, ...]:
    """Return the indicators with a scale that coordinator and head fill in."""
    return rules.topics(own_form(row))


def states(row: DossierRow) -> list[TopicState]:
    """Return every topic of the survey in document order."""
    found = outcomes.of(row)
    items = {item["indicator"]: item for item in found.items if "median" in item} if found else {}
    before, values = values_before(row), talks.values_of(row.id)
    said: dict[str, list[tuple[TalkRow, talking.Outcome]]] = {}
    for talk, one in talks.outcomes_of(row.id):
        outcome = talking.Outcome(one.indicator, one.value, one.agreement, one.dissent)
        said.setdefault(one.indicator, []).append((talk, outcome))
    return [
        TopicState(
            topic,
            items.get(topic.indicator),
            before[topic.indicator].value if topic.indicator in before else None,
            tuple(said.get(topic.indicator, ())),
            values.get(topic.indicator),
        )
        for topic in rules.topics(staff_form(row))
    ]


def values_before(row: DossierRow) -> dict[str, SchoolValueRow]:
    """Return the school values of last year by indicator; none in the first year."""
    before = outcomes.previous_dossier(row)
    return talks.values_of(before.id) if before else {}


def answers_of(values: Iterable[SchoolValueRow]) -> Answers:
    """Return what coordinator and head answered, put together again from the values."""
    answers: Answers = {}
    for value in values:
        answers |= value.answers
    return answers


def open_indicators(row: DossierRow) -> list[str]:
    """Return the indicators that still lack a value (`core.consolidation.open_indicators`)."""
    values = talks.values_of(row.id)
    staff, own = _forms(row)
    return rules.open_indicators(staff, own, answers_of(values.values()), values)


def open_values(row: DossierRow) -> int:
    """Return how many indicators lack a value; 0 once the values were settled, without looking again."""
    if row.step not in (Step.OPEN, Step.SURVEY, Step.TALK):
        return 0
    return len(open_indicators(row))


@deed
def set_value(
    dossier_id: int, indicator: str, value: Value, reason: str = "", *, actor: Actor, today: date
) -> None:
    """Decide on a topic that the team did not settle. Raises Invalid without the reason that is needed.

    What all conversations agreed is refused (`agreed_by_team`): a value is never overwritten in silence.
    """
    row = dossiers.get(dossier_id)
    recording.record(Deed.SET_VALUE, row, actor, today)
    _decide(row, _state(states(row), indicator), value, reason, today)


@deed
def accept_medians(dossier_id: int, indicators: Iterable[str], *, actor: Actor, today: date) -> None:
    """Take over the median for these topics; one without a clear median, or already decided, is refused."""
    row = dossiers.get(dossier_id)
    recording.record(Deed.SET_VALUE, row, actor, today)
    known = states(row)
    for indicator in indicators:
        state = _state(known, indicator)
        if state.offered is None:
            raise Refused("no_clear_median")
        _decide(row, state, state.offered, "", today)


@deed
def set_values(dossier_id: int, page: str, draft: Mapping[str, Any], *, actor: Actor, today: date) -> None:
    """Store one page of what coordinator and head fill in. `draft` holds the answers of all pages.

    An answer that was taken away, or that is hidden now, takes its value away. Raises Invalid.
    """
    row = dossiers.get(dossier_id)
    form = own_form(row)
    problems = form.problems(draft, page)
    if problems:
        raise Invalid(**{problem.path: problem.message("nl") for problem in problems})
    recording.record(Deed.SET_VALUE, row, actor, today)
    answers, stored = form.clean(draft), talks.values_of(row.id)
    for question, behind in rules.followers(form).items():
        indicator = form.mapping[question].indicator or ""
        if question not in answers:
            if indicator in stored:
                db.session.delete(stored[indicator])
            continue
        if not any(one.name == question for one in form.page(page).questions) and indicator in stored:
            continue
        keys = [key for name in (question, *behind) for key in (name, name + COMMENT_SUFFIX)]
        _put(
            row, indicator, answers[question], today, source=ValueSource.CONSOLIDATION,
            comment=str(answers.get(question + COMMENT_SUFFIX, "")),
            answers={key: answers[key] for key in keys if key in answers},
        )  # fmt: skip


@deed
def consolidate(dossier_id: int, *, actor: Actor, today: date) -> None:
    """Settle the values: every indicator has one, the team talked, pupils were heard where they must be."""
    row = dossiers.get(dossier_id)
    facts = facts_of.of(row, mandate=bool(actor.mandate), open_values=open_values(row))
    recording.record(Deed.CONSOLIDATE, row, actor, today, facts=facts)
    row.consolidated_on = today


def settle_from_talks(row: DossierRow, indicators: Iterable[str], reason: str, today: date) -> None:
    """After a conversation: what all agreed becomes the value, with this reason where one is needed.

    Where conversations differ, the value that an earlier one gave is taken back.
    """
    db.session.flush()
    known = states(row)
    for indicator in indicators:
        state = _state(known, indicator)
        if state.agreed is not None:
            needed = rules.needs_reason(state.topic, state.agreed, state.median)
            _put(
                row, indicator, state.agreed, today, source=ValueSource.TALK, reason=reason if needed else ""
            )
        elif state.conflict and state.value is not None and state.value.source is ValueSource.TALK:
            db.session.delete(state.value)
    db.session.flush()


def _decide(row: DossierRow, state: TopicState, value: Value, reason: str, today: date) -> None:
    if value not in {known.value for known in state.topic.scale.values}:
        raise Invalid(value="Kies een antwoord uit de lijst.")
    if state.agreed is not None and state.agreed != value:
        raise Refused("agreed_by_team")
    needed = state.always_needs_reason or rules.needs_reason(state.topic, value, state.median)
    if needed and not reason.strip():
        raise Invalid(reason=REASON)
    source = ValueSource.TALK if state.agreed is not None else ValueSource.CONSOLIDATION
    _put(row, state.topic.indicator, value, today, source=source, reason=reason.strip())


def _put(
    row: DossierRow,
    indicator: str,
    value: Any,
    today: date,
    *,
    source: ValueSource,
    comment: str = "",
    reason: str = "",
    answers: Answers | None = None,
) -> None:
    found = talks.find_value(row.id, indicator)
    if found is None:
        found = SchoolValueRow(dossier_id=row.id, indicator=indicator)
        db.session.add(found)
    found.value, found.comment, found.reason = value, comment, reason
    found.answers, found.source, found.decided_on = answers or {}, source, today
    db.session.flush()


def _state(known: list[TopicState], indicator: str) -> TopicState:
    for state in known:
        if state.topic.indicator == indicator:
            return state
    raise NotFound


def _forms(row: DossierRow) -> tuple[Questionnaire, Questionnaire]:
    """Return what staff and what coordinator and head fill in, as this school has it, without their bytes."""
    kind = locations.get(row.location_id).kind
    files = set_files.of_set(cycles.set_of(row))
    if not {"evaluatie", "schoolwaarden"} <= set(files):
        raise NotFound
    staff, own = (for_school.questionnaire(*files[name], kind) for name in ("evaluatie", "schoolwaarden"))
    return staff, own


def _form(row: DossierRow, name: str) -> tuple[int, Questionnaire]:
    version, form = published.questionnaire_of(cycles.set_of(row), name)
    return version.id, form.for_sector(locations.get(row.location_id).kind)
