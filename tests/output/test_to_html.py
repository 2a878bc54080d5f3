import itertools
from html.parser import HTMLParser

from markupsafe import Markup

from sopforms.core.blocks import Chart, Heading, Paragraph, Part, Sentence, Span
from sopforms.output import to_html
from tests.output.samples import CHAPTER, CHART, HALVES, HELP, TEXT


class Seen(HTMLParser):
    """The headings, ids and unclosed elements of a page."""

    def __init__(self, html):
        super().__init__()
        self.open, self.levels, self.ids = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag[0] == "h" and tag[1:].isdigit():
            self.levels.append(int(tag[1:]))
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in {"br", "img", "meta"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_a_part_is_a_section_one_can_link_to():
    html = to_html.part(HELP)

    assert html.startswith(
        '<section class="part" id="g2" aria-labelledby="g2-titel">\n<h2 id="g2-titel">Extra hulp'
    )
    assert "<caption>Extra hulp bij ons en dichtbij</caption>" in html
    assert '<th scope="col">Waar</th>' in html
    row = '<tr role="row"><th scope="row" role="rowheader">Prikkelarme werkplek</th>'
    assert f'{row}<td role="cell" data-l="Waar">op onze locatie</td>' in html
    assert '<a href="https://school.example/hulp"><em>de pagina voor ouders</em></a>.' in html


def test_without_anchors_a_part_can_stand_twice_on_a_page():
    assert "id=" not in to_html.part(HELP, anchors=False)


def test_headings_never_skip_a_level():
    for level in (1, 2, 3):
        levels = Seen(to_html.document(TEXT, level=level)).levels
        assert levels[0] == level
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_element_is_closed_and_every_id_is_unique():
    seen = Seen(to_html.page(TEXT, to_html.Head(school="De Tintelgaard", year="2026-2027")))

    assert seen.open == []
    assert len(seen.ids) == len(set(seen.ids))


def test_words_are_data():
    nasty = "<script>\"&'{{x}}"
    part = Part("ch1", nasty, (Heading(3, nasty), Paragraph((Sentence((Span(nasty, href='"><b>'),)),))))

    html = to_html.part(part)

    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html


def test_gaps_and_sources_show_only_when_asked():
    shy, open_ = to_html.part(CHAPTER), to_html.part(CHAPTER, gaps=True, sources=True)

    assert "Nog aanvullen" not in shy
    assert 'class="src"' not in shy
    assert "<strong>Nog aanvullen:</strong> Bij ‘Evalueren’ is nog geen keuze gemaakt." in open_
    assert 'data-sources="BO-01" title="Rust op: BO-01, 16 antwoorden, mediaan"' in open_
    assert "BO-02, 1 antwoord, gekozen door het team" in open_


def test_a_chart_has_its_figures_beside_it():
    html = to_html.blocks((CHART,))

    assert 'role="img"' in html
    assert "<caption>Tabel: Wat zegt het team?</caption>" in html
    assert "<td>4</td><td>3</td><td>3</td><td>6</td><td>2</td>" in html
    assert "“Leerlingen praten mee over hun eigen plan.”: te weinig antwoorden om te tonen." in html


def test_a_chart_of_halves_shows_no_more_than_halves():
    assert "<td>5</td><td>2</td><td>0</td>" in to_html.blocks((HALVES,))


def test_a_chart_without_answers_has_no_picture():
    assert "<svg" not in to_html.blocks((Chart("Leeg", "Niemand gaf antwoord.", ("Nee", "Ja"), ()),))


def test_a_page_stands_alone():
    html = to_html.page(TEXT, to_html.Head(school="De Tintelgaard", year="2026-2027", status="Concept"))

    assert isinstance(html, Markup)
    assert html.startswith('<!doctype html>\n<html lang="nl">')
    assert "<title>Ondersteuningsaanbod De Tintelgaard, schooljaar 2026-2027</title>" in html
    assert html.count("<h1") == 1
    assert "src=" not in html
    assert "@import" not in html
