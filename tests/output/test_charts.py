import re
from xml.etree import ElementTree

import pytest

from sopforms.core.blocks import Chart, ChartRow
from sopforms.output.charts import LOW, PRINT_FAMILY, TALL, halves, pieces, svg
from tests.output.samples import CHART, HALVES

SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart, **options):
    return ElementTree.fromstring(svg(chart, **options))


def texts(picture):
    return ["".join(text.itertext()) for text in picture.iter(f"{SVG}text")]


def test_every_size_is_absolute_and_a_white_rectangle_of_the_full_size_comes_first():
    picture = drawn(CHART, width=640)

    assert "%" not in svg(CHART)
    assert "style=" not in svg(CHART)
    first = picture[0]
    assert (first.tag, first.get("width"), first.get("height")) == (
        f"{SVG}rect",
        "640",
        picture.get("height"),
    )


def test_counts_stand_in_the_bars_and_who_could_not_say_is_grey():
    picture = drawn(CHART)

    assert {"9", "5", "16 antwoorden", "Bespreken", "Weet ik niet"} <= set(texts(picture))
    assert sum(rect.get("fill") == "#d5d9d8" for rect in picture.iter(f"{SVG}rect")) == 3  # key and two rows


def test_all_rows_share_one_middle_and_stay_inside_the_picture():
    picture = drawn(CHART, width=500)

    line = next(picture.iter(f"{SVG}line"))
    bars = [rect for rect in picture.iter(f"{SVG}rect") if rect.get("stroke") == "#ffffff"]
    assert line.get("x1") == line.get("x2")
    assert all(float(rect.get("x")) + float(rect.get("width")) <= 500 for rect in bars)
    edges = {round(float(rect.get("x")), 0) for rect in bars}
    assert round(float(line.get("x1")), 0) in edges


def test_a_small_group_shows_halves_and_what_is_hidden_is_named():
    assert {"Lager", "Hoger", "5", "2"} <= set(texts(drawn(HALVES)))
    assert "te weinig antwoorden om te tonen" in texts(drawn(CHART))


def test_long_statements_are_wrapped_and_not_cut():
    said = " ".join(texts(drawn(CHART)))

    for row in CHART.rows:
        assert row.label in said


def test_words_are_data():
    chart = Chart("x", 'Een "zin" & <nog> een', ("a<b", "c&d"), (ChartRow("<script>", (1, 2)),))

    picture = drawn(chart)

    assert picture.get("aria-label") == 'Een "zin" & <nog> een'
    assert "<script>" in texts(picture)


def test_the_font_of_paper_is_our_own():
    assert drawn(CHART, family=PRINT_FAMILY).get("font-family") == "SOP Chart"


@pytest.mark.parametrize(
    ("counts", "shares"),
    [((1, 1, 1, 1), (0.5, 0.5)), ((2, 2, 0), (0.75, 0.25)), ((0, 0), (0.0, 0.0)), ((0, 5), (0.0, 1.0))],
)
def test_the_middle_of_a_scale_counts_for_both_sides(counts, shares):
    assert halves(ChartRow("x", counts), ["label"] * len(counts)) == shares


def test_a_scale_nobody_can_tell_apart_or_without_answers_is_not_drawn():
    assert svg(Chart("x", "y", tuple("abcdef"), (ChartRow("z", (1,) * 6),))) == ""
    assert svg(Chart("x", "y", ("a", "b"), (ChartRow("z", (0, 0)),))) == ""


def test_a_row_without_answers_says_so():
    chart = Chart("x", "y", ("a", "b"), (ChartRow("leeg", (0, 0)), ChartRow("vol", (1, 0))))

    assert "geen antwoorden" in texts(drawn(chart))
    assert "1 antwoord" in texts(drawn(chart))
    assert not re.search(r'width="0\.0"', svg(chart))


MANY = Chart(
    "Hoe vaak lukt dit?", "Bij 40 onderwerpen.", ("Nog niet", "Soms", "Meestal", "Altijd"),
    tuple(ChartRow(f"Onderwerp {row} dat over twee regels loopt", (1, row, 2, 3)) for row in range(40)),
    hidden=tuple(f"Verborgen {row}" for row in range(40)),
)  # fmt: skip


@pytest.mark.parametrize("most", [TALL, LOW])
def test_a_chart_that_is_higher_than_a_page_becomes_pieces_that_fit_on_one_scale(most):
    found = pieces(MANY, most)

    pictures = [drawn(piece, family=PRINT_FAMILY, whole=MANY) for piece in found]
    assert [row for piece in found for row in piece.rows] == list(MANY.rows)
    assert all(float(picture.get("height")) <= most for picture in pictures)
    assert len({next(picture.iter(f"{SVG}line")).get("x1") for picture in pictures}) == 1


def test_a_chart_that_fits_stays_whole():
    assert pieces(CHART, TALL) == (CHART,)
