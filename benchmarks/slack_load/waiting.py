"""What people wait for, matched with what the app shows them: nothing is to be lost, and nothing shown twice."""

import asyncio
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.bot.slack.web_api import Call, FakeSlack

Key = tuple[str, ...]
"""What something is shown by: the kind of call, and where it goes to."""

_CONTINUED = "(continued)"
"""Begins the further pieces of an answer that is longer than one message."""


@dataclass(slots=True, kw_only=True)
class Wait:
    """Somebody waits for something to be shown.

    Attributes:
        begun: When what they did was sent off, by `time.perf_counter`.
        ended: When it was shown, or None.
    """

    begun: float = field(default_factory=time.perf_counter)
    ended: float | None = None
    _over: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def seconds(self) -> float | None:
        """How long it took; None where it is not over."""
        return None if self.ended is None else self.ended - self.begun

    def end(self) -> None:
        """Note that it was shown now."""
        self.ended = time.perf_counter()
        self._over.set()

    async def over(self, within: float) -> bool:
        """Wait until it is shown, so many seconds at the most; return whether it was."""
        try:
            async with asyncio.timeout(within):
                await self._over.wait()
        except TimeoutError:
            return False
        return True


class Waiting:
    """Everybody who waits: what is shown ends the wait of whoever waits for it longest."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._queues: dict[Key, deque[Wait]] = {}
        self.doubled: Counter[str] = Counter()

    def expect(self, *key: str) -> Wait:
        """Return a wait for something that is shown by this key; it begins now."""
        wait = Wait()
        self._queues.setdefault(key, deque()).append(wait)
        return wait

    def came(self, key: Key) -> None:
        """Note that something was shown. Where somebody waited for its like, and nobody does any more, it is double."""
        queue = self._queues.get(key)
        if queue:
            queue.popleft().end()
        elif queue is not None and key[0] not in _REPEATED:
            self.doubled[key[0]] += 1

    @property
    def left(self) -> int:
        """How many wait."""
        return sum(map(len, self._queues.values()))


_REPEATED = frozenset({"shown", "home"})
"""What may be shown anew without anybody's doing anything: a modal that is filled, a home tab that changed."""


class Calls(list[Call]):
    """The calls of the app, as Slack's side keeps them; each that worked ends a wait."""

    def __init__(self, waiting: Waiting, hooks: "Hooks") -> None:
        """Keep who waits, and which response URL was used last."""
        super().__init__()
        self._waiting, self._hooks = waiting, hooks

    def append(self, call: Call) -> None:
        """Take a call."""
        super().append(call)
        key = key_of(call, self._hooks.last)
        is_piece = str(call.arguments.get("text", "")).startswith(_CONTINUED)
        if key is not None and call.answer == "ok" and not is_piece:
            self._waiting.came(key)


class Hooks(dict[str, int]):
    """The response URLs that were used, with how often; of the last one, the call that follows says what came."""

    last = ""

    def __setitem__(self, path: str, uses: int) -> None:
        """Take a use."""
        super().__setitem__(path, uses)
        self.last = path


def watch(slack: FakeSlack) -> Waiting:
    """Have Slack's side tell what the app shows; return who waits for it."""
    waiting, hooks = Waiting(), Hooks()
    slack.used_hooks, slack.calls = hooks, Calls(waiting, hooks)
    return waiting


def hook_path(url: str) -> str:
    """Return what a response URL is known by."""
    return urlsplit(url).path


def key_of(call: Call, hook: str) -> Key | None:
    """Return by which key a call shows something; None where it shows nothing.

    Args:
        call: The call.
        hook: The response URL that was used last.
    """
    names = _SHOWN.get(call.method)
    if call.method == "response_url":
        return "answered", hook
    return None if names is None else (names[0], *(str(call.arguments.get(one) or "") for one in names[1:]))


_SHOWN: dict[str, tuple[str, ...]] = {
    "chat.postMessage": ("posted", "channel", "thread_ts"),
    "chat.postEphemeral": ("alone", "channel", "user"),
    "chat.update": ("edited", "channel", "ts"),
    "views.open": ("opened", "trigger_id"),
    "views.push": ("opened", "trigger_id"),
    "views.update": ("shown", "view_id"),
    "views.publish": ("home", "user_id"),
    "assistant.threads.setSuggestedPrompts": ("prompts", "channel_id"),
}
"""Method -> kind, and the arguments that say where it goes to."""
