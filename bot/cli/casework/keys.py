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
