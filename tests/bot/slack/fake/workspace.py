"""A workspace: its people, its channels, the app in it, and ids that look like Slack's."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

Clock = Callable[[], float]
"""Returns the time in seconds since 1970."""

_NAMES = ("ana", "ben", "chris", "dana")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in a workspace; both names may be empty, as Slack allows."""

    id: str
    real_name: str = ""
    display_name: str = ""
    timezone: str = "America/Vancouver"
    is_bot: bool = False
    is_guest: bool = False
    is_admin: bool = False
    is_deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel: who is in it, the app too where it was invited."""

    id: str
    name: str
    members: frozenset[str]
    is_private: bool = False
    is_archived: bool = False
    is_shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """One workspace with the app installed.

    Attributes:
        people: By a short name for tests.
        channels: The same.
        hooks: Where response URLs lead; the running `FakeSlack` puts its own address here.
    """

    team_id: str = "T024BE7LD01"
    domain: str = "alder-creek"
    name: str = "Town of Alder Creek"
    app_id: str = "A0KRD7HC3X1"
    bot_user: str = "U0LAN0Z89BX"
    bot_id: str = "B0LBCJ7DRGX"
    people: Mapping[str, Person] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    hooks: str = "https://hooks.slack.com"
    clock: Clock = time.time
    _numbers: Iterator[int] = field(default_factory=lambda: count(1), repr=False)

    @property
    def bot_token(self) -> str:
        """What the app shows to post here."""
        return f"xoxb-{self.team_id}-of-the-tests"

    def user(self, name: str) -> str:
        """Return the id of the person with this short name."""
        return self.people[name].id

    def channel(self, name: str) -> str:
        """Return the id of the channel with this short name."""
        return self.channels[name].id

    def im(self, name: str) -> str:
        """Return the id of the direct messages between a person and the app."""
        return im_of(self.user(name))

    def ts(self) -> str:
        """Return the time stamp of a new message: its id within its channel."""
        return f"{int(self.clock())}.{self.number():06d}"

    def number(self) -> int:
        """Return a number that was not returned before."""
        return next(self._numbers)

    def trigger(self, user: str) -> str:
        """Return a trigger that opens one modal for this person."""
        return f"{self.number():013d}.{sum(map(ord, self.team_id)):010d}.{user.encode().hex()}"

    def hook(self, channel: str, user: str, ts: str | None = None) -> str:
        """Return a response URL for what a person did in a channel, and to which message."""
        return f"{self.hooks}/actions/{self.team_id}/{channel}/{user}/{ts or '-'}/{int(self.clock())}/{self.number()}"


def im_of(user: str) -> str:
    """Return the id of the direct messages between this person and the app."""
    return f"D{user[1:]}"


def small_workspace(prefix: str = "0", **changes: object) -> Workspace:
    """Return a workspace of four people, a channel with the app, a private one, and one that the app is not in.

    Args:
        prefix: One letter or digit that keeps the ids of two workspaces apart.
        changes: Other attributes than the usual ones.
    """
    people = {name: Person(id=f"U{prefix}{name.upper():0<9}", real_name=name.title()) for name in _NAMES}
    usual: dict[str, object] = {
        "team_id": f"T{prefix}24BE7LD01",
        "bot_user": f"U{prefix}LAN0Z89BX",
        "bot_id": f"B{prefix}LBCJ7DRGX",
    }
    everybody = frozenset(one.id for one in people.values())
    with_app = everybody | {str(changes.get("bot_user", usual["bot_user"]))}
    channels = {
        "general": Channel(id=f"C{prefix}GENERAL01", name="general", members=with_app),
        "clerks": Channel(id=f"C{prefix}CLERKS001", name="clerks", members=with_app, is_private=True),
        "elsewhere": Channel(id=f"C{prefix}ELSEWHERE", name="elsewhere", members=everybody),
    }
    return Workspace(**{**usual, "people": people, "channels": channels, **changes})  # type: ignore[arg-type]
