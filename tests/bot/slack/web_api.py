"""Slack's side of the app, in the test's own process: a Web API on loopback that refuses what Slack refuses."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import TracebackType
from typing import Final, Self

from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.web.async_client import AsyncWebClient

from tests.bot.slack.fake import assistant, chat, modals, people
from tests.bot.slack.fake.answers import take_answer
from tests.bot.slack.fake.arguments import read_arguments, token_of
from tests.bot.slack.fake.hooks import Hook, respond
from tests.bot.slack.fake.installing import oauth_access
from tests.bot.slack.fake.socket import Socket
from tests.bot.slack.fake.state import (
    Call,
    Fault,
    Kept,
    Message,
    OpenView,
    Payload,
    Refusal,
    Refused,
    TooFast,
)
from tests.bot.slack.fake.workspace import Clock, Workspace, small_workspace
from tests.bot.slack.kit.texts import texts_of, unescaped_controls

__all__ = ["Call", "FakeSlack", "Fault", "Message", "OpenView", "Refusal", "texts_of", "unescaped_controls"]

APP_TOKEN = "xapp-of-the-tests"

Method = Callable[[Kept, Workspace, Payload], Payload]

METHODS: Final[Mapping[str, Method]] = {
    "auth.test": people.auth_test,
    "auth.revoke": people.auth_revoke,
    "users.info": people.users_info,
    "conversations.open": people.conversations_open,
    "conversations.info": people.conversations_info,
    "conversations.members": people.conversations_members,
    "chat.postMessage": chat.post_message,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.update": chat.update,
    "chat.delete": chat.delete,
    "views.open": modals.open_view,
    "views.push": modals.push_view,
    "views.update": modals.update_view,
    "views.publish": modals.publish_view,
    "assistant.threads.setStatus": assistant.set_status,
    "assistant.threads.setSuggestedPrompts": assistant.set_suggested_prompts,
    "assistant.threads.setTitle": assistant.set_title,
}

_CONTENT: Final = frozenset(
    (
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "push_limit_reached",
        "unknown_method",
        "view_too_large",
    )
)
"""Codes that blame what the app sent, not the circumstances; these are noted in `refused`."""


class FakeSlack(Kept):
    """Slack on loopback; `async with FakeSlack() as slack` starts it on a free port.

    What the app calls is in `calls`, what people see in `messages`, `views` and `homes`. What Slack would never have
    taken is in `refused`, so that a fixture can look there at the end of every test.
    """

    def __init__(self, *workspaces: Workspace, clock: Clock = time.time, pace: float | None = None) -> None:
        """Make it for these workspaces, or for a small one."""
        super().__init__(workspaces=list(workspaces) or [small_workspace()], clock=clock, pace=pace)
        self.socket = Socket(self.workspace.app_id)
        self._faults: list[tuple[str, Fault]] = []
        self._server: TestServer | None = None

    async def __aenter__(self) -> Self:
        """Start the server."""
        app = web.Application(client_max_size=8 * 1024**2)
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_post("/actions/{rest:.+}", self._hook)
        app.router.add_get("/link", self.socket.handle)
        app.on_shutdown.append(self._end)
        self._server = TestServer(app)
        await self._server.start_server()
        self.workspaces = [self._at_home(one) for one in self.workspaces]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the server; what hangs is let go."""
        assert self._server is not None
        await self._server.close()

    @property
    def url(self) -> str:
        """Its address."""
        assert self._server is not None
        return str(self._server.make_url("")).rstrip("/")

    @property
    def api(self) -> str:
        """What a `WebClient` takes as its `base_url`."""
        return f"{self.url}/api/"

    def client(self, workspace: Workspace | None = None) -> AsyncWebClient:
        """Return a client with the token of a workspace."""
        return AsyncWebClient(token=(workspace or self.workspace).bot_token, base_url=self.api)

    def fail(
        self,
        method: str,
        *,
        error: str | None = None,
        status: int | None = None,
        retry_after: int | None = None,
        hang: bool = False,
        times: int | None = 1,
    ) -> Fault:
        """Let a method go wrong so many times, or always where `times` is None.

        Args:
            method: Of the Web API, or `response_url`.
            error: The code that it answers.
            status: The HTTP status that it answers, without JSON.
            retry_after: Seconds; it answers 429.
            hang: Whether it says nothing until the fault is released, and only then does its work.
            times: How often.
        """
        held = asyncio.Event() if hang else None
        fault = Fault(error=error, status=status, retry_after=retry_after, times=times, released=held)
        self._faults.append((method, fault))
        return fault

    def offer(self, code: str, workspace: Workspace) -> Workspace:
        """Let a workspace install the app: the code is worth its token."""
        self.codes[code] = self._at_home(workspace)
        return self.codes[code]

    def called(self, method: str) -> list[Payload]:
        """Return the arguments of every call of this method that worked."""
        return [one.arguments for one in self.calls if one.method == method and one.answer == "ok"]

    def last_message(self, channel: str) -> Message:
        """Return the newest message of a conversation."""
        return self.messages[channel][-1]

    def last_view(self, user: str) -> OpenView:
        """Return the view that this person has on top."""
        return [one for one in self.views.values() if one.user == user][-1]

    def texts_of(self, payload: object) -> list[str]:
        """Return what people read in blocks, a view or a message."""
        return texts_of(payload)

    def take_answer(self, asked: Payload, body: object) -> None:
        """Do what the app's acknowledgement (JSON or plain text) says: show it, or change the view."""
        take_answer(self, asked, body)

    def _at_home(self, workspace: Workspace) -> Workspace:
        return replace(workspace, hooks=self.url, clock=self.clock)

    async def _end(self, _: web.Application) -> None:
        for _method, fault in self._faults:
            fault.release()
        await self.socket.close()

    async def _call(self, request: web.Request) -> web.Response:
        method, token = request.match_info["method"], ""
        arguments: Payload = {}
        try:
            arguments = await read_arguments(request)
            token = token_of(request, arguments)
            broken = await self._broken(method, arguments, token)
            if broken is not None:
                return broken
            fields = self._answer(method, arguments, token, request.headers)
        except TooFast as held:
            self._remember(method, arguments, token, "ratelimited")
            return _later(held.seconds)
        except Refused as refused:
            self._remember(method, arguments, token, refused.code)
            if refused.code in _CONTENT:
                self.note(method, refused.code, refused.messages, arguments)
            return _refusal(refused)
        self._remember(method, arguments, token, "ok")
        return web.json_response({"ok": True, **fields})

    async def _hook(self, request: web.Request) -> web.Response:
        body: Payload = await request.json()
        try:
            broken = await self._broken("response_url", body, "")
            if broken is not None:
                return broken
            respond(self, Hook.read(request.path), body)
        except Refused as refused:
            self._remember("response_url", body, "", refused.code)
            if refused.code in _CONTENT:
                self.note("response_url", refused.code, refused.messages, body)
            is_gone = refused.code.endswith("_url")
            return web.json_response({"ok": False, "error": refused.code}, status=404 if is_gone else 400)
        self._remember("response_url", body, "", "ok")
        return web.Response(text="ok")

    def _remember(self, method: str, arguments: Payload, token: str, answer: str) -> None:
        self.calls.append(Call(method=method, arguments=arguments, token=token, answer=answer))
        if answer != "ok":
            self.errors.append((method, answer))

    def _answer(self, method: str, arguments: Payload, token: str, headers: Mapping[str, str]) -> Payload:
        if method == "oauth.v2.access":
            return oauth_access(self, arguments, headers)
        if method == "apps.connections.open":
            return self._connection(token)
        workspace = self._owner(token)
        if method not in METHODS:
            raise Refused("unknown_method")
        return METHODS[method](self, workspace, arguments)

    def _connection(self, token: str) -> Payload:
        if token != APP_TOKEN:
            raise Refused("not_allowed_token_type" if token.startswith("xoxb-") else "invalid_auth")
        return {"url": f"{self.url.replace('http', 'ws', 1)}/link?ticket={self.socket.ticket()}&app_id=test"}

    def _owner(self, token: str) -> Workspace:
        if not token:
            raise Refused("not_authed")
        if token in self.revoked:
            raise Refused("token_revoked")
        for workspace in self.workspaces:
            if workspace.bot_token == token:
                return workspace
        raise Refused("invalid_auth")

    async def _broken(self, method: str, arguments: Payload, token: str) -> web.Response | None:
        """Return what goes wrong instead of an answer, where the test asked for that."""
        fault = next((one for name, one in self._faults if name == method and one.times != 0), None)
        if fault is None:
            return None
        fault.times = None if fault.times is None else fault.times - 1
        fault.met.set()
        if fault.released is not None:
            await fault.released.wait()
        wrong = _wrong(fault)
        if wrong is not None:
            self._remember(method, arguments, token, fault.error or f"http {wrong.status}")
        return wrong


def _wrong(fault: Fault) -> web.Response | None:
    if fault.retry_after is not None:
        return _later(fault.retry_after)
    if fault.status is not None:
        return web.Response(status=fault.status, text="upstream trouble")
    return None if fault.error is None else _refusal(Refused(fault.error))


def _later(seconds: int) -> web.Response:
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(seconds)})


def _refusal(refused: Refused) -> web.Response:
    body: Payload = {"ok": False, "error": refused.code}
    if refused.messages:
        body |= {
            "errors": list(refused.messages),
            "response_metadata": {"messages": [f"[ERROR] {one}" for one in refused.messages]},
        }
    return web.json_response(body)
