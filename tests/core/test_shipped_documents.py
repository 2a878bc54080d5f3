"""The documents, instructions, fixed texts and holidays that come with the product keep what they promise."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sopforms.core import instruction

ROOT = Path(__file__).resolve().parents[2]
SETS = ROOT / "questionnaires"
INSTRUCTIONS = ROOT / "templates" / "instructions"
TEXTS = ROOT / "templates" / "text"
SECTORS = ("po", "vo")
TEXT_PLACEHOLDERS = {"school", "board", "swv", "year", "previous_year", "coordinator_role"}
FORMS = {
    "text", "sentences", "list", "provisions", "limits", "chart", "quote", "previous",
    "points", "pupils", "results", "money", "contact", "advice", "decision",
}  # fmt: skip
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def read(sector: str, name: str) -> dict[str, Any]:
    return json.loads((SETS / sector / f"{name}.json").read_text(encoding="utf-8"))


def parts(document: dict[str, Any], *keys: str) -> Iterator[dict[str, Any]]:
    for key in keys:
        for chapter in document[key]:
            yield from chapter["parts"]


def fed(document: dict[str, Any], *keys: str) -> set[str]:
    return {name for part in parts(document, *keys) for name in part.get("indicators", ())}


def scales_of_indicators(sector: str) -> dict[str, str]:
    found = {}
    for name in ("evaluatie", "schoolwaarden"):
        for entry in read(sector, name)["mapping"].values():
            for one in (entry, *entry.get("rows", {}).values()):
                if "indicator" in one:
                    found[one["indicator"]] = entry["scale"]
    return found


def sentences(markdown: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?:;])\**\s+|\n+", markdown) if s.strip()]


@pytest.mark.parametrize("sector", SECTORS)
def test_a_document_has_eleven_chapters_and_nine_guide_parts_in_order(sector: str) -> None:
    document = read(sector, "schoolgids")

    assert [c["key"] for c in document["chapters"]] == [f"ch{n}" for n in range(1, 12)]
    assert [g["key"] for g in document["guide"]] == [f"g{n}" for n in range(1, 10)]
    assert all(c["title"] and c["parts"] for c in document["chapters"] + document["guide"])


@pytest.mark.parametrize("sector", SECTORS)
def test_every_indicator_of_the_set_feeds_a_chapter_and_no_unknown_one_is_named(sector: str) -> None:
    document, known = read(sector, "schoolgids"), set(scales_of_indicators(sector))

    assert known - fed(document, "chapters") == set()
    assert fed(document, "chapters", "guide") - known == set()
    for name in ("jaarplan", "jaarverslag"):
        assert fed(read(sector, name), "sections") - known == set()


@pytest.mark.parametrize("sector", SECTORS)
def test_each_form_gets_indicators_of_a_scale_that_it_can_show(sector: str) -> None:
    scales = scales_of_indicators(sector)
    fits = {"provisions": {"VOORZ4"}, "limits": {"GRENS3"}, "chart": {"MATE4", "KWAL4"}}

    for part in parts(read(sector, "schoolgids"), "chapters", "guide"):
        used = {scales[name] for name in part.get("indicators", ())}
        if part["form"] in fits:
            assert used <= fits[part["form"]]
        if part["form"] == "chart":
            assert len(used) == 1, "one chart has one scale"
            assert part["title"].endswith("?")


@pytest.mark.parametrize("sector", SECTORS)
def test_documents_use_known_forms_and_only_the_listed_placeholders(sector: str) -> None:
    for name, keys in (
        ("schoolgids", ("chapters", "guide")),
        ("jaarplan", ("sections",)),
        ("jaarverslag", ("sections",)),
    ):
        for part in parts(read(sector, name), *keys):
            assert part["form"] in FORMS
            assert set(PLACEHOLDER.findall(part.get("nl", ""))) <= TEXT_PLACEHOLDERS


@pytest.mark.parametrize("sector", SECTORS)
def test_the_guide_quotes_the_basic_support_and_never_shows_answers_of_staff(sector: str) -> None:
    document = read(sector, "schoolgids")
    guide = list(parts(document, "guide"))

    assert {"form": "quote", "of": "basic_support"} in guide
    assert {"chart", "previous"}.isdisjoint(part["form"] for part in guide)
    assert {"form": "points", "most": 3} in guide
    assert [g["parts"][-1]["form"] for g in document["guide"] if g["key"] == "g4"] == ["limits"]


@pytest.mark.parametrize("sector", SECTORS)
def test_texts_for_parents_are_short_and_refuse_no_child(sector: str) -> None:
    texts = [part["nl"] for part in parts(read(sector, "schoolgids"), "guide") if part["form"] == "text"]
    texts += [(TEXTS / f"{name}.md").read_text(encoding="utf-8") for name in ("limits_closing", "contact")]

    for text in texts:
        assert not re.search(r"handelingsverlegen|niet (komen|welkom)|geweigerd|%", text)
        for sentence in sentences(text):
            assert len(sentence.split()) <= 18, sentence


@pytest.mark.parametrize("sector", SECTORS)
def test_the_year_plan_and_the_year_report_carry_the_development_points(sector: str) -> None:
    for name, kind in (("jaarplan", "plan"), ("jaarverslag", "report")):
        document = read(sector, name)

        assert document["kind"] == kind
        assert {"form": "points"} in list(parts(document, "sections"))


@pytest.mark.parametrize("sector", SECTORS)
def test_the_team_conversation_asks_its_twelve_questions_and_claims_no_indicator(sector: str) -> None:
    talk = read(sector, "teamgesprek")
    asked = [e for page in talk["survey"]["pages"] for e in page["elements"]]

    assert len(asked) == 12
    assert {e["type"] for e in asked} == {"comment"}
    assert [e["name"] for e in asked] == list(talk["mapping"])
    assert all("indicator" not in m and "text" not in m for m in talk["mapping"].values())


@pytest.mark.parametrize("sector", SECTORS)
def test_the_pupils_conversation_counts_from_five_and_answers_each_theme(sector: str) -> None:
    pupils = read(sector, "leerlingen")
    asked = {e["name"]: e for page in pupils["survey"]["pages"] for e in page["elements"]}

    assert asked["aantal"]["min"] == 5
    for number in (1, 2, 3):
        assert asked[f"gedaan{number}"]["requiredIf"] == f"{{thema{number}}} notempty"
    assert set(asked) == set(pupils["mapping"])


def test_five_instructions_are_a_page_each_with_timeline_and_checklist() -> None:
    files = sorted(INSTRUCTIONS.glob("*.md"))

    assert [f.name[:2] for f in files] == ["1-", "2-", "3-", "4-", "5-"]
    for file in files:
        text = file.read_text(encoding="utf-8")
        headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert text.startswith("# ")
        found = instruction.read(text, instruction.words(None))
        instruction.check(text)
        assert headings == ["In het kort", "Tijdlijn", *(one.title for one in found.sections[1:])]
        assert headings[2:] == ["Wie doet wat wanneer", "Checklist", "Als het anders loopt"]
        assert len(found.bars) >= 5
        assert 350 <= len((found.begin + found.rest).split()) <= 700  # two sides of paper
        assert not PLACEHOLDER.findall(found.begin + found.rest)


def test_a_button_that_an_instruction_names_is_there_to_press() -> None:
    pages = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "sopforms" / "web").glob("*.py")]
    shown = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    no_buttons = {"ter kennisgeving", "Het team"}

    for file in INSTRUCTIONS.glob("*.md"):
        for name in set(re.findall(r"‘([^’]+)’", file.read_text(encoding="utf-8"))) - no_buttons:
            assert re.search(rf"""\(\s*["']{re.escape(name)}""", shown), f"{file.name}: {name}"


@pytest.mark.parametrize(
    "article",
    [
        "artikel 11, eerste lid, onder r",
        "artikel 17, onder b",
        "artikel 17, onder c",
        "artikel 17, onder d",
        "artikel 24, eerste lid, onder g",
        "artikel 34",
    ],
)
def test_the_instruction_on_the_council_names_the_article_of_each_gate(article: str) -> None:
    text = (INSTRUCTIONS / "5-mr-raadplegen.md").read_text(encoding="utf-8")

    assert article in text
    assert "Zwijgen is geen ja." in text


def test_every_fixed_text_uses_only_the_names_its_table_allows() -> None:
    readme = (TEXTS / "README.md").read_text(encoding="utf-8")
    allowed = {
        row.group(1): set(PLACEHOLDER.findall(row.group(2)))
        for row in re.finditer(r"^\| `(\w+)\.md` \|(.+)$", readme, re.MULTILINE)
    }
    files = {f.stem: f for f in TEXTS.glob("*.md") if f.stem != "README"}

    assert set(files) == set(allowed)
    for name, file in files.items():
        assert set(PLACEHOLDER.findall(file.read_text(encoding="utf-8"))) <= allowed[name]


def test_holidays_name_every_region_and_run_from_saturday_to_sunday_or_say_that_they_are_unknown() -> None:
    rows = json.loads((SETS / "holidays.json").read_text(encoding="utf-8"))["holidays"]
    years = ("2025-2026", "2026-2027", "2027-2028")
    names = ("Herfst", "Kerst", "Voorjaars", "Mei", "Zomer")

    assert sorted((r["school_year"], r["name"], r["region"]) for r in rows) == sorted(
        (year, f"{name}vakantie", region)
        for year in years
        for name in names
        for region in ("noord", "midden", "zuid")
    )
    for row in rows:
        assert row["source"]
        if row["status"] == "unknown":
            assert row["first"] is None
            assert row["last"] is None
        else:
            first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
            assert (first.isoweekday(), last.isoweekday()) == (6, 7)
            assert first < last
            # a summer holiday that ends in September began in the school year that it belongs to
            assert (
                date(int(row["school_year"][:4]), 8, 1) <= first <= date(int(row["school_year"][5:]), 7, 31)
            )
