"""The recipient's side of a case: a link and a one-time code open it; then the recipient acts on it."""

from collections.abc import Awaitable
from contextlib import suppress
from html import escape
from pathlib import Path
from string import Template

from aiohttp import web

from bot.paths import CASE
from bot.settings import Settings
from bot.web import faults, layout
from bot.web.bodies import read
from bot.web.limits import Limit, Limits
from bot.web.recipient.acts import RecipientActs
from bot.web.recipient.bodies import SHORT_LIMIT, CodeBody, LinkBody
from bot.web.recipient.office import CaseOfficeNow, Door
from bot.web.recipient.sessions import NAME
from handlers.cases.links import NoEntry
from handlers.cases.recipient_desk import RecipientDesk
from handlers.cases.wording import NO_CODE

_TEMPLATES = Path(__file__).parents[1] / "templates"
_DOOR = Template((_TEMPLATES / "recipient_door.html").read_text("utf-8"))
_INSIDE = (_TEMPLATES / "recipient.html").read_text("utf-8")
_GONE = (_TEMPLATES / "recipient_gone.html").read_text("utf-8")
_STYLES = ("shared/forms.css", "case/case.css")
_HEAD = layout.files(*_STYLES, "case/case.js")
_GONE_HEAD = layout.files(*_STYLES, "case/gone.js")

_CODES = Limit(tries=5, seconds=600)
_ENTRIES = Limit(tries=20, seconds=600)
_RENEWALS = Limit(tries=5, seconds=600)
"""Of one link: everybody at work may come from one address, and nobody is to wait because of somebody else."""
_GUESSES = Limit(tries=60, seconds=600)
"""Of one address, with links that are none of ours, each sort for itself."""
_NOT_ENTERED = (
    "That did not open the case. Check the code, or have a new one sent; each works once, and for ten minutes."
)


def recipient_routes(office: CaseOfficeNow, limits: Limits, settings: Settings) -> list[web.RouteDef]:
    """Return the recipients' side of the page.

    Args:
        office: Returns where cases are kept, or why there is none: then every link is answered that it cannot be
            opened now.
        limits: How often one link, or one address, may try.
        settings: Know how people reach the page.
    """
    return RecipientPages(Door(office, settings), limits, settings).routes()


class RecipientPages:
    """The routes under `/case`. No answer but that to a right code tells why something opens or does not."""

    def __init__(self, door: Door, limits: Limits, settings: Settings) -> None:
        """Keep what cases are opened with.

        Args:
            door: Leads to where cases are kept.
            limits: How often one link, or one address, may try.
            settings: Know how people reach the page.
        """
        self._door = door
        self._limits = limits
        self._acts = RecipientActs(door, settings)

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
        desk = self._desk()
        try:
            case = await desk.knock(request.match_info["token"])
        except NoEntry:
            return layout.response(layout.frame("Nothing is opened", _GONE, head=_GONE_HEAD), status=404)
        number = escape(case.number)
        main = _DOOR.substitute(number=number, no_code=escape(NO_CODE))
        return layout.response(layout.frame(f"Case {case.number}", main, head=_HEAD))

    async def inside(self, _request: web.Request) -> web.Response:
        """Answer with the page that shows a case to whoever has it open; it holds nothing of any case itself."""
        _ = self._door.office  # where there is none, the page says so at once
        return layout.response(layout.frame("A case", _INSIDE, head=_HEAD))

    async def code(self, request: web.Request) -> web.Response:
        """Send a one-time code to whom a link was made for. The answer is the same where it opens nothing."""
        body = await read(request, LinkBody, SHORT_LIMIT)
        desk = self._desk()
        self._check(request, desk.link_of(body.token), "case code", _CODES)
        return await self._sent(desk.send_code(body.token))

    async def renew(self, request: web.Request) -> web.Response:
        """Send another link to whom one was made for that opens nothing any more. The answer is always the same."""
        body = await read(request, LinkBody, SHORT_LIMIT)
        desk = self._desk()
        self._check(request, desk.link_of(body.token), "case renew", _RENEWALS)
        return await self._sent(desk.renew(body.token))

    async def enter(self, request: web.Request) -> web.Response:
        """Open a case with a link and the code that was sent; the answer names the session."""
        body = await read(request, CodeBody, SHORT_LIMIT)
        desk = self._desk()
        self._check(request, desk.link_of(body.token), "case enter", _ENTRIES)
        try:
            claim = await desk.enter(body.token, body.code)
        except NoEntry:
            return faults.answer(request, 404, _NOT_ENTERED)
        sessions = self._door.sessions
        response = web.json_response({"session": sessions.name(claim)})
        sessions.begin(response, claim, self._door.office.clock())
        return response

    def _check(self, request: web.Request, link: str | None, sort: str, limit: Limit) -> None:
        """Count a try: by its link, which the door tells from others to everybody; of a wrong one, by its address."""
        if link is None:
            self._limits.check(request, sort, _GUESSES)
        else:
            self._limits.check_link(link, sort, limit)

    async def _sent(self, sending: Awaitable[None]) -> web.Response:
        with suppress(NoEntry):
            await sending
            self._door.office.courier.wake()
        return web.Response(status=204)

    def _desk(self) -> RecipientDesk:
        return RecipientDesk(self._door.desks.work)
