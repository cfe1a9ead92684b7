"""`conduct eval`: measure what the assistant does on files of labelled questions, drafts and reports."""

from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import BaseModel, ConfigDict
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from bot.cli.ask import to_request
from bot.cli.batch import BatchError, lines
from bot.cli.evaluate_drafts import drafts
from bot.cli.evaluate_reports import reports
from bot.cli.evaluation import Figures, Outcome, figures, foreign_share, groups, judge
from bot.cli.labelled import read_record
from bot.cli.options import Knowledge, settings_with
from bot.cli.terminal import harmless
from bot.wiring import Assistant
from handlers.request import BadRequest

app = typer.Typer(help="Measure answers, checks and reports on labelled files.", no_args_is_help=True)
app.command("drafts")(drafts)
app.command("reports")(reports)


class _Gold(BaseModel):
    doc: str
    quote: str


class _Labelled(BaseModel):
    """A line of the file; fields of a question that are not labels are kept as they are."""

    model_config = ConfigDict(extra="allow")

    id: str | int
    question: str
    org: str | None
    answerable: bool
    gold: list[_Gold]
    kind: str


@app.callback()
def group() -> None:
    """Measure answers, checks and reports on labelled files."""


@app.command()
def questions(
    file: Annotated[Path, typer.Argument(help="JSON Lines file with labelled questions.")],
    misses: Annotated[bool, typer.Option(help="List what was answered wrongly.")] = True,  # noqa: FBT002
    knowledge: Knowledge = None,
) -> None:
    """Print hit@1, hit@3, MRR and declining, by kind and organisation, and list the misses."""
    records = [(number, read_record(_Labelled, f"{file}:{number}", line)) for number, line in lines(file)]
    assistant = Assistant(settings_with(knowledge))
    outcomes = [_outcome(assistant, record, f"{file}:{number}") for number, record in records]
    console = Console()
    console.print(_table(outcomes))
    owners = {one.id: one.organisation for one in assistant.library.documents.values()}
    foreign = foreign_share(outcomes, owners)
    if foreign is not None:
        console.print(f"First citation from another organisation where the asker's own text answers: {foreign:.1%}")
    if misses:
        for outcome in outcomes:
            if not outcome.is_right:
                _show_miss(outcome, console)


def _outcome(assistant: Assistant, record: dict[str, Any], place: str) -> Outcome:
    try:
        return judge(record, assistant.ask.handle(to_request(record)))
    except BadRequest as error:
        raise BatchError(f"{place}: {error}") from None


def _table(outcomes: list[Outcome]) -> Table:
    table = Table("", "n", "hit@1", "95%", "hit@3", "MRR", "answered", "declined")
    for name, group_ in groups(outcomes).items():
        table.add_row(escape(name), *_cells(figures(group_)))
    return table


def _cells(found: Figures) -> tuple[str, ...]:
    low_high = f"{found.interval[0]:.2f}–{found.interval[1]:.2f}" if found.interval else ""
    shares = (found.hit_3, found.mrr, found.answered, found.declined)
    return (str(found.count), _cell(found.hit_1), low_high, *map(_cell, shares))


def _cell(share: float | None) -> str:
    return "" if share is None else f"{share:.3f}"


def _show_miss(outcome: Outcome, console: Console) -> None:
    record, reply = outcome.record, outcome.reply
    said = f"\n{record['id']} ({record['kind']}, {record['org']}): {record['question']}"
    console.print(Text(harmless(said), style="bold"))
    wanted = record["gold"][0] if record["gold"] else None
    console.print(Text(f"  wanted: {wanted['doc']}: {wanted['quote'][:120]}" if wanted else "  wanted: declined"))
    place = f" (right one at {outcome.rank})" if outcome.rank else ""
    got = f"{reply.citations[0].document}: {reply.citations[0].quote[:120]!r}" if reply.citations else "declined"
    console.print(Text(f"  answered: {got}{place}"))
