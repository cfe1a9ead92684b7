"""The interface for whoever reports: understand, show, keep; under a name, or without one."""

import asyncio
import time
from typing import Any

from aiohttp import web

from bot.entrance import Entrance
from bot.incidents import log_incident
from bot.json_case import preview_fields
from bot.json_report import report_reply
from bot.needs import Assistant
from bot.paths import ANONYMOUS
from bot.storage.errors import StorageUnusable
from bot.taking import Taking
from bot.web.bodies import read
from bot.web.limits import Limit, Limits
from bot.web.reporter.bodies import (
    FORM_LIMIT,
    TEXT_LIMIT,
    AnonymousBody,
    FileAnonymousBody,
    FileNamedBody,
    NamedBody,
    Pressed,
    UnderstandBody,
    submission_of,
)
from bot.web.reporter.persons import identity
from bot.web.reporter.setting import setting
from bot.web.reporter.showing import case_fields
from handlers.cases.case import Reporter
from handlers.report.dialog import Submission
from handlers.report.preview import Preview

_TEN_MINUTES = 600
# Everybody in one building may come from one address. A report takes a few looks and tries until it is sent.
_UNDERSTAND = Limit(tries=120, seconds=_TEN_MINUTES)
_PREVIEW = Limit(tries=120, seconds=_TEN_MINUTES)
_TRY_TO_FILE = Limit(tries=120, seconds=_TEN_MINUTES)
_FILE = Limit(tries=30, seconds=_TEN_MINUTES)


class ReportApi:
    """The routes under `/api/report`, for people who are known, and under `/api/anonymous`, for those who are not.

    What is under the second reads no cookie and no header that says who somebody is, and keeps nothing of them.
    """

    def __init__(self, assistant: Assistant, entrance: Entrance, limits: Limits) -> None:
        """Keep who has the texts, the way to the desks, and how often one address may try."""
        self._assistant = assistant
        self._entrance = entrance
        self._limits = limits
        self._taking = Taking(entrance)

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        named, anonymous = "/api/report", f"/api{ANONYMOUS}"
        return [
            web.get(named, self.setting),
            web.post(f"{named}/understand", self.understand),
            web.post(f"{named}/preview", self.preview),
            web.post(f"{named}/file", self.file),
            web.get(anonymous, self.setting),
            web.post(f"{anonymous}/understand", self.understand_anonymous),
            web.post(f"{anonymous}/preview", self.preview_anonymous),
            web.post(f"{anonymous}/file", self.file_anonymous),
        ]

    async def setting(self, _: web.Request) -> web.Response:
        """Answer with forms, types and organisations, where reports can be understood and taken."""
        desks = self._entrance.desks
        await self._entrance.reader()  # nobody shall write a report that nothing here can read
        return web.json_response(await asyncio.to_thread(setting, desks, self._entrance, self._assistant.settings))

    async def understand(self, request: web.Request) -> web.Response:
        """Answer with what is understood of a text. Nothing is kept."""
        return await self._understood(await read(request, UnderstandBody, TEXT_LIMIT))

    async def understand_anonymous(self, request: web.Request) -> web.Response:
        """Answer with what is understood of a text. Nothing is kept."""
        self._limits.check(request, "understand", _UNDERSTAND)
        return await self._understood(await read(request, UnderstandBody, TEXT_LIMIT))

    async def preview(self, request: web.Request) -> web.Response:
        """Answer with who will see a report or a disclosure. Nothing is kept."""
        body = await read(request, NamedBody, FORM_LIMIT)
        return self._shown(*await self._taking.previewed(_named(request, body)))

    async def preview_anonymous(self, request: web.Request) -> web.Response:
        """Answer with who will see a report. Nothing is kept."""
        self._limits.check(request, "preview", _PREVIEW)
        body = await read(request, AnonymousBody, FORM_LIMIT)
        return self._shown(*await self._taking.previewed(submission_of(body)))

    async def file(self, request: web.Request) -> web.Response:
        """Keep a report or a disclosure, and have its recipients told."""
        body = await read(request, FileNamedBody, FORM_LIMIT)
        id_, kept = await self._taken(_named(request, body), body)
        await self._drop_draft(identity(request), body.kind)
        return web.json_response({**kept, "id": id_})

    async def file_anonymous(self, request: web.Request) -> web.Response:
        """Keep an anonymous report, and have its recipients told; what is refused takes up nobody's turn."""
        self._limits.check(request, "try to file", _TRY_TO_FILE)
        self._limits.check(request, "file", _FILE)
        try:
            body = await read(request, FileAnonymousBody, FORM_LIMIT)
            _, kept = await self._taken(submission_of(body), body)
            return web.json_response(kept)
        except Exception:
            self._limits.forgive(request, "file")
            raise

    async def _understood(self, body: UnderstandBody) -> web.Response:
        start = time.perf_counter()
        reply = await self._taking.understood(body.request())
        elapsed = (time.perf_counter() - start) * 1000
        return web.json_response(report_reply(reply, base_url="", latency_ms=elapsed))

    def _shown(self, preview: Preview, seen: str) -> web.Response:
        may_name = bool(self._assistant.settings.staff_domains)
        return web.json_response({**preview_fields(preview, may_name=may_name), "seen": seen})

    async def _taken(self, sent: Submission, pressed: Pressed) -> tuple[str, dict[str, Any]]:
        """Keep a case; return its id, and what its reporter learns. Raises as `Taking.taken`."""
        desks = self._entrance.desks
        filed = await self._taking.taken(sent, submission=pressed.submission, seen=pressed.seen)
        return filed.case.id, {
            "number": filed.case.number,
            "receipt": filed.receipt,
            "again": filed.again,
            "case": case_fields(desks, filed.case),
        }

    async def _drop_draft(self, owner: str, kind: str) -> None:
        """Forget what was half filled in; the case is kept, whether or not that works."""
        try:
            await self._entrance.office.form_drafts.drop(owner, kind)
        except StorageUnusable as error:
            log_incident(error)  # it is forgotten within a day


def _named(request: web.Request, body: NamedBody) -> Submission:
    reporter = Reporter(name=body.name, reach=body.reach or None, identity=identity(request))
    return submission_of(body, kind=body.kind, reporter=reporter)
