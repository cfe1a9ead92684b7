"""The interface for people who are signed in: their own cases, and forms that they have half filled in."""

from typing import Any

from aiohttp import web

from bot.entrance import Entrance
from bot.office import Desks
from bot.web.bodies import read
from bot.web.reporter.bodies import FORM_LIMIT, MESSAGE_LIMIT, DraftBody, DutyBody, InvolvedBody, MessageBody
from bot.web.reporter.persons import identity
from bot.web.reporter.showing import case_fields
from handlers.cases.case import Case
from handlers.cases.store import Gone
from handlers.forms.model import Answer

_FORMS = ("report", "disclosure")


class OwnCasesApi:
    """The routes under `/api/cases` and `/api/drafts`. Whose something is, is looked up anew at each request."""

    def __init__(self, entrance: Entrance) -> None:
        """Keep the way to the desks."""
        self._entrance = entrance

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        one = "/api/cases/{id:[0-9a-f]{1,64}}"
        return [
            web.get("/api/cases", self.cases),
            web.post(f"{one}/add", self.add),
            web.post(f"{one}/tick", self.tick),
            web.post(f"{one}/accept", self.accept),
            web.post(f"{one}/keep-out", self.keep_out),
            web.get("/api/drafts/{form}", self.draft),
            web.post("/api/drafts", self.keep_draft),
            web.delete("/api/drafts/{form}", self.drop_draft),
        ]

    async def cases(self, request: web.Request) -> web.Response:
        """Answer with the person's own cases, the newest first."""
        desks = self._entrance.desks
        own = await desks.reporter.of_reporter(identity(request))
        return web.json_response([_fields(desks, one) for one in own])

    async def add(self, request: web.Request) -> web.Response:
        """Add something to an own case, and have its recipients told."""
        body = await read(request, MessageBody, MESSAGE_LIMIT)
        desks, id_ = await self._own(request)
        case = await desks.reporter.add(id_, body.text, submission=body.submission)
        self._entrance.office.courier.wake()
        return web.json_response(_fields(desks, case))

    async def tick(self, request: web.Request) -> web.Response:
        """Note that the person did what an own case left to them."""
        body = await read(request, DutyBody)
        desks, id_ = await self._own(request)
        return web.json_response(_fields(desks, await desks.reporter.tick_off(id_, body.duty)))

    async def accept(self, request: web.Request) -> web.Response:
        """Note that the person read the decision in an own case."""
        desks, id_ = await self._own(request)
        return web.json_response(_fields(desks, await desks.reporter.accept(id_)))

    async def keep_out(self, request: web.Request) -> web.Response:
        """Keep people out of an own case who turn out to be involved."""
        involved = (await read(request, InvolvedBody)).involved()
        desks, id_ = await self._own(request)
        case = await desks.reporter.keep_out(id_, involved)
        self._entrance.office.courier.wake()
        return web.json_response(_fields(desks, case))

    async def draft(self, request: web.Request) -> web.Response:
        """Answer with what the person has filled in of a form; null where there is nothing, or no more."""
        office = self._entrance.office
        answers = await office.form_drafts.get(identity(request), _form(request), at=office.clock())
        return web.json_response({"answers": answers})

    async def keep_draft(self, request: web.Request) -> web.Response:
        """Keep for a day what the person has filled in of a form."""
        body = await read(request, DraftBody, FORM_LIMIT)
        office = self._entrance.office
        answers = {_whole(name): _kept(value) for name, value in body.answers.items()}
        await office.form_drafts.put(identity(request), body.form, answers, at=office.clock())
        return web.Response(status=204)

    async def drop_draft(self, request: web.Request) -> web.Response:
        """Forget what the person has filled in of a form."""
        await self._entrance.office.form_drafts.drop(identity(request), _form(request))
        return web.Response(status=204)

    async def _own(self, request: web.Request) -> tuple[Desks, str]:
        """Return the desks, and the id of the case that the address names, if it is the person's own."""
        desks, id_ = self._entrance.desks, request.match_info["id"]
        own = await desks.reporter.of_reporter(identity(request))
        if id_ not in {one.id for one in own}:
            raise Gone  # of somebody else's case nothing is told, not even that there is one
        return desks, id_


def _fields(desks: Desks, case: Case) -> dict[str, Any]:
    return {"id": case.id, **case_fields(desks, case)}


def _form(request: web.Request) -> str:
    form = request.match_info["form"]
    if form not in _FORMS:
        raise web.HTTPNotFound
    return form


def _kept(value: str | list[str]) -> Answer:
    return _whole(value) if isinstance(value, str) else tuple(map(_whole, value))


def _whole(text: str) -> str:
    """Return text without half characters, of which nothing can be kept; spaces at its ends stay as they were typed."""
    return text.encode("utf-8", "ignore").decode()
