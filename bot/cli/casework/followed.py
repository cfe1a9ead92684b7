"""A case as its reporter reads it in a terminal."""

from datetime import tzinfo

from rich.console import Console
from rich.text import Text

from bot.cli.points import point, title
from bot.cli.reporting.filed import clock_time, task_line
from bot.cli.terminal import harmless
from handlers.cases.showing import Receiver, ReporterView


def show_case(view: ReporterView, zone: tzinfo, console: Console) -> None:
    """Print state, what is next, what is left to the reporter, what was said, who received it, what they wrote.

    Args:
        view: What they see.
        zone: In which they read times.
        console: Where it is printed.
    """
    title(f"Case {view.number}, of {clock_time(view.filed_at, zone)}", console)
    console.print(Text(harmless(view.alleged)))
    by = f" (by {clock_time(view.by, zone)})" if view.by else ""
    console.print(Text(harmless(f"{view.state} {view.next}{by}")))
    if view.outcome:
        point(f"Outcome: {view.outcome}", console)
    if view.may_accept:
        point("Once you have read the decision: conduct case --accept", console)
    _show_duties(view, zone, console)
    _show_messages(view, zone, console)
    title("Who received it", console)
    for one in view.recipients:
        point(_receiver(one, zone), console)
    title("What you wrote", console)
    for line in view.content:
        point(f"{line.label} {line.text}", console)


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
    return f"{one.name} ({one.role}), since {clock_time(one.since, zone)}{': has it' if one.has_it else ''}"
