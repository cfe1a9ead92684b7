"""`conduct eval drafts`: measure checks on a file of labelled drafts."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from pydantic import BaseModel, ConfigDict, Field
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.batch import BatchError, lines
from bot.cli.check import to_request
from bot.cli.draft_evaluation import DraftFigures, DraftOutcome, figures
from bot.cli.labelled import read_record
from bot.cli.options import Knowledge, settings_with
from bot.cli.terminal import harmless
from bot.wiring import Assistant
from handlers.check.handler import CheckHandler
from handlers.request import BadRequest


class _Expected(BaseModel):
    category: str
    span: str


class LabelledDraft(BaseModel):
    """A line of the file; other fields are kept as they are."""

    model_config = ConfigDict(extra="allow")

    id: str | int
    draft: str = Field(repr=False)
    org: str
    capacity: Literal["personal", "official"]
    expected: list[_Expected]


def drafts(
    file: Annotated[Path, typer.Argument(help="JSON Lines file with labelled drafts.")],
    misses: Annotated[bool, typer.Option(help="List each miss and false alarm.")] = True,  # noqa: FBT002
    knowledge: Knowledge = None,
) -> None:
    """Print precision, recall and F1 by category, and list each miss and false alarm."""
    labelled = read_drafts(file)
    outcomes = evaluate(Assistant(settings_with(knowledge)).check, labelled)
    show(outcomes, Console(), misses=misses)


def read_drafts(file: Path) -> dict[str, dict[str, Any]]:
    """Read labelled drafts; each is found by its place, for errors.

    Raises:
        BatchError: The file cannot be read or holds none, or a line is no labelled draft.
    """
    places = {f"{file}:{number}": line for number, line in lines(file)}
    if not places:
        raise BatchError(f"{file}: holds no drafts")
    return {place: read_record(LabelledDraft, place, line) for place, line in places.items()}


def evaluate(handler: CheckHandler, labelled: Mapping[str, dict[str, Any]]) -> list[DraftOutcome]:
    """Check labelled drafts.

    Raises:
        BatchError: One cannot be checked; the message names its place.
    """
    return [_outcome(handler, record, place) for place, record in labelled.items()]


def _outcome(handler: CheckHandler, record: dict[str, Any], place: str) -> DraftOutcome:
    try:
        return DraftOutcome(record=record, screened=handler.handle(to_request(record)).screened)
    except BadRequest as error:
        raise BatchError(f"{place}: {error}") from None


def show(outcomes: Sequence[DraftOutcome], console: Console, *, misses: bool) -> None:
    """Print the figures, and each miss and false alarm where `misses` says so."""
    _show(figures(outcomes), len(outcomes), console)
    for outcome in outcomes if misses else ():
        if outcome.expected != outcome.found:
            _show_miss(outcome, console)


def _show(found: DraftFigures, count: int, console: Console) -> None:
    table = Table("category", "n", "precision", "recall", "F1")
    for name, score in found.categories.items():
        shares = (score.precision, score.recall, score.f1)
        table.add_row(name, str(score.expected), *("" if one is None else f"{one:.2f}" for one in shares))
    console.print(table)
    console.print(f"{count} drafts")
    console.print(f"micro F1 {found.micro:.3f} ({_range(found.micro_interval)})")
    console.print(f"macro F1 {found.macro:.3f} ({_range(found.macro_interval)})")
    for name, one in (("clean drafts passed", found.passed), ("problem drafts caught", found.caught)):
        if one:
            console.print(f"{name} {one[0]:.3f} ({_range(one[1])})")
    if found.spans is not None:
        console.print(f"spans right {found.spans:.3f}")


def _range(interval: tuple[float, float]) -> str:
    return f"{interval[0]:.2f}–{interval[1]:.2f}"


def _show_miss(outcome: DraftOutcome, console: Console) -> None:
    record = outcome.record
    said = f"\n{record['id']} ({record['org']}, {record['capacity']}): {record['draft']}"
    console.print(Text(harmless(said), style="bold"))
    for what, names in (("missed", outcome.expected - outcome.found), ("false", outcome.found - outcome.expected)):
        if names:
            console.print(Text(f"  {what}: {', '.join(sorted(names))}"))
