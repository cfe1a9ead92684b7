"""Installing the app in a workspace: whoever does goes to Slack, and comes back with a code that is worth a token.

What one attempt needs is sealed in a cookie of the browser in which it was begun; nobody fills a database by asking.
"""

import hmac
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from html import escape
from string import Template
from typing import Any
from urllib.parse import urlencode, urljoin

import structlog
from aiohttp import web

from bot.refusals import told
from bot.settings import Settings
from bot.slack.installations import ManyWorkspaces
from bot.slack.manifest import SCOPES
from bot.slack.paths import INSTALL, INSTALLED
from bot.slack.seals import Keys
from bot.slack.web import Refused, Web, done
from bot.slack.workspaces import Away, Workspace
from bot.storage.errors import NotOpened, StorageUnusable
from handlers.cases.clocks import Clock

_COOKIE, _PATH = "conduct-slack-install", "/slack"
_TIME = timedelta(minutes=10)
_CODE = re.compile(r"[a-z_]{1,64}")

_NOT_ALLOWED = (
    "It was not allowed in Slack, so nothing was installed. Somebody who may install apps in the workspace can begin "
    "again."
)
_STOPPED = (
    "Slack did not go on ({code}), and nothing was installed. Begin again; if it goes on, tell your administrator."
)
_TOO_LATE = "This took longer than ten minutes, or was begun in another browser. Nothing was installed; begin again."
_USED = "What Slack sent with you was used already, or is too old. Nothing was installed; begin again."
_AWAY = "Slack could not be reached, and nothing was installed. Wait a minute, and begin again."
_WRONG = (
    "Slack does not take the client id, the secret or the address of this app ({code}), so nothing was installed. Tell "
    "your administrator."
)
_WHOLE = (
    "The app cannot be installed for a whole Enterprise organisation, so nothing was installed. Install it in each "
    "workspace by itself."
)
_STRANGER = (
    "The workspace {team} is not one of those for which the assistant is set up, so nothing was installed. Whoever "
    "runs the assistant can add it to CONDUCT_SLACK_ORGANISATIONS."
)
_EXPIRES = (
    "Slack gave a token that expires within hours, so nothing was installed. Turn token rotation off for the app, and "
    "begin again."
)
_DONE = (
    "The conduct assistant is installed in {name}. In Slack, open it under Apps and ask it something; in a channel, "
    "invite it first."
)

_FRAME = Template(
    """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
</head>
<body>
<main>
<h1>$title</h1>
<p>$text</p>
$way
</main>
</body>
</html>
"""
)

_log = structlog.get_logger()


