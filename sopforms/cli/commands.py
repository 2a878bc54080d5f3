"""Every command of the product, in the order in which somebody needs them."""

from __future__ import annotations

import click

from sopforms.cli.demo import demo
from sopforms.cli.import_ import import_
from sopforms.cli.init import init, migrate
from sopforms.cli.mailbox import mailbox
from sopforms.cli.questionnaire import questionnaire
from sopforms.cli.rehearse import rehearse
from sopforms.cli.worker import deliver, worker

ALL: tuple[click.Command, ...] = (
    demo,
    init,
    migrate,
    import_,
    questionnaire,
    rehearse,
    worker,
    deliver,
    mailbox,
)
