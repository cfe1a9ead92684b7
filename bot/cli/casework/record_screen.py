"""Records and lists of cases in a terminal."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.text import Text

from bot.cli.casework.listed import Listed
from bot.cli.casework.record import ALLEGED, Part, Record
from bot.cli.points import point, table, title

_HEADS = ("case", "kind", "type", "org", "state", "filed", "due", "kept")


def show_list(found: Sequence[Listed], console: Console) -> None:
    """Print a table of cases; one without a number goes by its id."""
    table(_HEADS, map(_cells, found), console, unbroken=("case", "kind", "filed", "due"))


def show_record(record: Record, console: Console) -> None:
    """Print a record, part by part."""
    title(record.name, console)
    console.print(Text(ALLEGED))
    for part in record.parts():
        console.print()
        title(part.title, console)
        _show_part(part, console)


def _cells(one: Listed) -> tuple[str, ...]:
    known = one.summary
    kept = "under legal hold" if known.on_hold else ""
    if known.disposed_at:
        kept = f"disposed of {_day(known.disposed_at)}"
    name, due = one.number or known.id, _day(known.next_at) if known.next_at else ""
    return name, known.kind, known.type, known.org, known.state, _day(known.filed_at), due, kept


def _day(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d}"


def _show_part(part: Part, console: Console) -> None:
    if not part.rows:
        point("none", console)
    elif not part.heads:
        for label, text in part.rows:
            point(f"{label}{'' if label.endswith('?') else ':'} {text}", console)
    else:
        table(part.heads, part.rows, console)
