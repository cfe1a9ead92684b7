"""Filing from the command line: kept first, then told, then brought as far as it can be at once."""

import json
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.cli.opening import within
from bot.cli.plain_json import print_json
from bot.cli.reporting.filed import show_filed
from bot.cli.reporting.filed_json import filed_json
from bot.cli.reporting.given import Given
from bot.cli.reporting.room import Room
from bot.wording.cases import brought_line
from handlers.cases.case import Case
from handlers.cases.filing import Filing
from handlers.cases.reporter_desk import Filed
from handlers.cases.showing import ReporterView
from handlers.cases.standing import is_local
from handlers.cases.views import reporter_view_now

if TYPE_CHECKING:
    from bot.office import Office


def file_it(room: Room, given: Given, *, as_json: bool = False) -> None:
    """File what was given, print what its reporter must know, and try once to bring it to those who receive it.

    Raises:
        BadRequest: It cannot be taken, or nobody is left to receive it.
        NotKept: It could not be kept.
    """
    filing = room.dialog.filing(given.submission())
    within(room.office, _file_json(room, given, filing) if as_json else _file(room, filing))


async def brought(office: "Office", case: str) -> int | None:
    """Try once to bring what is due; return how much of a case is on its way still, or None where nobody knows."""
    from bot.storage.errors import StorageUnusable

    try:
        await office.courier.deliver_once()
        return sum(one.case == case for one in await office.outbox.waiting())
    except StorageUnusable:  # the case is kept, and so is whom to tell: the service goes on
        return None


def once(filing: Filing, office: "Office") -> str:
    """Return what tells that the same report is filed a second time on one day: the same command, run once more.

    It is keyed: whoever guesses what somebody reported must not find the code that goes with it.
    """
    said = {
        "day": office.clock().astimezone(filing.zone).date().isoformat(),
        "case": [filing.kind, filing.org, filing.unit, filing.role, filing.type.id, filing.variant],
        "content": dict(filing.content),
        "reporter": [filing.reporter.name, filing.reporter.reach] if filing.reporter else None,
        "recipients": [one.person.key for one in filing.plan.recipients],
        "out": sorted(filing.plan.out),
    }
    return office.keyring.digest("report of the command line", json.dumps(said, sort_keys=True))


def view_of(office: "Office", case: Case) -> ReporterView:
    """Return what a reporter sees of their case now."""
    return reporter_view_now(case, office.desks.work, office.desks.library)


async def _file(room: Room, filing: Filing) -> None:
    done = await _kept(room.office, filing)
    show_filed(done, filing, view_of(room.office, done.case), room.number(filing.org), room.settings)
    if not is_local(done.case):
        Console().print(Text("It is being brought to those who receive it …", style="dim"))
    waiting = await brought(room.office, done.case.id)
    case = done.case if waiting is None else await room.office.store.get(done.case.id)
    Console().print(Text(brought_line(case, waiting)))


async def _file_json(room: Room, given: Given, filing: Filing) -> None:
    """Print it once it was tried to bring it, and also where that is interrupted: the code is kept nowhere."""
    done = await _kept(room.office, filing)
    number, view = room.number(filing.org), view_of(room.office, done.case)
    seen = room.dialog.preview_of(filing)
    fields = filed_json(done, view, seen, room.steps(filing.route, filing.unit), room.settings)
    waiting = None
    try:
        waiting = await brought(room.office, done.case.id)
    finally:
        print_json({**fields, "emergency": given.danger or filing.danger, "number": number, "waiting": waiting})


async def _kept(office: "Office", filing: Filing) -> Filed:
    return await office.desks.reporter.file(filing, submission=once(filing, office))
