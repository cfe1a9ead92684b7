"""What the Slack door keeps, sealed: threads for a day, answers for a day, and what people and channels prefer."""

import json
import secrets
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Any, cast

from bot.slack.core.incoming import Somebody, team_of
from bot.slack.core.notes import Notes
from handlers.cases.clocks import Clock
from handlers.request import Capacity

_DAY = timedelta(hours=24)
_THREAD, _ANSWER, _PERSON, _CHANNEL = "slack thread", "slack answer", "slack person", "slack channel"
"""What a note is for; each belongs to a workspace, whose id is its owner."""
MOST_QUESTIONS = 10
"""Earlier questions of a thread that are kept: further back, nobody means them any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What somebody prefers.

    Attributes:
        org: Id of their organisation, or None: that of the channel, or of the workspace.
        capacity: In which they mostly post, or None.
        told: Whether they were told that Slack may keep a draft of which the assistant keeps no copy.
    """

    org: str | None = None
    capacity: Capacity | None = None
    told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSetting:
    """How the app behaves in a channel.

    Attributes:
        org: Id of the organisation of its people, or None: that of the workspace.
        openly: Whether answers stand in the thread for everybody, rather than for the asker alone.
    """

    org: str | None = None
    openly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer that was given, so that its buttons work.

    Attributes:
        asker: Identity of whom it was given to.
        question: As it was asked.
        history: The questions before it.
        org: Of the asker.
        capacity: For which it was given, or None.
        passages: Ids of the passages that it cited.
        unseen: Whether the question stands nowhere else, as after a command.
    """

    asker: str
    question: str = field(repr=False)
    history: tuple[str, ...] = field(default=(), repr=False)
    org: str | None
    capacity: Capacity | None = None
    passages: tuple[str, ...] = ()
    unseen: bool = False


class Kept:
    """Finds it again."""

    def __init__(self, notes: Notes, clock: Clock) -> None:
        """Keep what keeps it, and what tells the time."""
        self._notes, self._clock = notes, clock

    async def history(self, who: Somebody, channel: str, thread: str | None) -> tuple[str, ...]:
        """Return what somebody asked in a thread, oldest first; outside of one, nothing."""
        if thread is None:
            return ()
        text = await self._notes.get(_THREAD, _thread(who, channel, thread), at=self._clock())
        return tuple(json.loads(text)) if text else ()

    async def remember(self, who: Somebody, channel: str, thread: str | None, question: str) -> None:
        """Keep for a day what somebody asked in a thread, the same words once; outside of one, nothing is kept."""
        if thread is None:
            return

        def added(text: str | None) -> str:
            before = [one for one in (json.loads(text) if text else []) if one != question]
            return json.dumps([*before, question][-MOST_QUESTIONS:])

        now = self._clock()
        key, team = _thread(who, channel, thread), who.workspace.team
        await self._notes.change(_THREAD, key, added, at=now, owner=team, expires_at=now + _DAY)

    async def keep_answer(self, answered: Answered, id_: str | None = None) -> str:
        """Keep for a day what was answered, anew or in place of what there was; return the id that finds it."""
        key = id_ or secrets.token_hex(16)
        text, team = json.dumps(asdict(answered)), team_of(answered.asker)
        await self._notes.put(_ANSWER, key, text, owner=team, expires_at=self._clock() + _DAY)
        return key

    async def answer(self, id_: str) -> Answered | None:
        """Return what was answered, or None where that is longer ago than a day."""
        text = await self._notes.get(_ANSWER, id_, at=self._clock())
        if text is None:
            return None
        found = json.loads(text)
        return Answered(**{**found, "history": tuple(found["history"]), "passages": tuple(found["passages"])})

    async def preferences(self, who: Somebody) -> Preferences:
        """Return what somebody prefers."""
        text = await self._notes.get(_PERSON, who.identity, at=self._clock())
        return Preferences(**json.loads(text)) if text else Preferences()

    async def prefer(self, who: Somebody, **changed: object) -> Preferences:
        """Keep what somebody prefers from now on; what is not named stays."""

        def changes(text: str | None) -> str:
            before = Preferences(**json.loads(text)) if text else Preferences()
            return json.dumps(asdict(replace(before, **cast("dict[str, Any]", changed))))

        now = self._clock()
        kept = await self._notes.change(_PERSON, who.identity, changes, at=now, owner=who.workspace.team)
        return Preferences(**json.loads(kept or "{}"))

    async def channel(self, team: str, channel: str) -> ChannelSetting:
        """Return how the app behaves in a channel."""
        text = await self._notes.get(_CHANNEL, f"{team}/{channel}", at=self._clock())
        return ChannelSetting(**json.loads(text)) if text else ChannelSetting()

    async def set_channel(self, team: str, channel: str, setting: ChannelSetting) -> None:
        """Keep how the app behaves in a channel."""
        await self._notes.put(_CHANNEL, f"{team}/{channel}", json.dumps(asdict(setting)), owner=team)

    async def forget(self, team: str) -> None:
        """Forget everything of the people and channels of a workspace."""
        for kind in (_THREAD, _ANSWER, _PERSON, _CHANNEL):
            await self._notes.drop_of_owner(kind, team)


def _thread(who: Somebody, channel: str, thread: str) -> str:
    return f"{who.identity} {channel} {thread}"
