"""Every mail is complete, in plain Dutch, with one link, and says the same with and without markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from sopforms.core.codes import LetterKind, Right
from sopforms.core.mailing import INFORMAL, Letter
from sopforms.output import wording
from tests.letters import of_every_kind

FOLDERS = {path.name: path for path in wording.LETTERS.iterdir() if path.is_dir()}
LETTERS = of_every_kind() + [one for one in of_every_kind(Right.INSTEMMING) if one.facts.get("consent")]
WITH_A_DATE = {
    LetterKind.CYCLE_OPENED,
    LetterKind.SURVEY_OPENED,
    LetterKind.SURVEY_REMINDER,
    LetterKind.READ_ROUND_OPENED,
    LetterKind.ADVICE_REQUESTED,
    LetterKind.ADVICE_REMINDER,
    LetterKind.ADVICE_EXPIRED,
    LetterKind.SECTION_READY,
    LetterKind.DECISION_DEVIATES,
}
SUBJECTS = {
    LetterKind.CYCLE_OPENED: "SOP-ronde 2027-2028 is open",
    LetterKind.SURVEY_OPENED: "Vragenlijst ondersteuning: graag invullen voor 22 januari 2027",
    LetterKind.SURVEY_REMINDER: "Vragenlijst ondersteuning: graag invullen voor 22 januari 2027",
    LetterKind.SURVEY_CLOSED: "Resultaten staan klaar voor het teamgesprek",
    LetterKind.TALK_RECORDED: "Verslag teamgesprek ondersteuning",
    LetterKind.DRAFT_READY: "Concept ondersteuningsaanbod klaar",
    LetterKind.ADVICE_REQUESTED: "Adviesaanvraag ondersteuningsaanbod 2027-2028",
    LetterKind.ADVICE_REMINDER: "Herinnering: advies gevraagd voor 21 mei 2027",
    LetterKind.ADVICE_EXPIRED: "Adviestermijn verstreken",
    LetterKind.ADVICE_RECEIVED: "Advies MR ontvangen",
    LetterKind.ADVICE_RECEIPT: "Advies MR ontvangen",
    LetterKind.REACTION_SENT: "Reactie bevoegd gezag op uw advies",
    LetterKind.DECISION_DEVIATES: (
        "Besluit wijkt af van uw advies: uitvoering opgeschort tot en met 19 juli 2027"
    ),
    LetterKind.ADOPTED: "Ondersteuningsaanbod vastgesteld",
    LetterKind.SECTION_READY: "Tekst voor de schoolgids",
    LetterKind.PUBLISHED: "Schoolgidsonderdeel gepubliceerd",
}


class Words(HTMLParser):
    """The words and links of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.foreign: list[str] = []
        self.feed(page.partition("<body")[2].partition(">")[2])

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.foreign += [value or "" for name, value in attrs if name in {"src", "background"}]


def words(text: str) -> str:
    return " ".join(re.sub(r"\s+", " ", text.replace(f":\n{wording.LINK}", f" {wording.LINK}")).split())


def named(one: Letter) -> str:
    return f"{one.kind.value}{'-copy' if one.copy else ''}"


def test_every_kind_has_a_folder_with_subject_text_and_html():
    assert set(FOLDERS) == {kind.value for kind in LetterKind}
    for folder in FOLDERS.values():
        assert {path.name for path in folder.iterdir()} == {"subject.txt", "body.txt", "body.html"}


@pytest.mark.parametrize("one", LETTERS, ids=named)
def test_a_letter_has_one_link_and_says_to_whom_it_belongs(one: Letter) -> None:
    said = wording.letter(one)

    page = Words(said.html)
    links = 0 if one.link is None else 1
    assert said.text.count(wording.LINK) == links
    assert page.links == [wording.LINK] * links
    assert page.foreign == []
    last = said.text.strip().splitlines()[-2:]
    assert last[0].startswith("Vragen?")
    assert last[1].startswith(("Deze link is persoonlijk", "Deze code is persoonlijk", "Deze pagina mag"))


@pytest.mark.parametrize("one", LETTERS, ids=named)
def test_a_letter_says_the_same_with_and_without_markup(one: Letter) -> None:
    said = wording.letter(one)

    assert words("".join(Words(said.html).words)) == words(said.text)


@pytest.mark.parametrize("one", LETTERS, ids=named)
def test_a_letter_speaks_to_staff_as_je_and_to_others_as_u(one: Letter) -> None:
    said = wording.letter(one)

    text = f"{said.subject} {said.text}".lower()
    wrong = r"\b(u|uw)\b" if one.kind in INFORMAL else r"\b(je|jij|jou|jouw|jullie)\b"
    assert re.findall(wrong, text) == []


@pytest.mark.parametrize("one", LETTERS, ids=named)
def test_the_first_line_says_who_asks_what_before_when(one: Letter) -> None:
    first = wording.letter(one).text.split("\n\n")[1]

    assert len(first.split(". ")[0].split()) <= 28
    if one.kind in WITH_A_DATE:
        assert re.search(r"\b(maan|dins|woens|donder|vrij|zater|zon)dag \d{1,2} [a-z]+ 20\d\d", first)


@pytest.mark.parametrize("one", LETTERS, ids=named)
def test_the_subject_is_the_one_that_was_agreed(one: Letter) -> None:
    subject = wording.letter(one).subject

    assert len(subject) <= 90
    if one.kind in SUBJECTS and not one.facts.get("consent"):
        assert subject == SUBJECTS[one.kind]


@pytest.mark.parametrize("one", [one for one in LETTERS if one.facts.get("consent")], ids=named)
def test_consent_is_never_called_advice(one: Letter) -> None:
    said = wording.letter(one)

    assert "advies" not in f"{said.subject} {said.text}".lower()
    assert "advise" not in said.text.lower()


def test_advice_is_never_called_consent():
    for one in of_every_kind():
        said = wording.letter(one)
        assert "instem" not in f"{said.subject} {said.text} {said.html}".lower()
