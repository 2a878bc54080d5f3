"""`sopforms questionnaire schema`: the JSON Schema of questionnaire files."""

from __future__ import annotations

import json

import click

from sopforms.core.questionnaire.json_schema import json_schema


@click.command()
def schema() -> None:
    """Print a JSON Schema (2020-12) of questionnaire files and scales, for the editor you write them in."""
    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=1))
