"""The page of one part of the draft: the editor, what changed, what it rests on, and help with the words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import g, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from sopforms.actions import composing, draft_file, draft_help, read_round
from sopforms.actions import draft as deeds
from sopforms.core import changes, drafted, roles
from sopforms.core.blocks import Part, Source, words
from sopforms.core.codes import Deed, Role, Step
from sopforms.core.draft import without_charts
from sopforms.core.draft_facts import MEDIAN, OTHERWISE
from sopforms.core.errors import Invalid
from sopforms.output import changes_html
from sopforms.output.markdown import to_blocks
from sopforms.output.pasted import as_markdown
from sopforms.store import clock, cycles, drafts
from sopforms.web import texts
from sopforms.web.draft_hints import told_hint
from sopforms.web.forms import AtMost, Form, LongTextField, SubmitIdField, TickField, VersionField

LONGEST = draft_file.MOST
WRITERS = (Role.COORDINATOR, Role.HEAD)


class PartForm(Form):
    """The text of one part, with the version that the page was made from."""

    text = LongTextField(_l("Tekst van dit onderdeel"), [AtMost(LONGEST)])
    no_names = TickField(_l("Er staat geen naam in"))
    drops = TickField(_l("Ik laat dit vaste stuk met opzet weg"))
    merged = TickField()
    version = VersionField()
    submit_id = SubmitIdField()


class CommentForm(Form):
    """What head or consultant says of a part."""

    text = LongTextField(_l("Opmerking"))
    submit_id = SubmitIdField()


class ActForm(Form):
    """A button that does one thing, to the version that was shown."""

    version = VersionField()
    submit_id = SubmitIdField()


def part_page(
    now: deeds.PartNow,
    form: PartForm,
    *,
    signs: tuple[str, ...] = (),
    whole: deeds.Whole | None = None,
    comment: CommentForm | None = None,
) -> str:
    """Return the page of one part, with what stands in `form` in its editor."""
    whole = whole or deeds.whole(g.dossier)
    now = now if _sees_figures() else _without_figures(now)
    if not signs and now.row.name_suspected and not now.row.names_checked:
        signs = composing.names_in(g.dossier, drafted.all_words(now.part.blocks))
    writes = may_edit() and not now.is_live
    shown = _on_page(now, form)
    return render_template(
        "draft/part.html",
        now=now,
        form=form,
        act=ActForm(version=now.row.version),
        whole=whole,
        group=whole.guide if now.row.key in whole.guide_keys else whole.chapters,
        following=whole.after(now.row.key),
        may_edit=writes,
        signs=signs,
        hints=[told_hint(one) for one in draft_help.hints_of(g.dossier, whole, now, shown.blocks)]
        if writes
        else [],
        beside=beside(now, shown),
        former=texts.shown(now.before.blocks) if now.before and is_first() else None,
        sourced=_sourced(now),
        sources=len(drafted.rests_on(now.part.blocks)),
        remarks=read_round.remarks_of(g.dossier).get(now.row.key) if may_write() else None,
        in_guide=now.row.key in whole.guide_keys,
        reads_history=_sees_figures(),
        kept=_kept(now) if writes else None,
        comments=composing.texts_of(g.dossier).comments.get(now.row.key, []),
        comment=(comment or CommentForm(formdata=None)) if _may_comment() else None,
        **frame(),
    )


def conflict_page(now: deeds.PartNow, form: PartForm) -> str:
    """Return the page with both texts: what this person typed in the editor, the other beside it."""
    form.version.data = now.row.version
    return render_template("draft/conflict.html", now=now, form=form, theirs=now.markdown, **frame())


def typed(now: deeds.PartNow, text: str) -> Part:
    """Return the part as it reads with this text; raise Invalid when it cannot be read."""
    return Part(now.row.key, now.row.title, to_blocks(as_markdown(text), keep=now.generated.blocks))


def signs_of(text: str, now: deeds.PartNow) -> tuple[str, ...]:
    """Return what may be names of pupils in a typed text."""
    try:
        return composing.names_in(g.dossier, drafted.all_words(typed(now, text).blocks))
    except Invalid:
        return ()


def beside(now: deeds.PartNow, part: Part) -> Markup:
    """Return what stands beside the editor: what differs from last year or now, else the text itself."""
    if now.before is None or is_first():
        return texts.shown(part.blocks, gaps=True)
    return changes_html.changes((changes.compare_part(now.before, part),), anchors=False, titles=False)


def is_first() -> bool:
    """Whether no text of the school was adopted here: one of before has another form and is not compared."""
    return g.dossier.edition == 1 and composing.texts_of(g.dossier).before is None


def may_write() -> bool:
    """Whether who looks writes for the school."""
    return any(role in WRITERS for role in g.actor.roles)


def may_edit() -> bool:
    """Whether who looks may change a text now."""
    return may_write() and g.dossier.step in (Step.DRAFT, Step.REACTED)


def frame() -> dict[str, Any]:
    """Return what every page of the draft needs."""
    return {"year": cycles.get(g.dossier.cycle_id).school_year, "number": number}


def number(key: str) -> str:
    """Return the number that people see before the title of a part: 6 for ch6 and for g6."""
    return key.lstrip("chg")


def _on_page(now: deeds.PartNow, form: PartForm) -> Part:
    """Return the part as it stands in the editor: what was typed, unless it cannot be read."""
    text = form.text.data or ""
    try:
        return now.part if text == now.markdown else typed(now, text)
    except Invalid:
        return now.part


def _sourced(now: deeds.PartNow) -> Markup:
    """Return the text with the sources of each sentence; for who sees no figures without those."""
    blocks = now.part.blocks
    if not _sees_figures():
        return texts.shown(blocks, gaps=True)
    labels = draft_help.labels_of(g.dossier)
    stale = {words(each) for each in now.stale}
    return texts.shown_with_sources(blocks, lambda source: _told(source, labels), stale=stale)


def _told(source: Source, labels: dict[str, str]) -> str:
    """Return on what a sentence rests: about what, how many answered, how it was settled and by whom."""
    rules = {
        MEDIAN: _("gelijk aan de middelste waarde van de antwoorden"),
        OTHERWISE: _("anders dan de middelste waarde van de antwoorden, met reden"),
        "approved": _("woorden van het team, doorgelaten door wie ze las"),
    }
    name = labels.get(source.indicator)
    told = [f"{source.indicator} {name}" if name else source.indicator.capitalize()]
    if source.n is not None:
        told.append(_("1 antwoord") if source.n == 1 else _("%(n)s antwoorden", n=source.n))
    told += [rules[source.rule]] if source.rule in rules else []
    told += [_("gekozen door %(who)s", who=source.decided_by)] if source.decided_by else []
    return " · ".join(told)


def _kept(now: deeds.PartNow) -> str | None:
    """Return when this person typed what stands in the editor without being saved; None when all is saved."""
    row = drafts.find_typed(now.row.id, g.actor.person_id)
    if row is None or row.text == now.markdown:
        return None
    return f"{row.typed_at.astimezone(clock.AMSTERDAM):%H:%M}"


def _sees_figures() -> bool:
    """Whether who looks is of the school or its board: nobody above them sees what a team answered."""
    return any(role in (*WRITERS, Role.BOARD) for role in g.actor.roles)


def _without_figures(now: deeds.PartNow) -> deeds.PartNow:
    kept = {name: without_charts(getattr(now, name)) for name in ("part", "generated", "fresh")}
    return replace(now, **kept)


def _may_comment() -> bool:
    role = g.actor.role_for(Deed.COMMENT_CHAPTER)
    return roles.may(role, Deed.COMMENT_CHAPTER) and g.dossier.step in (Step.DRAFT, Step.REACTED)
