"""What a recipient does with a case that they have open."""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.paths import CASE
from bot.settings import Settings
from bot.web.bodies import read
from bot.web.recipient.bodies import (
    SHORT_LIMIT,
    WORDS_LIMIT,
    AnswerBody,
    CloseBody,
    DecideBody,
    NothingBody,
    PassOnBody,
    SeenBody,
)
from bot.web.recipient.fields import case_fields
from bot.web.recipient.office import CaseDesks, Door
from bot.web.recipient.sessions import NAME, Session
from handlers.cases.as_seen import Moved, as_seen
from handlers.cases.case import Assignment, Case
from handlers.cases.colleagues import tagged
from handlers.cases.links import Claim
from handlers.cases.recipient_desk import RecipientDesk
from handlers.cases.wording import MOVED
from handlers.request import BadRequest

Acted = tuple[Case, Assignment]
Act = Callable[[RecipientDesk, Claim], Awaitable[Acted]]


class RecipientActs:
    """The routes under `/api/case/{session}`. Each act answers with the case as it is after it."""

    def __init__(self, door: Door, settings: Settings) -> None:
        """Keep the way to where cases are kept, and who has which of them open."""
        self._door = door
        self._settings = settings

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        own = f"/api{CASE}/{{session:{NAME}}}"
        return [
            web.post(f"{own}/read", self.read),
            web.post(f"{own}/acknowledge", self.acknowledge),
            web.post(f"{own}/start", self.start),
            web.post(f"{own}/answer", self.answer),
            web.post(f"{own}/pass-on", self.pass_on),
            web.post(f"{own}/close", self.close),
            web.post(f"{own}/decide", self.decide),
            web.post(f"{own}/retire", self.retire),
            web.post(f"{own}/leave", self.leave),
        ]

    async def read(self, request: web.Request) -> web.Response:
        """Answer with the case; that it was read is noted in its history."""
        await read(request, NothingBody, SHORT_LIMIT)
        return await self._read(self._opened(request), self._door.desks)

    async def acknowledge(self, request: web.Request) -> web.Response:
        """Note that the recipient has the case, whatever happened in it meanwhile: nobody stands in another's way."""
        await read(request, NothingBody, SHORT_LIMIT)
        session, desks = self._opened(request), self._door.desks
        try:
            acted = await RecipientDesk(desks.work).acknowledge(session.claim)
        except BadRequest as error:  # it has ended
            return await self._read(session, desks, error=str(error))
        return await self._done(session, desks, acted)

    async def start(self, request: web.Request) -> web.Response:
        """Note that the recipient works on the report."""
        body = await read(request, SeenBody, SHORT_LIMIT)
        return await self._act(request, body, lambda desk, claim: desk.start(claim))

    async def answer(self, request: web.Request) -> web.Response:
        """Say something to the reporter."""
        body = await read(request, AnswerBody, WORDS_LIMIT)
        return await self._act(
            request, body, lambda desk, claim: desk.answer(claim, body.text, submission=body.submission)
        )

    async def pass_on(self, request: web.Request) -> web.Response:
        """Make a colleague a recipient too."""
        body = await read(request, PassOnBody, SHORT_LIMIT)

        async def passed(desk: RecipientDesk, claim: Claim) -> Acted:
            work = self._door.desks.work
            org = (await work.store.get(claim.case)).org
            key = await asyncio.to_thread(tagged, work, org, body.to)  # there may be many
            return await desk.pass_on(claim, key)

        return await self._act(request, body, passed)

    async def close(self, request: web.Request) -> web.Response:
        """Close the report."""
        body = await read(request, CloseBody, WORDS_LIMIT)

        def close(desk: RecipientDesk, claim: Claim) -> Awaitable[Acted]:
            return desk.close(claim, body.outcome, body.text, submission=body.submission)

        return await self._act(request, body, close)

    async def decide(self, request: web.Request) -> web.Response:
        """Decide on the disclosure."""
        body = await read(request, DecideBody, WORDS_LIMIT)

        def decide(desk: RecipientDesk, claim: Claim) -> Awaitable[Acted]:
            return desk.decide(claim, body.decision, body.text, submission=body.submission)

        return await self._act(request, body, decide)

    async def retire(self, request: web.Request) -> web.Response:
        """End the disclosure."""
        body = await read(request, AnswerBody, WORDS_LIMIT)
        return await self._act(
            request, body, lambda desk, claim: desk.retire(claim, body.text, submission=body.submission)
        )

    async def leave(self, request: web.Request) -> web.Response:
        """End the session; also one that is over."""
        await read(request, NothingBody, SHORT_LIMIT)
        response = web.Response(status=204)
        self._door.sessions.end(request, response)
        return response

    async def _act(self, request: web.Request, body: SeenBody, act: Act) -> web.Response:
        """Do something with the case as it was seen, or answer with the case as it is by now."""
        session, desks = self._opened(request), self._door.desks
        try:
            submission = body.submission if isinstance(body, AnswerBody) else None
            acted = await act(RecipientDesk(as_seen(desks.work, body.seen, submission)), session.claim)
        except Moved:
            return await self._read(session, desks, error=MOVED)
        return await self._done(session, desks, acted)

    async def _read(self, session: Session, desks: CaseDesks, *, error: str | None = None) -> web.Response:
        """Answer with the case as it is, and with why something was not done where it was not."""
        acted = await RecipientDesk(desks.work).read(session.claim)
        if error is None:
            return web.json_response(await self._fields(session, desks, acted))
        return web.json_response({"error": error, "case": await self._fields(session, desks, acted)}, status=409)

    async def _done(self, session: Session, desks: CaseDesks, acted: Acted) -> web.Response:
        self._door.office.courier.wake()
        return web.json_response(await self._fields(session, desks, acted))

    async def _fields(self, session: Session, desks: CaseDesks, acted: Acted) -> dict[str, object]:
        # In a thread: whom it can be passed on to is found by comparing every name of the staff.
        fields = await asyncio.to_thread(case_fields, desks, self._settings, *acted)
        return {**fields, "left": int(session.left.total_seconds())}

    def _opened(self, request: web.Request) -> Session:
        return self._door.sessions.opened(request, self._door.office.clock())
