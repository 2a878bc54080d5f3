"""The `sopforms` commands. Exit codes: 0 done, 1 the work found problems, 2 unusable arguments."""

from __future__ import annotations

import click

from sopforms.cli import commands


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sopforms")
def main() -> None:
    """Run the yearly cycle of the support offer: survey, conversation, draft, advice, adoption, guide."""


for command in commands.ALL:
    main.add_command(command)
