"""`conduct ask`: one question, a batch of them, or a conversation."""

import json
import time
from pathlib import Path
from typing import Annotated, Any, cast, get_args

import typer
from rich.console import Console

from bot.cli import batch, conversation
from bot.cli.opening import means
from bot.cli.options import Knowledge, Org, check_writable, settings_with
from bot.cli.terminal import show_answer
from bot.json_reply import ask_reply
from bot.wiring import Assistant
from handlers.ask.messages import AskRequest
from handlers.request import BadRequest, Capacity, Role


def ask(  # noqa: PLR0913, PLR0917 - each is an option of the command
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="The question; without one, a conversation begins.")] = None,
    org: Org = None,
    unit: Annotated[str | None, typer.Option(help="Part of the organisation, for its own contacts.")] = None,
    role: Annotated[str, typer.Option(help="employee or supervisor.")] = "employee",
    capacity: Annotated[str | None, typer.Option(help="official (for the organisation) or personal.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,  # noqa: FBT002
    source: Annotated[Path | None, typer.Option("--batch", help="JSON Lines file with questions.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where the batch's answers go.")] = None,
    knowledge: Knowledge = None,
) -> None:
    """Answer a conduct question from the guideline texts."""
    settings = settings_with(knowledge)
    _check(question, source, out, as_json=as_json)
    fields = {"org": org or settings.org, "unit": unit, "role": role, "capacity": capacity}
    request = to_request({**fields, "question": question or ""})
    assistant = means(context).assistant(settings)
    if source is not None and out is not None:
        failed = batch.run(
            source, out, lambda record: answer(assistant, to_request({**fields, **record}), settings.base_url)
        )
        if failed:
            typer.echo(f"conduct: {source}: lines that could not be answered: {failed}; {out} says which", err=True)
            raise typer.Exit(2)
    elif question is None:
        conversation.hold(assistant, fields)
    elif as_json:
        typer.echo(json.dumps(answer(assistant, request, settings.base_url), ensure_ascii=False))
    else:
        show_answer(assistant.ask.handle(request), Console())


def _check(question: str | None, source: Path | None, out: Path | None, *, as_json: bool) -> None:
    if (source is None) != (out is None):
        raise typer.BadParameter("--batch IN and --out OUT go together.")
    if question is not None and source is not None:
        raise typer.BadParameter("a question and --batch exclude each other; put the question into the file.")
    if as_json and question is None and source is None:
        raise typer.BadParameter("--json needs a question or --batch.")
    if out is not None:
        check_writable(out)


def answer(assistant: Assistant, request: AskRequest, base_url: str | None) -> dict[str, Any]:
    """Answer a request as the JSON contract has it."""
    start = time.perf_counter()
    reply = assistant.ask.handle(request)
    return ask_reply(reply, base_url=base_url, latency_ms=(time.perf_counter() - start) * 1000)


def to_request(record: dict[str, Any]) -> AskRequest:
    """Return the request that a record of a batch, or the options, make.

    Raises:
        BadRequest: A field is missing or has the wrong type or value.
    """
    question, history = record.get("question"), record.get("history") or []
    if not isinstance(question, str):
        raise BadRequest('"question" must be text')
    if not isinstance(history, list) or not all(isinstance(one, str) for one in history):
        raise BadRequest('"history" must be a list of the earlier questions')
    role, capacity = record.get("role") or "employee", record.get("capacity")
    if role not in get_args(Role):
        raise BadRequest(f"the role must be one of: {', '.join(get_args(Role))}")
    if capacity not in (None, *get_args(Capacity)):
        raise BadRequest(f"the capacity must be one of: {', '.join(get_args(Capacity))}")
    for name in ("org", "unit"):
        if not isinstance(record.get(name), str | None):
            raise BadRequest(f'"{name}" must be text or null')
    return AskRequest(
        question=question,
        org=record.get("org"),
        unit=record.get("unit"),
        role=cast("Role", role),
        capacity=capacity,
        history=tuple(history),
    )