class NotInstalled(Exception):
    """The app was not installed; the message says why, and what to do."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        """Keep what the person reads, and the status of the answer."""
        super().__init__(sentence)
        self.status = status


class Installing:
    """The pages by which the app gets into a workspace: only into one that may have it."""

    def __init__(self, settings: Settings, calls: Web, workspaces: ManyWorkspaces, keys: Keys, clock: Clock) -> None:
        """Keep what they work with.

        Args:
            settings: Of the app: its client id and secret, and the address to which Slack sends people back.
            calls: Calls Slack.
            workspaces: Where the app is kept as installed.
            keys: Seal what an attempt needs.
            clock: Tells the time.
        """
        self._settings, self._calls, self._workspaces = settings, calls, workspaces
        self._keys, self._clock = keys, clock

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [web.get(INSTALL, self.begin), web.get(INSTALLED, self.finish)]

    async def begin(self, _: web.Request) -> web.Response:
        """Send somebody to Slack."""
        state = secrets.token_urlsafe(32)
        asked = {
            "client_id": self._settings.slack_client_id or "",
            "scope": ",".join(SCOPES),
            "redirect_uri": self._back,
            "state": state,
        }
        address = urljoin(self._settings.slack_api_url, f"/oauth/v2/authorize?{urlencode(asked)}")
        response = web.Response(status=303, headers={"Location": address})
        until = (self._clock() + _TIME).timestamp()
        attempt = self._keys.seal(json.dumps({"install": state, "until": until}).encode()).decode("ascii")
        response.set_cookie(
            _COOKIE,
            attempt,
            path=_PATH,
            max_age=int(_TIME.total_seconds()),
            secure=self._settings.is_https,
            httponly=True,
            samesite="Lax",
        )
        return response

    async def finish(self, request: web.Request) -> web.Response:
        """Take somebody back from Slack, and keep the workspace."""
        try:
            name = await self._installed(request)
        except NotInstalled as error:
            response = _page("Not installed", str(error), status=error.status, again=True)
        except StorageUnusable as error:
            response = _page("Not installed", told(error), status=503, again=True)
        else:
            response = _page("Installed", _DONE.format(name=name))
        response.del_cookie(_COOKIE, path=_PATH)
        return response

    @property
    def _back(self) -> str:
        return f"{self._settings.base_url}{INSTALLED}"

    async def _installed(self, request: web.Request) -> str:
        """Return the name of the workspace in which the app is installed now."""
        self._check(request)
        answer = await self._exchanged(request.query.get("code", ""))
        team: Mapping[str, Any] = answer.get("team") or {}
        given = Workspace(
            team=str(team.get("id") or ""),
            token=str(answer.get("access_token") or ""),
            user=str(answer.get("bot_user_id") or ""),
            bot="",
        )
        await self._check_given(answer, given)
        workspace = replace(given, bot=await self._bot(given), since=self._clock().timestamp())
        await self._workspaces.keep(workspace, by=str((answer.get("authed_user") or {}).get("id") or ""))
        _log.info("the app was installed in a workspace", team=workspace.team)
        return str(team.get("name") or workspace.team)

    def _check(self, request: web.Request) -> None:
        """Check that somebody comes back from where this browser was sent, and was let through there."""
        code = request.query.get("error")
        if code is not None:
            shown = code if _CODE.fullmatch(code) else "unknown"
            raise NotInstalled(_NOT_ALLOWED if code == "access_denied" else _STOPPED.format(code=shown))
        if not self._is_begun_here(request.cookies.get(_COOKIE, ""), request.query.get("state", "")):
            raise NotInstalled(_TOO_LATE)

    def _is_begun_here(self, attempt: str, state: str) -> bool:
        try:
            found = json.loads(self._keys.open(attempt.encode("ascii")))
            expected, until = str(found["install"]), float(found["until"])
        except (NotOpened, ValueError, KeyError, TypeError):
            return False
        return hmac.compare_digest(expected.encode(), state.encode()) and self._clock().timestamp() < until

    async def _exchanged(self, code: str) -> Mapping[str, Any]:
        """Return what Slack gives for a code."""
        secret = self._settings.slack_client_secret
        # Not by the client's own method: it warns of how it puts the two into a header.
        given = {
            "client_id": self._settings.slack_client_id,
            "client_secret": secret.get_secret_value() if secret else "",
            "code": code,
            "redirect_uri": self._back,
        }
        try:
            answer = await done(self._calls.client().api_call("oauth.v2.access", data=given))
        except Away:
            raise NotInstalled(_AWAY, 503) from None
        except Refused as error:
            if error.code in ("invalid_code", "code_already_used", "invalid_arguments"):
                raise NotInstalled(_USED) from None
            _log.error("Slack refuses to install the app", reason=error.code)
            raise NotInstalled(_WRONG.format(code=error.code), 500) from None
        return answer.data if isinstance(answer.data, dict) else {}

    async def _check_given(self, answer: Mapping[str, Any], given: Workspace) -> None:
        """Give a token back that is not for one workspace that may have the app, or does not last."""
        refused = None
        if answer.get("is_enterprise_install") or not given.team:
            refused = NotInstalled(_WHOLE, 403)
        elif not self._workspaces.may_install(given.team):
            refused = NotInstalled(_STRANGER.format(team=given.team), 403)
        elif answer.get("refresh_token") or answer.get("expires_in"):
            refused = NotInstalled(_EXPIRES)
        if refused:
            await self._give_back(given)
            raise refused

    async def _give_back(self, given: Workspace) -> None:
        _log.warning("refused to be installed in a workspace", team=given.team)
        try:
            await done(self._calls.client(given).auth_revoke())
        except (Away, Refused) as error:
            _log.warning("could not give a token of Slack back", reason=str(error) or "away")

    async def _bot(self, given: Workspace) -> str:
        """Return the id of the app as a bot, which is not among what was given."""
        try:
            return str((await done(self._calls.client(given).auth_test())).get("bot_id") or "")
        except (Away, Refused):
            raise NotInstalled(_AWAY, 503) from None


def _page(title: str, text: str, *, status: int = 200, again: bool = False) -> web.Response:
    way = f'<p><a href="{INSTALL}">Begin again</a></p>' if again else ""
    page = _FRAME.substitute(title=escape(title), text=escape(text), way=way)
    return web.Response(text=page, status=status, content_type="text/html", charset="utf-8")
