"""A case as its reporter reads it in a terminal."""

from collections.abc import Sequence
from datetime import tzinfo

from rich.console import Console
from rich.text import Text

from bot.cli.points import point, title
from bot.cli.terminal import harmless
from bot.wording import cases
from handlers.cases.showing import ReporterView


def show_case(view: ReporterView, zone: tzinfo, console: Console) -> None:
    """Print state, what is next, what is left to the reporter, what was said, who received it, what they wrote.

    Args:
        view: What they see.
        zone: In which they read times.
        console: Where it is printed.
    """
    title(cases.case_title(view, zone), console)
    console.print(Text(harmless(view.alleged)))
    console.print(Text(harmless(view.state)))
    point(cases.next_line(view, zone), console)
    if view.outcome:
        point(f"Outcome: {view.outcome}", console)
    if view.may_accept:
        point("Once you have read the decision: conduct case --accept", console)
    _show_duties(view, zone, console)
    _show_messages(view, zone, console)
    title(cases.WENT_TO, console)
    for one in view.recipients:
        point(cases.receiver_line(one, zone), console)
    if view.kept_out:
        title(cases.KEPT_OUT, console)
    for name in view.kept_out:
        point(name, console)
    title(cases.WROTE, console)
    for line in view.content:
        point(f"{line.label} {line.text}", console)


def show_kept_out(names: Sequence[str], unknown: Sequence[str], console: Console) -> None:
    """Print who is kept out from now on.

    Args:
        names: As they were given, and how roles are called.
        unknown: Those of them whose name nobody has who is known here.
        console: Where it is printed.
    """
    for line in cases.kept_out_lines(names, unknown):
        point(line, console)


def _show_duties(view: ReporterView, zone: tzinfo, console: Console) -> None:
    title(cases.LEFT_TO_YOU, console)
    for task in view.duties:
        tick = "" if task.done_at else f" (tick it off: --done {task.id})"
        point(f"{cases.task_line(task, zone)}{tick}", console)


def _show_messages(view: ReporterView, zone: tzinfo, console: Console) -> None:
    if view.messages:
        title(cases.SAID, console)
    for one in view.messages:
        point(cases.message_line(one, zone), console)
