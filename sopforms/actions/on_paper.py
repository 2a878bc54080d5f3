"""Questionnaires on paper: empty ones for the staff room, and a copy of what somebody recorded.

A copy is made of what is not anonymous: a conversation with pupils or with the team, the school values.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sopforms.actions import consolidation, published, pupils, sources
from sopforms.actions import talk as talking
from sopforms.core.blocks import Block, Heading, Paragraph, Part, Table, Text, paragraph, plain
from sopforms.core.codes import Agreement
from sopforms.core.errors import NotFound
from sopforms.core.questionnaire import Questionnaire, on_paper
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.questionnaire.model import Kind
from sopforms.output import to_pdf, to_print
from sopforms.output.language import long_date
from sopforms.output.to_html import Head
from sopforms.store import cycles, locations, talks
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow

KEPT = 8
_TO_READ = {
    "nl": "Om te lezen en voor te bereiden. Invullen doe je met je eigen link: niemand ziet wat jij invult.",
    "en": "To read and prepare. You answer by your own link, so that nobody sees your answers.",
}
_AGREED = {
    Agreement.AGREED: "het team is het eens",
    Agreement.MOST: "de meesten zijn het eens",
    Agreement.NONE: "geen overeenstemming",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One text with what stands above it, ready for a page or a file."""

    text: Text
    head: Head

    @property
    def file_name(self) -> str:
        """The name under which it is saved: the title in small letters."""
        kept = "".join(letter if letter.isalnum() else "-" for letter in self.text.title.lower())
        return "-".join(filter(None, kept.split("-")))[:60]


def questionnaires_of(row: DossierRow) -> dict[str, Questionnaire]:
    """Return the questionnaires of this round, as schools of this kind have them, by name."""
    return {name: _questionnaire(row, name) for name in published.QUESTIONNAIRES}


def blank(row: DossierRow, name: str, language: str) -> Paper:
    """Return an empty questionnaire; raise NotFound for another name."""
    if name not in published.QUESTIONNAIRES:
        raise NotFound
    form = _questionnaire(row, name)
    spoken = language if language in form.languages else form.languages[0]
    parts = on_paper.blank(form, spoken)
    if form.kind is Kind.STAFF:
        first = Part(parts[0].key, parts[0].title, (paragraph(_TO_READ.get(spoken, "")), *parts[0].blocks))
        parts = (first, *parts[1:])
    title = in_language(form.heading, spoken) or form.title
    return Paper(Text(title, parts, spoken), sources.head_of(row, ""))


def of_talk(row: DossierRow, talk_id: int) -> Paper:
    """Return what was recorded of a conversation of the team; raise NotFound."""
    talk = talks.get(talk_id)
    if talk.dossier_id != row.id:
        raise NotFound
    _version, form = talking.conversation(row)
    about = paragraph(f"Leiding: {talk.leader}.", f"Aanwezig: {talk.present}.", *_named("Team", talk.team))
    said = (*_agreements(talk.agreements), *_outcomes(row, talk_id), *_points(row))
    blocks: list[Block] = [about, *said]
    title = f"Teamgesprek van {long_date(talk.held_on)}"
    parts = (Part("gesprek", "Wat het team afsprak", tuple(blocks)), *_answers(form, talk.answers))
    return Paper(Text(title, parts), sources.head_of(row, "", day=talk.held_on))


def of_pupils(row: DossierRow, voice_id: int) -> Paper:
    """Return what was recorded of a conversation with pupils; raise NotFound."""
    voice = pupils.get_voice(row.id, voice_id)
    _version, form = pupils.conversation(row)
    title = f"Gesprek met leerlingen van {long_date(voice.held_on)}"
    parts = _answers(form, voice.answers)
    first = Part(parts[0].key, parts[0].title, (paragraph(f"Leiding: {voice.leader}."), *parts[0].blocks))
    return Paper(Text(title, (first, *parts[1:])), sources.head_of(row, "", day=voice.held_on))


def of_values(row: DossierRow) -> Paper:
    """Return what coordinator and head filled in."""
    form = consolidation.own_form(row)
    parts = _answers(form, consolidation.answers_of(talks.values_of(row.id).values()))
    return Paper(Text("Schoolwaarden", parts), sources.head_of(row, ""))


def pdf(paper: Paper) -> bytes:
    """Return the file; raise `to_pdf.PdfFailed`. Nothing is kept, and no transaction is open meanwhile."""
    html = to_print.section(paper.text, paper.head)
    db.session.rollback()
    return _printed(html, paper.text.title, f"{paper.text.language}-NL")


@lru_cache(maxsize=KEPT)
def _printed(html: str, title: str, language: str) -> bytes:
    return to_pdf.render(html, title=title, language=language)


def _questionnaire(row: DossierRow, name: str) -> Questionnaire:
    _version, form = published.questionnaire_of(cycles.set_of(row), name)
    return form.for_sector(locations.get(row.location_id).kind)


def _answers(form: Questionnaire, answers: object) -> tuple[Part, ...]:
    return on_paper.answered(form, answers if isinstance(answers, dict) else {}, "nl")


def _named(name: str, value: str) -> tuple[str, ...]:
    return (f"{name}: {value}.",) if value else ()


def _agreements(text: str) -> tuple[Block, ...]:
    if not text:
        return ()
    lines = [line for line in text.split("\n") if line.strip()]
    return (Heading(3, "Afspraken"), *(Paragraph((plain(line),)) for line in lines))


def _points(row: DossierRow) -> tuple[Block, ...]:
    """Return the development points of this year, as they stand now."""
    rows = tuple(
        tuple(map(plain, (one.goal, one.owner or "–", long_date(one.due, weekday=False) if one.due else "–")))
        for one in talks.points_of(row.id)
    )
    return (Table("Ontwikkelpunten", ("Doel", "Wie", "Klaar op"), rows),) if rows else ()


def _counts(one: talks.TalkOutcomeRow) -> bool:
    return one.value is not None and one.agreement is not Agreement.NONE


def _outcomes(row: DossierRow, talk_id: int) -> tuple[Block, ...]:
    topics = {state.topic.indicator: state.topic for state in consolidation.states(row)}
    rows = tuple(
        (
            plain(in_language(topics[one.indicator].short, "nl")),
            plain(topics[one.indicator].text_of(one.value, "nl") if _counts(one) else "–"),
            plain(_AGREED[one.agreement]),
            plain(one.dissent or "–"),
        )
        for talk, one in talks.outcomes_of(row.id)
        if talk.id == talk_id and one.indicator in topics
    )
    header = ("Onderwerp", "Waarde", "Hoe eens", "Wie het anders ziet")
    return (Table("Per onderwerp", header, rows),) if rows else ()
