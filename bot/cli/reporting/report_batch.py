"""A batch of reports: each is understood, and none is filed."""

import time
from pathlib import Path
from typing import Any

import typer

from bot.cli import batch
from bot.cli.opening import Means, Understanding
from bot.cli.reporting.filing_options import Said
from bot.cli.reporting.report_request import to_request
from bot.json_report import report_reply
from bot.settings import Settings
from handlers.report.messages import ReportRequest, Understood

_FAILED = 2
"""Exit code: lines of a batch could not be understood."""


def understand_all(here: Means, settings: Settings, source: Path, out: Path, said: Said) -> None:
    """Tell of every line of a file what it is about.

    Args:
        here: What the command works with.
        settings: Of the deployment.
        source: JSON Lines with reports.
        out: Where the answers go.
        said: Counts for a report that does not say otherwise.

    Raises:
        Exit: Some lines could not be read (code 2).
    """
    understanding = here.assistant(settings).report
    defaults = {"org": said.org, "unit": said.unit, "role": said.role}

    def work(record: dict[str, Any]) -> dict[str, Any]:
        given = {name: value for name, value in record.items() if value is not None}
        return understood(understanding, to_request({**defaults, **given}), settings.base_url)[1]

    failed = batch.run(source, out, work)
    if failed:
        typer.echo(f"conduct: {source}: lines that could not be understood: {failed}; {out} says which", err=True)
        raise typer.Exit(_FAILED)


def understood(
    understanding: Understanding, request: ReportRequest, base_url: str | None
) -> tuple[Understood, dict[str, Any]]:
    """Return what is understood of a report, and the same as the JSON contract has it."""
    start = time.perf_counter()
    reply = understanding.handle(request)
    return reply, report_reply(reply, base_url=base_url, latency_ms=(time.perf_counter() - start) * 1000)
