"""The interface for whoever has a receipt code. It comes in bodies alone, and is kept nowhere."""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.entrance import Entrance
from bot.office import Desks
from bot.paths import RECEIPT
from bot.web.bodies import read
from bot.web.limits import Limit, Limits
from bot.web.reporter.bodies import (
    MESSAGE_LIMIT,
    ReceiptBody,
    ReceiptDutyBody,
    ReceiptInvolvedBody,
    ReceiptMessageBody,
)
from bot.web.reporter.showing import case_fields
from handlers.cases.case import Case
from handlers.request import BadRequest

Sleep = Callable[[float], Awaitable[None]]
"""Lets so many seconds pass."""

_WRONG = "This code opens nothing here. Look at it again, and type it as it was shown."
_PAUSE = 1.0
"""Seconds that a wrong code takes longer."""
_TRIES = Limit(tries=10, seconds=600)
_ADDITIONS = Limit(tries=30, seconds=600)


class ReceiptApi:
    """The routes under `/api/receipt`. Nothing is read of who calls but the address, to slow down who guesses."""

    def __init__(self, entrance: Entrance, limits: Limits, *, sleep: Sleep = asyncio.sleep) -> None:
        """Keep the way to the desks, how often one address may try, and what lets time pass."""
        self._entrance = entrance
        self._limits = limits
        self._sleep = sleep

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        here = f"/api{RECEIPT}"
        return [
            web.post(f"{here}/open", self.open),
            web.post(f"{here}/add", self.add),
            web.post(f"{here}/tick", self.tick),
            web.post(f"{here}/accept", self.accept),
            web.post(f"{here}/keep-out", self.keep_out),
        ]

    async def open(self, request: web.Request) -> web.Response:
        """Answer with the case that a code opens."""
        body = await read(request, ReceiptBody)
        desks, case = await self._opened(request, body)
        return _answer(desks, case)

    async def add(self, request: web.Request) -> web.Response:
        """Add something to the case that a code opens, and have its recipients told."""
        body = await read(request, ReceiptMessageBody, MESSAGE_LIMIT)
        desks, case = await self._opened(request, body)
        self._limits.check(request, "add", _ADDITIONS)
        case = await desks.reporter.add(case.id, body.text, submission=body.submission)
        self._entrance.office.courier.wake()
        return _answer(desks, case)

    async def tick(self, request: web.Request) -> web.Response:
        """Note that the reporter did what the case that a code opens left to them."""
        body = await read(request, ReceiptDutyBody)
        desks, case = await self._opened(request, body)
        return _answer(desks, await desks.reporter.tick_off(case.id, body.duty))

    async def accept(self, request: web.Request) -> web.Response:
        """Note that the reporter read the decision in the case that a code opens."""
        body = await read(request, ReceiptBody)
        desks, case = await self._opened(request, body)
        return _answer(desks, await desks.reporter.accept(case.id))

    async def keep_out(self, request: web.Request) -> web.Response:
        """Keep people who turn out to be involved out of the case that a code opens."""
        body = await read(request, ReceiptInvolvedBody)
        desks, case = await self._opened(request, body)
        self._limits.check(request, "add", _ADDITIONS)
        case = await desks.reporter.keep_out(case.id, body.involved())
        self._entrance.office.courier.wake()
        return _answer(desks, case)

    async def _opened(self, request: web.Request, body: ReceiptBody) -> tuple[Desks, Case]:
        """Return the case that a code opens.

        Raises:
            BadRequest: It opens none; which of the reasons it is, is told to nobody.
            TooOften: Too many that open none came from this address.
        """
        self._limits.check(request, "receipt", _TRIES)
        desks = self._entrance.desks
        case = await desks.reporter.by_receipt(body.receipt)
        if case is None:
            await self._sleep(_PAUSE)
            raise BadRequest(_WRONG)
        self._limits.forgive(request, "receipt")
        return desks, case


def _answer(desks: Desks, case: Case) -> web.Response:
    return web.json_response(case_fields(desks, case))
