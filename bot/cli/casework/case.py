"""`conduct case`: whoever has the code of a case follows it up."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, field
from getpass import getpass
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from bot.cli.casework.followed import show_case, show_kept_out
from bot.cli.opening import kept_office, means, within
from bot.cli.options import Knowledge, settings_with
from bot.cli.plain_json import print_json
from bot.cli.reporting import given
from bot.cli.reporting.filing import brought, view_of
from bot.cli.reporting.filing_options import typed
from bot.wiring import database
from handlers.cases.case import Case
from handlers.cases.involved import in_words
from handlers.cases.showing import role_names
from handlers.request import BadRequest

if TYPE_CHECKING:
    from bot.office import Office

Pause = Callable[[float], Awaitable[None]]
"""Lets so many seconds pass."""

_SLOWED = 1.0
"""Seconds after a wrong code, so that nobody tries many."""


class WrongCode(BadRequest):
    """A code opens no case; which of the reasons it is, is told to nobody."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("This code opens no case here; type it as it was shown when you sent what you reported.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What the reporter wants done.

    Attributes:
        add: What they add, or None.
        done: Ids of what they tick off.
        accept: Whether they have read the decision.
        involved, roles: Names and roles of those who turn out to be involved.
    """

    add: str | None = field(repr=False)
    done: Sequence[str]
    accept: bool
    involved: Sequence[str] = field(repr=False)
    roles: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noted:
    """Who is kept out from now on.

    Attributes:
        kept_out: Names as they were given, and how roles are called.
        unknown: Those of the names that nobody has who is known here.
    """

    kept_out: Sequence[str] = field(repr=False)
    unknown: Sequence[str] = field(repr=False)


def case(  # noqa: PLR0913, PLR0917 - each is an option of the command
    context: typer.Context,
    code: Annotated[
        str | None,
        typer.Argument(
            help="Your code. Better leave it out and type it when you are asked: what stands here, the shell keeps."
        ),
    ] = None,
    add: Annotated[str | None, typer.Option(metavar="TEXT|-", help="Add this to it; - reads it.")] = None,
    done: Annotated[list[str] | None, typer.Option(metavar="DUTY", help="Tick off what you did.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="I have read the decision.")] = False,  # noqa: FBT002
    involved: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Turns out to be involved: sees nothing more of it.")
    ] = None,
    involved_role: Annotated[list[str] | None, typer.Option(metavar="ID", help="The same by role.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,  # noqa: FBT002
    knowledge: Knowledge = None,
) -> None:
    """Follow up what you reported or disclosed: its state, what is next, and what is left to you."""
    settings = settings_with(knowledge)
    receipt = _asked() if code is None else code
    wanted = _Wanted(
        add=None if add is None else typed(add, "what you add"),
        done=done or (),
        accept=accept,
        involved=involved or (),
        roles=involved_role or (),
    )
    pause = means(context).pause
    if not database(settings).is_there():
        asyncio.run(_refuse(pause))
    office = kept_office(context, settings)
    found, noted = within(office, _follow(office, receipt, wanted, pause))
    view = view_of(office, found)
    if as_json:
        fields = asdict(view)
        print_json({"case": fields.pop("number"), **fields, "noted": noted and asdict(noted)})
        return
    if noted:
        show_kept_out(noted.kept_out, noted.unknown, Console())
    show_case(view, office.desks.library.zone(found.org), Console())


def _asked() -> str:
    """Return the code as it is typed, unseen."""
    if _is_terminal():
        return getpass("Your code (it is not shown): ")
    return sys.stdin.buffer.readline().decode("utf-8", "replace").strip()


def _is_terminal() -> bool:
    return sys.stdin.isatty()


async def _refuse(pause: Pause) -> None:
    await pause(_SLOWED)
    raise WrongCode


async def _follow(office: "Office", receipt: str, wanted: _Wanted, pause: Pause) -> tuple[Case, _Noted | None]:
    desk = office.desks.reporter
    found = await desk.by_receipt(receipt)
    if found is None:
        await _refuse(pause)
        raise WrongCode
    _check_duties(wanted.done, found)
    out = given.involved(wanted.involved, wanted.roles, office.desks.library, found.org)
    noted = None
    if out:  # first: nobody who is involved is told of what follows
        found = await desk.keep_out(found.id, out)
        names = in_words(out, role_names(office.desks.library, found.org))
        noted = _Noted(kept_out=names, unknown=desk.unknown(found, out))
    for duty in wanted.done:
        found = await desk.tick_off(found.id, duty)
    if wanted.accept:
        found = await desk.accept(found.id)
    if wanted.add is not None:  # last: done once more after a mistake above, it would stand there twice
        found = await desk.add(found.id, wanted.add)
    if out or wanted.add is not None:
        found = await _after(office, found)
    return found, noted


async def _after(office: "Office", found: Case) -> Case:
    """Return a case after it was tried to bring what is new in it, for who was reached by that is shown."""
    waiting = await brought(office, found.id)
    return found if waiting is None else await office.store.get(found.id)


def _check_duties(done: Sequence[str], found: Case) -> None:
    known = [one.id for one in found.duties]
    for duty in done:
        if duty not in known:
            raise BadRequest(f"--done: '{duty}' is nothing to tick off in this case; these are: {', '.join(known)}")
