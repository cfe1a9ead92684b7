"""Titles, points and tables, as the commands for cases print them. What people wrote is made harmless."""

from collections.abc import Collection, Iterable, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from bot.cli.terminal import harmless
from bot.wording.parts import Part

_NARROW, _BETWEEN = 8, 2
"""How narrow a column may become that can be folded, and what stands between two."""


def title(text: str, console: Console) -> None:
    """Print a title."""
    console.print(Text(harmless(text), style="bold"))


def point(text: str, console: Console) -> None:
    """Print a point below a title."""
    console.print(Padding(Text(f"• {harmless(text)}"), (0, 0, 0, 2)))


def show_part(part: Part, console: Console) -> None:
    """Print a title with its points."""
    title(part.title, console)
    for text in part.points:
        point(text, console)


def table(
    heads: Iterable[str], rows: Iterable[Iterable[str]], console: Console, *, unbroken: Collection[str] = ()
) -> None:
    """Print a table. What does not fit is folded, and nothing cut off: rather the table is wider than the terminal.

    Args:
        heads: Of its columns.
        rows: Cells of each.
        console: Where it is printed.
        unbroken: Heads of columns whose cells stay on one line, for people copy them.
    """
    columns, cells = [*heads], [[harmless(cell) for cell in row] for row in rows]
    shown = Table(
        *(Column(one, overflow="fold", no_wrap=one in unbroken) for one in columns),
        box=box.SIMPLE,
        padding=(0, 1, 0, 0),
        show_edge=False,
    )
    for row in cells:
        shown.add_row(*map(Text, row))
    before = console.width
    console.width = max(before, _least(columns, cells, unbroken))
    console.print(shown)
    console.width = before


def _least(heads: Sequence[str], rows: Iterable[Sequence[str]], unbroken: Collection[str]) -> int:
    """Return the columns of a terminal that a table takes at the least."""
    widths = [max(map(cell_len, column)) for column in zip(heads, *rows, strict=True)]
    kept = (width if head in unbroken else min(width, _NARROW) for head, width in zip(heads, widths, strict=True))
    return sum(kept) + _BETWEEN * len(heads)
