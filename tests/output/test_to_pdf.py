import re
import subprocess
import zlib
from datetime import date
from io import BytesIO

import page
import pikepdf
import pytest

from sopforms.core.blocks import Chart, ChartRow, Heading, Part, Sentence, Span, Table, Text, paragraph, plain
from sopforms.output import pdf_finish, to_html, to_print, to_text
from sopforms.output.markdown import to_blocks
from sopforms.output.to_html import Head
from sopforms.output.to_pdf import PdfFailed, Worker, render
from tests.output.samples import HELP, LIMITS, TEXT
from tests.output.tagged import bare, structure

HYPHEN = "\u00ad"  # drawn, and no part of the word for who hears or copies it
HEAD = Head("De Tintelgaard", "2026-2027", board="Stichting Scholen", status="Concept", day=date(2027, 5, 21))
GUIDE = Text("Hulp op onze school", (HELP, LIMITS))


@pytest.fixture(scope="module")
def worker():
    with Worker() as one:
        yield one


@pytest.fixture(scope="module")
def whole(worker):
    return worker.render(to_print.document(TEXT, HEAD), title=TEXT.title)


def printed(worker, *blocks, title="Hulp"):
    return worker.render(to_print.section(Text("Proef", (Part("g1", title, blocks),)), HEAD), title="Proef")


