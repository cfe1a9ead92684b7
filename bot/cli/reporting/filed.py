"""A case that was just filed: what its reporter learns, on the screen."""

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from bot.cli.points import point, show_part, title
from bot.paths import RECEIPT
from bot.settings import Settings
from bot.wording.cases import WRITE_DOWN, filed_parts
from handlers.cases.filing import Filing
from handlers.cases.reporter_desk import Filed
from handlers.cases.showing import ReporterView


def show_filed(filed: Filed, filing: Filing, view: ReporterView, number: str, settings: Settings) -> None:
    """Print what the reporter must know now: the code first, for it is kept nowhere."""
    console = Console()
    console.print(Panel(Text(_kept(filed), style="bold"), border_style="green"))
    for part in filed_parts(view, number, cards=filing.cards.values(), zone=filing.zone):
        show_part(part, console)
    title("To follow it up", console)
    point(f"conduct case (it asks for the code), or {settings.page}{RECEIPT}", console)


def _kept(filed: Filed) -> str:
    if filed.again:
        return (
            f"This very report was filed before, as case {filed.case.number}; nothing was filed anew.\nYour code: "
            f"{filed.receipt}\nTo add to it, use 'conduct case'; of another matter, say what is different."
        )
    return f"It is kept: case {filed.case.number}.\nYour code: {filed.receipt}\n{WRITE_DOWN}"
