"""Titles, points and tables, as the commands for cases print them. What people wrote is made harmless."""

from collections.abc import Collection, Iterable

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from bot.cli.terminal import harmless


def title(text: str, console: Console) -> None:
    """Print a title."""
    console.print(Text(harmless(text), style="bold"))


def point(text: str, console: Console) -> None:
    """Print a point below a title."""
    console.print(Padding(Text(f"• {harmless(text)}"), (0, 0, 0, 2)))


def table(
    heads: Iterable[str], rows: Iterable[Iterable[str]], console: Console, *, unbroken: Collection[str] = ()
) -> None:
    """Print a table. What does not fit is folded, and nothing cut off.

    Args:
        heads: Of its columns.
        rows: Cells of each.
        console: Where it is printed.
        unbroken: Heads of columns whose cells stay on one line, for people copy them.
    """
    columns = (Column(one, overflow="fold", no_wrap=one in unbroken) for one in heads)
    shown = Table(*columns, box=box.SIMPLE, padding=(0, 1, 0, 0), show_edge=False)
    for row in rows:
        shown.add_row(*(Text(harmless(cell)) for cell in row))
    console.print(shown)