def read(pdf, *options):
    return subprocess.run(
        ["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


def test_title_language_and_outline_are_set(whole):
    with pikepdf.open(BytesIO(whole.pdf)) as pdf, pdf.open_outline() as outline:
        assert pdf.docinfo["/Title"] == "Ondersteuningsaanbod De Tintelgaard"
        assert pdf.Root.Lang == "nl-NL"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert [item.title for item in outline.root] == [part.title for part in TEXT.parts]
        assert "CreationDate" not in str(pdf.docinfo.keys())


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_pdf_can_be_heard_and_kept_for_years(whole, profile):
    report = page.validate_pdf_bytes(whole.pdf, profile=profile)

    assert report.is_compliant, [failure.message for failure in report.failures]
    assert whole.warnings == ()


def test_nothing_of_the_machine_or_the_library_is_complained_about(whole):
    assert whole.warnings == ()
    assert whole.notes == ()


def test_only_our_font_prints_and_it_is_embedded(whole):
    fonts = subprocess.run(
        ["pdffonts", "-"], input=whole.pdf, capture_output=True, check=True
    ).stdout.decode()

    for line in fonts.splitlines()[2:]:
        assert "SourceSansPro" in line or line.startswith("Helvetica "), line  # named by the library, unused
        assert "SourceSansPro" not in line or " yes yes yes" in line


def test_two_processes_make_the_same_bytes(worker, whole):
    html = to_print.section(GUIDE, HEAD)

    assert render(html, title=GUIDE.title) == worker.render(html, title=GUIDE.title).pdf


def test_gaps_are_never_printed(whole):
    assert "nog geen keuze" not in read(whole.pdf)


def test_html_pdf_and_text_say_the_same_words_in_the_same_order(worker):
    html = re.sub(r"<thead>.*?</thead>", "", to_html.document(GUIDE), flags=re.DOTALL)
    on_screen = bare(re.sub(r"<[^>]+>", lambda tag: "" if tag[0] in {"</a>", "</em>"} else " ", html))

    pdf = worker.render(to_print.section(GUIDE, HEAD), title=GUIDE.title).pdf
    inside = read(pdf, "-raw", "-y", "70", "-x", "0", "-W", "600", "-H", "700").replace(
        "Hulp Waar Toelichting", ""
    )
    as_text = to_text.text(GUIDE).replace(" (https://school.example/hulp)", "")

    assert bare(inside) == on_screen
    assert bare(as_text) == on_screen


def test_headings_with_odd_characters_are_printed_and_listed(worker):
    title = "Rust & prikkels: < 5, > 2, “samen”, ’s morgens, € 3"

    pdf = printed(worker, Heading(3, title), paragraph("Tekst."), title=title).pdf

    assert read(pdf).count(title) == 2
    with pikepdf.open(BytesIO(pdf)) as document, document.open_outline() as outline:
        assert [item.title for item in outline.root] == [title]


def test_hostile_text_is_printed_as_typed(worker):
    typed = '<pdf:nextpage/> <img src="file:///etc/passwd"> <!--part:x--> &lt;b&gt; {{ 7*7 }}'

    pdf = printed(worker, *to_blocks(typed)).pdf

    assert " ".join(typed.split()) in " ".join(read(pdf).replace("“", '"').split())
    assert len(pikepdf.open(BytesIO(pdf)).pages) == 1


def test_a_long_word_in_a_narrow_cell_is_hyphenated(worker):
    word = "Arbeidsongeschiktheidsverzekeringen"
    row = (plain(word), plain("Uitleg. " * 12), plain("Nog meer uitleg. " * 12), plain("Ook dit. " * 20))

    pdf = printed(worker, Table("Smal", ("Wat", "Waar", "Wanneer", "Waarom"), (row,))).pdf

    boxes = re.findall(
        r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">([^<]+)<', read(pdf, "-bbox")
    )
    pieces = [
        piece
        for left, right, piece in boxes
        if float(left) < 70 and piece.strip(HYPHEN).lower() in word.lower()
    ]
    assert "".join(piece.removesuffix(HYPHEN) for piece in pieces) == word
    assert len(pieces) > 1
    assert all(piece.endswith(HYPHEN) for piece in pieces[:-1])


def test_a_cell_with_sixty_paragraphs_flows_over_pages_in_readable_print(worker):
    long = "\n".join(
        f"Afspraak {number} geldt voor alle groepen en wordt elk jaar besproken." for number in range(60)
    )
    rows = (
        (plain("Kort"), plain("Ja")),
        (plain("Lang"), Sentence((Span(long),))),
        (plain("Einde"), plain("Nee")),
    )

    pdf = printed(worker, Table("Afspraken", ("Wat", "Tekst"), rows)).pdf

    text = " ".join(read(pdf).split())
    assert [int(found) for found in re.findall(r"Afspraak (\d+) geldt", text)] == list(range(60))
    heights = [
        float(low) - float(high)
        for high, low in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', read(pdf, "-bbox"))
    ]
    assert min(heights) > 7


@pytest.mark.parametrize("lines", range(24, 36, 2))
def test_a_heading_is_never_left_alone_at_the_foot_of_a_page(worker, lines):
    table = Table(
        "Wat waar is", ("Wat", "Waar"), tuple((plain(f"Hulp {row}"), plain("hier")) for row in range(5))
    )

    filling = paragraph("Regel.\n" * lines + "Regel.")
    pdf = printed(worker, filling, paragraph("Slot."), Heading(3, "Kop boven tabel"), table).pdf

    pages = read(pdf).split("\f")
    with_heading = next(text for text in pages if "Kop boven tabel" in text)
    assert "Wat waar is" in with_heading
    assert {"Hulp 0", "Hulp 1"} <= set(re.findall(r"Hulp \d", with_heading))


def test_a_table_that_does_not_fit_begins_under_its_heading_and_goes_on_with_its_head(worker):
    rows = tuple((plain(f"Hulp {row}"), plain("op onze locatie")) for row in range(20))
    table = Table("Wat waar is", ("Wat", "Plek"), rows)

    pdf = printed(worker, paragraph("Regel.\n" * 24 + "Regel."), Heading(3, "Kop boven tabel"), table).pdf

    first, second = read(pdf).split("\f")[:2]
    assert "Kop boven tabel" in first
    assert "Hulp 1" in first
    assert "Hulp 19" in second
    assert "Plek" in first
    assert "Plek" in second


def test_a_chart_higher_than_a_page_goes_on_and_leaves_no_heading_alone(worker):
    rows = tuple(
        ChartRow(f"Onderwerp {row} dat twee regels van de bladzijde nodig heeft", (1, 2, 3, 4))
        for row in range(40)
    )
    chart = Chart(
        "Hoe vaak lukt dit?", "Bij alle onderwerpen.", ("Nog niet", "Soms", "Meestal", "Altijd"), rows
    )

    made = printed(worker, paragraph("Voor."), Heading(3, "Kop boven grafiek"), chart)

    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        first = read(made.pdf).split("\f")[0]
        assert "Kop boven grafiek" in first
        assert "10 antwoorden" in first
        figures = [each for each in structure(pdf) if each.get("/S") == "/Figure"]
        assert str(figures[0]["/Alt"]) == chart.summary
        assert len(figures) == 3


@pytest.mark.parametrize("lines", range(30, 37, 2))
def test_a_line_that_announces_a_table_stays_with_it(worker, lines):
    table = Table(
        "Wat waar is", ("Wat", "Waar"), tuple((plain(f"Hulp {row}"), plain("hier")) for row in range(5))
    )

    filling = paragraph("Regel.\n" * lines + "Regel.")
    pdf = printed(worker, filling, paragraph("Dit is er bij ons:"), table).pdf

    pages = read(pdf).split("\f")
    announced = next(text for text in pages if "Dit is er bij ons" in text)
    assert "Wat waar is" in announced
    assert "Hulp 0" in announced


def test_a_table_with_many_columns_stands_on_wide_pages_of_its_own(worker):
    head = ("Hulp", *(f"Groep {number}" for number in range(1, 9)))
    wide = Table("Per groep", head, tuple(tuple(map(plain, ["Rust", *"abcdefgh"])) for _ in range(3)))
    parts = (Part("b1", "Voor", (paragraph("Tekst."),)), Part("b2", "Breed", (wide,)), HELP)

    made = worker.render(to_print.document(Text("Proef", parts), HEAD), title="Proef")

    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        is_wide = [float(each.mediabox[2]) > float(each.mediabox[3]) for each in pdf.pages]
    assert is_wide == [False, False, False, True, False]
    assert all(page.validate_pdf_bytes(made.pdf, profile=profile).is_compliant for profile in ("ua1", "2a"))


def test_no_stream_ends_in_a_byte_that_reads_as_half_a_line_end():
    with pikepdf.new() as document:
        endings = [b"x%d" % number for number in range(2000)]
        found = next(each for each in endings if zlib.compress(each, 9).endswith(b"\r"))
        document.Root.Proof = document.make_stream(found)
        made = pdf_finish.saved(document)

    assert b"\r\nendstream" not in made


def test_a_character_our_font_lacks_is_named(worker):
    notes = printed(worker, paragraph("Zo schrijf je 漢 en 字, en nog eens 漢."), title="Taal & meer").notes

    assert notes == (
        "Bij ‘Taal & meer’: de tekens 漢 en 字 staan niet in het lettertype van de PDF."
        " Schrijf het in woorden of haal het weg.",
    )


def test_what_does_not_fit_is_printed_in_a_plain_layout(worker):
    heading = " ".join(f"woord{number}" for number in range(2000))

    rendered = printed(worker, Table("Te hoog", (heading, "Waar"), ((plain("a"), plain("b")),)))

    assert rendered.plain
    assert rendered.notes == ("De PDF is in een eenvoudige opmaak gemaakt.",)
    assert len(re.findall(r"woord\d+", read(rendered.pdf))) == 2000


def broken(inside):
    """The guide section with something in its second part that no block can make."""
    return to_print.section(GUIDE, HEAD).replace("<p>Soms", f"{inside}<p>Soms")


def test_a_failure_names_the_chapter_and_the_cause(worker):
    with pytest.raises(PdfFailed) as failed:
        worker.render(broken("<div>" * 100 + "diep" + "</div>" * 100), title="Proef")

    assert failed.value.part == "Wat lastig is op onze school"
    assert failed.value.cause == "de tekst is te groot"


def test_a_render_that_hangs_is_killed_and_the_next_one_works():
    # Each table within a table doubles the time and takes hardly any memory.
    endless = "<table><tr><td>" * 20 + "x" + "</td></tr></table>" * 20
    with Worker(seconds=2.5) as impatient:
        impatient.render(to_print.section(GUIDE, HEAD), title="Proef")
        with pytest.raises(PdfFailed) as failed:
            impatient.render(broken(endless), title="Proef")
        again = impatient.render(to_print.section(GUIDE, HEAD), title="Proef")

    assert failed.value.part == "Wat lastig is op onze school"
    assert failed.value.cause == "het maken duurde te lang"
    assert again.pdf.startswith(b"%PDF")


def test_files_and_addresses_are_out_of_reach(worker):
    rendered = worker.render(
        broken('<img src="/etc/hostname"><img src="http://127.0.0.1:9/x.png">'), title="Proef"
    )

    assert any("outside the directories" in line for line in rendered.warnings)
    assert any("http://127.0.0.1:9/x.png" in line for line in rendered.warnings)
    assert read(rendered.pdf) == read(worker.render(broken(""), title="Proef").pdf)


def test_what_we_hang_on_in_the_library_is_still_there():
    import inspect

    from reportlab.platypus.doctemplate import BaseDocTemplate
    from reportlab.platypus.flowables import KeepTogether
    from xhtml2pdf import reportlab_paragraph, tags
    from xhtml2pdf.xhtml2pdf_reportlab import PmlTable

    assert callable(reportlab_paragraph._chunkWord)
    assert callable(reportlab_paragraph._breakable)
    assert {"disc", "circle", "square"} <= set(tags._list_style_font)
    assert "allowWidows" in inspect.getsource(reportlab_paragraph)
    assert "keepTogetherClass" in BaseDocTemplate._initArgs
    assert callable(PmlTable._repeatCount)
    assert callable(PmlTable._getFirstPossibleSplitRowPosition)
    assert {"_content", "_H", "_wrapInfo"} <= set(re.findall(r"self\.(\w+)", inspect.getsource(KeepTogether)))
