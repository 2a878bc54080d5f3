"""The text in the demonstration: the draft, the team that reads it, the papers, the request for advice."""

from __future__ import annotations

from datetime import date, timedelta

from sopforms.actions import demo_texts as texts
from sopforms.actions import draft as drafting
from sopforms.actions import papers as asking
from sopforms.actions import paperwork
from sopforms.actions import read_round as reading
from sopforms.actions.demo_play import Play
from sopforms.core.actor import CALENDAR
from sopforms.core.codes import Deed
from sopforms.core.papers import Asked
from sopforms.store import dossiers, drafts, locations

READERS = 0.5  # of the team send remarks in the read round
AGREES = 0.93
REMARKS = (
    "Dit doen wij nu alleen in de bovenbouw.",
    "De werkgroep heet inmiddels anders.",
    "Ik zou hier ook de pauzes noemen.",
)


def make(play: Play) -> None:
    """Make the draft; who stops here has marked some chapters as ready."""
    day, actor = play.on(Deed.MAKE_DRAFT), play.cast.coordinator
    drafting.make_draft(play.dossier_id, actor=actor, today=day)
    parts = drafts.parts_of(play.dossier_id)
    ready = parts if play.does(Deed.FINISH_DRAFT) else parts[: len(parts) // 2]
    drafting.mark_ready(play.dossier_id, [part.key for part in ready], actor=actor, today=day)


def read_round(play: Play) -> None:
    """Let the team read, this year, where its days are over before the draft is finished."""
    if play.is_past:
        return
    day, row = play.on(Deed.OPEN_READ_ROUND), dossiers.get(play.dossier_id)
    readers = reading.readers_of(row) or list(play.cast.staff)
    if play.does(Deed.FINISH_DRAFT) and _until(play, day) >= play.days[Deed.FINISH_DRAFT]:
        return
    reading.open_read_round(row.id, readers, actor=play.cast.coordinator, today=day)
    for reader in readers[: round(READERS * len(readers))]:
        said = {part.key: _remark(play) for part in drafts.parts_of(row.id) if part.key.startswith("ch")}
        reading.send_remarks(row.id, reader.email, said, today=day)


def _until(play: Play, day: date) -> date:
    row = dossiers.get(play.dossier_id)
    return reading.last_day(day, locations.calendar_of(locations.get(row.location_id)))


def _remark(play: Play) -> tuple[bool, str]:
    agrees = play.chance.random() < AGREES
    return agrees, "" if agrees else play.chance.choice(REMARKS)


def finish(play: Play) -> None:
    """Tell that the draft is ready; the days to read were over before."""
    day = play.on(Deed.FINISH_DRAFT)
    reading.close_read_round(play.dossier_id, actor=CALENDAR, today=day)
    drafting.finish_draft(play.dossier_id, actor=play.cast.coordinator, today=day)


def complete_papers(play: Play) -> None:
    """Fill in what the request must carry; the council gets its whole term."""
    day, decider = play.on(Deed.COMPLETE_PAPERS), play.cast.decider
    row = dossiers.get(play.dossier_id)
    sent = play.days.get(Deed.REQUEST_ADVICE, day)
    asked = Asked(
        reasons=texts.REASONS,
        consequences=texts.CONSEQUENCES,
        measures=texts.MEASURES,
        swv_remark=texts.REMARK,
        talk_on=play.days.get(Deed.RECORD_CONSULTATION, sent + timedelta(days=10)),
        answer_by=paperwork.term(row, sent).due,
        decision_maker=decider.name,
        function=decider.function,
        mandate=decider.mandate,
    )
    asking.complete_papers(row.id, asked, version=None, actor=decider, today=day)


def request(play: Play) -> None:
    """Ask the council; the mail server takes the letter on the same day, and so the term begins."""
    day = play.on(Deed.REQUEST_ADVICE)
    asking.request_advice(play.dossier_id, actor=play.cast.decider, today=day)
    how = f"mail aan secretaris.mr@{play.cast.school.domain}"
    asking.confirm_receipt(play.dossier_id, received_on=day, how=how, actor=CALENDAR, today=day)
