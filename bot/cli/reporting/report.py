"""`conduct report`: what happened, filed with the people to whom it goes; or only understood."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import means
from bot.cli.options import Knowledge, Org, check_writable, settings_with
from bot.cli.reporting import report_batch
from bot.cli.reporting.filing_options import (
    Applies,
    AsJson,
    DryRun,
    InRole,
    InvolvedNames,
    InvolvedRoles,
    Mode,
    Name,
    Reach,
    Said,
    To,
    Unit,
    Yes,
    typed,
)  # fmt: skip
from bot.cli.reporting.form_options import answered, with_fields
from bot.cli.reporting.number_first import number_first
from bot.cli.reporting.one_report import Reporting
from handlers.forms.model import clean
from handlers.forms.report import REPORT, WHAT


@with_fields(REPORT, but=(WHAT,))
def report(  # noqa: PLR0913, PLR0917 - each is an option of the command
    context: typer.Context,
    text: Annotated[
        str | None, typer.Argument(metavar="WHAT|-", help="What happened; - reads it. Without it, you are asked.")
    ] = None,
    org: Org = None,
    unit: Unit = None,
    role: InRole = "employee",
    type_: Annotated[str | None, typer.Option("--type", metavar="ID", help="What it is about.")] = None,
    variant: Annotated[str | None, typer.Option(metavar="ID", help="Which sort of that.")] = None,
    involved: InvolvedNames = None,
    involved_role: InvolvedRoles = None,
    to: To = None,
    applies: Applies = None,
    name: Name = "",
    reach: Reach = None,
    yes: Yes = False,  # noqa: FBT002
    dry_run: DryRun = False,  # noqa: FBT002
    as_json: AsJson = False,  # noqa: FBT002
    source: Annotated[Path | None, typer.Option("--batch", help="JSON Lines file; it is understood only.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where the batch's answers go.")] = None,
    knowledge: Knowledge = None,
    **fields: object,
) -> None:
    """Report what happened to those to whom it goes, under your name. Without it: on the page, below /anonymous.

    In a terminal it asks step by step, and shows who will see it before anything is sent.
    """
    with number_first(org, knowledge):
        settings = settings_with(knowledge)
        mode = Mode(yes=yes, dry_run=dry_run, as_json=as_json)
        _check(text, source, out, mode)
        said = Said(
            org=org or settings.org,
            unit=unit,
            role=role,
            involved=involved,
            involved_roles=involved_role,
            to=to,
            applies=applies,
            name=name,
            reach=reach,
        )
        if source is not None and out is not None:
            report_batch.understand_all(means(context), settings, source, out, said)
            return
        what = {} if text is None else {WHAT: clean(typed(text, "what happened"), lines=True)}
        reporting = Reporting(means(context), settings, mode)
        reporting.run(said, {**what, **answered(fields)}, type_, variant)


def _check(text: str | None, source: Path | None, out: Path | None, mode: Mode) -> None:
    if (source is None) != (out is None):
        raise typer.BadParameter("--batch IN and --out OUT go together.")
    if out is None:
        mode.check(is_complete=text is not None)
        if text is None and not mode.asks(is_complete=False):
            raise typer.BadParameter("say what happened, or - to have it read from standard input.")
        return
    if text is not None:
        raise typer.BadParameter("a text and --batch exclude each other; put the text into the file.")
    check_writable(out)
