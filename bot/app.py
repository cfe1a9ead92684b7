"""The console command `conduct`: every command in one place, and errors as people read them."""

import sys
from collections.abc import Callable
from typing import NoReturn

import typer

from bot.cli import ask, batch, evaluate, feedback, index, knowledge
from bot.serve import serve
from bot.settings import SettingsError
from bot.storage.errors import StorageUnusable
from handlers.ask.messages import BadRequest
from index.errors import IndexUnusable
from knowledge.errors import KnowledgeError

_FOR_PEOPLE = (BadRequest, IndexUnusable, KnowledgeError, SettingsError, StorageUnusable, batch.BatchError)
"""Errors that say what was wrong, where, and what to do."""

app = typer.Typer(
    help="Answers conduct questions from the guideline texts, with citations.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("ask")(ask.ask)
app.command("serve")(serve)
app.command("index")(index.index)
app.command("tune")(index.tune)
app.command("feedback")(feedback.feedback)
app.add_typer(evaluate.app, name="eval")
app.add_typer(knowledge.app, name="knowledge")


def main(run: Callable[..., object] = app) -> None:
    """Run the command line; an error for people is one line on standard error and exit code 2."""
    try:
        code = run(standalone_mode=False)
    except _FOR_PEOPLE as error:
        _refuse(str(error))
    except typer.TyperException as error:
        _refuse(error.format_message())
    except typer.Abort:
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _refuse(reason: str) -> NoReturn:
    line = " ".join(reason.split())
    if line:  # nothing is left to say where the help was printed in place of an error
        sys.stderr.write(f"conduct: {line}\n")
    sys.exit(2)
