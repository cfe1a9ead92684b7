"""Socket Mode: a websocket that hands envelopes out and takes acknowledgements."""

import asyncio
import uuid
from dataclasses import dataclass, field
from typing import Literal

from aiohttp import WSMsgType, web

from tests.bot.slack.fake.state import Payload

Kind = Literal["events_api", "interactive", "slash_commands"]

WAIT = 10.0
"""Seconds after which a test fails that waits for an acknowledgement."""


@dataclass(slots=True)
class Socket:
    """Every websocket of the app; each connection costs a ticket that `apps.connections.open` gave.

    Attributes:
        acknowledged: What the app sent back, in order.
        turning_away: How many connections are still to be turned away, as where a ticket is too old.
        turned_away: Whether one was.
    """

    app_id: str
    acknowledged: list[Payload] = field(default_factory=list)
    turning_away: int = 0
    turned_away: asyncio.Event = field(default_factory=asyncio.Event)
    _tickets: set[str] = field(default_factory=set)
    _open: list[web.WebSocketResponse] = field(default_factory=list)
    _some: asyncio.Event = field(default_factory=asyncio.Event)
    _awaited: dict[str, asyncio.Future[Payload]] = field(default_factory=dict)

    def ticket(self) -> str:
        """Return what lets one connection in."""
        ticket = uuid.uuid4().hex
        self._tickets.add(ticket)
        return ticket

    async def connected(self) -> None:
        """Wait until the app is there."""
        await asyncio.wait_for(self._some.wait(), WAIT)

    async def send(
        self, kind: Kind, payload: Payload, *, attempt: int = 0, reason: str = "", envelope: str | None = None
    ) -> Payload | None:
        """Hand an envelope out; wait until it is acknowledged, and return what came with the acknowledgement."""
        await self.connected()
        envelope = envelope or str(uuid.uuid4())
        waiting: asyncio.Future[Payload] = asyncio.get_running_loop().create_future()
        self._awaited[envelope] = waiting
        fields: Payload = {"envelope_id": envelope, "type": kind, "payload": payload}
        fields["accepts_response_payload"] = kind != "events_api"
        if kind == "events_api":
            fields |= {"retry_attempt": attempt, "retry_reason": reason}
        await self._open[-1].send_json(fields)
        return (await asyncio.wait_for(waiting, WAIT)).get("payload")

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Say that this connection ends, as Slack does every few hours; the app opens another."""
        self._some.clear()
        await self._open[-1].send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "test"}})

    async def close(self) -> None:
        """End all connections; the app opens another."""
        self._some.clear()
        for one in list(self._open):
            await one.close()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401)
        self._tickets.discard(ticket)
        if self.turning_away:
            self.turning_away -= 1
            self.turned_away.set()
            return web.Response(status=401)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json(self._hello())
        self._open.append(socket)
        self._some.set()
        try:
            await self._listen(socket)
        finally:
            self._open.remove(socket)
        return socket

    def _hello(self) -> Payload:
        about = {"host": "test", "build_number": 1, "approximate_connection_time": 18060}
        connection = {"app_id": self.app_id}
        return {"type": "hello", "num_connections": 1, "debug_info": about, "connection_info": connection}

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                given: Payload = message.json()
                self.acknowledged.append(given)
                waiting = self._awaited.pop(str(given.get("envelope_id")), None)
                if waiting is not None and not waiting.done():
                    waiting.set_result(given)
