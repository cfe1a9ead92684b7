"""`conduct check`: screen a draft, or a batch of them."""

import codecs
import json
import sys
import time
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from rich.console import Console

from bot.cli import batch
from bot.cli.opening import means
from bot.cli.options import Knowledge, Org, check_writable, settings_with
from bot.cli.screened import show_check
from bot.json_reply import check_reply
from handlers.check.handler import CheckHandler
from handlers.check.messages import MAX_DRAFT, CheckReply, CheckRequest
from handlers.request import BadRequest, Capacity

_STOPPED, _FAILED = 1, 2
"""Exit codes: a draft should not go out; lines of a batch could not be checked."""

_LONGEST = MAX_DRAFT * 4 + len(codecs.BOM_UTF8)
"""Bytes of the longest draft that can be read, one code point taking four at most."""


def check(  # noqa: PLR0913, PLR0917 - each is an option of the command
    context: typer.Context,
    draft: Annotated[
        str | None, typer.Argument(metavar="FILE|-", help="File with the draft, or - to paste it.")
    ] = None,
    org: Org = None,
    capacity: Annotated[str | None, typer.Option(help="personal or official; without one, both are checked.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,  # noqa: FBT002
    source: Annotated[Path | None, typer.Option("--batch", help="JSON Lines file with drafts.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where the batch's answers go.")] = None,
    knowledge: Knowledge = None,
) -> None:
    """Screen a draft before it is posted; exit code 1 where it should not go out. Nothing of it is kept."""
    settings = settings_with(knowledge)
    if (draft is None) == (source is None):
        raise typer.BadParameter("name a file with a draft, - to paste one, or --batch IN --out OUT.")
    if (source is None) != (out is None):
        raise typer.BadParameter("--batch IN and --out OUT go together.")
    if out is not None:
        check_writable(out)
    fields = {"org": org or settings.org, "capacity": capacity}
    if source is not None and out is not None:
        to_request({**fields, "draft": "none yet", "org": fields["org"] or ""})
        check_all(means(context).assistant(settings).check, source, out, fields, settings.base_url)
    else:
        request = to_request({**fields, "draft": read_draft(draft or "")})
        check_one(means(context).assistant(settings).check, request, settings.base_url, as_json=as_json)


def check_one(handler: CheckHandler, request: CheckRequest, base_url: str | None, *, as_json: bool) -> None:
    """Check a draft and print what was found.

    Raises:
        Exit: It should not go out (code 1).
    """
    reply, answer = _handle(handler, request, base_url)
    if as_json:
        typer.echo(json.dumps(answer))
    else:
        show_check(reply, request.draft, Console())
    if reply.screened.verdict == "stop":
        raise typer.Exit(_STOPPED)


def check_all(
    handler: CheckHandler, source: Path, out: Path, fields: dict[str, str | None], base_url: str | None
) -> None:
    """Check a batch of drafts; whatever their verdicts, it ends well.

    Args:
        handler: Checks them.
        source: JSON Lines with drafts.
        out: Where the answers go.
        fields: What counts for a draft that does not say: `org`, `capacity`.
        base_url: Address of the page, or None.

    Raises:
        Exit: Some lines could not be checked (code 2).
    """
    failed = batch.run(source, out, lambda one: _handle(handler, to_request(_with_defaults(one, fields)), base_url)[1])
    if failed:
        typer.echo(f"conduct: {source}: lines that could not be checked: {failed}; {out} says which", err=True)
        raise typer.Exit(_FAILED)


def _with_defaults(record: dict[str, Any], fields: dict[str, str | None]) -> dict[str, Any]:
    """Return a record of a batch with the options where it says nothing; a null capacity is one that is not known."""
    org, capacity = record.get("org") or fields["org"], record.get("capacity", fields["capacity"])
    return {**record, "org": org, "capacity": capacity}


def _handle(handler: CheckHandler, request: CheckRequest, base_url: str | None) -> tuple[CheckReply, dict[str, Any]]:
    start = time.perf_counter()
    reply = handler.handle(request)
    return reply, check_reply(reply, base_url=base_url, latency_ms=(time.perf_counter() - start) * 1000)


def to_request(record: dict[str, Any]) -> CheckRequest:
    """Return the request that a record of a batch, or the options, make.

    Raises:
        BadRequest: A field is missing or has the wrong type or value.
    """
    draft, capacity = record.get("draft"), record.get("capacity")
    if not isinstance(draft, str):
        raise BadRequest('"draft" must be text')
    if capacity not in (None, *get_args(Capacity)):
        raise BadRequest(f"the capacity must be one of: {', '.join(get_args(Capacity))}")
    for name in ("org", "unit"):
        if not isinstance(record.get(name), str | None):
            raise BadRequest(f'"{name}" must be text')
    if record.get("org") is None:
        raise BadRequest("a draft is checked by the rules of one organisation; name it with --org, or set CONDUCT_ORG")
    return CheckRequest(draft=draft, org=record["org"], unit=record.get("unit"), capacity=capacity)


def read_draft(place: str) -> str:
    """Read a draft from a file or, for `-`, from standard input: as it is, but for a byte order mark.

    Raises:
        BadRequest: It cannot be read, is too long, or is not text.
    """
    name = "standard input" if place == "-" else place
    try:
        if place == "-":
            content = sys.stdin.buffer.read(_LONGEST + 1)
        else:
            with Path(place).open("rb") as file:
                content = file.read(_LONGEST + 1)
    except OSError as error:
        raise BadRequest(f"{name}: cannot be read: {error.strerror}") from None
    if b"\0" in content:
        raise BadRequest(f"{name}: is no text file; save the draft as plain text")
    if len(content) > _LONGEST:
        raise BadRequest(f"{name}: is longer than {MAX_DRAFT:,} characters; check the draft in parts")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRequest(f"{name}: is not UTF-8 text (byte {error.start}); save the draft as UTF-8") from None
