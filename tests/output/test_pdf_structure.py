"""What somebody hears who cannot see the PDF: the order, the kinds of things, and every word once."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO

import page
import pikepdf
import pytest

from sopforms.core import blocks as b
from sopforms.output import pdf_marks, pdf_tree, to_print
from sopforms.output.to_html import Head
from sopforms.output.to_pdf import Worker
from tests.output.samples import PROVISIONS, TEXT

HEAD = Head("De Tintelgaard", "2026-2027", board="Stichting Scholen", status="Vastgesteld")


@pytest.fixture(scope="module")
def worker():
    with Worker() as one:
        yield one


def printed(worker: Worker, *blocks: b.Block) -> bytes:
    text = b.Text("Proef", (b.Part("g1", "Hulp", blocks),))
    return worker.render(to_print.section(text, HEAD), title="Proef").pdf


def heard(pdf: bytes) -> list[str]:
    """The structure as poppler tells it: kinds of elements and words, in the order in which they are read."""
    told = subprocess.run(
        ["pdfinfo", "-struct-text", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    lines = [line.strip().removesuffix(" (block)").removesuffix(":") for line in told.splitlines()]
    return [line.strip('"').strip() for line in lines if line and not line.startswith("/")]


def test_headings_lists_tables_and_words_are_heard_in_order(worker):
    listed = b.ListBlock(((b.plain("Een veilige school."),), (b.plain("Hulp bij lezen."),)))

    told = heard(printed(worker, b.paragraph("Zo doen wij dat:"), listed, b.Heading(3, "Lezen"), PROVISIONS))

    assert told[:5] == ["Document", "H1", "Proef", "H2", "Hulp"]
    order = ["P", "L", "LI", "LBody", "H3", "Table", "THead", "TR", "TH", "TBody", "TD"]
    places = [told.index(kind) for kind in order]
    assert places == sorted(places)
    assert "• Een veilige school." in told
    assert told.count("Kleine groep voor lezen") == 1


def test_heads_of_columns_and_rows_say_what_they_are_for(worker):
    with pikepdf.open(BytesIO(printed(worker, PROVISIONS))) as pdf:
        cells = [
            each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH"
        ]
        scopes = [str(cell.A.Scope) for cell in cells]

    assert scopes.count("/Column") == len(PROVISIONS.header)
    assert scopes.count("/Row") == len(PROVISIONS.rows)


def test_a_head_that_is_repeated_on_the_next_page_is_heard_once(worker):
    rows = tuple((b.plain(f"Regel {number}"), b.plain("Hier."), b.plain("")) for number in range(80))
    pdf = printed(worker, b.Table("Veel", ("Hulp", "Waar", "Wanneer"), rows))

    told = heard(pdf)
    assert told.count("Wanneer") == 1
    seen = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert seen.count("Wanneer") > 1
    assert [line for line in told if line.startswith("Regel ")] == [f"Regel {number}" for number in range(80)]


def test_a_paragraph_that_goes_on_over_the_page_is_one_thing(worker):
    sentences = tuple(b.plain(f"Dit is zin {number} van een lange alinea.") for number in range(150))

    told = heard(printed(worker, b.Paragraph(sentences)))

    words = [line for line in told if "zin 0 van" in line or "zin 149 van" in line]
    assert told.count("P") == 1
    assert len(words) >= 1


def test_words_at_the_end_of_a_line_do_not_stick_together(worker):
    sentence = " ".join(f"woord{number}" for number in range(200))

    told = " ".join(heard(printed(worker, b.paragraph(sentence))))

    assert re.findall(r"woord\d+", told) == sentence.split()


def test_a_word_that_was_cut_is_heard_whole_and_one_with_a_hyphen_of_its_own_is_not_joined(worker):
    long = "Arbeidsongeschiktheidsverzekeringen"
    row = (
        b.plain(long),
        b.plain("Uitleg. " * 12),
        b.plain("Lees- en rekenhulp. " * 12),
        b.plain("Ook dit. " * 20),
    )

    told = " ".join(heard(printed(worker, b.Table("Smal", ("Wat", "Waar", "Wanneer", "Waarom"), (row,)))))

    assert long in told
    assert told.count("Lees- en rekenhulp.") == 12


def test_a_picture_has_words_that_stand_for_it(worker):
    with pikepdf.open(BytesIO(worker.render(to_print.document(TEXT, HEAD), title="x").pdf)) as pdf:
        figures = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]

        assert figures
        assert all(str(figure.Alt).strip() for figure in figures)


def test_links_are_in_the_structure_and_say_where_they_go(worker):
    link = b.Sentence(
        (b.Span("Lees meer op "), b.Span("de site", href="https://school.example/plan"), b.Span("."))
    )

    pdf = printed(worker, b.Paragraph((link,)))

    assert "Link (inline)" in heard(pdf)
    with pikepdf.open(BytesIO(pdf)) as opened:
        (annotation,) = opened.pages[0].Annots
        assert str(annotation.Contents) == "https://school.example/plan"


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_papers_of_the_council_can_be_heard_too(worker, profile):
    letter = b.Part(
        "brief", "Vraag om advies", (b.paragraph("Geachte secretaris,"), b.paragraph("Wij vragen advies."))
    )
    html = to_print.papers(to_print.Papers(letter, TEXT, changes=(), background=TEXT), HEAD)

    made = worker.render(html, title="Stukken")

    assert made.warnings == ()
    report = page.validate_pdf_bytes(made.pdf, profile=profile)
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_every_private_name_of_the_library_that_we_hang_on_is_there():
    from xhtml2pdf import xhtml2pdf_reportlab as library

    for owner, name in (
        (library.PmlParagraph, "wrap"),
        (library.PmlParagraph, "draw"),
        (library.PmlParagraph, "split"),
        (library.PmlPageTemplate, "_paintStaticFrame"),
        (library.PmlTableOfContents, "drawOn"),
    ):
        assert callable(getattr(owner, name))


def test_each_block_of_words_gets_a_place_of_its_own_and_nothing_else_does():
    html = (
        '<html><body><div id="kop"><p>Kop</p></div><h1>Titel</h1><pdf:nextpage/><p></p>'
        "<ul><li>Een</li></ul><table><thead><tr><th>Wat</th></tr></thead><tbody><tr><th>a</th><td></td></tr></tbody>"
        "</table></body></html>"
    )

    prepared = pdf_tree.prepare(html)

    assert re.findall(rf'name="{pdf_marks.PREFIX}(\d+)"></a>(\w+)', prepared.html) == [
        ("1", "Titel"), ("2", "Een"), ("3", "Wat"), ("4", "a"),
    ]  # fmt: skip
    assert prepared.heads == {"3"}
    assert [node.kind for node in prepared.tree.children] == ["H1", "L", "Table"]


def test_what_the_contents_will_list_is_known_before_anything_is_laid_out():
    prepared = pdf_tree.prepare(to_print.document(TEXT, Head("De Tintelgaard", "2026-2027")))

    assert prepared.entries == tuple((0, part.title) for part in TEXT.parts)
