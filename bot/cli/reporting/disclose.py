"""`conduct disclose`: one's own possible conflict of interest, disclosed to whom it goes."""

import typer
from rich.console import Console
from rich.text import Text

from bot.cli.opening import means
from bot.cli.options import Knowledge, Org, settings_with
from bot.cli.plain_json import print_json
from bot.cli.reporting import by_options
from bot.cli.reporting.asking import Asker
from bot.cli.reporting.filing import file_it, route_of
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
from bot.cli.reporting.one_report import NOTHING
from bot.cli.reporting.previewed import preview_json, show_choices, show_preview
from bot.cli.reporting.room import Room
from bot.cli.reporting.sending_dialog import SendingDialog
from bot.json_report import step_fields
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
    here = means(context)
    texts = here.texts(settings)
    given = said.given("disclosure", texts.library, answers)
    room = Room(office=here.office(texts), settings=settings)
    room.check_taken(given.org)
    if mode.asks(is_complete=_FIRST in answers):
        _ask(given, room, dry_run=dry_run)
    elif dry_run:
        _try_out(given, room, as_json=as_json)
    else:
        by_options.complete(given, room)
        file_it(room, given, as_json=as_json)


def _ask(given: Given, room: Room, *, dry_run: bool) -> None:
    asker = Asker(Console(), room.number(given.org))
    sending = SendingDialog(asker, room, given)
    sending.check()
    sending.tell_collection()
    asker.step(DISCLOSURE.title)
    asker.say(DISCLOSURE.lead)
    try:
        is_sent = sending.hold(dry_run=dry_run)
    except KeyboardInterrupt:
        asker.say(f"\n{NOTHING}")
        raise
    if is_sent:
        file_it(room, given)
    else:
        asker.say(NOTHING)


def _try_out(given: Given, room: Room, *, as_json: bool) -> None:
    missing = by_options.stand_in(given, room)
    by_options.take_choices(given, room)
    seen = by_options.preview_of(given, room)
    if as_json:
        filing = room.dialog.filing(given.submission())
        route = [step_fields(one, room.settings.base_url) for one in route_of(room, filing)]
        print_json({"type": filing.type.id, "route": route, "preview": preview_json(seen), "missing": missing})
        return
    console = Console()
    show_preview(seen, console)
    show_choices(seen, console, may_name=room.may_name)
    console.print(Text(f"Still to be said: {', '.join(missing)}." if missing else "Nothing more has to be said."))
    console.print(Text(NOTHING))
