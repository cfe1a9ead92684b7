"""What is understood of a report, as a person reads it in a terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.cli.terminal import contact_line, harmless, show_answer
from handlers.emergency import emergency_text
from handlers.reply import either
from handlers.report.messages import Guess, RouteStep, Understood

_DEADLINES = {"immediate": "at once", "PT24H": "within 24 hours", "P30D": "within 30 days"}
_FROM = {"filing": "", "incident": " of what happened", "awareness": " of when you learned of it"}
_INDENT = (0, 0, 0, 2)


def show_danger(number: str, console: Console) -> None:
    """Print what to do before anything else."""
    console.print(Panel(Text(emergency_text(number), style="bold"), border_style="red"))


def show_understood(reply: Understood, console: Console) -> None:
    """Print what a report may be about and whom it goes to."""
    if reply.emergency:
        show_danger(reply.number, console)
    console.print(Text("What this may be about", style="bold"))
    if not reply.is_told:
        console.print(Padding(Text("The words do not tell it; say it with --type."), _INDENT))
        return
    for one in (reply.guess, *reply.alternatives):
        console.print(Padding(Text(f"• {guess_line(one)} (--type {one.type.id})"), _INDENT))
    if reply.answer:
        show_answer(reply.answer, console)
    show_route(reply.route, console)


def show_route(route: tuple[RouteStep, ...], console: Console) -> None:
    """Print whom a report goes to, step by step, and what the texts say of it."""
    console.print(Text("Whom the texts send it to", style="bold"))
    for number, step in enumerate(route, 1):
        console.print(Padding(Text(f"{number}. {_step(step)}", style="bold"), _INDENT))
        for card in step.any_of:
            console.print(Padding(Text(f"• {harmless(contact_line(card))}"), (0, 0, 0, 5)))
        if step.note:
            console.print(Padding(Text(harmless(step.note)), (0, 0, 0, 5)))
        said = f"“{' '.join(step.citation.quote.split())}” ({step.citation.title})"
        console.print(Padding(Text(harmless(said), style="dim"), (0, 0, 0, 5)))


def guess_line(guess: Guess) -> str:
    """Return what a report may be about, on one line."""
    return harmless(f"{guess.type.name}: {guess.type.covers}")


def _step(step: RouteStep) -> str:
    by = f", {_DEADLINES[step.deadline]}{_FROM[step.counted_from]}" if step.deadline else ""
    condition = f", {step.when} (--applies {step.number})" if step.when else ""
    return harmless(f"{either(step.any_of)}{by}{condition}")
