"""The school's own Word template: looked at before it is kept, tried out, and taken away again.

It changes only how the school's Word files look. Those that were made of the adopted text stay as they are.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import PurePath

from sopforms.actions.deed import deed
from sopforms.core import blocks as b
from sopforms.core.errors import Invalid
from sopforms.output import docx_template, to_docx
from sopforms.output.to_html import Head
from sopforms.store import word_templates
from sopforms.store.db import db
from sopforms.store.word_templates import WordTemplateRow

UNUSABLE = "Met dit sjabloon lukt het niet een Word-bestand te maken. Sla het opnieuw op als gewoon .docx."
_LONGEST_NAME = 120
_EVERYTHING = b.Text(
    "Proef",
    (
        b.Part(
            "g1",
            "Kop",
            (
                b.Heading(3, "Kop"),
                b.Heading(4, "Kop"),
                b.paragraph("Tekst."),
                b.ListBlock(((b.plain("Punt."),),)),
                b.ListBlock(((b.plain("Stap."),),), ordered=True),
                b.Quote((b.paragraph("Tekst."),), "Bron"),
                b.Table("Tabel", ("Wat", "Waar"), ((b.plain("a"), b.plain("b")),)),
            ),
        ),
        b.Part("g2", "Kop", ()),
    ),
)


@deed
def keep(location_id: int, name: str, data: bytes, today: date) -> WordTemplateRow:
    """Keep a template in the place of the one before; a text with one of everything is made in it first.

    Raises Invalid for `file` with what is wrong and what to do.
    """
    lacks = docx_template.check(data)
    try:
        to_docx.render(_EVERYTHING, Head("Proef", ""), data)
    except Invalid:
        raise
    except Exception as error:  # a template that is broken inside makes the library raise many things
        raise Invalid(file=UNUSABLE) from error
    word_templates.remove(location_id)
    row = WordTemplateRow(
        location_id=location_id,
        name=PurePath(name.replace("\\", "/")).name[:_LONGEST_NAME] or "sjabloon.docx",
        sha256=hashlib.sha256(data).hexdigest(),
        content=data,
        lacks=lacks,
        kept_on=today,
    )
    db.session.add(row)
    db.session.flush()
    return row


@deed
def remove(location_id: int) -> None:
    """Use our template again; without one of its own nothing changes."""
    word_templates.remove(location_id)
