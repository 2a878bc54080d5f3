"""The Word file: real headings, lists, tables and links in Dutch, the same words as every other form."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import docx
import mammoth
import pytest
from lxml import etree, html

from sopforms.core import blocks as b
from sopforms.core.errors import Invalid
from sopforms.output import docx_template, to_docx, to_html
from sopforms.output.to_html import Head
from tests.actions.word_files import a_template, as_template, with_macros
from tests.output.samples import CHART, PROVISIONS, TEXT

HEAD = Head("De Tintelgaard", "2026-2027", status="Vastgesteld", day=date(2027, 6, 7))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBERED = b.ListBlock(((b.plain("Bel de school."),), (b.plain("Maak een afspraak."),)), ordered=True)
LINKED = b.Paragraph(
    (
        b.Sentence(
            (
                b.Span("Lees "),
                b.Span("het hele plan", strong=True),
                b.Span(" op "),
                b.Span("de site", href="https://school.example/plan"),
                b.Span("."),
            )
        ),
        b.Sentence((b.Span("Zie ook "), b.Span("extra hulp", href="#g2"), b.Span("."))),
    )
)


def a_text(*blocks: b.Block) -> b.Text:
    return b.Text(
        "Ondersteuningsaanbod",
        (b.Part("g1", "Zo helpen wij", blocks), b.Part("g2", "Extra hulp", (PROVISIONS,))),
    )


def xml_of(data: bytes, part: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(part))


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_parts_and_their_headings_are_headings_and_levels_never_skip():
    document = docx.Document(
        io.BytesIO(to_docx.render(a_text(b.Heading(3, "Lezen"), b.Heading(4, "Thuis")), HEAD))
    )

    styles = [
        (each.style.name, each.text) for each in document.paragraphs if each.style.name.startswith("Heading")
    ]
    assert styles == [
        ("Heading 1", "Zo helpen wij"),
        ("Heading 2", "Lezen"),
        ("Heading 3", "Thuis"),
        ("Heading 1", "Extra hulp"),
    ]


def test_each_numbered_list_begins_at_one_again():
    root = xml_of(to_docx.render(a_text(NUMBERED, b.paragraph("Of anders:"), NUMBERED), HEAD))

    numbers = [each.get(f"{W}val") for each in root.iter(f"{W}numId")]
    assert len(numbers) == 4
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_a_table_repeats_its_head_and_breaks_no_row():
    root = xml_of(to_docx.render(a_text(), HEAD))

    rows = list(root.iter(f"{W}tr"))
    assert len(list(rows[0].iter(f"{W}tblHeader"))) == 1
    assert all(len(list(row.iter(f"{W}cantSplit"))) == 1 for row in rows)
    assert not any(list(row.iter(f"{W}tblHeader")) for row in rows[1:])
    assert all(list(cell)[-1].tag == f"{W}p" for cell in root.iter(f"{W}tc"))


def test_the_first_cell_of_a_row_is_its_heading_and_cells_are_close():
    document = docx.Document(io.BytesIO(to_docx.render(a_text(), HEAD)))

    for row in document.tables[0].rows[1:]:
        first, *others = (cell.paragraphs[0] for cell in row.cells)
        assert {run.style.name for run in first.runs} == {"Strong"}
        assert "Strong" not in {run.style.name for each in others for run in each.runs}
        assert {each.style.name for each in (first, *others)} == {"Table Text"}


def test_links_go_outside_or_to_a_part_of_the_text_and_blanks_around_bold_stay():
    data = to_docx.render(a_text(LINKED), HEAD)
    root = xml_of(data)

    anchors = [each.get(f"{W}anchor") for each in root.iter(f"{W}hyperlink")]
    assert anchors[2:] == [None, "g2"]  # after those of the contents
    assert "g2" in [each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")]
    targets = [each.get("Target") for each in xml_of(data, "word/_rels/document.xml.rels")]
    assert "https://school.example/plan" in targets
    assert "Lees het hele plan op de site. Zie ook extra hulp." in [
        "".join(each.itertext()) for each in root.iter(f"{W}p")
    ]


def test_the_paper_is_a4_and_the_language_dutch():
    data = to_docx.render(TEXT, HEAD)

    size = next(xml_of(data).iter(f"{W}pgSz"))
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    languages = {each.get(f"{W}val") for each in xml_of(data, "word/styles.xml").iter(f"{W}lang")}
    assert languages == {"nl-NL"}
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert (properties.title, properties.language) == (TEXT.title, "nl-NL")


def test_pages_are_numbered_and_the_contents_are_filled_in_on_opening():
    data = to_docx.render(a_text(), HEAD)

    fields = [each.text.strip() for each in xml_of(data).iter(f"{W}instrText")]
    assert [field.split()[0] for field in fields] == ["TOC"]
    assert next(each.get(f"{W}dirty") for each in xml_of(data).iter(f"{W}fldChar")) == "true"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        feet = "".join(archive.read(name).decode() for name in archive.namelist() if "footer" in name)
    assert re.findall(r"<w:instrText[^>]*> (\w+) <", feet) == ["PAGE", "NUMPAGES"]


def test_looks_are_styles_and_nothing_is_painted_by_hand():
    root = xml_of(to_docx.render(a_text(LINKED, NUMBERED), HEAD))

    painted = {each.tag for run in root.iter(f"{W}rPr") for each in run} - {f"{W}rStyle"}
    assert painted == set()


def test_word_has_the_same_words_in_the_same_order_as_the_page():
    data = to_docx.render(TEXT, HEAD)

    back = html.fromstring(f"<div>{mammoth.convert_to_html(io.BytesIO(data)).value}</div>")
    page = html.fromstring(str(to_html.document(TEXT)))
    for picture in page.xpath("//*[local-name()='svg']"):
        picture.getparent().remove(picture)
    found = words_of(" ".join(back.itertext()))
    begin = len(words_of(TEXT.title)) + len(
        words_of("De Tintelgaard schooljaar 2026-2027 Vastgesteld Inhoud")
        + words_of(" ".join(part.title for part in TEXT.parts))
    )
    wanted = words_of(" ".join(page.itertext()))[len(words_of(TEXT.title)) :]
    assert found[begin:] == wanted
    assert [each.text_content() for each in back.xpath("//h1")] == [part.title for part in TEXT.parts]


def test_a_chart_is_a_picture_with_words_that_stand_for_it_and_its_figures():
    data = to_docx.render(TEXT, HEAD)

    said = [
        each.get("descr")
        for each in xml_of(data).iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
        )
    ]
    assert said == [CHART.summary]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        [picture] = [archive.read(name) for name in archive.namelist() if "media" in name]
    assert picture.startswith(b"\x89PNG")
    figures = docx.Document(io.BytesIO(data)).tables[0]
    assert [cell.text for cell in figures.rows[1].cells][1:] == ["0", "2", "9", "5", "1"]


def test_a_table_with_many_columns_stands_on_wide_pages_of_its_own():
    wide = b.Table("Per groep", ("Hulp", *"12345678"), (tuple(map(b.plain, "123456789")),))
    text = b.Text(
        "Proef",
        tuple(b.Part(f"g{n}", f"Deel {n}", (each,)) for n, each in enumerate((PROVISIONS, wide, PROVISIONS))),
    )

    sections = docx.Document(io.BytesIO(to_docx.render(text, HEAD))).sections

    assert [each.page_width > each.page_height for each in sections] == [False, True, False]


def test_the_same_text_gives_the_same_bytes():
    assert to_docx.render(TEXT, HEAD) == to_docx.render(TEXT, HEAD)


def test_a_schools_own_template_keeps_its_looks_and_gets_the_styles_it_lacks():
    own = docx.Document()
    own.add_paragraph("Briefpapier van de school")
    own.sections[0].header.paragraphs[0].text = "De Tintelgaard"
    element = own.styles["List Bullet"].element
    element.getparent().remove(element)
    data = io.BytesIO()
    own.save(data)

    assert docx_template.check(data.getvalue()) == ["List Bullet"]
    made = docx.Document(io.BytesIO(to_docx.render(TEXT, HEAD, data.getvalue())))

    assert "Briefpapier van de school" not in [each.text for each in made.paragraphs]
    assert made.sections[0].header.paragraphs[0].text == "De Tintelgaard"
    assert "List Bullet" in {each.style.name for each in made.paragraphs}


def test_a_template_as_word_saves_templates_is_one_too():
    own = as_template(a_template("De Tintelgaard"))

    assert docx_template.check(own) == []
    made = docx.Document(io.BytesIO(to_docx.render(TEXT, HEAD, own)))
    assert made.sections[0].header.paragraphs[0].text == "De Tintelgaard"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"no zip at all", "geen Word-bestand"),
        (b"x" * 5_000_001, "groter dan 5 MB"),
        (with_macros(), "macro"),
    ],
    ids=["another file", "too large", "macros"],
)
def test_a_template_that_cannot_be_used_is_refused_with_what_to_do(data: bytes, says: str):
    with pytest.raises(Invalid) as refused:
        docx_template.check(data)

    assert says in refused.value.problems["file"]


def test_the_contents_name_every_part_for_who_works_out_no_fields():
    paragraphs = docx.Document(io.BytesIO(to_docx.render(a_text(NUMBERED), HEAD))).paragraphs
    first = next(place for place, each in enumerate(paragraphs) if each.text == "Inhoud")
    xml = xml_of(to_docx.render(a_text(NUMBERED), HEAD))

    assert [each.text for each in paragraphs[first + 1 : first + 3]] == ["Zo helpen wij", "Extra hulp"]
    inside = [mark.get(f"{W}fldCharType") for mark in xml.iter(f"{W}fldChar")]
    assert inside == ["begin", "separate", "end"]


def test_a_row_with_a_long_cell_stands_as_text_between_tables_and_long_words_may_be_cut():
    short = (b.plain("Rust"), b.plain("Werkplek"), b.plain("de leerkracht"))
    long = (b.plain("Lezen"), b.plain("Kleine groep"), b.plain("Woorden van de school. " * 80))
    made = to_docx.render(a_text(b.Table("Hulp", ("Hulp bij", "Wat", "Wie"), (short, long, short))), HEAD)

    document = docx.Document(io.BytesIO(made))
    texts = [each.text for each in document.paragraphs]
    assert [len(table.rows) for table in document.tables[:2]] == [2, 2]
    assert texts[texts.index("Lezen") + 1] == "Wat: Kleine groep"
    settings = [each.tag.removeprefix(W) for each in xml_of(made, "word/settings.xml")]
    assert settings.index("defaultTabStop") + 1 == settings.index("autoHyphenation")
