"""The questionnaire with its methods: what may be asked of one, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sopforms.core.questionnaire import answers as rules
from sopforms.core.questionnaire import visibility
from sopforms.core.questionnaire.answers import AnswerProblem
from sopforms.core.questionnaire.model import Answers, Element, Form, Page, Panel, Question


@dataclass(frozen=True, slots=True)
class Questionnaire(Form):
    """A questionnaire that was loaded without errors.

    `answers` is any mapping from form, JSON or database; it is never changed.
    """

    def visible(self, answers: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the names of the visible questions in document order."""
        return visibility.visible(self, answers)

    def visible_pages(self, answers: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the names of the visible pages in document order."""
        return visibility.visible_pages(self, answers)

    def clean(self, answers: Mapping[str, Any]) -> Answers:
        """Return what submission would store."""
        return rules.clean(self, answers)

    def problems(self, answers: Mapping[str, Any], page: str | None = None) -> list[AnswerProblem]:
        """Return what is wrong with the answers of visible questions, on `page` or everywhere."""
        return rules.problems(self, answers, page)

    def for_sector(self, sector: str) -> Questionnaire:
        """Return the questionnaire without the questions whose audience excludes `sector`.

        `sector` is a kind of school (bao, sbo, so, vso, so-vso, vo, pro); a school for so and vso is asked
        what either of them is asked. A removed question reads as unanswered. Panels and pages that become
        empty go too. The hashes stay those of the whole: answers belong to the published version.
        """
        kinds = {sector, *sector.split("-")}
        gone = {name for name, entry in self.mapping.items() if entry.audience and not entry.audience & kinds}
        if not gone:
            return self
        pages = [replace(page, elements=_without(gone, page.elements)) for page in self.pages]
        mapping = {name: entry for name, entry in self.mapping.items() if name not in gone}
        return replace(self, pages=tuple(page for page in pages if page.elements), mapping=mapping)

    def page(self, name: str) -> Page:
        """Return the page of this name; KeyError when there is none."""
        for page in self.pages:
            if page.name == name:
                return page
        raise KeyError(name)


def _without(gone: set[str], elements: tuple[Element, ...]) -> tuple[Element, ...]:
    """Return `elements` without the questions named in `gone` and the panels this leaves empty."""
    kept: list[Element] = []
    for element in elements:
        if isinstance(element, Panel):
            panel = replace(element, elements=_without(gone, element.elements))
            kept += [panel] if panel.elements else []
        elif not (isinstance(element, Question) and element.name in gone):
            kept.append(element)
    return tuple(kept)
