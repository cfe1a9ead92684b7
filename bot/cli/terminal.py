"""A reply as a person reads it in a terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from handlers.ask.messages import AskReply
from handlers.reply import Citation, ContactCard, purpose

_CAPACITIES = {"official": "official use", "personal": "personal use", "both": "official and personal use"}
_INDENT = (0, 0, 0, 2)


def show_answer(reply: AskReply, console: Console) -> None:
    """Print an answer: what to do in danger, short answer, quotes with where they stand, whom to ask, what next."""
    urgent = [step.text for step in reply.next_steps if step.kind == "emergency"]
    if urgent:
        console.print(Panel(Text(urgent[0], style="bold"), border_style="red"))
    _show_whose(reply, console)
    answer = reply.answer.removeprefix(urgent[0]).strip() if urgent else reply.answer
    if answer:
        console.print(Text(answer, style="bold" if reply.answered else ""))
    if reply.clarify:
        console.print(
            Text(
                "This depends on whether you post for your organisation (official use) or for yourself (personal use): "
                "both are below, labelled. Ask again with --capacity official or --capacity personal for one of them."
            )
        )
    for number, citation in enumerate(reply.citations, 1):
        console.print()
        _show_citation(number, citation, console)
    _show_contacts(reply.contacts, console)
    for step in reply.next_steps:
        if step.kind == "reference" or (step.kind == "elsewhere" and not reply.answered):
            console.print(Text(f"Note: {step.text}"))


def _show_whose(reply: AskReply, console: Console) -> None:
    """Say above a short answer that it is another organisation's, where it is."""
    for step in reply.next_steps:
        if step.kind == "elsewhere" and reply.answered:
            console.print(Text(step.text))
    if reply.citations and reply.citations[0].foreign:
        _show_foreign(reply.citations[0], console)


def _show_foreign(citation: Citation, console: Console) -> None:
    console.print(Text(f"Rule of {citation.organisation_name}, not your own:", style="bold yellow"))


def _show_citation(number: int, citation: Citation, console: Console) -> None:
    if citation.foreign and number > 1:  # of the first one, it is said above the short answer
        _show_foreign(citation, console)
    console.print(Text(f"[{number}] {citation.title}", style="bold cyan"))
    where = " › ".join(citation.section)
    use = _CAPACITIES[citation.capacity]
    facts = [citation.organisation_name, where, citation.date or "undated", use, citation.passage_id]
    console.print(Padding(Text(" · ".join(filter(None, facts)), style="dim"), _INDENT))
    if citation.lead_in:
        console.print(Padding(Text(f"({citation.lead_in})", style="italic"), _INDENT))
    console.print(Padding(Text(f"“{citation.quote}”"), _INDENT))
    if citation.status_note:
        console.print(Padding(Text(citation.status_note, style="dim"), _INDENT))


def _show_contacts(contacts: tuple[ContactCard, ...], console: Console) -> None:
    if contacts:
        console.print()
        console.print(Text("Whom to talk to", style="bold"))
    for contact in contacts:
        console.print(Text(f"• {contact_line(contact)}"))


def harmless(text: str) -> str:
    """Return somebody's text with a space for all that is not to be seen, one for one: a terminal obeys some of it."""
    return "".join(char if char == "\n" or char.isprintable() else " " for char in text)


def contact_line(contact: ContactCard) -> str:
    """Return a contact with everything that reaches it and by when, on one line."""
    phone = f"{contact.phone} ({contact.phone_note})" if contact.phone and contact.phone_note else contact.phone
    ways = ", ".join(filter(None, (phone, contact.email, contact.address, contact.url)))
    return f"{contact.name}{f' – {ways}' if ways else ''}: {purpose(contact)}"
