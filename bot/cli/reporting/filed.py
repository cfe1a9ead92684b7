"""A case that was just filed: what its reporter learns, on the screen."""

from datetime import datetime, tzinfo

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from bot.cli.points import point, title
from bot.cli.terminal import contact_line
from bot.settings import Settings
from handlers.cases.case import Case
from handlers.cases.filing import Filing
from handlers.cases.reporter_desk import Filed
from handlers.cases.showing import ReporterView, Task
from handlers.cases.standing import is_local, reached
from handlers.cases.wording import LOCAL

RECEIPT, ANONYMOUS = "/receipt", "/anonymous"
"""Where the page follows up a case, and where it takes reports without a name."""


def clock_time(at: datetime, zone: tzinfo) -> str:
    """Return a time as the people of a zone read it, with the zone's abbreviation."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M %Z}"


def show_filed(filed: Filed, filing: Filing, view: ReporterView, number: str, settings: Settings) -> None:
    """Print what the reporter must know now: the code first, for it is kept nowhere."""
    console = Console()
    console.print(Panel(Text(_kept(filed), style="bold"), border_style="green"))
    title("What happens next", console)
    point(next_line(view, filing.zone), console)
    title("What this does not do for you", console)
    for task in view.duties:
        point(task_line(task, filing.zone), console)
    title("Numbers to call", console)
    point(f"In danger: {number}", console)
    for card in filing.cards.values():
        if card.phone and card.phone != number:
            point(contact_line(card), console)
    title("To follow it up", console)
    point(f"conduct case (it asks for the code), or {settings.page}{RECEIPT}", console)


def show_brought(case: Case, waiting: int | None) -> None:
    """Print how far a case has come with those to whom it goes.

    Args:
        case: As it is by now.
        waiting: How much is on its way still, or None where nobody knows.
    """
    has_come = waiting == 0 and all(reached(case, one) in ("reached", "has_it", "here") for one in case.recipients)
    if is_local(case):
        said = LOCAL
    elif has_come:
        said = "It has been brought to everybody who receives it."
    else:
        said = "It could not be brought to everybody who receives it yet. It is kept, and the service goes on trying."
    Console().print(Text(said))


def next_line(view: ReporterView, zone: tzinfo) -> str:
    """Return what happens next, on one line: first by when."""
    if view.by is None:
        return view.next
    return f"{clock_time(view.by, zone)}: {view.next[:1].lower()}{view.next[1:]}"


def task_line(task: Task, zone: tzinfo) -> str:
    """Return what is left to the reporter, and by when where they are, on one line."""
    if task.done_at:
        return f"{task.text} Done on {clock_time(task.done_at, zone)}."
    due = f" {'It was due' if task.late else 'Due'} by {clock_time(task.due, zone)}." if task.due else ""
    return f"{task.text}{due}"


def _kept(filed: Filed) -> str:
    if filed.again:
        return (
            f"This very report was filed before, as case {filed.case.number}; nothing was filed anew.\nYour code: "
            f"{filed.receipt}\nTo add to it, use 'conduct case'; of another matter, say what is different."
        )
    return (
        f"It is kept: case {filed.case.number}.\nYour code: {filed.receipt}\nWrite it down: it is kept nowhere here, "
        "and whoever has it can read the case."
    )
