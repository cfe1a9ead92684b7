"""`conduct eval reports`: measure what is understood of a file of labelled reports."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from pydantic import BaseModel, ConfigDict, Field
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.batch import BatchError, lines
from bot.cli.labelled import read_record
from bot.cli.options import Knowledge, settings_with
from bot.cli.reporting.report_request import to_request
from bot.cli.shares import wilson
from bot.cli.terminal import harmless
from bot.wiring import Assistant
from handlers.report.handler import ReportHandler
from handlers.report.messages import Understood
from handlers.request import BadRequest


class LabelledReport(BaseModel):
    """A line of the file; other fields are kept as they are."""

    model_config = ConfigDict(extra="allow")

    id: str | int
    text: str = Field(repr=False)
    org: str
    role: Literal["employee", "supervisor"]
    type: str
    contacts: list[str]
    deadline: str | None
    emergency: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOutcome:
    """One labelled report and what was understood of it."""

    record: dict[str, Any] = field(repr=False)
    understood: Understood = field(repr=False)

    @property
    def found(self) -> str:
        """The type."""
        return self.understood.guess.type.id

    @property
    def contacts(self) -> list[str]:
        """The ids of the contacts, in order."""
        return [one.id for one in self.understood.contacts]

    def rights(self) -> dict[str, bool]:
        """Return what was understood rightly."""
        record = self.record
        return {
            "type": self.found == record["type"],
            "first contact": self.contacts[:1] == record["contacts"][:1],
            "all contacts": self.contacts == record["contacts"],
            "deadline": self.understood.deadline == record["deadline"],
        }


def reports(
    file: Annotated[Path, typer.Argument(help="JSON Lines file with labelled reports.")],
    misses: Annotated[bool, typer.Option(help="List what was understood wrongly.")] = True,  # noqa: FBT002
    knowledge: Knowledge = None,
) -> None:
    """Print how often type, contacts, deadline and danger are right, by type, and list the misses."""
    labelled = {f"{file}:{number}": line for number, line in lines(file)}
    if not labelled:
        raise BatchError(f"{file}: holds no reports")
    records = {place: read_record(LabelledReport, place, line) for place, line in labelled.items()}
    handler = Assistant(settings_with(knowledge)).report
    show([_outcome(handler, record, place) for place, record in records.items()], Console(), misses=misses)


def _outcome(handler: ReportHandler, record: dict[str, Any], place: str) -> ReportOutcome:
    try:
        request = to_request({name: record[name] for name in ("text", "org", "role")})
        return ReportOutcome(record=record, understood=handler.handle(request))
    except BadRequest as error:
        raise BatchError(f"{place}: {error}") from None


def show(outcomes: Sequence[ReportOutcome], console: Console, *, misses: bool) -> None:
    """Print the figures, and each miss where `misses` says so."""
    _show_types(outcomes, console)
    for name in outcomes[0].rights():
        _show_share(name, [one.rights()[name] for one in outcomes], console)
    dangers = [one.understood.emergency for one in outcomes if one.record["emergency"]]
    alarms = [one.understood.emergency for one in outcomes if not one.record["emergency"]]
    _show_share("emergencies found", dangers, console)
    _show_share("false alarms", alarms, console)
    for one in outcomes if misses else ():
        if not all(one.rights().values()):
            _show_miss(one, console)


def _show_types(outcomes: Sequence[ReportOutcome], console: Console) -> None:
    table = Table("type", "n", "right", "taken for another", "another taken for it")
    for name in sorted({one.record["type"] for one in outcomes} | {one.found for one in outcomes}):
        own = [one for one in outcomes if one.record["type"] == name]
        right = sum(one.found == name for one in own)
        false = sum(one.found == name for one in outcomes) - right
        table.add_row(name, *map(str, (len(own), right, len(own) - right, false)))
    console.print(table)
    console.print(f"{len(outcomes)} reports")


def _show_share(name: str, values: Sequence[bool], console: Console) -> None:
    if values:
        low, high = wilson(sum(values), len(values))
        console.print(f"{name} {sum(values) / len(values):.3f} ({low:.2f}–{high:.2f})")


def _show_miss(one: ReportOutcome, console: Console) -> None:
    record = one.record
    said = f"\n{record['id']} ({record['org']}, {record['role']}): {record['text']}"
    console.print(Text(harmless(said), style="bold"))
    wanted, found = ", ".join(record["contacts"]), ", ".join(one.contacts)
    console.print(Text(f"  {record['type']}, {wanted}; found: {one.found}, {found}"))
