"""`conduct outbox`: what is on its way to people, and what cannot be brought to them."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from bot.cli.casework.operator import who
from bot.cli.opening import kept_office, keys_of, within
from bot.cli.options import settings_with
from bot.cli.plain_json import print_json
from bot.cli.points import table
from bot.settings import Settings
from bot.wiring import database
from handlers.cases.clocks import now_utc
from handlers.cases.store import Gone
from handlers.request import BadRequest

if TYPE_CHECKING:
    from bot.office import Office
    from bot.storage.cases import SqlCaseStore
    from bot.storage.outbox import Waiting

_HEADS = ("id", "case", "what", "urgency (0 first)", "since", "next try", "tries", "why not yet")
_NOTHING = "Nothing is on its way."

app = typer.Typer(help="Look after what is on its way to people.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Look after what is on its way to people."""


@app.command("list")
def list_(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,  # noqa: FBT002
) -> None:
    """List what is on its way, the most urgent first, and why it did not arrive yet."""
    settings = settings_with(None)
    found = asyncio.run(_waiting(settings)) if database(settings).is_there() else []
    if as_json:
        for one, number in found:
            print_json({**asdict(one), "number": number})
    elif found:
        table(_HEADS, (_cells(one, number) for one, number in found), Console(), unbroken=("id", "case"))
    else:
        typer.echo(_NOTHING)


@app.command()
def withdraw(id_: Annotated[str, typer.Argument(metavar="ID", help="Of the notice, as the list has it.")]) -> None:
    """Give a notice up: it is brought to nobody, and the history of its case says who gave it up."""
    settings = settings_with(None)
    _check(settings)
    kind = asyncio.run(_withdraw(settings, id_.strip().lower()))
    typer.echo(f"The notice ({kind}) is withdrawn.")


@app.command()
def retry(context: typer.Context) -> None:
    """Try now to bring all that is on its way, whatever it waits for."""
    settings = settings_with(None)
    _check(settings)
    office = kept_office(context, settings)
    tried, left = within(office, _retry(office))
    typer.echo(f"Tried {tried}; {left} are still on their way." if tried else _NOTHING)


def _check(settings: Settings) -> None:
    if not database(settings).is_there():
        raise BadRequest(_NOTHING)


async def _waiting(settings: Settings) -> Sequence[tuple["Waiting", str | None]]:
    """Return what is on its way, each with the number of its case; None of a case that cannot be opened."""
    from bot.storage.cases import SqlCaseStore
    from bot.storage.outbox import SqlOutbox

    here, keyring = database(settings), keys_of(settings)
    try:
        found = await SqlOutbox(here, keyring).waiting()
        store = SqlCaseStore(here, keyring)
        numbers = {id_: await _number(store, id_) for id_ in dict.fromkeys(one.case for one in found)}
        return [(one, numbers[one.case]) for one in found]
    finally:
        await here.close()


async def _number(store: "SqlCaseStore", id_: str) -> str | None:
    from bot.storage.errors import StorageUnusable

    try:
        return (await store.get(id_)).number
    except (Gone, StorageUnusable):  # it is disposed of just now, or damaged: the others are listed all the same
        return None


async def _withdraw(settings: Settings, id_: str) -> str:
    from bot.storage.outbox import SqlOutbox

    outbox = SqlOutbox(database(settings), keys_of(settings))
    try:
        return (await outbox.withdraw(id_, now_utc(), who=who())).notice.kind
    finally:
        await outbox.close()


async def _retry(office: "Office") -> tuple[int, int]:
    """Return how many notices were tried, and how many are on their way after that."""
    due = [one.id for one in await office.outbox.waiting()]
    await office.outbox.hasten(due, office.clock())
    tried = 0
    while tried < len(due) and (some := await office.courier.deliver_once()):
        tried += some
    return tried, len(await office.outbox.waiting())


def _cells(one: "Waiting", number: str | None) -> tuple[str, ...]:
    why = (one.last_reason or "") + (" (somebody else was told)" if one.alarmed_at else "")
    since, next_at, case = _here(one.created_at), _here(one.next_at), number or one.case
    return one.id, case, one.kind, str(one.urgency), since, next_at, str(one.failures), why


def _here(at: datetime) -> str:
    """Return a time as it is told where this runs: notices of several organisations stand beside each other."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"
