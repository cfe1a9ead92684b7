"""The recipient's side of a case: a link and a one-time code open it; then the recipient acts on it."""

from collections.abc import Awaitable
from contextlib import suppress
from functools import partial
from html import escape
from pathlib import Path
from string import Template

from aiohttp import web

from bot.settings import Settings
from bot.web import faults, layout
from bot.web.bodies import read
from bot.web.limits import Limit, Limits
from bot.web.public import CASE
from bot.web.recipient.acts import RecipientActs
from bot.web.recipient.bodies import SHORT_LIMIT, CodeBody, LinkBody
from bot.web.recipient.office import CaseOffice, desks_of, not_opened
from bot.web.recipient.sessions import NAME, Sessions
from handlers.cases.links import NoEntry
from handlers.cases.recipient_desk import RecipientDesk
from knowledge.errors import KnowledgeError

_TEMPLATES = Path(__file__).parents[1] / "templates"
_DOOR = Template((_TEMPLATES / "recipient_door.html").read_text("utf-8"))
_INSIDE = (_TEMPLATES / "recipient.html").read_text("utf-8")
_GONE = (_TEMPLATES / "recipient_gone.html").read_text("utf-8")
_STYLES = ("shared/forms.css", "case/case.css")
_HEAD = layout.files(*_STYLES, "case/case.js")
_GONE_HEAD = layout.files(*_STYLES, "case/gone.js")
_PURPOSE = "recipient session"

_CODES = Limit(tries=5, seconds=600)
_ENTRIES = Limit(tries=20, seconds=600)
_RENEWALS = Limit(tries=5, seconds=600)
_NOT_ENTERED = (
    "That did not open the case. Check the code, or have a new one sent; each works once, and for ten minutes."
)


def recipient_routes(office: CaseOffice | KnowledgeError, limits: Limits, settings: Settings) -> list[web.RouteDef]:
    """Return the recipients' side of the page.

    Args:
        office: Where cases are kept, or why there is none: then every link is answered that it cannot be opened now.
        limits: How often one address may try.
        settings: Know how people reach the page.
    """
    if isinstance(office, KnowledgeError):
        return _closed(office)
    return RecipientPages(office, limits, settings).routes()


class RecipientPages:
    """The routes under `/case`. No answer but that to a right code tells why something opens or does not."""

    def __init__(self, office: CaseOffice, limits: Limits, settings: Settings) -> None:
        """Keep what cases are opened with.

        Args:
            office: Where cases are kept.
            limits: How often one address may try.
            settings: Know how people reach the page.
        """
        self._office = office
        self._limits = limits
        keys = office.keyring
        self._sessions = Sessions(keys.subkey(_PURPOSE), partial(keys.signing, _PURPOSE), settings)
        self._acts = RecipientActs(office, self._sessions, settings)

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get(f"{CASE}/{{session:{NAME}}}", self.inside),
            web.get(f"{CASE}/{{token}}", self.door),
            web.post(f"/api{CASE}/code", self.code),
            web.post(f"/api{CASE}/renew", self.renew),
            web.post(f"/api{CASE}/enter", self.enter),
            *self._acts.routes(),
        ]

    async def door(self, request: web.Request) -> web.Response:
        """Answer a link with the number of its case, and nothing else of it. This changes nothing: machines do it too.

        Whatever is wrong with a link, the answer is the same.
        """
        desk = await self._desk()
        try:
            case = await desk.knock(request.match_info["token"])
        except NoEntry:
            return layout.response(layout.frame("Nothing is opened", _GONE, head=_GONE_HEAD), status=404)
        number = escape(case.number)
        return layout.response(layout.frame(f"Case {case.number}", _DOOR.substitute(number=number), head=_HEAD))

    async def inside(self, _: web.Request) -> web.Response:
        """Answer with the page that shows a case to whoever has it open; it holds nothing of any case itself."""
        return layout.response(layout.frame("A case", _INSIDE, head=_HEAD))

    async def code(self, request: web.Request) -> web.Response:
        """Send a one-time code to whom a link was made for. The answer is the same where it opens nothing."""
        self._limits.check(request, "case code", _CODES)
        body = await read(request, LinkBody, SHORT_LIMIT)
        return await self._sent((await self._desk()).send_code(body.token))

    async def renew(self, request: web.Request) -> web.Response:
        """Send another link to whom one was made for that opens nothing any more. The answer is always the same."""
        self._limits.check(request, "case renew", _RENEWALS)
        body = await read(request, LinkBody, SHORT_LIMIT)
        return await self._sent((await self._desk()).renew(body.token))

    async def enter(self, request: web.Request) -> web.Response:
        """Open a case with a link and the code that was sent; the answer names the session."""
        self._limits.check(request, "case enter", _ENTRIES)
        body = await read(request, CodeBody, SHORT_LIMIT)
        desk = await self._desk()
        try:
            claim = await desk.enter(body.token, body.code)
        except NoEntry:
            return faults.answer(request, 404, _NOT_ENTERED)
        response = web.json_response({"session": self._sessions.name(claim)})
        self._sessions.begin(response, claim, self._office.clock())
        return response

    async def _sent(self, sending: Awaitable[None]) -> web.Response:
        with suppress(NoEntry):
            await sending
            self._office.courier.wake()
        return web.Response(status=204)

    async def _desk(self) -> RecipientDesk:
        return RecipientDesk((await desks_of(self._office)).work)


def _closed(why: KnowledgeError) -> list[web.RouteDef]:
    async def closed(_: web.Request) -> web.Response:
        raise not_opened(why)

    return [web.get(f"{CASE}/{{rest:.*}}", closed), web.post(f"/api{CASE}/{{rest:.*}}", closed)]
