"""`conduct keys`: the keys that encrypt what is kept."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import keys_of
from bot.cli.options import settings_with
from bot.settings import Settings
from bot.wiring import database
from handlers.request import BadRequest

if TYPE_CHECKING:
    from bot.storage.keys import Keyring

_LINKS = (
    "4. Links that recipients were sent before open nothing any more; whoever opens one can have another sent to them, "
    "and reminders bring new ones. Codes of reporters work on."
)
_NOT_CHANGED = (
    "Not changed: the key of the history and of what cases are found by. If somebody else has had the file, they can "
    "still make up history where they can write to the database: run 'conduct audit verify', note down the newest "
    "entry elsewhere, and give it with --head from now on; to be rid of that key too, begin a new database with new "
    "keys."
)

app = typer.Typer(help="Make and change the keys that encrypt what is kept.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Make and change the keys that encrypt what is kept."""


@app.command()
def new(
    out: Annotated[Path | None, typer.Option(help="The file; by default the one that the settings name.")] = None,
) -> None:
    """Make a file of keys. Keep a copy of it elsewhere: without it nothing can be read again."""
    from bot.office import key_file
    from bot.storage import keys

    path = out or key_file(settings_with(None))
    keys.new_file(path)
    typer.echo(
        f"New keys are in {path}. Keep a copy elsewhere, apart from the backups: without it they are worth nothing."
    )


@app.command()
def rotate() -> None:
    """Encrypt everything with a new key, while the service goes on; begun again, it goes on where it ended.

    Links and sessions of recipients that the old keys made open nothing any more. The key of the history and of what
    cases are found by stays as it is: it says at the end what that means where somebody else has had the file.

    Where several machines have a copy of the file, stop the services on the others first, and copy the file to them
    before they start again.
    """
    from bot.storage import keys

    settings = settings_with(None)
    path = keys_of(settings).path
    keys.add_key(path)
    typer.echo(f"1. A new key is in {path}; whatever is kept from now on is encrypted with it.")
    asyncio.run(_rotate(settings, keys_of(settings)))
    typer.echo("3. The old keys are gone from the file. Backups from before need the file from before: take a new one.")
    typer.echo(_LINKS)
    typer.echo(_NOT_CHANGED)


async def _rotate(settings: Settings, keyring: "Keyring") -> None:
    from bot.storage import rotation

    here = database(settings)
    try:
        done = await rotation.rotate(here, keyring)
        typer.echo(f"2. Encrypted anew: {done.renewed}.")
        if done.unopened:
            raise BadRequest(
                f"{done.unopened} of what is kept cannot be opened with any key in {keyring.path}; the old keys stay "
                "in it. Run 'conduct audit verify', put back what is missing, and run this again."
            )
        await rotation.finish(here, keyring)
    finally:
        await here.close()
