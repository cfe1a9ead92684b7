"""Sending what Slack sends, with what it took written down; some events are sent twice, as Slack does."""

import asyncio
import time
from dataclasses import dataclass
from random import Random
from typing import Any, Protocol

from aiohttp import ClientError

from benchmarks.slack_load.waiting import Wait
from tests.bot.slack.requests import Answer, Sent


class Way(Protocol):
    """A way to the app."""

    async def send(self, sent: Sent, *, retry: int | None = None) -> Answer:
        """Send it, for the `retry`th time again where that is given."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Something that was sent.

    Attributes:
        kind: What somebody did.
        status: HTTP status of the acknowledgement; 0 where there was none.
        acknowledged: Seconds until it was acknowledged.
        wait: For what it is answered with; None where the acknowledgement is all that there is.
        again: Whether it was sent before.
    """

    kind: str
    status: int
    acknowledged: float
    wait: Wait | None = None
    again: bool = False

    @property
    def seconds(self) -> float | None:
        """Seconds until what somebody did was answered; None where it was not."""
        return self.wait.seconds if self.wait else self.acknowledged

    @property
    def is_lost(self) -> bool:
        """Whether it was not taken, or not answered."""
        return self.status != 200 or self.seconds is None


class Sender:
    """Sends, and keeps what was sent in `book`."""

    def __init__(self, way: Way, chance: Random, *, twice: float) -> None:
        """Keep the way.

        Args:
            way: To the app.
            chance: Decides what is sent twice.
            twice: Share of the events that are sent twice, at once and with the same id.
        """
        self._way, self._chance, self._twice = way, chance, twice
        self.book: list[Request] = []

    async def send(self, kind: str, sent: Sent, wait: Wait | None = None) -> Any:
        """Send something; return the JSON with which it is acknowledged, or None."""
        if sent.kind != "event" or self._chance.random() >= self._twice:
            return await self._once(kind, sent, wait)
        first, _ = await asyncio.gather(self._once(kind, sent, wait), self._once(kind, sent, retry=1))
        return first

    async def _once(self, kind: str, sent: Sent, wait: Wait | None = None, *, retry: int | None = None) -> Any:
        begun, status, body = time.perf_counter(), 0, None
        try:
            answer = await self._way.send(sent, retry=retry)
            status, body = answer.status, answer.body
        except (ClientError, TimeoutError):
            pass  # nothing came back, which the status says
        seconds = time.perf_counter() - begun
        self.book.append(Request(kind=kind, status=status, acknowledged=seconds, wait=wait, again=retry is not None))
        return body
