"""A case as its reporter reads it in a terminal."""

from rich.console import Console
from rich.text import Text

from bot.cli.points import point, title
from bot.cli.reporting.filed import local, task_line
from bot.cli.terminal import harmless
from handlers.cases.showing import Receiver, ReporterView


def show_case(view: ReporterView, console: Console) -> None:
    """Print state, what is next, what is left to the reporter, what was said, who received it, what they wrote."""
    title(f"Case {view.number}, of {local(view.filed_at)}", console)
    console.print(Text(harmless(view.alleged)))
    by = f" (by {local(view.by)})" if view.by else ""
    console.print(Text(harmless(f"{view.state} {view.next}{by}")))
    if view.outcome:
        point(f"Outcome: {view.outcome}", console)
    if view.may_accept:
        point("Once you have read the decision: conduct case --accept", console)
    _show_duties(view, console)
    _show_messages(view, console)
    title("Who received it", console)
    for one in view.recipients:
        point(_receiver(one), console)
    title("What you wrote", console)
    for line in view.content:
        point(f"{line.label} {line.text}", console)


def _show_duties(view: ReporterView, console: Console) -> None:
    title("What is left to you", console)
    for task in view.duties:
        tick = "" if task.done_at else f" (tick it off: --done {task.id})"
        point(f"{task_line(task)}{tick}", console)


def _show_messages(view: ReporterView, console: Console) -> None:
    if view.messages:
        title("What was said", console)
    for one in view.messages:
        point(f"{local(one.at)}, {one.who}: {one.text}", console)


def _receiver(one: Receiver) -> str:
    return f"{one.name} ({one.role}), since {local(one.since)}{': has it' if one.has_it else ''}"
