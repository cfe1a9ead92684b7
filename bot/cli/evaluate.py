"""`conduct eval`: measure answers on a file of labelled questions."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.ask import to_request
from bot.cli.batch import BatchError
from bot.cli.evaluation import Figures, Outcome, figures, foreign_share, groups, judge
from bot.cli.options import Knowledge, settings_with
from bot.wiring import Assistant

app = typer.Typer(help="Measure answers on labelled questions.", no_args_is_help=True)

_FIELDS = ("id", "question", "org", "answerable", "gold", "kind")


@app.callback()
def group() -> None:
    """Measure answers on labelled questions."""


@app.command()
def questions(
    file: Annotated[Path, typer.Argument(help="JSON Lines file with labelled questions.")],
    misses: Annotated[bool, typer.Option(help="List what was answered wrongly.")] = True,  # noqa: FBT002
    knowledge: Knowledge = None,
) -> None:
    """Print hit@1, hit@3, MRR and declining, by kind and organisation, and list the misses."""
    records = _records(file)
    assistant = Assistant(settings_with(knowledge))
    outcomes = [judge(record, assistant.ask.handle(to_request(record))) for record in records]
    console = Console()
    console.print(_table(outcomes))
    foreign = foreign_share(outcomes)
    if foreign is not None:
        console.print(f"First citation from another organisation where the asker's own text answers: {foreign:.1%}")
    if misses:
        for outcome in outcomes:
            if not outcome.is_right:
                _show_miss(outcome, console)


def _records(file: Path) -> list[dict[str, Any]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BatchError(f"{file}: cannot be read: {error}") from None
    found = []
    for number, line in enumerate(lines, 1):
        try:
            record = json.loads(line) if line.strip() else None
        except ValueError:
            raise BatchError(f"{file}:{number}: is not JSON") from None
        if record is not None:
            missing = [name for name in _FIELDS if name not in record]
            if missing:
                raise BatchError(f"{file}:{number}: lacks {', '.join(missing)}")
            found.append(record)
    return found


def _table(outcomes: list[Outcome]) -> Table:
    table = Table("", "questions", "hit@1", "95%", "hit@3", "MRR", "answered", "declined")
    for name, group_ in groups(outcomes).items():
        table.add_row(name, *_cells(figures(group_)))
    return table


def _cells(found: Figures) -> tuple[str, ...]:
    low_high = f"{found.interval[0]:.2f}–{found.interval[1]:.2f}" if found.interval else ""
    shares = (found.hit_3, found.mrr, found.answered, found.declined)
    return (str(found.count), _cell(found.hit_1), low_high, *map(_cell, shares))


def _cell(share: float | None) -> str:
    return "" if share is None else f"{share:.3f}"


def _show_miss(outcome: Outcome, console: Console) -> None:
    record, reply = outcome.record, outcome.reply
    console.print(Text(f"\n{record['id']} ({record['kind']}, {record['org']}): {record['question']}", style="bold"))
    wanted = record["gold"][0] if record["gold"] else None
    console.print(Text(f"  wanted: {wanted['doc']}: {wanted['quote'][:120]}" if wanted else "  wanted: declined"))
    place = f" (right one at {outcome.rank})" if outcome.rank else ""
    got = f"{reply.citations[0].document}: {reply.citations[0].quote[:120]!r}" if reply.citations else "declined"
    console.print(Text(f"  answered: {got}{place}"))
