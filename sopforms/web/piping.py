"""Earlier answers inside later texts: `{name}` and `{matrix.row}`.

The loader made sure that braces name an earlier question; what is not answered leaves an empty place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from markupsafe import Markup, escape

from sopforms.core.questionnaire.model import Form
from sopforms.core.questionnaire.spoken import answer_in_words

PIPE = re.compile(r"\{\s*([A-Za-z][A-Za-z0-9_]*)(?:\.([A-Za-z][A-Za-z0-9_]*))?\s*\}")


def fill(text: str, form: Form, answers: Mapping[str, Any], language: str, here: Collection[str] = ()) -> str:
    """Return text with the display text of answers in it: plain, so that the page escapes it.

    When it speaks of a question that is `here`, on the same page, it is markup that the script keeps up to
    date.
    """
    if "{" not in text:
        return text
    if any(found[1] in here for found in PIPE.finditer(text)):
        return fill_html(str(escape(text)), form, answers, language, here)
    return PIPE.sub(lambda found: _display(found, form, answers, language), text)


def fill_html(
    html: str, form: Form, answers: Mapping[str, Any], language: str, here: Collection[str] = ()
) -> Markup:
    """Return markup of the questionnaire with escaped answers in it."""

    def shown(found: re.Match[str]) -> str:
        said = escape(_display(found, form, answers, language))
        if found[1] not in here:
            return str(said)
        return f'<span data-says="{".".join(filter(None, found.groups()))}">{said}</span>'

    return Markup(PIPE.sub(shown, html))  # noqa: S704 - the markup was cleaned before, answers are escaped


def _display(found: re.Match[str], form: Form, answers: Mapping[str, Any], language: str) -> str:
    question = form.by_name.get(found[1])
    if question is None:
        return found[0]
    answer = answers.get(found[1])
    if found[2]:
        answer = answer.get(found[2]) if isinstance(answer, Mapping) else None
    return answer_in_words(question, answer, language)
