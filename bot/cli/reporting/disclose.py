"""`conduct disclose`: one's own possible conflict of interest, disclosed to whom it goes."""

from contextlib import nullcontext
from dataclasses import asdict

import typer
from rich.console import Console
from rich.text import Text

from bot.cli.opening import Means, means
from bot.cli.options import Knowledge, Org, settings_with
from bot.cli.plain_json import print_json
from bot.cli.reporting import by_options
from bot.cli.reporting.asking import NOTHING, Asker, says_nothing_was_sent
from bot.cli.reporting.filing import file_it
from bot.cli.reporting.filing_options import (
    Applies,
    AsJson,
    DryRun,
    InRole,
    InvolvedNames,
    InvolvedRoles,
    Mode,
    Name,
    Reach,
    Said,
    To,
    Unit,
    Yes,
)  # fmt: skip
from bot.cli.reporting.form_options import answered, with_fields
from bot.cli.reporting.given import Given
from bot.cli.reporting.number_first import number_first
from bot.cli.reporting.previewed import show_choices, show_preview
from bot.cli.reporting.room import Room
from bot.cli.reporting.sending_dialog import SendingDialog
from bot.json_report import step_fields
from bot.settings import Settings
from handlers.forms.disclosure import DISCLOSURE

_FIRST = DISCLOSURE.fields[0].id
"""Whoever gives this by option has begun to say all of it by options."""


@with_fields(DISCLOSURE)
def disclose(  # noqa: PLR0913, PLR0917 - each is an option of the command
    context: typer.Context,
    org: Org = None,
    unit: Unit = None,
    role: InRole = "employee",
    involved: InvolvedNames = None,
    involved_role: InvolvedRoles = None,
    to: To = None,
    applies: Applies = None,
    name: Name = "",
    reach: Reach = None,
    yes: Yes = False,  # noqa: FBT002
    dry_run: DryRun = False,  # noqa: FBT002
    as_json: AsJson = False,  # noqa: FBT002
    knowledge: Knowledge = None,
    **fields: object,
) -> None:
    """Disclose your own possible conflict of interest, under your name.

    In a terminal it asks step by step, and shows who will see it before anything is sent.
    """
    with number_first(org, knowledge):
        settings, answers = settings_with(knowledge), answered(fields)
        mode = Mode(yes=yes, dry_run=dry_run, as_json=as_json)
        mode.check(is_complete=_FIRST in answers)
        said = Said(
            org=org or settings.org,
            unit=unit,
            role=role,
            involved=involved,
            involved_roles=involved_role,
            to=to,
            applies=applies,
            name=name,
            reach=reach,
        )
        _disclose(means(context), settings, mode, said, answers)


def _disclose(here: Means, settings: Settings, mode: Mode, said: Said, answers: dict[str, object]) -> None:
    with nullcontext() if mode.as_json else says_nothing_was_sent(Console()):
        texts = here.texts(settings)
        room = Room(office=here.office(texts), settings=settings)
        asks = mode.asks(is_complete=_FIRST in answers)
        given = said.with_organisation(room, Console(), asks=asks).given("disclosure", texts.library, answers)
        room.check_taken(given.org)
        room.check_unit(given.org, given.unit)
        is_ready = _is_ready(given, room, mode, asks=asks)
    if is_ready:
        file_it(room, given, as_json=mode.as_json)


def _is_ready(given: Given, room: Room, mode: Mode, *, asks: bool) -> bool:
    """Ask, try out or complete what was given; return whether it is to be filed."""
    if asks:
        return _is_wanted(given, room, dry_run=mode.dry_run)
    if mode.dry_run:
        _try_out(given, room, as_json=mode.as_json)
    else:
        by_options.complete(given, room)
    return not mode.dry_run


def _is_wanted(given: Given, room: Room, *, dry_run: bool) -> bool:
    asker = Asker(Console(), room.number(given.org))
    sending = SendingDialog(asker, room, given)
    sending.check()
    asker.call_first()
    sending.tell_collection()
    asker.heading(DISCLOSURE.title)
    asker.say(DISCLOSURE.lead)
    sending.tell_route()
    is_wanted = sending.hold(dry_run=dry_run)
    if not is_wanted:
        asker.say(NOTHING)
    return is_wanted


def _try_out(given: Given, room: Room, *, as_json: bool) -> None:
    missing = by_options.stand_in(given, room)
    by_options.take_choices(given, room)
    seen = by_options.preview_of(given, room)
    if as_json:
        filing = room.dialog.filing(given.submission())
        route = [step_fields(one, room.settings.base_url) for one in room.steps(filing.route, filing.unit)]
        print_json({"type": filing.type.id, "route": route, "preview": asdict(seen), "missing": missing})
        return
    console = Console()
    show_preview(seen, console)
    show_choices(seen, console, may_name=room.may_name)
    console.print(Text(f"Still to be said: {', '.join(missing)}." if missing else "Nothing more has to be said."))
    console.print(Text(NOTHING))
