"""A conversation in the terminal: question after question, each knowing the ones before it."""

import asyncio
import sys
from datetime import UTC, date, datetime
from io import TextIOWrapper
from typing import Any

from rich.console import Console
from rich.text import Text

from bot.cli.terminal import show_answer
from bot.storage.errors import StorageUnusable
from bot.wiring import Assistant, feedback_store
from handlers.ask.messages import AskReply, AskRequest
from handlers.feedback import Feedback, received
from handlers.request import BadRequest, check_organisation

_HELP = "Commands: + (it helped), - (it did not), new (another subject), help, quit."
_HELPFUL = {"+": True, "-": False}


def hold(assistant: Assistant, fields: dict[str, Any]) -> None:
    """Ask and answer until the person quits.

    Args:
        assistant: Answers.
        fields: Of every request but question and history.
    """
    check_organisation(fields["org"], assistant.library)
    console = Console()
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # what is not UTF-8 shall not end the conversation
    console.print(Text("Ask a conduct question, such as: Can I post about my job on LinkedIn?"))
    console.print(Text(_HELP, style="dim"))
    history: list[str] = []
    last: AskReply | None = None
    while (line := _read(console)) is not None:
        if line in _HELPFUL:
            _rate(assistant, fields["org"], last, console, helpful=_HELPFUL[line])
        elif line == "new":
            history, last = [], None
        elif line == "help":
            console.print(Text(_HELP))
        else:
            last = _answer(assistant, fields, line, history, console) or last


def _read(console: Console) -> str | None:
    """Return the next line, or None at the end of the conversation."""
    try:
        line = console.input("\n[bold]> [/bold]").strip()
    except (EOFError, KeyboardInterrupt):
        return None
    return None if line in ("quit", "exit") else line


def _answer(
    assistant: Assistant, fields: dict[str, Any], question: str, history: list[str], console: Console
) -> AskReply | None:
    try:
        reply = assistant.ask.handle(AskRequest(**fields, question=question, history=tuple(history)))
    except BadRequest as error:
        console.print(Text(str(error)))
        return None
    history.append(question)
    show_answer(reply, console)
    if not reply.answered and not reply.emergency:  # who is in danger has better to do
        _offer_question(assistant, fields["org"], question, console)
    return reply


def _rate(assistant: Assistant, org: str | None, reply: AskReply | None, console: Console, *, helpful: bool) -> None:
    if reply is None:
        console.print(Text("There is no answer yet that could be rated."))
        return
    passages = [one.passage_id for one in reply.citations]
    given = received(_today(), org=org, helpful=helpful, passages=passages)
    thanks = "Thank you. The maintainers see the rating and the passages, not who gave it."
    console.print(Text(_keep(assistant, given) or thanks))


def _offer_question(assistant: Assistant, org: str | None, question: str, console: Console) -> None:
    prompt = "Send this question to the maintainers? It is kept as typed, without your name. \\[y/N] "
    try:
        agreed = console.input(f"[dim]{prompt}[/dim]").strip().lower() in ("y", "yes")
    except (EOFError, KeyboardInterrupt):
        return
    if agreed:
        given = received(_today(), org=org, helpful=None, question=question)
        console.print(Text(_keep(assistant, given) or "Sent."))


def _keep(assistant: Assistant, feedback: Feedback) -> str | None:
    """Keep feedback; return why it could not be kept, or None."""

    async def add() -> None:
        store = feedback_store(assistant.settings)
        try:
            await store.add(feedback)
        finally:
            await store.close()

    try:
        asyncio.run(add())
    except StorageUnusable as error:
        return f"This could not be kept: {error}"
    return None


def _today() -> date:
    return datetime.now(UTC).date()
