"""A reply as a person reads it in a terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.wording import answers
from handlers.ask.messages import AskReply
from handlers.reply import Citation, ContactCard

_INDENT = (0, 0, 0, 2)


def show_answer(reply: AskReply, console: Console) -> None:
    """Print an answer: what to do in danger, short answer, quotes with where they stand, whom to ask, what next."""
    urgent = answers.urgent(reply)
    if urgent is not None:
        console.print(Panel(Text(urgent, style="bold"), border_style="red"))
    _show_whose(reply, console)
    answer = answers.short_answer(reply)
    if answer:
        console.print(Text(answer, style="bold" if reply.answered else ""))
    if reply.clarify:
        how = "Ask again with --capacity official or --capacity personal for one of them."
        console.print(Text(f"{answers.DEPENDS} {how}"))
    for number, citation in enumerate(reply.citations, 1):
        console.print()
        _show_citation(number, citation, console)
    _show_contacts(reply.contacts, console)
    for note in answers.notes(reply):
        console.print(Text(note))


def _show_whose(reply: AskReply, console: Console) -> None:
    """Say above a short answer that it is another organisation's, where it is."""
    for said in answers.before(reply):
        console.print(Text(said))
    if reply.citations and reply.citations[0].foreign:
        _show_foreign(reply.citations[0], console)


def _show_foreign(citation: Citation, console: Console) -> None:
    console.print(Text(f"{answers.foreign(citation)}:", style="bold yellow"))


def _show_citation(number: int, citation: Citation, console: Console) -> None:
    if citation.foreign and number > 1:  # of the first one, it is said above the short answer
        _show_foreign(citation, console)
    console.print(Text(f"[{number}] {citation.title}", style="bold cyan"))
    origin = f"{answers.origin(citation)} · {citation.passage_id}"
    console.print(Padding(Text(origin, style="dim"), _INDENT))
    if citation.lead_in:
        console.print(Padding(Text(f"({citation.lead_in})", style="italic"), _INDENT))
    console.print(Padding(Text(f"“{citation.quote}”"), _INDENT))
    if citation.status_note:
        console.print(Padding(Text(citation.status_note, style="dim"), _INDENT))


def _show_contacts(contacts: tuple[ContactCard, ...], console: Console) -> None:
    if contacts:
        console.print()
        console.print(Text(answers.TALK_TO, style="bold"))
    for contact in contacts:
        console.print(Text(f"• {answers.contact_line(contact)}"))


def harmless(text: str) -> str:
    """Return somebody's text with a space for all that is not to be seen, one for one: a terminal obeys some of it."""
    return "".join(char if char == "\n" or char.isprintable() else " " for char in text)
