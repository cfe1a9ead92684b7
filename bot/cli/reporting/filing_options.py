"""Options that reporting and disclosing share, and how what they say is put together."""

import codecs
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, cast, get_args

import typer
from rich.console import Console

from bot.cli.reporting.asking import Asker
from bot.cli.reporting.given import Given, involved
from bot.cli.reporting.organisation import asked_organisation
from bot.cli.reporting.room import Room
from handlers.cases.case import Kind
from handlers.cases.involved import MAX_NAME
from handlers.request import BadRequest, Role, check_organisation
from knowledge.library import Library

_WHO = "Who sees it"
_LONGEST = 1_000_000
"""Bytes that are read from standard input; whatever may be filed is much shorter."""

Unit = Annotated[str | None, typer.Option(help="Part of the organisation, for its own contacts.")]
InRole = Annotated[str, typer.Option("--role", help="employee or supervisor.")]
InvolvedNames = Annotated[
    list[str] | None,
    typer.Option(
        "--involved", metavar="NAME", help="Is involved, and sees nothing of it; or none.", rich_help_panel=_WHO
    ),
]
InvolvedRoles = Annotated[
    list[str] | None,
    typer.Option("--involved-role", metavar="ID", help="The same by role: supervisor is yours.", rich_help_panel=_WHO),
]
To = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CONTACT=NAME",
        help="Whom you choose, where it is your choice: CONTACT=NAME, CONTACT='NAME<mail>' or CONTACT=none.",
        rich_help_panel=_WHO,
    ),
]
Applies = Annotated[
    list[int] | None,
    typer.Option(
        metavar="N", help="Number of a step whose condition holds; --dry-run shows them.", rich_help_panel=_WHO
    ),
]
Name = Annotated[str, typer.Option(help="Your name.")]
Reach = Annotated[str | None, typer.Option(help="How you want to be reached.")]
Yes = Annotated[bool, typer.Option("--yes", help="I have read who will see this: ask nothing, and send it.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Send and keep nothing; show what would be.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How a command goes about it.

    Attributes:
        yes: Whether the reporter says that they have read who will see it.
        dry_run: Whether nothing is to be sent or kept.
        as_json: Whether a program reads what is printed.
    """

    yes: bool
    dry_run: bool
    as_json: bool

    def asks(self, *, is_complete: bool) -> bool:
        """Tell whether to ask: on a terminal, and where nothing was said yet, unless options forbid it."""
        if self.yes or self.as_json:
            return False
        return not is_complete or (sys.stdin.isatty() and not self.dry_run)

    def check(self, *, is_complete: bool) -> None:
        """Refuse options that do not fit together, before anything is loaded.

        Raises:
            BadRequest: They do not.
        """
        if self.yes and self.dry_run:
            raise BadRequest("--yes sends it, and --dry-run does not; leave one of them out")
        if not (self.yes or self.dry_run or self.asks(is_complete=is_complete)):
            raise BadRequest("--yes: nothing is sent until you say that you have read who will see it; see --dry-run")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the options say that both commands have."""

    org: str | None
    unit: str | None
    role: str
    involved: Sequence[str] | None
    involved_roles: Sequence[str] | None
    to: Sequence[str] | None
    applies: Sequence[int] | None
    name: str
    reach: str | None

    def with_organisation(self, room: Room, console: Console, *, asks: bool) -> "Said":
        """Return the same with the organisation, which is asked for where anything is.

        Raises:
            BadRequest: The input ended, or none takes reports here.
        """
        if self.org or not asks:
            return self
        return replace(self, org=asked_organisation(Asker(console, room.number(None)), room))

    def given(self, kind: Kind, library: Library, answers: dict[str, object]) -> Given:
        """Return what is known so far.

        Raises:
            BadRequest: No organisation is named, or a role is unknown.
        """
        if not self.org:
            raise BadRequest("this goes to the contacts of one organisation; name it with --org, or set CONDUCT_ORG")
        check_organisation(self.org, library)
        if self.role not in get_args(Role):
            raise BadRequest(f"--role: must be one of: {', '.join(get_args(Role))}")
        if max(len(self.name), len(self.reach or "")) > MAX_NAME:
            raise BadRequest(f"--name, --reach: at most {MAX_NAME} characters each")
        return Given(
            kind=kind,
            org=self.org,
            unit=self.unit,
            role=cast("Role", self.role),
            answers=answers,
            involved=involved(self.involved or (), self.involved_roles or (), library, self.org),
            to=tuple(self.to or ()),
            conditions=frozenset(self.applies or ()),
            name=self.name,
            reach=self.reach,
            asked_reach=bool(self.name or self.reach),
        )


def typed(text: str, what: str) -> str:
    """Return a text as it was given, or what stands on standard input for `-`.

    Raises:
        BadRequest: It is too long, or no text.
    """
    if text != "-":
        return text
    content = sys.stdin.buffer.read(_LONGEST + 1).removeprefix(codecs.BOM_UTF8)
    if len(content) > _LONGEST:
        raise BadRequest(f"standard input: {what} is far too long")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise BadRequest(f"standard input: is not UTF-8 text (byte {error.start}); save it as UTF-8") from None
