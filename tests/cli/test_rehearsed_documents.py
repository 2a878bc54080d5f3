"""The documents of a rehearsed year: the same words in each, heard in order, and sealed on request."""

from __future__ import annotations

import io
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import mammoth
import page
import pikepdf
import pytest
from lxml import html

from sopforms.output import seal
from sopforms.output.seal import Seal
from tests.output.sealing import Authority
from tests.output.tagged import bare, structure


def of_page(year: Path) -> html.HtmlElement:
    """The text itself on the page that parents get."""
    (text,) = html.fromstring((year / "section.html").read_text("utf-8")).xpath("//main")
    return text


def spoken(element: html.HtmlElement) -> list[str]:
    return bare(" ".join(element.itertext()))


def heard(pdf: Path) -> list[str]:
    """The words of a PDF as a screen reader tells them."""
    told = subprocess.run(["pdfinfo", "-struct-text", pdf], capture_output=True, check=True).stdout.decode()
    return bare("\n".join(line.strip().strip('"') for line in told.splitlines() if line.strip()[:1] == '"'))


@pytest.mark.parametrize("name", ["section.pdf", "papers.pdf"])
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_every_pdf_can_be_heard_and_kept_for_years(po_year: Path, name: str, profile: str) -> None:
    report = page.validate_pdf(str(po_year / name), profile=profile)

    assert report.is_compliant, [failure.message for failure in report.failures]


def test_page_pdf_word_and_plain_text_say_the_same_words_in_the_same_order(po_year: Path) -> None:
    text = of_page(po_year)
    on_page, title = spoken(text), spoken(text.xpath(".//h1")[0])

    word = mammoth.convert_to_html(io.BytesIO((po_year / "section.docx").read_bytes())).value
    in_word = spoken(html.fromstring(f"<div>{word}</div>"))
    heads = {each for head in text.xpath("//thead") for each in spoken(head)}
    for head in text.xpath("//thead"):
        head.getparent().remove(head)
    waiting = iter(bare((po_year / "section.txt").read_text("utf-8")))

    assert len(on_page) > 500
    assert heard(po_year / "section.pdf") == on_page
    assert in_word[: len(title)] == title
    assert in_word[-len(on_page[len(title) :]) :] == on_page[len(title) :]  # Word has contents between
    between = []
    for said in spoken(text):  # plain text has no table: it names the columns behind each row
        for found in waiting:
            if found == said:
                break
            between.append(found)
        else:
            raise AssertionError(said)
    assert {*between, *waiting} <= heads


def test_word_has_the_headings_and_lists_of_the_page(po_year: Path) -> None:
    text = of_page(po_year)
    word = mammoth.convert_to_html(io.BytesIO((po_year / "section.docx").read_bytes())).value
    back = html.fromstring(f"<div>{word}</div>")

    parts = [each.text_content() for each in text.xpath(".//section/h2")]
    assert parts == [each.text_content() for each in back.xpath("//h1")]
    for kind in ("ul", "ol", "table"):
        assert len(back.xpath(f"//{kind}")) == len(text.xpath(f".//{kind}")), kind


def test_tables_have_heads_and_charts_have_words_that_stand_for_them(po_year: Path) -> None:
    with pikepdf.open(po_year / "papers.pdf") as pdf:
        elements = list(structure(pdf))
        kinds = [str(each.S) for each in elements]
        scopes = [str(each.A.Scope) for each in elements if each.S == "/TH"]
        said = [str(each.Alt) for each in elements if each.S == "/Figure"]

    assert kinds.count("/Table") > 5
    assert {"/Column", "/Row"} == set(scopes)
    assert said
    assert all(len(words) > 20 for words in said)


def test_the_section_can_be_sealed_and_one_changed_byte_is_seen(po_year: Path, tmp_path: Path) -> None:
    authority = Authority.make(datetime.now(UTC) - timedelta(days=1))
    key = tmp_path / "zegel.p12"
    key.write_bytes(authority.key_file("een zin die niemand raadt"))

    sealed = seal.put((po_year / "section.pdf").read_bytes(), Seal(key, "een zin die niemand raadt"))

    assert seal.holds(sealed, [authority.root])
    for place in (len(sealed) // 3, len(sealed) // 2):
        changed = bytearray(sealed)
        changed[place] ^= 1
        assert not seal.holds(bytes(changed), [authority.root])
