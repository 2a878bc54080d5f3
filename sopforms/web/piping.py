"""Earlier answers inside later texts of a page: `{name}` and `{matrix.row}`, as `spoken` says them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from markupsafe import Markup, escape

from sopforms.core.questionnaire import spoken
from sopforms.core.questionnaire.model import Form


def fill(text: str, form: Form, answers: Mapping[str, Any], language: str, here: Collection[str] = ()) -> str:
    """Return text with the display text of answers in it: plain, so that the page escapes it.

    When it speaks of a question that is `here`, on the same page, it is markup that the script keeps up to
    date.
    """
    if "{" not in text:
        return text
    if any(found[1] in here for found in spoken.PIPE.finditer(text)):
        return fill_html(str(escape(text)), form, answers, language, here)
    return spoken.fill(text, form, answers, language)


def fill_html(
    html: str, form: Form, answers: Mapping[str, Any], language: str, here: Collection[str] = ()
) -> Markup:
    """Return markup of the questionnaire with escaped answers in it."""

    def shown(found: re.Match[str]) -> str:
        said = escape(spoken.piped(found, form, answers, language))
        if found[1] not in here:
            return str(said)
        return f'<span data-says="{".".join(filter(None, found.groups()))}">{said}</span>'

    return Markup(spoken.PIPE.sub(shown, html))  # noqa: S704 - the markup was cleaned before, answers are escaped
