"""A case as its reporter reads it in a terminal."""

from collections.abc import Sequence
from datetime import tzinfo

from rich.console import Console
from rich.text import Text

from bot.cli.points import point, title
from bot.cli.reporting.filed import clock_time, next_line, task_line
from bot.cli.terminal import harmless
from handlers.cases.receivers import Receiver
from handlers.cases.showing import ReporterView
from handlers.cases.wording import STANDING


def show_case(view: ReporterView, zone: tzinfo, console: Console) -> None:
    """Print state, what is next, what is left to the reporter, what was said, who received it, what they wrote.

    Args:
        view: What they see.
        zone: In which they read times.
        console: Where it is printed.
    """
    title(f"Case {view.number}, of {clock_time(view.filed_at, zone)}", console)
    console.print(Text(harmless(view.alleged)))
    console.print(Text(harmless(view.state)))
    point(next_line(view, zone), console)
    if view.outcome:
        point(f"Outcome: {view.outcome}", console)
    if view.may_accept:
        point("Once you have read the decision: conduct case --accept", console)
    _show_duties(view, zone, console)
    _show_messages(view, zone, console)
    title("Whom it went to", console)
    for one in view.recipients:
        point(_receiver(one, zone), console)
    if view.kept_out:
        title("Who is involved, and kept out", console)
    for name in view.kept_out:
        point(name, console)
    title("What you wrote", console)
    for line in view.content:
        point(f"{line.label} {line.text}", console)


def show_kept_out(names: Sequence[str], unknown: Sequence[str], console: Console) -> None:
    """Print who is kept out from now on.

    Args:
        names: As they were given, and how roles are called.
        unknown: Those of them whose name nobody has who is known here.
        console: Where it is printed.
    """
    point(f"Kept out from now on, with those who stand in for them: {', '.join(names)}.", console)
    if unknown:
        said = f"Nobody of this name is known here: {', '.join(unknown)}. It is remembered"
        point(f"{said}: whoever turns out to have it sees nothing of the case.", console)


def _show_duties(view: ReporterView, zone: tzinfo, console: Console) -> None:
    title("What is left to you", console)
    for task in view.duties:
        tick = "" if task.done_at else f" (tick it off: --done {task.id})"
        point(f"{task_line(task, zone)}{tick}", console)


def _show_messages(view: ReporterView, zone: tzinfo, console: Console) -> None:
    if view.messages:
        title("What was said", console)
    for one in view.messages:
        point(f"{clock_time(one.at, zone)}, {one.who}: {one.text}", console)


def _receiver(one: Receiver, zone: tzinfo) -> str:
    at = f"{':' if one.standing == 'has_it' else ''} {clock_time(one.at, zone)}" if one.at else ""
    return f"{one.name} ({one.role}): {STANDING[one.standing]}{at}"
