"""The console command `conduct`: every command in one place, and errors as people read them."""

import sys
from collections.abc import Callable
from typing import NoReturn

import typer

from bot import incidents
from bot.cli import ask, batch, check, contacts, evaluate, feedback, index, knowledge, tune
from bot.serve import serve
from bot.settings import SettingsError
from bot.storage.errors import StorageUnusable
from handlers.request import BadRequest
from index.errors import IndexUnusable
from knowledge.errors import KnowledgeError

_FOR_PEOPLE = (BadRequest, IndexUnusable, KnowledgeError, SettingsError, StorageUnusable, batch.BatchError)
"""Errors that say what was wrong, where, and what to do."""

_REFUSED, _BROKEN, _INTERRUPTED = 2, 70, 130
"""Exit codes: what was asked cannot be done; we broke (EX_SOFTWARE of sysexits.h); the person stopped it (SIGINT)."""

app = typer.Typer(
    help="Answers conduct questions from the guideline texts, with citations.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("ask")(ask.ask)
app.command("check")(check.check)
app.command("serve")(serve)
app.command("index")(index.index)
app.add_typer(tune.app, name="tune")
app.command("feedback")(feedback.feedback)
app.add_typer(evaluate.app, name="eval")
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(contacts.app, name="contacts")


def main(run: Callable[..., object] = app) -> None:
    """Run the command line.

    An error for people is one line on standard error and exit code 2. Anything else that breaks is a line with the
    token of what was logged, and exit code 70; this is the only catch-all of the command line.
    """
    try:
        code = run(standalone_mode=False)
    except _FOR_PEOPLE as error:
        _end(str(error), _REFUSED)
    except typer.TyperException as error:
        _end(error.format_message(), _REFUSED)
    except typer.Abort:
        sys.exit(_INTERRUPTED)
    except Exception as error:
        token = incidents.log_incident(error)
        _end(f"something went wrong (incident {token}); try again, and if it goes on, tell your administrator", _BROKEN)
    sys.exit(code if isinstance(code, int) else 0)


def _end(reason: str, code: int) -> NoReturn:
    line = " ".join(reason.split())
    if line:  # nothing is left to say where the help was printed in place of an error
        sys.stderr.write(f"conduct: {line}\n")
    sys.exit(code)
