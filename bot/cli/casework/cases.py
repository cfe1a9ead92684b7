"""`conduct cases`: what whoever holds the keys does with cases."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer
from rich.console import Console

from bot.cli.casework import listed
from bot.cli.casework.operator import who
from bot.cli.casework.record_html import record_html
from bot.cli.casework.record_json import record_json
from bot.cli.casework.record_screen import show_list, show_record
from bot.cli.casework.records import record_of
from bot.cli.casework.targets import check_target
from bot.cli.opening import kept_office, within
from bot.cli.options import check_writable, settings_with
from bot.cli.plain_json import print_json
from bot.cli.terminal import harmless
from bot.settings import Settings
from bot.wiring import database
from handlers.cases.case import ENDED, Case, State
from handlers.cases.keeping import Disposal
from handlers.cases.names import folded
from handlers.cases.records_desk import RecordsDesk
from handlers.cases.store import Gone, NotKept
from handlers.request import BadRequest

if TYPE_CHECKING:
    from bot.office import Office

Number = Annotated[str, typer.Argument(help="Of the case, such as C-7QK4-M2XD.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Reason = Annotated[str, typer.Option(help="Why, in a line; the history keeps it.")]

_Show = Callable[[str, Disposal], None]
"""Shows the record of a disposal, by what the case is called."""

_UNDONE = 2
"""Exit code: some of what was to be done could not be."""

app = typer.Typer(help="Look after cases: for whoever holds the keys.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Look after cases: for whoever holds the keys."""


@app.command("list")
def list_(
    org: Annotated[str | None, typer.Option(parser=str.lower, help="Of this organisation alone.")] = None,
    state: Annotated[str | None, typer.Option(help="In this state alone, such as received.")] = None,
    is_open: Annotated[bool, typer.Option("--open", help="Only what somebody still has to see to.")] = False,  # noqa: FBT002
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,  # noqa: FBT002
) -> None:
    """List what is known of cases; without the keys, all but their numbers."""
    if state not in (None, *get_args(State)):
        raise BadRequest(f"--state: must be one of: {', '.join(get_args(State))}")
    settings = settings_with(None)
    found, why = asyncio.run(listed.read(settings, listed.Wanted(org=org, state=state, is_open=is_open)))
    if as_json:
        for one in found:
            print_json({"case": one.number, **asdict(one.summary)})
    elif found:
        show_list(found, Console())
    else:
        typer.echo(_none(settings))
    if why:
        typer.echo(f"conduct: the numbers of cases are not shown: {harmless(why)}", err=True)


def _none(settings: Settings) -> str:
    """Return why a list is empty: a wrong address must not look like a quiet year."""
    here = database(settings)
    return "There are none of these." if here.is_there() else f"There are no cases: {here.place} was not made yet."


@app.command()
def show(context: typer.Context, number: Number, as_json: AsJson = False) -> None:  # noqa: FBT002
    """Show a case; its history notes who read it."""
    office = _office(context)
    record = within(office, record_of(office, number, who(), exported=False))
    if as_json:
        print_json(record_json(record))
    else:
        show_record(record, Console())


@app.command()
def export(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="Of the case; of one that was disposed of, its id.")],
    html: Annotated[Path | None, typer.Option(help="Write a page to print to a new file, for its owner alone.")] = None,
) -> None:
    """Print a case as JSON, or write it as a page; its history notes who took it out."""
    if html is not None:
        check_writable(html, option="--html")
        check_target(html, settings_with(None))
        _check_new(html)
    office = _office(context)
    record = within(office, record_of(office, number, who(), exported=True))
    if html is None:
        print_json(record_json(record))
    else:
        _write(html, record_html(record))
        typer.echo(f"{record.name} is in {html}, which holds what people wrote, in the open.")


@app.command()
def hold(context: typer.Context, number: Number, reason: Reason) -> None:
    """Put a case under legal hold: it is not disposed of until it is released."""
    _change(context, number, lambda office, id_: _records(office).hold(id_, reason), "is under legal hold")


@app.command()
def release(context: typer.Context, number: Number, reason: Reason) -> None:
    """Release a case from legal hold."""
    _change(
        context,
        number,
        lambda office, id_: _records(office).release(id_, reason),
        "is under no legal hold",
    )


@app.command()
def filed(
    context: typer.Context,
    number: Number,
    reference: Annotated[str, typer.Option(help="Where it stands in the recordkeeping system.")],
) -> None:
    """Note that a case was filed in the recordkeeping system."""
    done = "is noted as filed in the recordkeeping system"
    _change(context, number, lambda office, id_: _records(office).filed_as_record(id_, reference), done)


