"""The console command `conduct`: every command in one place, and errors as people read them."""

import sys
from collections.abc import Callable
from typing import NoReturn

import typer

from bot import incidents, slack_command
from bot.cli import ask, batch, check, contacts, evaluate, feedback, index, knowledge, tune
from bot.cli.casework import audit, backup, case, cases, keys, outbox
from bot.cli.reporting import disclose, report
from bot.cli.reporting.number_first import said_first
from bot.cli.terminal import harmless
from bot.serve import serve
from bot.settings import SettingsError
from bot.storage.errors import StorageUnusable
from handlers.cases.store import Gone, NotKept
from handlers.request import BadRequest
from index.errors import IndexUnusable
from knowledge.errors import KnowledgeError

_FOR_PEOPLE = (
    BadRequest,
    Gone,
    IndexUnusable,
    KnowledgeError,
    NotKept,
    SettingsError,
    StorageUnusable,
    batch.BatchError,
)  # fmt: skip
"""Errors that say what was wrong, where, and what to do."""

_REFUSED, _BROKEN, _INTERRUPTED = 2, 70, 130
"""Exit codes: what was asked cannot be done; we broke (EX_SOFTWARE of sysexits.h); the person stopped it (SIGINT)."""

_EVERYBODY, _RUNNING = "For everybody", "For whoever runs it"
_RECORDS, _MAINTAINERS = "For whoever looks after the cases", "For maintainers of texts and models"

app = typer.Typer(
    help="Answers conduct questions from the guideline texts, with citations; checks drafts; takes reports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("ask", rich_help_panel=_EVERYBODY)(ask.ask)
app.command("check", rich_help_panel=_EVERYBODY)(check.check)
app.command("report", rich_help_panel=_EVERYBODY)(report.report)
app.command("disclose", rich_help_panel=_EVERYBODY)(disclose.disclose)
app.command("case", rich_help_panel=_EVERYBODY)(case.case)
app.command("serve", rich_help_panel=_RUNNING)(serve)
app.add_typer(slack_command.app, name="slack", rich_help_panel=_RUNNING)
app.command("index", rich_help_panel=_RUNNING)(index.index)
app.command("feedback", rich_help_panel=_RUNNING)(feedback.feedback)
app.add_typer(contacts.app, name="contacts", rich_help_panel=_RUNNING)
app.add_typer(outbox.app, name="outbox", rich_help_panel=_RUNNING)
app.add_typer(keys.app, name="keys", rich_help_panel=_RUNNING)
app.command("backup", rich_help_panel=_RUNNING)(backup.backup)
app.command("restore", rich_help_panel=_RUNNING)(backup.restore)
app.add_typer(cases.app, name="cases", rich_help_panel=_RECORDS)
app.add_typer(audit.app, name="audit", rich_help_panel=_RECORDS)
app.add_typer(knowledge.app, name="knowledge", rich_help_panel=_MAINTAINERS)
app.add_typer(evaluate.app, name="eval", rich_help_panel=_MAINTAINERS)
app.add_typer(tune.app, name="tune", rich_help_panel=_MAINTAINERS)


def main(run: Callable[..., object] = app) -> None:
    """Run the command line.

    An error for people is one line on standard error and exit code 2. Anything else that breaks is a line with the
    token of what was logged, and exit code 70; this is the only catch-all of the command line. Where somebody may have
    told of danger, whom to call stands in a line before it.
    """
    try:
        code = run(standalone_mode=False)
    except _FOR_PEOPLE as error:
        _end(error, str(error), _REFUSED)
    except typer.TyperException as error:
        _end(error, _in_plain_words(error), _REFUSED)
    except typer.Abort:
        sys.exit(_INTERRUPTED)
    except Exception as error:
        token = incidents.log_incident(error)
        reason = f"something went wrong (incident {token}); try again, and if it goes on, tell your administrator"
        _end(error, reason, _BROKEN)
    sys.exit(code if isinstance(code, int) else 0)


def _in_plain_words(error: typer.TyperException) -> str:
    """Return what is wrong with how a command was called; what a command says itself names its option already."""
    is_own = isinstance(error, typer.BadParameter) and error.param is None and error.param_hint is None
    return error.message if is_own else error.format_message()


def _end(error: Exception, reason: str, code: int) -> NoReturn:
    line = " ".join(harmless(reason).split())  # a name may be in it that a terminal would obey
    if line:  # nothing is left to say where the help was printed in place of an error
        lines = [*map(harmless, said_first(error)), f"conduct: {line}"]
        sys.stderr.write("".join(f"{one}\n" for one in lines))
    sys.exit(code)
