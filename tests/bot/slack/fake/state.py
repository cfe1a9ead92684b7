"""What Slack's side keeps: calls, messages, views, what it refused, and what it was told to do wrong."""

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.bot.slack.fake.workspace import Clock, Workspace, im_of

Payload = dict[str, Any]


class Refused(Exception):
    """Slack answers with an error code, and for blocks and views with sentences that say where."""

    def __init__(self, code: str, messages: Sequence[str] = ()) -> None:
        """Keep the code and the sentences."""
        super().__init__(code)
        self.code = code
        self.messages = tuple(messages)


class TooFast(Exception):
    """More than the channel may get; `seconds` is what Retry-After says."""

    def __init__(self, seconds: int) -> None:
        """Keep the seconds."""
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request of the app: the method, what it gave, by which token, and the answer's code, `ok` where it worked."""

    method: str
    arguments: Payload
    token: str
    answer: str = "ok"


@dataclass(slots=True, kw_only=True)
class Message:
    """A message that the app posted.

    Attributes:
        ephemeral_for: Who alone sees it, where it is ephemeral.
        edited: How often it was changed.
    """

    channel: str
    ts: str
    text: str
    blocks: list[Payload]
    thread_ts: str | None = None
    ephemeral_for: str | None = None
    metadata: Payload | None = None
    edited: int = 0


@dataclass(slots=True, kw_only=True)
class OpenView:
    """A modal that is open, or a Home tab; `view` is as Slack hands it out, with ids and hash."""

    user: str
    team: str
    view: Payload
    root: str | None = None

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.view["id"])

    @property
    def blocks(self) -> list[Payload]:
        """Its blocks."""
        blocks: list[Payload] = self.view["blocks"]
        return blocks

    def block(self, block_id: str) -> Payload:
        """Return the one block of this id."""
        (only,) = (block for block in self.blocks if block["block_id"] == block_id)
        return only


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What the app sent and Slack did not take."""

    method: str
    code: str
    messages: tuple[str, ...]
    payload: object


@dataclass(slots=True, kw_only=True)
class Fault:
    """What goes wrong when asked to: an error code, a status, silence until released, or a plea to wait."""

    error: str | None = None
    status: int | None = None
    retry_after: int | None = None
    times: int | None = 1
    released: asyncio.Event | None = None
    met: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Let what hangs go on; it is then answered as ever."""
        if self.released is not None:
            self.released.set()


@dataclass(slots=True, kw_only=True)
class Kept:
    """Everything that Slack's side knows and remembers.

    Attributes:
        clock: Seconds since 1970; for time stamps, rates and response URLs.
        pace: Seconds that must lie between two messages in a channel; none by default, so that no test waits.
        expired: Triggers that came too late.
        revoked: Tokens that were taken back.
        members_limit: How many members a page of `conversations.members` holds at most.
        codes: What OAuth codes are worth: the workspace that installs the app.
        granted: What stands in the answer to a code in place of the usual.
    """

    workspaces: list[Workspace]
    clock: Clock = time.time
    pace: float | None = None
    calls: list[Call] = field(default_factory=list)
    messages: dict[str, list[Message]] = field(default_factory=dict)
    deleted: list[Message] = field(default_factory=list)
    views: dict[str, OpenView] = field(default_factory=dict)
    homes: dict[str, OpenView] = field(default_factory=dict)
    statuses: list[Payload] = field(default_factory=list)
    prompts: list[Payload] = field(default_factory=list)
    titles: list[Payload] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    expired: set[str] = field(default_factory=set)
    revoked: set[str] = field(default_factory=set)
    codes: dict[str, Workspace] = field(default_factory=dict)
    client_id: str = "1234567890.1234567890"
    client_secret: str = "a secret of the tests"
    granted: Payload = field(default_factory=dict)
    members_limit: int = 100
    used_triggers: set[str] = field(default_factory=set)
    used_hooks: dict[str, int] = field(default_factory=dict)
    last_post: dict[str, float] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def workspace(self) -> Workspace:
        """The first workspace, and in most tests the only one."""
        return self.workspaces[0]

    def team(self, team_id: str) -> Workspace:
        """Return the workspace of this id."""
        (only,) = (one for one in self.workspaces if one.team_id == team_id)
        return only

    def keep(self, message: Message) -> Message:
        """Put a message into its channel."""
        self.messages.setdefault(message.channel, []).append(message)
        return message

    def found(self, channel: str, ts: str) -> Message:
        """Return the message of this time stamp; ephemeral ones can't be found, as in Slack."""
        for message in self.messages.get(channel, []):
            if message.ts == ts and message.ephemeral_for is None:
                return message
        raise Refused("message_not_found")

    def timestamp(self) -> str:
        """Return the time stamp of a new message."""
        return f"{int(self.clock())}.{500_000 + next(self.numbers):06d}"

    def note(self, method: str, code: str, messages: Sequence[str], payload: object) -> None:
        """Remember what was refused for what it holds."""
        self.refused.append(Refusal(method=method, code=code, messages=tuple(messages), payload=payload))


def channel_id(workspace: Workspace, asked: str) -> str:
    """Return the conversation that is meant by its id, or by the id of a person.

    Raises:
        Refused: There is no such conversation, or the app may not see it.
    """
    people = {one.id: one for one in workspace.people.values()}
    ims = {im_of(user): user for user in people}
    if asked in people or asked in ims:
        return im_of(asked) if asked in people else asked
    for channel in workspace.channels.values():
        if channel.id == asked and (workspace.bot_user in channel.members or not channel.is_private):
            return asked
    raise Refused("channel_not_found")


def writable(workspace: Workspace, asked: str) -> str:
    """Return the conversation that is meant, where the app may write in it."""
    found = channel_id(workspace, asked)
    for channel in workspace.channels.values():
        if channel.id == found and channel.is_archived:
            raise Refused("is_archived")
        if channel.id == found and workspace.bot_user not in channel.members:
            raise Refused("not_in_channel")
    return found


def required(arguments: Mapping[str, Any], *names: str) -> None:
    """Refuse a call that leaves out what the method needs."""
    missing = [name for name in names if arguments.get(name) in (None, "")]
    if missing:
        raise Refused("invalid_arguments", [f"missing required field: {name}" for name in missing])
