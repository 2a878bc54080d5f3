"""The year of a school in eight steps, as its home page shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from sopforms.core.codes import Deed, PupilVoice, Right, Step
from sopforms.core.dossier import Dossier
from sopforms.core.planning import Plan
from sopforms.web.filters import date_without_weekday

Href = Callable[[str], str]

DONE, NOW, TODO, LATE = "done", "now", "todo", "late"
_ORDER = tuple(Step)


@dataclass(frozen=True, slots=True)
class Item:
    """One step: what it is called, whether it is done, now, to do or late, what to say below it, its page."""

    label: str
    state: str
    note: str = ""
    href: str = ""


def items(facts: Dossier, plan: Plan, today: date, href: Href) -> list[Item]:
    """Return the steps in order of the year; `href` gives the address of an endpoint or nothing."""
    makers = (_survey, _pupils, _talk, _values, _draft, _advice, _adoption, _guide)
    return [one for make in makers if (one := make(facts, plan, today, href)) is not None]


def _reached(facts: Dossier, step: Step) -> bool:
    return _ORDER.index(facts.step) >= _ORDER.index(step)


def _state(done: bool, now: bool, late: bool) -> str:
    if done:
        return DONE
    return LATE if late else NOW if now else TODO


def _page(reached: bool, href: Href, *endpoints: str) -> str:
    """Return the first of these pages that this person may open; none before the step has come."""
    return next((found for one in endpoints if reached and (found := href(one))), "")


def _by(plan: Plan, deed: Deed) -> str:
    """Return until when; nothing for what is behind in the plan, as for a text that is changed."""
    if any(row.done for row in plan.rows if row.deed is deed):
        return ""
    return _("uiterlijk %(day)s", day=date_without_weekday(plan.last_day(deed)))


def _on(text: str, day: date | None) -> str:
    return f"{text} {date_without_weekday(day)}" if day else ""


def _survey(facts: Dossier, plan: Plan, today: date, href: Href) -> Item:
    done = _reached(facts, Step.TALK)
    late = bool({Deed.OPEN_SURVEY, Deed.CLOSE_SURVEY} & set(plan.too_late))
    if facts.survey_skipped_reason:
        note = _("overgeslagen: %(reason)s", reason=facts.survey_skipped_reason)
    elif done:
        note = _on(_("gesloten op"), facts.survey_closed)
    elif facts.survey_opened:
        note = _on(_("loopt tot en met"), facts.survey_closes)
    else:
        note = _("open de lijst %(by)s", by=_by(plan, Deed.OPEN_SURVEY))
    page = href("results.show") if done else href("survey.response") if facts.survey_opened else ""
    return Item(_("Vragenlijst"), _state(done, not done, late), note, page or href("survey.invite"))


def _pupils(facts: Dossier, plan: Plan, today: date, href: Href) -> Item | None:
    if facts.pupil_voice is PupilVoice.UIT:
        return None
    done = facts.pupil_voice_recorded is not None
    must = facts.pupil_voice is PupilVoice.VERPLICHT
    late = must and Deed.CONSOLIDATE in plan.too_late
    passed = _reached(facts, Step.REQUESTED) and not done
    note = _on(_("vastgelegd op"), facts.pupil_voice_recorded) or (
        _("niet vastgelegd") if passed else _("verplicht dit schooljaar") if must else _("aanbevolen")
    )
    return Item(_("Inbreng leerlingen"), _state(done, False, late), note, href("pupils.record"))


def _talk(facts: Dossier, plan: Plan, today: date, href: Href) -> Item:
    done = facts.talks_held > 0 or _reached(facts, Step.CONSOLIDATED)
    now = facts.step is Step.TALK
    note = _("vastgelegd") if done else _by(plan, Deed.RECORD_TALK)
    return Item(
        _("Teamgesprek"),
        _state(done, now, Deed.RECORD_TALK in plan.too_late),
        note,
        _page(_reached(facts, Step.TALK), href, "talk.record"),
    )


def _values(facts: Dossier, plan: Plan, today: date, href: Href) -> Item:
    done = _reached(facts, Step.CONSOLIDATED)
    now = facts.step is Step.TALK and facts.talks_held > 0
    note = _("afgerond") if done else _by(plan, Deed.CONSOLIDATE)
    return Item(
        _("Schoolwaarden kiezen"),
        _state(done, now, Deed.CONSOLIDATE in plan.too_late),
        note,
        _page(_reached(facts, Step.TALK), href, "talk.values"),
    )


def _writing(facts: Dossier) -> bool:
    return facts.step is Step.CONSOLIDATED or (
        facts.step is Step.DRAFT and bool(facts.chapters_open or facts.names_suspected)
    )


def _draft(facts: Dossier, plan: Plan, today: date, href: Href) -> Item:
    done = _reached(facts, Step.DRAFT) and not _writing(facts)
    if facts.step is Step.DRAFT and facts.chapters_open:
        note = _("nog %(n)s onderdelen af te maken", n=facts.chapters_open)
    else:
        note = "" if done else _by(plan, Deed.FINISH_DRAFT)
    late = Deed.FINISH_DRAFT in plan.too_late
    page = _page(_reached(facts, Step.CONSOLIDATED), href, "draft.overview")
    return Item(_("Concepttekst"), _state(done, _writing(facts), late), note, page)


def _advice(facts: Dossier, plan: Plan, today: date, href: Href) -> Item:
    consent = facts.right is Right.INSTEMMING
    done = _reached(facts, Step.REACTED) or facts.step is Step.NO_ADVICE
    now = facts.step in {Step.REQUESTED, Step.ADVISED} or (facts.step is Step.DRAFT and not _writing(facts))
    late = bool({Deed.REQUEST_ADVICE, Deed.GIVE_ADVICE, Deed.REACT} & set(plan.too_late))
    if facts.step is Step.ADVISED:
        note = (
            _("antwoord ontvangen; het bestuur reageert nog")
            if consent
            else _("advies ontvangen; het bestuur reageert nog")
        )
    elif done:
        silent = _("geen antwoord binnen de termijn") if consent else _("geen advies binnen de termijn")
        note = silent if facts.step is Step.NO_ADVICE else _("met reactie")
    elif facts.requested:
        note = _on(_("termijn tot en met"), facts.due) or _("verstuurd, nog niet ontvangen")
    else:
        by = _by(plan, Deed.REQUEST_ADVICE)
        note = _("vraag %(by)s", by=by) if by else ""
    page = _page(_reached(facts, Step.DRAFT), href, "request.status" if facts.requested else "papers.edit")
    label = _("Instemming van de MR") if consent else _("Advies van de MR")
    return Item(label, _state(done, now, late), note, page)


def _adoption(facts: Dossier, plan: Plan, today: date, href: Href) -> Item:
    done = facts.decided is not None
    now = facts.step in {Step.REACTED, Step.NO_ADVICE}
    if done and facts.suspended(today):
        note = _on(_("uitvoering opgeschort tot en met"), facts.suspended_until)
    else:
        note = _on(_("vastgesteld op"), facts.decided) or _by(plan, Deed.ADOPT)
    late = Deed.ADOPT in plan.too_late
    page = _page(now or done, href, "decision.show" if done else "adoption.adopt")
    return Item(_("Vaststellen door het bestuur"), _state(done, now, late), note, page)


def _guide(facts: Dossier, plan: Plan, today: date, href: Href) -> Item:
    done = facts.published is not None
    now = facts.step in {Step.ADOPTED, Step.IN_GUIDE}
    note = _on(_("gepubliceerd op"), facts.published) or _by(plan, Deed.PUBLISH)
    late = bool({Deed.MAKE_GUIDE_SECTION, Deed.PUBLISH} & set(plan.too_late))
    page = _page(now or done, href, "guide.section")
    return Item(_("In de schoolgids"), _state(done, now, late), note, page)
