"""What is understood of a report, as a person reads it in a terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.cli.terminal import harmless, show_answer
from bot.wording import reports
from bot.wording.answers import contact_line, quoted
from handlers.emergency import emergency_text
from handlers.report.messages import RouteStep, Understood

_INDENT = (0, 0, 0, 2)


def show_danger(number: str, console: Console) -> None:
    """Print what to do before anything else."""
    console.print(Panel(Text(emergency_text(number), style="bold"), border_style="red"))


def show_understood(reply: Understood, console: Console) -> None:
    """Print what a report may be about and whom it goes to."""
    if reply.emergency:
        show_danger(reply.number, console)
    console.print(Text(reports.ABOUT, style="bold"))
    if not reply.is_told:
        console.print(Padding(Text(f"{reports.NOT_TOLD}; say it with --type."), _INDENT))
        return
    for one in (reply.guess, *reply.alternatives):
        console.print(Padding(Text(f"• {harmless(reports.sort(one.type))} (--type {one.type.id})"), _INDENT))
    if reply.answer:
        show_answer(reply.answer, console)
    show_route(reply.route, console)


def show_route(route: tuple[RouteStep, ...], console: Console) -> None:
    """Print whom a report goes to, step by step, and what the texts say of it."""
    console.print(Text(reports.SENT_TO, style="bold"))
    for number, step in enumerate(route, 1):
        option = f" (--applies {step.number})" if step.when else ""
        console.print(Padding(Text(harmless(f"{number}. {reports.step_line(step)}{option}"), style="bold"), _INDENT))
        for card in step.any_of:
            console.print(Padding(Text(f"• {harmless(contact_line(card))}"), (0, 0, 0, 5)))
        for told in filter(None, (step.note, reports.basis(step))):
            console.print(Padding(Text(harmless(told)), (0, 0, 0, 5)))
        said = f"{quoted(step.citation)} ({step.citation.title})"
        console.print(Padding(Text(harmless(said), style="dim"), (0, 0, 0, 5)))
