"""What a question means: short name, indicator, chapter, how it is counted, who sees it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from flask import Blueprint, abort, flash, g, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field

from sopforms.actions import needs
from sopforms.core.codes import SchoolKind
from sopforms.core.questionnaire import editing_items
from sopforms.core.questionnaire.editing import Spot
from sopforms.core.questionnaire.editing_items import ROWS, listed, text_of, value_of
from sopforms.core.questionnaire.editing_mapping import Meaning, as_list, entry_of, set_meaning
from sopforms.core.questionnaire.editing_places import Area, Placed
from sopforms.core.questionnaire.editing_texts import text_in
from sopforms.core.questionnaire.mapping import CHAPTERS, LONGEST_SHORT
from sopforms.core.questionnaire.mapping_aggregates import PRIVATE, fitting
from sopforms.core.questionnaire.model import QuestionType
from sopforms.core.questionnaire.rewriting import Envelope
from sopforms.web import question_scores
from sopforms.web.forms import (
    AtMost,
    Between,
    CountField,
    Form,
    OneChoiceField,
    Optional,
    PickField,
    Required,
    SeveralField,
    SubmitIdField,
    TextField,
    TickField,
    VersionField,
    choices,
)
from sopforms.web.question_desk import (
    URL,
    Answer,
    Desk,
    back_to,
    desk_of,
    in_language,
    only_questions,
    stamp,
    tabs,
)
from sopforms.web.question_problems import hang

bp = Blueprint("question_meaning", __name__, url_prefix=URL)

SELDOM = ("need", "shared", "threshold", "sensitive", "audience")
"""Fields that stand folded below the others."""

AGGREGATES = {
    "distribution": _("Verdeling: hoe vaak elk antwoord is gekozen"),
    "median": _("Mediaan: het middelste antwoord"),
    "mean": _("Gemiddelde"),
    "share_top2": _("Deel dat een van de hoogste twee kiest"),
    "nps": _("Aanbeveling (NPS)"),
    "multi": _("Hoe vaak elk antwoord is aangekruist"),
    "count_selected": _("Gemiddeld aantal kruisjes"),
    "share_yes": _("Deel dat ja zegt"),
    "scale_mean": _("Gemiddelde over alle uitspraken"),
    "sum": _("Som"),
    "texts": _("De teksten, na goedkeuring"),
    "count": _("Hoeveel antwoorden"),
    "value": _("Het antwoord zelf"),
    "none": _("Niet tellen"),
}
BASES = {
    "answered": _("wie deze vraag beantwoordde"),
    "shown": _("wie deze vraag zag"),
    "invited": _("wie is uitgenodigd"),
}
SHARED = {
    "": _("Zoals gewoonlijk bij deze schaal"),
    "draft": _("Vanaf het concept"),
    "never": _("Nooit"),
}
NEED_WORDS = {
    "lezen": _("lezen"),
    "rekenen": _("rekenen"),
    "taal": _("taal"),
    "gedrag": _("gedrag"),
    "autisme": _("autisme of prikkels"),
    "hoogbegaafd": _("meer- of hoogbegaafdheid"),
    "motoriek": _("motoriek"),
    "zorg": _("zorg"),
}
SECTORS = {
    SchoolKind.BAO: _("basisschool (bao)"),
    SchoolKind.SBO: _("speciaal basisonderwijs (sbo)"),
    SchoolKind.SO: _("speciaal onderwijs (so)"),
    SchoolKind.VSO: _("voortgezet speciaal onderwijs (vso)"),
    SchoolKind.SO_VSO: _("so en vso samen"),
    SchoolKind.VO: _("voortgezet onderwijs (vo)"),
    SchoolKind.PRO: _("praktijkonderwijs (pro)"),
}


@bp.route("/<thing>/betekenis", methods=["GET", "POST"])
@bp.route("/<thing>/betekenis/<row>", methods=["GET", "POST"])
def edit(partnership_id: int, name: str, thing: str, row: str = "") -> Answer:
    """Show and keep what a question means, or one statement of a matrix."""
    desk = desk_of(partnership_id, name)
    spot = only_questions(desk, thing)
    if row and row not in [value_of(item) for item in listed(spot.thing, ROWS)]:
        abort(404)
    form = _form(desk, spot, row)
    if request.method != "POST":
        return _page(desk, spot, row, form)
    if not form.validate():
        return _page(desk, spot, row, form), 422
    now = stamp(entry_of(desk.envelope, thing, row))
    if form["version"].data != now:
        form.beside(_values(desk, spot, row), now)
        return _page(desk, spot, row, form), 409
    desk.keep(_changed(desk, spot, row, form))
    flash(gettext("Bewaard."))
    return back_to(desk, ".edit", thing=thing, **({"row": row} if row else {}))


def _form(desk: Desk, spot: Spot, row: str) -> Form:
    fields: dict[str, Field] = {}
    for code in desk.languages:
        fields[f"short_{code}"] = TextField(
            in_language(gettext("Korte naam"), code, desk.languages),
            [Required(), AtMost(LONGEST_SHORT)],
            description=gettext("Staat in tabellen, grafieken en bij fouten. Hoogstens 40 tekens."),
        )
    if desk.kind != "advice":
        fields |= _place_fields(desk, spot, row)
    if not row:
        fields |= _counting_fields(desk, spot)
        fields |= question_scores.fields(desk, spot)
    fields["threshold"] = CountField(
        _("Drempel"),
        [Optional(), Between(5, 20)],
        description=_(
            "Vanaf hoeveel antwoorden cijfers te zien zijn. Leeg: zoals het samenwerkingsverband instelde."
        ),
    )
    fields |= {"version": VersionField(), "submit_id": SubmitIdField()}
    data = _values(desk, spot, row) | {"version": stamp(entry_of(desk.envelope, spot.name, row))}
    made: Form = type("MeaningForm", (Form,), fields)(data=data)
    return made


def _place_fields(desk: Desk, spot: Spot, row: str) -> dict[str, Field]:
    """Return the fields that say where an answer goes: indicator, chapter, need, who sees it."""
    entry = entry_of(desk.envelope, spot.name, row)
    hint = _indicator_hint(desk, entry)
    fields: dict[str, Field] = {
        "indicator": TextField(_("Indicator"), [Optional(), AtMost(8)], description=hint)
    }
    inherited = gettext("Zoals bij de hele vraag") if row else gettext("Geen")
    fields["chapter"] = PickField(_("Hoofdstuk"), choices=choices({"": inherited} | chapters_of(desk)))
    known = NEED_WORDS | needs.own_shorts(g.partnership.id)
    own = [need for need in as_list(entry.get("need")) if need not in known]
    fields["need"] = SeveralField(
        _("Waar zoeken ouders dit bij?"), choices=choices(known | {need: need for need in own})
    )
    fields["shared"] = OneChoiceField(
        _("Wanneer ziet het samenwerkingsverband de schoolwaarde?"), choices=choices(SHARED)
    )
    return fields


def _indicator_hint(desk: Desk, entry: Mapping[str, Any]) -> str:
    """Say what the code is for, and for a question without one which is free."""
    words = gettext("De code waaronder deze uitkomst door de jaren heen te volgen is, zoals BO-01.")
    if entry.get("indicator") or not desk.free_indicator:
        return words
    free = gettext("Nog vrij: %(code)s.", code=desk.free_indicator)
    return f"{words} {free}"


def _counting_fields(desk: Desk, spot: Spot) -> dict[str, Field]:
    """Return the fields of a whole question: how it is counted, of what, for whom, and open texts."""
    question = desk.questions.get(spot.name)
    fields: dict[str, Field] = {}
    kinds = [str(kind) for kind in fitting(question, desk.kind)] if question is not None else []
    if kinds:
        words = {kind: AGGREGATES[kind] for kind in kinds}
        fields["aggregate"] = SeveralField(_("Hoe wordt dit geteld?"), choices=choices(words))
    if desk.kind in ("staff", "pupils"):
        fields["base"] = OneChoiceField(_("Wat is 100%?"), choices=choices(BASES))
    has_text = question is not None and (not question.is_closed or question.may_have_comment)
    if has_text and desk.kind not in PRIVATE:
        fields["sensitive"] = TickField(_("Tekst eerst laten goedkeuren"))
    open_scales = {name: name for name, scale in desk.scales.items() if scale.max_length is not None}
    if question is not None and question.type in (QuestionType.TEXT, QuestionType.COMMENT) and open_scales:
        fields["scale"] = PickField(
            _("Schaal voor open tekst"), choices=choices({"": _("Geen")} | open_scales)
        )
    fields["audience"] = SeveralField(
        _("Alleen voor deze soorten scholen"),
        choices=choices(SECTORS),
        description=_("Niets aangekruist: voor alle scholen."),
    )
    return fields


def chapters_of(desk: Desk) -> dict[str, str]:
    """Return the chapters of the draft with their titles in this set."""
    document = desk.checked.documents.get("schoolgids")
    titles = {one.key: one.title.get("nl", "") for one in document.chapters} if document else {}
    found = {}
    for key in CHAPTERS:
        number = key.removeprefix("ch")
        title = titles.get(key) or gettext("Hoofdstuk %(n)s", n=number)
        found[key] = f"{number}. {title}"
    return found


def _values(desk: Desk, spot: Spot, row: str) -> dict[str, Any]:
    entry = entry_of(desk.envelope, spot.name, row)
    audience = entry.get("audience")
    question = desk.questions.get(spot.name)
    usual = [str(fitting(question, desk.kind)[0])] if question is not None else []
    plain = {key: entry.get(key, "") for key in ("indicator", "chapter", "shared", "scale")}
    return plain | {
        **{f"short_{code}": text_in(entry.get("short"), code) for code in desk.languages},
        "need": as_list(entry.get("need")),
        "threshold": entry.get("threshold"),
        "aggregate": as_list(entry.get("aggregate")) or usual,
        "base": entry.get("base", "answered"),
        "sensitive": entry.get("sensitive", False),
        "audience": audience.get("sectors", []) if isinstance(audience, dict) else [],
        **question_scores.values(desk, spot),
    }


def _changed(desk: Desk, spot: Spot, row: str, form: Form) -> Envelope:
    now = _values(desk, spot, row)

    def typed(key: str) -> Any:
        return form[key].data if key in form else now[key]

    kinds = tuple(typed("aggregate"))
    meaning = Meaning(
        {code: form[f"short_{code}"].data or "" for code in desk.languages},
        (typed("indicator") or "").upper().replace(" ", ""),
        typed("chapter") or "",
        None if list(kinds) == now["aggregate"] else kinds or None,
        typed("base") or "",
        typed("threshold"),
        typed("sensitive") if "sensitive" in form else None,
        tuple(typed("audience")),
        tuple(typed("need")),
        typed("shared") or "",
    )
    changed = set_meaning(desk.envelope, spot.name, row, meaning)
    if not row:
        changed = question_scores.kept(desk, spot, changed, form)
    if "scale" in form and (form["scale"].data or "") != now["scale"]:
        changed = editing_items.use_scale(changed, spot.name, desk.scales.get(form["scale"].data or ""))
    return changed


def _page(desk: Desk, spot: Spot, row: str, form: Form) -> str:
    hints: list[str] = []
    mine = [one for one in desk.problems_of(spot.name, Area.MEANING) if one.row == row]
    if request.method != "POST":
        hints = hang(form, mine, lambda one: _field_of(one, form, desk))
    items = listed(spot.thing, ROWS)
    label = next((text_in(text_of(item), desk.languages[0]) for item in items if value_of(item) == row), "")
    wrong = {one.row for one in desk.problems_of(spot.name) if one.row}
    return desk.page(
        "meaning",
        form=form,
        spot=spot,
        row=row,
        label=label or desk.label(spot.thing),
        whole=desk.label(spot.thing),
        tabs=tabs(desk, spot, "meaning"),
        hints=hints,
        more=[field for field in form if field.name in SELDOM or field.name.startswith("score_")],
        rows=[_line(desk, spot, item, wrong) for item in items] if not row else [],
    )


def _line(desk: Desk, spot: Spot, item: Any, wrong: Container[str]) -> tuple[str, str, str, bool]:
    """Return a statement: its name, its words, its indicator, and whether something is wrong with it."""
    row = str(value_of(item))
    indicator = str(entry_of(desk.envelope, spot.name, row).get("indicator", ""))
    return row, text_in(text_of(item), desk.languages[0]), indicator, row in wrong


def _field_of(one: Placed, form: Form, desk: Desk) -> str:
    if one.key in ("short", "") and f"short_{desk.languages[0]}" in form:
        named = [f"short_{code}" for code in desk.languages]
        return next((field for field in named if not form[field].data), named[0])
    return one.key
