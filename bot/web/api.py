"""The interface in JSON: ask, check, organisations, feedback."""

import asyncio
import time
from collections.abc import Callable
from datetime import date

from aiohttp import web

from bot.checking import NO_ORGANISATION, screened
from bot.json_reply import ask_reply, check_reply
from bot.needs import Assistant
from bot.web.bodies import DRAFT_LIMIT, AskBody, CheckBody, FeedbackBody, read
from handlers.ask.examples import examples
from handlers.ask.messages import AskRequest
from handlers.check.messages import CheckRequest
from handlers.feedback import FeedbackStore, received
from handlers.request import BadRequest


class Api:
    """The routes under `/api`."""

    def __init__(self, assistant: Assistant, store: FeedbackStore, today: Callable[[], date]) -> None:
        """Keep what answers, where feedback goes, and the clock."""
        self._assistant = assistant
        self._store = store
        self._today = today

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get("/api/organisations", self.organisations),
            web.get("/api/examples", self.examples),
            web.post("/api/ask", self.ask),
            web.post("/api/check", self.check),
            web.post("/api/feedback", self.feedback),
        ]

    async def organisations(self, _: web.Request) -> web.Response:
        """Answer with the organisations whose rules are loaded, by name."""
        default = self._assistant.settings.org
        known = sorted(self._assistant.library.organisations.values(), key=lambda one: one.name)
        return web.json_response([{"id": one.id, "name": one.name, "default": one.id == default} for one in known])

    async def examples(self, _: web.Request) -> web.Response:
        """Answer with the questions that are offered: by organisation, and by "" to whoever is of none."""
        known = self._assistant.library.organisations
        return web.json_response({org: examples(known, org) for org in (*known, "")})

    async def ask(self, request: web.Request) -> web.Response:
        """Answer a question, by the JSON contract of the command line."""
        body = await read(request, AskBody)
        question = AskRequest(
            question=body.question,
            org=body.org if "org" in body.model_fields_set else self._assistant.settings.org,
            role=body.role,
            capacity=body.capacity,
            history=tuple(body.history),
        )
        start = time.perf_counter()
        # In a thread: the search computes, and other requests go on meanwhile.
        reply = await asyncio.to_thread(self._assistant.ask.handle, question)
        elapsed = (time.perf_counter() - start) * 1000
        return web.json_response(ask_reply(reply, base_url="", latency_ms=elapsed))

    async def check(self, request: web.Request) -> web.Response:
        """Screen a draft, by the JSON contract of the command line. Nothing of it is kept."""
        body = await read(request, CheckBody, DRAFT_LIMIT)
        org = self._assistant.settings.org if body.org is None else body.org
        if org is None:
            raise BadRequest(NO_ORGANISATION)
        start = time.perf_counter()
        draft = CheckRequest(draft=body.draft, org=org, capacity=body.capacity)
        reply = await screened(self._assistant, draft)
        elapsed = (time.perf_counter() - start) * 1000
        return web.json_response(check_reply(reply, base_url="", latency_ms=elapsed))

    async def feedback(self, request: web.Request) -> web.Response:
        """Keep feedback, without a name."""
        body = await read(request, FeedbackBody)
        if body.org is not None and body.org not in self._assistant.library.organisations:
            raise BadRequest("'org' is no organisation here.")
        given = received(
            self._today(), org=body.org, helpful=body.helpful, passages=body.passages, question=body.question
        )
        await self._store.add(given)
        return web.Response(status=204)
