"""`conduct audit`: whether anybody changed what was kept."""

import asyncio
import re
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import keys_of
from bot.cli.options import settings_with
from bot.cli.plain_json import print_json
from bot.cli.terminal import harmless
from bot.settings import Settings
from bot.wiring import database
from handlers.request import BadRequest

if TYPE_CHECKING:
    from bot.storage.history import Head
    from bot.storage.verifying import Verified

_BROKEN = 1
"""Exit code: something is not as it was kept."""

_HEAD = re.compile(r"(?P<number>\d{1,9}):(?P<hash>[0-9a-f]{64})")

app = typer.Typer(help="Check that nobody changed what was kept.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Check that nobody changed what was kept."""


@app.command()
def verify(
    head: Annotated[
        str | None, typer.Option(metavar="NUMBER:HASH", help="The newest entry of a former time, as it was noted down.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,  # noqa: FBT002
) -> None:
    """Check every entry of the history, and every case against it; exit code 1 where something is not as it was."""
    earlier = None if head is None else _head(head)
    settings = settings_with(None)
    if not database(settings).is_there():
        raise BadRequest("There is no case here yet.")
    found = asyncio.run(_verify(settings, earlier))
    if as_json:
        print_json(_json(found))
    else:
        _show(found)
    if found.broken:
        raise typer.Exit(_BROKEN)


def _head(text: str) -> "Head":
    from bot.storage.history import Head

    found = _HEAD.fullmatch(text.strip().lower())
    if found is None:
        raise typer.BadParameter("--head: write NUMBER:HASH, as this command printed it.")
    return Head(number=int(found["number"]), hash=found["hash"])


async def _verify(settings: Settings, earlier: "Head | None") -> "Verified":
    from bot.storage.verifying import verify as verified

    here = database(settings)
    try:
        return await verified(here, keys_of(settings), earlier=earlier)
    finally:
        await here.close()


def _show(found: "Verified") -> None:
    typer.echo(f"Checked {found.entries} entries. The newest, to be noted down elsewhere for --head:")
    typer.echo(f"{found.head.number}:{found.head.hash}")
    if found.broken is None:
        typer.echo("Everything is as it was kept.")
        return
    places = [f"entry {found.broken.number}" if found.broken.number is not None else "a case"]
    if found.broken.case:
        places.append(f"case {harmless(found.broken.case)}")
    typer.echo(f"conduct: not as it was kept: {', '.join(places)}: {found.broken.problem}", err=True)


def _json(found: "Verified") -> dict[str, object]:
    broken = found.broken
    return {
        "entries": found.entries,
        "head": f"{found.head.number}:{found.head.hash}",
        "sound": broken is None,
        "broken": broken and {"number": broken.number, "case": broken.case, "problem": broken.problem},
    }
