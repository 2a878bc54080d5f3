import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sopforms.core.blocks import Heading, ListBlock, Paragraph, Sentence, Span, paragraph, words
from sopforms.core.errors import Invalid
from sopforms.output.markdown import safe_link, to_blocks, to_markdown
from tests.output.samples import CHAPTER, HELP


def texts(blocks):
    return [" ".join(words(each) for each in block.sentences) for block in blocks]


def test_typed_text_becomes_headings_paragraphs_and_lists():
    blocks = to_blocks(
        "## Lezen\nWij helpen. Ook **thuis**.\n\n- een\n- twee\n  - diep\n\n### Meer\n1. eerst"
    )

    assert blocks == (
        Heading(3, "Lezen"),
        Paragraph(
            (
                Sentence((Span("Wij helpen."),)),
                Sentence((Span("Ook "), Span("thuis", strong=True), Span("."))),
            )
        ),
        ListBlock(tuple((Sentence((Span(text),)),) for text in ("een", "twee", "diep"))),
        Heading(4, "Meer"),
        ListBlock(((Sentence((Span("eerst"),)),),), ordered=True),
    )


def test_a_heading_never_skips_a_level():
    assert to_blocks("# Een\n\n#### Vier") == (Heading(3, "Een"), Heading(4, "Vier"))
    assert to_blocks("### Drie") == (Heading(3, "Drie"),)


def test_what_word_puts_on_the_clipboard_becomes_markdown():
    pasted = "Wij bieden:\r\n•\tlezen\r\n\uf0b7 rekenen\r\n– gym\r\n\r\n"
    pasted += "Dat\u00a0is \x93fijn\x94, hè\u00adle\u200b fijn."

    blocks = to_blocks(pasted)

    assert [words(item[0]) for item in blocks[1].items] == ["lezen", "rekenen", "gym"]
    assert texts(blocks[2:]) == ["Dat is “fijn”, hèle fijn."]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<b onclick="x">hoi</b>',
        "<pdf:nextpage/>",
        "<!-- part:x -->",
        "&lt;script&gt; &#60;b&#62;",
        "{{ 7*7 }} {% raw %}",
        "<svg/onload=alert(1)>",
        "| a | b |",
        "> niet van ons",
        "---",
        "<td colspan=10000000>",
    ],
)
def test_hostile_text_stays_text(hostile):
    assert texts(to_blocks(hostile)) == [hostile]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "//evil.example",
        "/pad",
        "http://school.example",
        "data:text/html,x",
        "https://bank.nl@evil.example",
        "https:school.example",
        "file:///etc/passwd",
        "mailto:a@b.nl?bcc=c@d.nl",
        "#1x",
    ],
)
def test_an_unsafe_link_is_no_link(href):
    assert not safe_link(href)
    spans = [
        span for block in to_blocks(f"[lees](<{href}>)") for each in block.sentences for span in each.spans
    ]
    assert not any(span.href for span in spans)


@pytest.mark.parametrize(
    "href", ["https://school.example/a?b=c#d", "mailto:ib@school.example", "tel:0301234567", "#g2"]
)
def test_a_safe_link_stays(href):
    assert to_blocks(f"[lees]({href})")[0].sentences[0].spans == (Span("lees", href=href),)


def test_too_much_is_refused_before_it_costs_time():
    start = time.perf_counter()
    for many in ("[" * 100_000, "*a " * 60_000, "a\n" * 15_000, "[a](" * 40_000):
        with pytest.raises(Invalid):
            to_blocks(many)
    with pytest.raises(Invalid):
        to_blocks("- a\n" * 301)
    with pytest.raises(Invalid):
        to_blocks("woord\n\n" * 40_000)
    assert time.perf_counter() - start < 3


def test_what_people_cannot_edit_is_kept_by_its_line():
    source = to_markdown(CHAPTER.blocks)

    assert "[[Citaat: Samenwerkingsverband Noorderlicht, Basisondersteuning 2026-2030]]" in source
    assert "[[Grafiek: Wat zegt het team?]]" in source
    again = to_blocks(source, keep=CHAPTER.blocks)
    assert [type(block) for block in again] == [type(block) for block in CHAPTER.blocks]
    assert again[-1] is CHAPTER.blocks[-1]
    assert to_markdown(again) == source


def test_a_line_for_a_table_that_is_not_there_stays_text():
    assert texts(to_blocks("[[Tabel: Bestaat niet]]", keep=HELP.blocks)) == ["[[Tabel: Bestaat niet]]"]


@given(
    st.lists(
        st.sampled_from(
            [
                "Wij helpen.",
                "**vet**",
                "*schuin*",
                "- ",
                "1. ",
                "## ",
                "\n",
                "\n\n",
                " ",
                "a_b",
                "*",
                "_",
                "\\",
                "<",
                "[",
                "]",
                "(",
                "](https://a.nl)",
                "•\t",
                "\\\n",
                "2*3*4",
                "#",
                "+ ",
                "&amp;",
                "`",
                "[[Tabel: x]]",
                "  \n",
                "!",
            ]
        ),
        max_size=14,
    ).map("".join)
)
@example("**Let op** _nu_ en ***heel*** erg\\\nnieuwe regel")
def test_editing_twice_changes_nothing(source):
    once = to_blocks(source)

    assert to_blocks(to_markdown(once)) == once


@pytest.mark.parametrize(
    "start", ["# geen kop", "1. geen lijst", "- geen punt", "+ plus", "12) twaalf", "*ster", "<a>", "[x]"]
)
def test_words_that_look_like_markdown_stay_words(start):
    blocks = (paragraph(start),)

    assert to_blocks(to_markdown(blocks)) == blocks
