import re

from sopforms.core.blocks import Part, Table, Text, paragraph, plain
from sopforms.core.changes import compare
from sopforms.output import to_print
from sopforms.output.to_html import Head
from sopforms.output.to_print import Papers
from tests.output.samples import CHAPTER, HELP, LIMITS, TEXT

HEAD = Head("De Tintelgaard", "2026-2027", board="Stichting Scholen")
LETTER = Part("brief", "Adviesaanvraag", (paragraph("Geachte leden van de medezeggenschapsraad,"),))
GUIDE = Text("Hulp op onze school", (HELP, LIMITS))


def headings(html):
    return [re.sub(r"<[^>]+>", "", found) for found in re.findall(r"<h1.*?>(.*?)</h1>", html)]


def test_the_letter_comes_first_and_each_annex_has_its_number():
    papers = Papers(
        LETTER, GUIDE, compare(None, GUIDE), TEXT, Part("u", "Uitkomsten", ()), Part("l", "Leerlingen", ())
    )

    assert headings(to_print.papers(papers, HEAD)) == [
        "Adviesaanvraag",
        "Bijlage 1. Hulp op onze school",
        "Bijlage 2. Wijzigingen",
        "Bijlage 3. Uitkomsten",
        "Bijlage 4. Leerlingen",
        "Bijlage 5. Onderbouwing",
    ]


def test_what_is_not_there_is_left_out_and_a_first_year_is_told():
    html = to_print.papers(Papers(LETTER, GUIDE), HEAD)

    assert len(headings(html)) == 3
    assert "Er is geen tekst van vorig jaar" in html


def test_a_short_annex_stands_where_the_one_before_ends_and_a_long_one_on_a_page_of_its_own():
    long = Part("u", "Uitkomsten", (paragraph("Het team besprak dit. " * 60),))
    pupils = Part("l", "Leerlingen", (paragraph("Zij noemden rust."),))

    html = to_print.papers(Papers(LETTER, GUIDE, None, outcomes=long, pupils=pupils), HEAD)

    follows = re.findall(r'<h1( class="vervolg")?><a name="bijlage-(\w+)"', html)
    assert [(name, bool(mark)) for mark, name in follows] == [
        ("concept", False), ("wijzigingen", True), ("uitkomsten", False), ("leerlingen", True),
    ]  # fmt: skip
    assert html.count("<pdf:nextpage/>") == 3  # contents, the text, the outcomes


def test_the_section_has_no_cover_and_no_contents():
    html = to_print.section(GUIDE, HEAD)

    assert "pdf:toc" not in html
    assert 'omslagtitel"' not in html
    assert headings(html) == ["Hulp op onze school"]


def test_each_chapter_stands_between_marks_that_no_title_can_break():
    html = to_print.section(Text("x", (Part("g1", "A --> <b> & B", ()),)), HEAD)

    assert re.findall(r"<!--part:(.*?)-->", html) == ["A –&gt; &lt;b&gt; &amp; B"]


def test_a_caption_is_a_paragraph_and_columns_add_up():
    html = to_print.section(GUIDE, HEAD)

    assert '<p class="tabelkop">Extra hulp bij ons en dichtbij</p>' in html
    assert "<caption" not in html
    head = html.split("<thead>")[1].split("</thead>")[0]
    assert sum(int(width) for width in re.findall(r'width="(\d+)%"', head)) == 100


def test_a_row_with_a_long_cell_stands_outside_the_table_and_every_table_keeps_its_head():
    rows = tuple(
        (plain(name), plain(said))
        for name, said in (("Eerste", "Kort."), ("Lang", "woord " * 900), ("Laatste", "Kort."))
    )
    table = Table("Wat er is", ("Wat", "Waar en hoe"), rows)

    html = to_print.section(Text("x", (Part("g1", "x", (table,)),)), HEAD)

    assert html.count('<table class="tabel') == html.count('repeat="1"') == html.count("<thead>") == 2
    assert html.count("Wat er is") == 1
    outside = html.split("Wat er is")[1].split("</table>")[1].split("<table")[0]
    assert '<p class="rijkop">Lang</p>' in outside
    assert outside.count("<b>Waar en hoe:</b>") == 1
    assert outside.count("woord") == 900


def test_charts_are_pictures_with_their_figures_and_gaps_are_left_out():
    html = to_print.section(Text("x", (CHAPTER,)), HEAD)

    assert '<img src="data:image/svg+xml;base64,' in html
    assert "Tabel: Wat zegt het team?" in html
    assert "Nog aanvullen" not in html


def test_the_ligature_our_italics_lack_is_written_out():
    assert "ĳ" not in to_print.section(Text("Vrĳ", (Part("g1", "Ĳs", ()),)), HEAD)
