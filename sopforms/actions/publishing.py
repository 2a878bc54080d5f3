"""Publishing the set that a partnership writes, and closing or withdrawing a published one.

What is published never changes. A cycle that is open goes on with the set it was opened with, and whoever
answers finishes on the version they began with.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sopforms.actions import authoring, published
from sopforms.actions.authoring import CheckedDraft
from sopforms.actions.deed import deed
from sopforms.actions.published import DOCUMENTS, Trend
from sopforms.actions.question_sets import note
from sopforms.core import confirmation
from sopforms.core.actor import Actor
from sopforms.core.codes import Act
from sopforms.core.confirmation import Confirmation, Difference
from sopforms.core.document_comparison import compare_documents
from sopforms.core.errors import Conflict, Invalid, NotFound, Refused
from sopforms.core.questionnaire import QuestionnaireError
from sopforms.core.questionnaire.comparison import Change, Comparison, compare
from sopforms.core.questionnaire.publishing import problems as problems_of
from sopforms.store import question_drafts, questionnaires
from sopforms.store.db import db
from sopforms.store.questionnaires import QuestionnaireVersionRow, QuestionSetRow


@dataclass(frozen=True, slots=True)
class Proposal:
    """A set as it would be published: what came of checking it, what is different, and its fingerprint.

    The fingerprint stands for the texts that somebody looked at: other texts, another fingerprint.
    """

    checked: CheckedDraft
    differences: tuple[Difference, ...]
    fingerprint: str

    @property
    def is_other(self) -> bool:
        """Whether any file says something else than the set before."""
        return any(one.is_other for one in self.differences)


def propose(partnership_id: int) -> Proposal:
    """Return what publishing now would do; raise NotFound when nothing is being written.

    A name or an indicator that is for life and means something else now is a problem of its line too.
    """
    texts = authoring.sources(partnership_id)
    if not texts:
        raise NotFound
    checked = authoring.check(texts)
    latest = questionnaires.newest_set(partnership_id)
    before = {row.name: row for row in questionnaires.of_set(latest.id)} if latest else {}
    differences = tuple(_difference(name, text, checked, before.get(name)) for name, text in texts.items())
    return Proposal(_with_refusals(checked, differences), differences, fingerprint(texts))


def _with_refusals(checked: CheckedDraft, differences: Iterable[Difference]) -> CheckedDraft:
    """Return what came of checking with what may not be published beside the line it is on."""
    found = dict(checked.problems)
    for one in differences:
        if one.comparison.refused and one.name in checked.read:
            told = problems_of(checked.read[one.name], one.comparison, breaks=True)
            found[one.name] = tuple(sorted((*found[one.name], *told), key=lambda each: each.line))
    return replace(checked, problems=found)


def fingerprint(texts: Mapping[str, bytes]) -> str:
    """Return what stands for these texts: a hash over all of them."""
    digest = hashlib.sha256()
    for name, text in texts.items():
        digest.update(f"{name} {len(text)} ".encode() + text)
    return digest.hexdigest()


def _difference(
    name: str, text: bytes, checked: CheckedDraft, before: QuestionnaireVersionRow | None
) -> Difference:
    """Return what is different in one file; of a file with errors only that it is another one."""
    if name in DOCUMENTS:
        return _of_document(name, text, checked, before)
    form = checked.questionnaires.get(name)
    if form is None:
        return Difference(name, is_new=before is None, is_other=True)
    if before is not None and before.content_hash == form.content_hash:
        return Difference(name)
    return Difference(name, published.compared(before, form), before is None, is_other=True)


def _of_document(
    name: str, text: bytes, checked: CheckedDraft, before: QuestionnaireVersionRow | None
) -> Difference:
    if before is not None and before.content_hash == published.document_hash(text):
        return Difference(name)
    found = checked.documents.get(name)
    if found is None or before is None:
        return Difference(name, is_new=before is None, is_other=True)
    changes = compare_documents(published.document(before.question_set_id, name), found)
    return Difference(name, Comparison(changes), is_other=bool(changes))


def changes_between(name: str, old: bytes, new: bytes) -> tuple[Change, ...]:
    """Return what is different between two texts of one file; nothing when one of them has errors."""
    before, after = authoring.check({name: old}), authoring.check({name: new})
    if name in DOCUMENTS:
        both = before.documents.get(name), after.documents.get(name)
        return compare_documents(both[0], both[1]) if both[0] and both[1] else ()
    forms = before.questionnaires.get(name), after.questionnaires.get(name)
    return compare(forms[0], forms[1]).changes if forms[0] and forms[1] else ()


@deed
def publish(
    partnership_id: int,
    title: str,
    seen: str,
    given: Confirmation,
    *,
    shipped: Path,
    actor: Actor,
    today: date,
) -> QuestionSetRow:
    """Publish the set that is being written, as a whole; the drafts are then gone.

    `title` is what people call the set, `seen` the fingerprint of what was looked at, `shipped` the folder of
    the product's own set. Raises Conflict when a
    text changed since, QuestionnaireError while a file has errors, Refused `questions_unchanged` or
    `questions_refused`, and Invalid while something is not confirmed or the title is taken or missing.
    """
    proposal = propose(partnership_id)
    if proposal.fingerprint != seen:
        raise Conflict
    if confirmation.refused(proposal.differences):
        raise Refused("questions_refused")
    if not proposal.checked.is_sound:
        raise QuestionnaireError([one for found in proposal.checked.problems.values() for one in found])
    if not proposal.is_other:
        raise Refused("questions_unchanged")
    wrong = _title_problem(partnership_id, title) | confirmation.unconfirmed(proposal.differences, given)
    if wrong:
        raise Invalid(**wrong)
    row = QuestionSetRow(
        partnership_id=partnership_id,
        name=title.strip(),
        published_on=today,
        published_by=actor.person_id,
        shipped=published.shipped_hashes(shipped),
    )
    db.session.add(row)
    db.session.flush()
    _store(row, proposal, given)
    note(Act.PUBLISH_QUESTIONS, row, actor, today)
    return row


def _title_problem(partnership_id: int, title: str) -> dict[str, str]:
    name = title.strip()
    if not name:
        return {"title": "Geef de vragenset een naam, bijvoorbeeld: Vragen 2027-2028."}
    if len(name) > 120:
        return {"title": "Maak de naam korter: het maximum is 120 tekens."}
    if any(row.name == name for row in questionnaires.sets_of(partnership_id)):
        return {"title": "Deze naam heeft een andere vragenset al. Kies een andere naam."}
    return {}


def _store(row: QuestionSetRow, proposal: Proposal, given: Confirmation) -> None:
    """Store every file of the set, and take the drafts away."""
    partnership_id = row.partnership_id
    texts = authoring.sources(partnership_id)
    for one in proposal.differences:
        trend = Trend(one.breaks, one.reworded, given.reason.strip() if one.breaks else "")
        checked = proposal.checked
        found = published.as_stored(
            texts[one.name], checked.questionnaires.get(one.name) or checked.documents[one.name]
        )
        published.add_version(row.id, partnership_id, one.name, found, trend)
    question_drafts.remove(partnership_id)


def renewed(row: QuestionSetRow, files: Iterable[QuestionnaireVersionRow], shipped: Path) -> tuple[str, ...]:
    """Return the files that the product brings in a new version since this set was published.

    A file whose new version this set has already is not among them.
    """
    now = published.shipped_hashes(shipped)
    has = {one.name: one.content_hash for one in files}
    return tuple(
        name
        for name in authoring.FILES
        if name in now and now[name] not in (row.shipped.get(name, now[name]), has.get(name))
    )


def is_as_shipped(row: QuestionSetRow, shipped: Path) -> bool:
    """Whether every file of this set has the content that the product brings now."""
    has = {one.name: one.content_hash for one in questionnaires.of_set(row.id)}
    return has == published.shipped_hashes(shipped)
