"""What is said in Slack: messages to everybody in a place or to one person alone, and views."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot import logs
from bot.slack.core.web import Refused, Web, done
from bot.slack.core.workspaces import Away, Workspace
from bot.slack.rendering.messages import Message
from bot.slack.rendering.views import View

_NOT_THERE = frozenset({"not_in_channel", "channel_not_found", "is_archived", "user_not_in_channel"})
_NOT_SEEN = frozenset({"channel_not_found", "not_in_channel", "missing_scope"})
"""A private channel that the app is not in, or a conversation of a few people."""
_NO_THREAD = frozenset({"thread_not_found", "cannot_reply_to_message", "message_not_found"})
_TOO_LONG = frozenset({"msg_too_long", "msg_blocks_too_long", "invalid_blocks"})
_QUIET = {"unfurl_links": False, "unfurl_media": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is said.

    Attributes:
        workspace: The workspace.
        channel: Id of a channel, or of a conversation with one person.
        thread: Time stamp of the thread's first message, or None outside of one.
    """

    workspace: Workspace
    channel: str
    thread: str | None = None


class Speaker:
    """Says things. What is said to one person alone reaches nobody else, whatever fails.

    Every method raises `Refused` and `Away` as `web.done`.
    """

    def __init__(self, web: Web) -> None:
        """Keep what calls Slack."""
        self._web = web

    async def post(self, place: Place, message: Message, *, loud: bool = False) -> str:
        """Say something in a place, to everybody there; return the time stamp of it, or of its first part.

        Args:
            place: Where.
            message: What.
            loud: Whether it stands outside of its thread too: who does not follow that is told nothing of a reply.
        """
        also = {"reply_broadcast": True} if loud and place.thread else {}
        stamps = [await self._posted(place, {**piece, **also}) for piece in message.pieces()]
        return stamps[0]

    async def whisper(self, place: Place, user: str, message: Message) -> None:
        """Say something in a place to one person alone; where the app is not in it, in their conversation with it."""
        where = {"channel": place.channel, "thread_ts": place.thread, "user": user}
        try:
            for piece in message.pieces():
                await self._web.turn(place.channel)
                await self._call(place.workspace, "chat.postEphemeral", {**where, **piece})
        except Refused as error:
            if error.code not in _NOT_THERE:
                raise
            await self.tell(place.workspace, user, message)

    async def tell(self, workspace: Workspace, user: str, message: Message) -> tuple[str, str]:
        """Say something in one person's conversation with the app; return its channel and time stamp."""
        place = Place(workspace=workspace, channel=await self.conversation(workspace, user))
        return place.channel, await self.post(place, message)

    async def conversation(self, workspace: Workspace, user: str) -> str:
        """Return the id of one person's conversation with the app."""
        answer = await self._call(workspace, "conversations.open", {"users": user})
        return str(answer["channel"]["id"])

    async def edit(self, place: Place, stamp: str, message: Message) -> None:
        """Say something else in place of what was said."""
        await self._web.turn(place.channel)
        what = {"channel": place.channel, "ts": stamp, "blocks": [], **message.fields()}
        await self._call(place.workspace, "chat.update", what)

    async def respond(self, address: str, message: Message, *, replace: bool = False) -> None:
        """Answer an interaction, to whoever began it alone.

        Args:
            address: Where Slack takes the answer (`response_url`).
            message: The answer.
            replace: Whether it takes the place of the message that was interacted with.
        """
        for piece in [message.fields()] if replace else message.pieces():
            more = {"replace_original": True} if replace else {"response_type": "ephemeral", "replace_original": False}
            client = AsyncWebhookClient(
                address, session=self._web.session, logger=logs.wordless("slack"), retry_handlers=self._web.retries
            )
            answer = await done(client.send_dict({**piece, **more}))
            if answer.status_code >= 500 or answer.status_code == 429:
                raise Away
            if answer.status_code != 200:
                raise Refused("response_url")

    async def open_view(self, workspace: Workspace, trigger: str, view: View) -> str:
        """Open a modal; return its id."""
        answer = await self._call(workspace, "views.open", {"trigger_id": trigger, "view": view})
        return str(answer["view"]["id"])

    async def push_view(self, workspace: Workspace, trigger: str, view: View) -> str:
        """Open a modal above the one that is open; return its id."""
        answer = await self._call(workspace, "views.push", {"trigger_id": trigger, "view": view})
        return str(answer["view"]["id"])

    async def update_view(self, workspace: Workspace, id_: str, view: View, *, seen: str | None = None) -> None:
        """Show something else in an open modal.

        Args:
            workspace: The workspace.
            id_: Of the modal.
            view: What it shows now.
            seen: Hash of what it shows; where it shows something else by now, `Refused("hash_conflict")`.
        """
        await self._call(workspace, "views.update", {"view_id": id_, "view": view, "hash": seen})

    async def publish_home(self, workspace: Workspace, user: str, view: View) -> None:
        """Show somebody their home tab."""
        await self._call(workspace, "views.publish", {"user_id": user, "view": view})

    async def status(self, place: Place, status: str) -> None:
        """Show in a thread what the app is doing."""
        what = {"channel_id": place.channel, "thread_ts": place.thread, "status": status}
        await self._call(place.workspace, "assistant.threads.setStatus", what)

    async def suggest(self, place: Place, prompts: Iterable[tuple[str, str]], title: str) -> None:
        """Offer what can be asked in a conversation: what each is called, and the question."""
        offered = [{"title": name, "message": question} for name, question in prompts]
        what = {"channel_id": place.channel, "prompts": offered, "title": title}
        await self._call(place.workspace, "assistant.threads.setSuggestedPrompts", what)

    async def is_admin(self, workspace: Workspace, user: str) -> bool:
        """Tell whether somebody runs the workspace: is one of its admins or owners."""
        found = (await self._read(workspace, "users.info", {"user": user})).get("user") or {}
        return any(found.get(role) for role in ("is_admin", "is_owner", "is_primary_owner"))

    async def creator(self, workspace: Workspace, channel: str) -> str | None:
        """Return who made a channel; None where the app does not see it."""
        try:
            found = await self._read(workspace, "conversations.info", {"channel": channel})
        except Refused as error:
            if error.code not in _NOT_SEEN:
                raise
            return None
        return str((found.get("channel") or {}).get("creator") or "") or None

    async def post_or_tell(self, place: Place, user: str, message: Message) -> None:
        """Say something in a place to everybody there; where the app is not in it, to one person alone."""
        try:
            await self.post(place, message)
        except Refused as error:
            if error.code not in _NOT_THERE:
                raise
            await self.tell(place.workspace, user, message)

    async def _posted(self, place: Place, piece: Mapping[str, Any]) -> str:
        """Post one message; outside of a thread that has gone, and without its looks where Slack finds it too long."""
        what = {"channel": place.channel, "thread_ts": place.thread, **_QUIET, **piece}
        await self._web.turn(place.channel)
        try:
            answer = await self._call(place.workspace, "chat.postMessage", what)
        except Refused as error:
            changed = _other_way(error.code, what)
            if changed == what:
                raise
            answer = await self._call(place.workspace, "chat.postMessage", changed)
        return str(answer["ts"])

    async def _call(self, workspace: Workspace, method: str, what: Mapping[str, Any]) -> Mapping[str, Any]:
        given = {name: value for name, value in what.items() if value is not None}
        answer = await done(self._web.client(workspace).api_call(method, json=given))
        return answer.data if isinstance(answer.data, dict) else {}

    async def _read(self, workspace: Workspace, method: str, what: Mapping[str, str]) -> Mapping[str, Any]:
        """Ask for something: of these methods, Slack reads no JSON."""
        asked = self._web.client(workspace).api_call(method, http_verb="GET", params=dict(what))
        answer = await done(asked)
        return answer.data if isinstance(answer.data, dict) else {}


def _other_way(code: str, what: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what may be taken in place of what was refused."""
    if code in _NO_THREAD:
        return {**what, "thread_ts": None, "reply_broadcast": None}
    return {**what, "blocks": None} if code in _TOO_LONG and "blocks" in what else what
