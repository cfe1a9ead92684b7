"""The pages of the sign-in at an OpenID provider: go there, come back, leave."""

import logging

from aiohttp import web
from aiohttp_session import get_session, new_session

from bot.settings import Settings
from bot.web import layout
from bot.web.oidc import Provider, SigninError

PATHS = ("/signin", "/signin/callback", "/signout")

_log = logging.getLogger(__name__)


class SigninPages:
    """The routes of the sign-in. What one attempt needs is kept in the encrypted cookie, and dropped when it ends."""

    def __init__(self, settings: Settings) -> None:
        """Keep the provider's address; nothing is fetched yet."""
        self._provider = Provider(settings)

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        start, callback, signout = PATHS
        return [web.get(start, self.start), web.get(callback, self.callback), web.post(signout, self.signout)]

    async def start(self, request: web.Request) -> web.StreamResponse:
        """Send the person to the provider."""
        try:
            attempt, address = await self._provider.begin()
        except SigninError as error:
            return _refusal(error)
        session = await new_session(request)
        session["attempt"] = {**attempt, "next": _own_path(request.query.get("next", "/"))}
        raise web.HTTPSeeOther(address)

    async def callback(self, request: web.Request) -> web.StreamResponse:
        """Take the person back, and check who it is."""
        attempt = (await get_session(request)).get("attempt")
        # A fresh session, whatever comes: an attempt is good for one return.
        session = await new_session(request)
        if attempt is None:
            return _failed("The sign-in took too long, or was begun in another browser.")
        try:
            session["person"] = await self._provider.finish(attempt, str(request.rel_url))
        except SigninError as error:
            return _refusal(error)
        raise web.HTTPSeeOther(attempt["next"])

    async def signout(self, request: web.Request) -> web.StreamResponse:
        """End the session here; the one at the provider is the provider's."""
        (await get_session(request)).invalidate()
        return layout.response(layout.notice("You are signed out", "Close this window if others use this computer."))


def _refusal(error: SigninError) -> web.Response:
    _log.warning("sign-in refused: %s", error)
    return _failed("Your organisation's sign-in service did not confirm who you are.")


def _failed(reason: str) -> web.Response:
    body = layout.notice("Sign-in failed", reason, link=("/signin", "Sign in again"))
    return layout.response(body, status=401)


def _own_path(path: str) -> str:
    """Return the path if it leads to this site and nowhere else, or the start page."""
    is_own = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path
    return path if is_own else "/"
