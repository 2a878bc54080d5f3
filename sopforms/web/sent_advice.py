"""The advice as it would be sent, or was: what it says of one school or several, and what stands for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import g

from sopforms.actions import advice as deeds
from sopforms.actions import joint_advice as joint
from sopforms.actions.reading import Reading
from sopforms.core.advice import Advice, labels_under
from sopforms.core.errors import Refused
from sopforms.store import advice_drafts, advices, council_questions
from sopforms.store.advices import AdviceRequestRow
from sopforms.store.clock import today
from sopforms.web import joint_form
from sopforms.web.advice import judge
from sopforms.web.council_frame import actor_of, all_now, answered_now, closed_now
from sopforms.web.joint_form import Said
from sopforms.web.told import told


def ready(read: Reading) -> Said | None:
    """Return the advice as it would be sent, or None when it is not ready or may not be sent now."""
    draft = advice_drafts.find(read.lead_id)
    if not read.may_write or draft is None or not draft.fields:
        return None
    form = joint_form.shown(read, draft.fields, draft.version, closed=closed_now(read))
    return joint_form.said_in(form) if judge(form, read) else None


def label(read: Reading, said: Said) -> str:
    """Return what this answer is called under the right that the council was asked by."""
    form = said.form if isinstance(said, Advice) else said.common.form
    return told(labels_under(read.facts.right)[form])


def per_school(read: Reading, said: Said) -> list[dict[str, str]]:
    """Return what is said of each school, where there are several."""
    if isinstance(said, Advice):
        return []
    labels = labels_under(read.facts.right)
    return [
        {"name": own.name, "label": told(labels[said.of(place).form]), "text": own.text}
        for place, own in enumerate(said.schools)
    ]


def about_of(said: Said) -> list[str]:
    """Return for each point the name of the school that it is about, empty for all."""
    if isinstance(said, Advice):
        return []
    return ["" if place is None else said.schools[place].name for place in said.about]


def seen_of(read: Reading, said: Said) -> str:
    """Return what stands for everything that the check page shows."""
    if isinstance(said, Advice):
        return deeds.seen_before_sending(read.parties.request, said)
    return joint.seen_before_sending(advices.get_request(read.lead_id), _asked(), said)


def _asked() -> list[AdviceRequestRow]:
    """Return the requests about the schools that can still be answered about."""
    return [one.parties.request for one in all_now() if one.may_write]


def seen_back() -> str:
    """Return what stands for the advice that would be taken back; raise Refused without one."""
    read = answered_now()
    if read.advice is None:
        raise Refused("advice_withdrawn")
    if not read.mates:
        return deeds.seen_before_withdrawing(read.advice)
    return joint.seen_before_withdrawing(joint.given_of(advices.get_request(read.lead_id)))


def give(read: Reading, said: Said, code: str) -> None:
    """Send the advice by this code, about every school that can still be answered about."""
    sender = said if isinstance(said, Advice) else said.common
    actor = replace(actor_of(g.link), name=sender.secretary, function=sender.role)
    if isinstance(said, Advice):
        deeds.give_advice(read.lead_id, said, code, actor=actor, today=today())
        return
    asked = [one.id for one in _asked()]
    joint.give_joint_advice(read.lead_id, asked, said, code, actor=actor, today=today())


def is_what_was_sent(read: Reading) -> bool:
    """Whether the advice that stands is the very one of this page: sent again from one that was left open."""
    draft = advice_drafts.find(read.lead_id)
    if not read.may_withdraw or read.advice is None or draft is None or not draft.fields.get("form"):
        return False
    form = joint_form.shown(read, draft.fields, draft.version)
    if not form.validate():
        return False
    said = joint_form.said_in(form)
    if isinstance(said, Advice):
        return deeds.fingerprint(said) == read.advice.sha256
    given = joint.given_of(advices.get_request(read.lead_id))
    return [deeds.fingerprint(one) for one in said.each()] == [row.sha256 for row in given]


def receipt_of(read: Reading) -> dict[str, Any]:
    """Return what stands on the receipt: what was sent, about each school where there are several."""
    assert read.advice is not None
    given = joint.given_of(advices.get_request(read.lead_id)) if read.mates else [read.advice]
    values = [advices.value(row) for row in given]
    return {
        "said": advices.value(read.advice),
        "signed": council_questions.letter_of(read.parties.request.id, read.advice.id),
        "label": label(read, advices.value(read.advice)),
        "each": [
            (mark, value, label(read, value))
            for mark, value in zip(joint.marks_of(given), values, strict=True)
        ]
        if read.mates
        else [],
    }