@app.command()
def dispose(
    context: typer.Context,
    number: Annotated[str | None, typer.Argument(help="Of the case.")] = None,
    due: Annotated[bool, typer.Option("--due", help="All that the schedules let go by now.")] = False,  # noqa: FBT002
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,  # noqa: FBT002
) -> None:
    """Dispose of a case, or of all that are due, under the schedule; that it was there, and the record of it, stay."""
    if (number is None) != due:
        raise typer.BadParameter("name a case, or --due for all that may be disposed of by now.")
    office, show = _office(context), partial(_show_disposal, as_json=as_json)
    if number is not None:
        within(office, _dispose_one(office, number, show))
        return
    done, faults = within(office, _dispose_due(office, show))
    for fault in faults:
        typer.echo(f"conduct: {harmless(fault)}", err=True)
    if faults:
        raise typer.Exit(_UNDONE)
    if not done and not as_json:
        typer.echo("Nothing may be disposed of now.")


@app.command()
def revoke(
    context: typer.Context, number: Number, person: Annotated[str, typer.Argument(help="A recipient's name.")]
) -> None:
    """Make the links void that a recipient of a case was sent; they get nothing more until it is passed on to them."""

    async def change(office: "Office", id_: str) -> Case:
        key = _key(await office.store.get(id_), person)
        return await _records(office).revoke(id_, key)

    _change(context, number, change, "is opened no more by the links that this person was sent; they get no others")


@app.command()
def resend(
    context: typer.Context, number: Number, person: Annotated[str, typer.Argument(help="A recipient's name.")]
) -> None:
    """Give a case again to a recipient whose links were made void: they are sent a new one; the old ones stay void."""

    async def change(office: "Office", id_: str) -> Case:
        key = _key(await office.store.get(id_), person)
        return await _records(office).resend(id_, key)

    _change(context, number, change, "is given to this person again; a new link is on its way to them")


def _office(context: typer.Context) -> "Office":
    settings = settings_with(None)
    if not database(settings).is_there():
        raise BadRequest("There is no case here yet.")
    return kept_office(context, settings)


def _records(office: "Office") -> RecordsDesk:
    """Return the records desk with whoever runs this at it."""
    return office.desks.records.of(who())


def _change(context: typer.Context, number: str, change: Callable[["Office", str], Awaitable[Case]], done: str) -> None:
    office = _office(context)

    async def changed() -> Case:
        return await change(office, (await office.desks.records.find(number)).id)

    typer.echo(f"Case {within(office, changed()).number} {done}.")


async def _dispose_one(office: "Office", number: str, show: _Show) -> None:
    case = await office.desks.records.find(number)
    show(case.number, await _records(office).dispose(case.id))


async def _dispose_due(office: "Office", show: _Show) -> tuple[int, list[str]]:
    """Dispose of each case that may be, and show it at once; return how many, and why others could not be."""
    from bot.storage.errors import StorageUnusable

    done, faults = 0, []
    for one in await office.store.summaries():
        if one.disposed_at is None and not one.on_hold and one.state in ENDED:
            try:
                case = await office.store.get(one.id)
                record = await _records(office).dispose(one.id)
            except (BadRequest, Gone):
                continue  # the schedule keeps it, or somebody has just disposed of it
            except (StorageUnusable, NotKept) as error:
                faults.append(f"case {one.id} was not disposed of: {error}")
            else:
                show(case.number, record)
                done += 1
    return done, faults


def _show_disposal(name: str, record: Disposal, *, as_json: bool) -> None:
    if as_json:
        print_json({"case": name, "record": record.sentence()})
    else:
        typer.echo(f"Case {name}: {harmless(record.sentence())}")


def _key(case: Case, name: str) -> str:
    found = [one.person for one in case.assignments if folded(one.person.name) == folded(name)]
    if len(found) != 1:  # their names are told by what the history notes
        raise BadRequest(f"No recipient of the case has this name; conduct cases show {case.number} shows who has it.")
    return found[0].key


def _check_new(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise BadRequest(f"--html {path}: is there already; name another file, or take that one away first")


def _write(path: Path, text: str) -> None:
    from bot.storage.files import whole

    try:
        with whole(path, replacing=False) as file:
            file.write(text.encode())
    except FileExistsError:
        raise BadRequest(f"--html {path}: is there already; name another file") from None
    except OSError as error:
        raise BadRequest(f"--html {path}: cannot be written: {error.strerror}; name another file") from None
