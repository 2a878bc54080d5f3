"""A part to copy elsewhere has every word, its headings and tables, and nothing of our pages."""

from __future__ import annotations

import re

from sopforms.core.blocks import Heading, ListBlock, Part, Table, paragraph, plain
from sopforms.core.placement import is_same
from sopforms.output import fragment, to_text

PART = Part(
    "g2",
    "Extra hulp & meer",
    (
        paragraph("Wij helpen bij <lezen>."),
        Heading(3, "Hoe"),
        ListBlock(((plain("In een groep."),),)),
        Table("Wat er is", ("Hulp", "Waar"), ((plain("Software"), plain("Op school.")),)),
    ),
)


def test_a_fragment_has_no_classes_styles_or_roles_and_keeps_its_anchor():
    html = fragment.of_part(PART, level=3)

    assert not re.search(r"class=|style=|role=|aria-|tabindex|<div", html)
    assert '<section id="g2">' in html
    assert "<h3>Extra hulp &amp; meer</h3>" in html
    assert '<th scope="col">Hulp</th>' in html
    assert "&lt;lezen&gt;" in html


def test_what_is_copied_from_it_says_what_was_adopted():
    copied = re.sub(r"<caption>|<[^>]+>", " ", fragment.of_part(PART)).replace("&amp;", "&")

    assert "Software" in copied
    assert is_same("Extra hulp meer Wij helpen bij lezen", "Extra hulp & meer: wij helpen bij <b>lezen</b>")
    assert to_text.part(PART).split()[0] in copied
