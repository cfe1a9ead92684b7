"""JSON for programs, on one line, with nothing in it that a terminal obeys."""

import json
from datetime import date
from typing import Any

import typer


def print_json(value: Any) -> None:
    """Print a value on a line of its own. Beyond ASCII everything is escaped: some of it turns a terminal around."""
    typer.echo(json.dumps(value, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON")
