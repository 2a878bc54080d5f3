from dataclasses import replace

from sopforms.core.blocks import ListBlock, Part, Quote, Text, paragraph, plain
from sopforms.core.changes import compare, compare_part
from sopforms.core.value_changes import ValueChange
from sopforms.output.changes_html import changes, values


def a_text(*blocks, title="Extra hulp"):
    return Text("Aanbod", (Part("g2", title, blocks), Part("g3", "Gebouw", (paragraph("Geen lift."),))))


def test_what_went_and_came_is_marked_and_said():
    old = a_text(paragraph("Een groep van zes kinderen.", "Er is een bibliotheek."))
    new = a_text(
        paragraph("Een groep van vier kinderen."), ListBlock(((plain("Voorleessoftware & meer."),),))
    )

    html = changes(compare(old, new))

    assert '<h2 id="g2-wijzigingen">Extra hulp</h2>' in html
    assert "Een groep van <del>zes</del> <ins>vier</ins> kinderen." in html
    assert '<li><span class="change">Nieuw:</span> <ins>Voorleessoftware &amp; meer.</ins></li>' in html
    assert '<span class="change">Vervallen:</span> <del>Er is een bibliotheek.</del>' in html
    assert "<p>Ongewijzigd bleef 1 onderdeel:</p>\n<ul>\n<li>Gebouw</li>" in html


def test_no_blank_stands_before_a_comma_that_came() -> None:
    old = a_text(paragraph("Rekenproblemen merken wij vroeg op. De leraar helpt dan."))
    new = a_text(paragraph("Rekenproblemen merken wij vroeg op; de leraar helpt dan."))

    html = changes(compare(old, new))

    assert "op ;" not in html.replace("<ins>", "").replace("<del>", "").replace("</del>", "")
    assert " ;" not in html
    assert " <ins>;" not in html


def test_the_label_stands_once_before_sentences_in_a_row():
    old, new = (
        a_text(paragraph("Dit blijft.")),
        a_text(paragraph("Dit blijft.", "Nieuw een.", "Ook nieuw twee.")),
    )

    assert changes(compare(old, new)).count("Nieuw:") == 1


def test_a_new_part_is_readable_text_and_a_part_that_went_only_a_title():
    old = Text("A", (Part("g1", "Oud deel", (paragraph("Weg."),)),))
    new = Text("A", (Part("g2", "Nieuw deel", (paragraph("Wij helpen."),)),))

    html = changes(compare(old, new), anchors=False)

    assert '<h2>Nieuw deel</h2>\n<p class="small">Dit onderdeel is nieuw.</p>\n<p>Wij helpen.</p>' in html
    assert '<h2>Oud deel</h2>\n<p class="small">Dit onderdeel is vervallen.</p>' in html
    assert "Weg." not in html


def test_a_new_title_is_told():
    assert "De titel was: Hulp" in changes(compare(a_text(title="Hulp"), a_text(title="Extra hulp")))


def test_a_sentence_that_moved_is_told():
    old = a_text(paragraph("Eerst dit.", "Dan dat.", "Tot slot wat anders."))
    new = a_text(paragraph("Tot slot wat anders.", "Eerst dit.", "Dan dat."))

    assert 'Tot slot wat anders. <span class="change">(verplaatst)</span>' in changes(compare(old, new))


def test_nothing_changed_and_no_last_year_are_said():
    same = a_text(paragraph("Dit blijft."))

    assert changes(compare(same, same)) == "<p>Er is niets veranderd.</p>\n"
    assert changes(None) == (
        "<p>Dit is de eerste keer in de nieuwe vorm. "
        "Er is geen tekst van vorig jaar om mee te vergelijken.</p>\n"
    )


def test_the_points_of_a_quoted_list_stay_points():
    quoted = Quote((paragraph("Elke school biedt:"), ListBlock((
        (plain("hulp bij lezen"),), (plain("een veilig klimaat"),),
    ))), "Samenwerkingsverband")  # fmt: skip
    new = a_text(paragraph("Zo ziet dat er bij ons uit."), quoted)

    html = changes(compare(a_text(quoted), new), anchors=False)

    assert (
        "<p>Elke school biedt:</p>\n<ul>\n<li>hulp bij lezen</li>\n<li>een veilig klimaat</li>\n</ul>" in html
    )


def test_on_a_screen_what_stayed_the_same_is_folded_with_its_number() -> None:
    old, new = (
        Part("g3", "Gebouw", (paragraph(text),)) for text in ("Er is een lift.", "Er zijn twee liften.")
    )
    same = [compare_part(part, part) for part in (replace(old, key=key) for key in ("g4", "g5"))]

    html = changes([compare_part(old, new), *same], folds=True)

    assert "<details><summary>Ongewijzigd bleven 2 onderdelen:</summary>" in html


def test_an_answer_that_changed_is_a_plain_sentence_with_its_reason() -> None:
    found = values(
        [
            ValueChange(
                "Dyslexie", "basiskennis", "specialist in het team", "Een collega heeft <b>gestudeerd</b>."
            ),
            ValueChange("Rekenen", "geen", "basiskennis"),
        ]
    )

    assert (
        "<li><strong>Dyslexie</strong>: van ‘basiskennis’ naar ‘specialist in het team’. "
        "Reden: Een collega heeft &lt;b&gt;gestudeerd&lt;/b&gt;.</li>"
    ) in found
    assert "<strong>Rekenen</strong>: van ‘geen’ naar ‘basiskennis’.</li>" in found
    assert values([]) == ""
