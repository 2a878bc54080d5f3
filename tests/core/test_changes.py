from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.blocks import Chart, Gap, Heading, ListBlock, Part, Table, Text, paragraph, plain
from sopforms.core.changes import Change, Form, Segment, compare, word_segments

SAME, CHANGED, NEW, GONE, MOVED = Change.SAME, Change.CHANGED, Change.NEW, Change.GONE, Change.MOVED


def a_text(*blocks, title="Extra hulp", key="g2"):
    return Text("Ondersteuningsaanbod", (Part(key, title, blocks),))


def changes(old, new):
    return [(each.change, each.old, each.new) for each in compare(old, new)[0].sentences]


def test_a_part_that_stayed_the_same_is_called_so():
    text = a_text(paragraph("Wij helpen.", "Altijd."))

    part = compare(text, text)[0]

    assert (part.change, part.count) == (SAME, 0)


def test_a_changed_sentence_stands_beside_what_it_was():
    old = a_text(paragraph("Oefenen in een groep van zes kinderen.", "Wij helpen."))
    new = a_text(paragraph("Oefenen in een groep van vier kinderen.", "Wij helpen."))

    part = compare(old, new)[0]

    assert part.change is CHANGED
    assert part.count == 1
    assert part.sentences[1].segments == (
        Segment(SAME, "Oefenen in een groep van "),
        Segment(GONE, "zes"),
        Segment(NEW, "vier"),
        Segment(SAME, " kinderen."),
    )


def test_new_and_gone_sentences_are_named():
    old = a_text(paragraph("Wij helpen.", "De hulp duurt een half jaar."))
    new = a_text(paragraph("Wij helpen."), ListBlock(((plain("Voorleessoftware op elke computer."),),)))

    assert changes(old, new)[2:] == [
        (NEW, "", "Voorleessoftware op elke computer."),
        (GONE, "De hulp duurt een half jaar.", ""),
    ]


def test_a_sentence_that_moved_is_not_new():
    old = a_text(paragraph("Eerst dit.", "Dan dat.", "En tot slot iets anders."))
    new = a_text(paragraph("En tot slot iets anders.", "Eerst dit.", "Dan dat."))

    found = changes(old, new)

    assert (MOVED, "En tot slot iets anders.", "En tot slot iets anders.") in found
    assert len(found) == 4
    assert compare(old, new)[0].count == 0


def test_rows_are_the_same_by_their_first_cell():
    def table(*cells):
        return a_text(Table("Hulp", ("Wat", "Waar"), (tuple(plain(cell) for cell in cells),)))

    part = compare(
        table("Prikkelarme werkplek", "gepland", ""),
        table("Prikkelarme werkplek", "op onze locatie", "Elke dag."),
    )

    row = part[0].sentences[-1]
    assert (row.change, row.form) == (CHANGED, Form.ROW)
    assert row.old == "Prikkelarme werkplek: gepland"
    assert row.new == "Prikkelarme werkplek: op onze locatie (Elke dag.)"


def test_rows_that_are_grouped_are_the_same_by_their_group_and_what_stands_in_it():
    def table(*rows):
        cells = tuple(tuple(plain(cell) for cell in row) for row in rows)
        return a_text(Table("Hulp", ("Hulp bij", "Wat", "Wie", "Hoe vaak"), cells))

    software, group = (
        ("Lezen", "Software", "De leerkracht", "Elke dag"),
        ("Lezen", "Kleine groep", "", "Vaak"),
    )
    part = compare(table(group, software), table(("Lezen", "Plusklas", "", ""), (*software[:3], "Soms")))

    rows = [(each.change, each.old or each.new) for each in part[0].sentences if each.form is Form.ROW]
    assert rows == [
        (NEW, "Lezen: Plusklas"),
        (GONE, "Lezen: Kleine groep. Hoe vaak: Vaak."),
        (CHANGED, "Lezen: Software. Wie: De leerkracht. Hoe vaak: Elke dag."),
    ]


def test_parts_are_matched_by_key_and_gone_parts_come_last():
    old = Text("A", (Part("g1", "Basis", ()), Part("g2", "Hulp", (paragraph("Wij helpen."),))))
    new = Text(
        "A", (Part("g2", "Extra hulp op school", (paragraph("Wij helpen."),)), Part("g3", "Gebouw", ()))
    )

    found = compare(old, new)

    assert [(part.key, part.change) for part in found] == [("g2", CHANGED), ("g3", NEW), ("g1", GONE)]
    assert found[0].sentences[0].form is Form.TITLE


def test_without_a_text_of_last_year_everything_is_new():
    part = compare(None, a_text(Heading(3, "Lezen"), paragraph("Wij helpen.")))[0]

    assert part.change is NEW
    assert {each.change for each in part.sentences} == {NEW}


def test_charts_and_gaps_are_not_text():
    chart = Chart("Wat zegt het team?", "Eens.", ("Nee", "Ja"), ())

    assert compare(a_text(), a_text(chart, Gap("Wie belt u?")))[0].change is SAME


def test_neighbouring_words_are_one_change():
    assert word_segments("De hulp duurt een half jaar.", "De hulp duurt 10 weken.") == (
        Segment(SAME, "De hulp duurt "),
        Segment(GONE, "een half jaar"),
        Segment(NEW, "10 weken"),
        Segment(SAME, "."),
    )


SENTENCE = st.lists(
    st.sampled_from(["wij", "helpen", "uw", "kind", "soms", "10", "weken,"]), min_size=1, max_size=8
).map(lambda chosen: " ".join(chosen).capitalize() + ".")
TEXT = st.lists(SENTENCE, max_size=6).map(lambda chosen: a_text(paragraph(*chosen)))


@given(TEXT, TEXT)
def test_both_texts_can_be_read_back(old, new):
    found = compare(old, new)[0].sentences

    def said(text):
        return sorted(span.text for each in text.parts[0].blocks[0].sentences for span in each.spans)

    assert [each.new for each in found if each.new][1:] == [
        span.text for each in new.parts[0].blocks[0].sentences for span in each.spans
    ]
    assert sorted(each.old for each in found if each.old and each.form is not Form.TITLE) == said(old)
