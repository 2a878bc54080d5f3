"""What is said about document files (the order of chapters and guide parts), in English and Dutch."""

from __future__ import annotations

from collections.abc import Mapping

DOCUMENT_THINGS: Mapping[str, tuple[str, str]] = {
    "document": ("a document file", "een documentbestand"),
    "chapter": ("a chapter", "een hoofdstuk"),
    "part": ("a part", "een onderdeel"),
    **{
        f"form:{name}": (f"a part of form '{name}'", f"een onderdeel van vorm '{name}'")
        for name in (
            "text", "sentences", "list", "provisions", "limits", "chart", "quote",
            "previous", "points", "pupils", "results", "money", "contact", "advice", "decision",
        )
    },
}  # fmt: skip

DOCUMENT: Mapping[str, tuple[str, str]] = {
    "no_document": ("no document file: 'sopforms' is missing", "geen documentbestand: 'sopforms' ontbreekt"),
    "chapter_absent": (
        "'{name}' is not there; leave its 'parts' empty when it says nothing",
        "'{name}' staat er niet; laat 'parts' leeg als het niets zegt",
    ),
    "chapter_order": ("'{name}' stands in another order", "'{name}' staat in een andere volgorde"),
    "chapter_not_known": ("'{name}' is none of {words}", "'{name}' is geen van {words}"),
    "section_key": ("'{name}' cannot be a key", "'{name}' kan geen sleutel zijn"),
    "key_taken": ("key '{name}' is there twice", "sleutel '{name}' staat er twee keer"),
    "indicator_repeated": (
        "indicator '{name}' stands twice in one part",
        "indicator '{name}' staat twee keer in één onderdeel",
    ),
    "guide_without": (
        "form '{name}' is for the draft and the papers, never for the guide",
        "vorm '{name}' is voor het concept en de stukken, nooit voor de schoolgids",
    ),
    "in_papers_only": (
        "form '{name}' is for the yearly plan and report",
        "vorm '{name}' is voor het jaarplan en het jaarverslag",
    ),
    "money_lines": (
        "at most {most} purposes of money, each of 1 to {long} characters",
        "hoogstens {most} doelen voor geld, elk van 1 tot {long} tekens",
    ),
    "money_line_taken": ("purpose '{name}' is there twice", "doel '{name}' staat er twee keer"),
    "indicator_unknown": (
        "no questionnaire of this set has indicator '{name}'",
        "geen vragenlijst van deze set heeft indicator '{name}'",
    ),
    "indicator_unused": (
        "indicator '{name}' of {file} feeds no chapter",
        "indicator '{name}' van {file} komt in geen enkel hoofdstuk",
    ),
    "chapter_unfed": (
        "chapter '{name}' is fed by no answer; leave its 'parts' empty if that is meant",
        "hoofdstuk '{name}' krijgt van geen antwoord tekst; laat 'parts' leeg als dat zo bedoeld is",
    ),
    "text_placeholders": ("known: {words}", "bekend: {words}"),
    # what is different between two versions
    "document_reworded": (
        "title or languages of the document changed",
        "titel of talen van het document gewijzigd",
    ),
    "chapter_reworded": ("other words in '{name}'", "andere woorden in '{name}'"),
    "chapter_changed": ("'{name}' is made of other parts", "'{name}' bestaat uit andere onderdelen"),
    "chapter_new": ("'{name}' is new", "'{name}' is nieuw"),
    "chapter_gone": ("'{name}' is gone", "'{name}' is weg"),
    "chapters_moved": ("another order", "een andere volgorde"),
}
