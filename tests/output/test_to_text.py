from sopforms.core.blocks import Gap, Paragraph, Sentence, Span, Table, plain
from sopforms.output import to_text
from tests.output.samples import CHART, HELP, TEXT


def test_a_part_is_one_paragraph_a_line():
    assert to_text.part(HELP) == (
        "Extra hulp op onze school\n"
        "\n"
        "Wij bieden extra hulp in de klas en in kleine groepen.\n"
        "\n"
        "Extra hulp bij ons en dichtbij\n"
        "- Kleine groep voor lezen: op onze locatie (Twee keer per week, tien weken lang.)\n"
        "- Prikkelarme werkplek: op onze locatie\n"
        "- Groep voor kinderen die veel aankunnen: via bestuur of SWV (Op woensdag.)\n"
        "\n"
        "1. Eerst praat u met de leerkracht.\n"
        "2. Daarna met de intern begeleider. Die kijkt mee in de klas.\n"
        "\n"
        "Meer weten? Bel 030 123 45 67 of lees de pagina voor ouders (https://school.example/hulp).\n"
    )


def test_a_row_of_many_columns_names_each_but_the_first_two():
    row = (plain("Lezen"), plain("Kleine groep (op school)"), plain(""), plain("Elke dag"), plain("Bel ons."))
    wide = Table("Hulp", ("Hulp bij", "Wat", "Wie", "Hoe vaak", "Zo begint het"), (row,))

    assert to_text.blocks((wide,)) == (
        "Hulp\n- Lezen: Kleine groep (op school). Hoe vaak: Elke dag. Zo begint het: Bel ons.\n"
    )


def test_a_text_has_its_title_and_no_gaps():
    text = to_text.text(TEXT)

    assert text.startswith(
        "Ondersteuningsaanbod De Tintelgaard\n\nBasisondersteuning\n\nElke school signaleert"
    )
    assert "nog geen keuze" not in text
    assert "\n\n\n" not in text


def test_a_gap_alone_leaves_nothing():
    assert to_text.blocks((Gap("Wie belt u?"),)) == ""


def test_a_link_that_says_its_own_address_is_not_repeated():
    spans = (
        Span("www.school.nl", href="https://www.school.nl/"),
        Span(", "),
        Span("ib", href="mailto:ib@school.nl"),
    )

    assert to_text.run((Sentence(spans),)) == "www.school.nl, ib (ib@school.nl)"


def test_lines_of_an_address_stay_lines():
    assert to_text.blocks((Paragraph((Sentence((Span("Straat 1\nPlaats"),)),)),)) == "Straat 1\nPlaats\n"


def test_a_chart_is_told_in_words():
    text = to_text.blocks((CHART,))

    assert "- Ouders praten mee over het plan voor hun kind.: nog niet 1" not in text
    assert "Nog niet 1, Soms 0, Meestal 7, Altijd 8, weet ik niet 0" in text
    assert "- Leerlingen praten mee over hun eigen plan.: te weinig antwoorden om te tonen" in text
