"""What the team looks at together: the topics in the order of the agenda, and all there is on one of them."""

from __future__ import annotations

from typing import Any

from flask import g, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from sopforms.actions import composing, consolidation, talk_agenda
from sopforms.actions.consolidation import TopicState
from sopforms.core import talk as talking
from sopforms.core.codes import Agreement
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.talk_agenda import AGREEING, CLOSING, OPENING, Agenda, Why
from sopforms.store import talks
from sopforms.web.language import chosen
from sopforms.web.topics import row_of

WHY_WORDS = {
    Why.SPREAD: _l("antwoorden lopen uiteen"),
    Why.PROMISE: _l("beloofd, maar nog niet zo"),
    Why.CHANGE: _l("beter dan vorig jaar"),
}


def ordered(row: talks.TalkDraftRow) -> tuple[list[TopicState], Agenda]:
    """Return every topic in the order of the agenda, and that agenda."""
    known = consolidation.states(g.dossier)
    agenda = talk_agenda.of(g.dossier, known, row.minutes)
    by_name = {state.topic.indicator: state for state in known}
    return [by_name[name] for name in agenda.order], agenda


def listed(row: talks.TalkDraftRow) -> tuple[list[dict[str, Any]], Agenda]:
    """Return the topics with what was kept on them, and the agenda."""
    kept = row.data["outcomes"]
    known, agenda = ordered(row)
    found = []
    for state in known:
        name = state.topic.indicator
        said = kept.get(name)
        text = ""
        if said:
            given = said["value"] is not None and said["agreement"] != Agreement.NONE
            text = state.topic.text_of(said["value"], chosen()) if given else _("geen overeenstemming")
            text += f" ({_('de meesten')})" if given and said["agreement"] == Agreement.MOST else ""
        found.append(
            {
                "state": state,
                "label": in_language(state.topic.short, chosen()),
                "said": text,
                "typed": name in row.typed,
                "planned": name in agenda.topics,
                "why": [WHY_WORDS[why] for why in agenda.why[name]],
            }
        )
    return found, agenda


def timetable(agenda: Agenda) -> list[tuple[str, int]]:
    """Return what the conversation is made of, with its minutes."""
    parts = [
        (_("Opening: wat gaat goed?"), OPENING),
        (_("Punten van vorig jaar"), agenda.back),
        (_("Onderwerpen"), agenda.each * len(agenda.topics)),
        (_("Afspraken: drie punten, wie doet wat?"), AGREEING),
        (_("Afsluiting"), CLOSING),
    ]
    return [(name, minutes) for name, minutes in parts if minutes]


def board(state: TopicState, agenda: Agenda) -> dict[str, Any]:
    """Return what stands beside one topic: figures, the ends, last year, pupils, questions to ask."""
    language = chosen()
    drawn = row_of(state, g.dossier, language)
    why = agenda.why[state.topic.indicator]
    heard = composing.pupils_of(talks.pupil_voices_of(g.dossier.id))
    return {
        "state": state,
        "row": drawn,
        "far": _ends(drawn),
        "why": [WHY_WORDS[one] for one in why],
        "promise": promise(state),
        "points": talk_agenda.promised_on(g.dossier, state.topic.indicator),
        "pupils": heard.themes if heard else (),
        "suggestions": talking.suggestions(why, state.topic.chapter, language),
    }


def promise(state: TopicState) -> str:
    """Return the sentence that last year's value gave the guide, as parents read it; empty without one."""
    form = consolidation.staff_form(g.dossier)
    entry = form.mapping[state.topic.question]
    if state.topic.row is not None:
        entry = entry.rows[state.topic.row]
    said = entry.text.get(str(state.before), "") if state.before is not None else ""
    return "" if "{" in said else said


def _ends(drawn: dict[str, Any] | None) -> list[tuple[str, int]]:
    """Return the two answers furthest apart with how many chose each; empty when all say the same."""
    if drawn is None:
        return []
    counts, labels = drawn["rows"][0]["c"], drawn["labels"]
    if drawn["halves"]:
        half = len(labels) // 2
        labels = [_(" of ").join(labels[:half]), _(" of ").join(labels[len(labels) - half :])]
    chosen_ones = [(label, n) for label, n in zip(labels, counts, strict=False) if n]
    return [chosen_ones[0], chosen_ones[-1]] if len(chosen_ones) > 1 else []


def after(dossier_id: int, draft_id: int, known: list[TopicState], place: int) -> str:
    """Return where to go from a topic: to the next one, from the last one to the list."""
    if place + 1 < len(known):
        following = known[place + 1].topic.indicator
        return url_for("talk.topic", dossier_id=dossier_id, draft_id=draft_id, indicator=following)
    return url_for("talk.draft", dossier_id=dossier_id, draft_id=draft_id)
