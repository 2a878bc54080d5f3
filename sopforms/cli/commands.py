"""Every command of the product, in the order in which somebody needs them."""

from __future__ import annotations

import click

from sopforms.cli.demo import demo
from sopforms.cli.forget_phone import forget_phone
from sopforms.cli.import_ import import_
from sopforms.cli.init import init, migrate
from sopforms.cli.mailbox import mailbox
from sopforms.cli.questionnaire import questionnaire
from sopforms.cli.rehearse import rehearse
from sopforms.cli.verify import verify
from sopforms.cli.worker import deliver, worker

ALL: tuple[click.Command, ...] = (
    demo,
    init,
    migrate,
    forget_phone,
    import_,
    questionnaire,
    rehearse,
    worker,
    deliver,
    verify,
    mailbox,
)
