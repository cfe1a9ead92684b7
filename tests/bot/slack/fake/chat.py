"""chat.postMessage, chat.postEphemeral, chat.update, chat.delete."""

import math
import re
from collections.abc import Collection

from tests.bot.slack.block_kit import MOST_MESSAGE, message_problems, too_long
from tests.bot.slack.fake.state import Kept, Message, Payload, Refused, TooFast, required, writable
from tests.bot.slack.fake.workspace import Workspace, im_of

_TS = re.compile(r"\d{10}\.\d{6}")
_POSTED = {
    "channel",
    "text",
    "blocks",
    "thread_ts",
    "metadata",
    "parse",
    "link_names",
    "username",
    "icon_emoji",
    "icon_url",
}
_ALONE = {"mrkdwn", "reply_broadcast", "unfurl_links", "unfurl_media"}


def check_message(arguments: Payload, known: Collection[str]) -> None:
    """Refuse a message as Slack would, with Slack's code."""
    strangers = [f"invalid additional property: {name}" for name in arguments if name not in known]
    if strangers:
        raise Refused("invalid_arguments", strangers)
    if len(str(arguments.get("text", ""))) > MOST_MESSAGE:
        raise Refused("msg_too_long")
    found = message_problems(arguments)
    if not found:
        return
    if too_long(arguments.get("blocks")):
        raise Refused("msg_blocks_too_long", found)
    if any("json-pointer:/text]" in one for one in found):
        raise Refused("no_text", found)
    is_blocks = any("json-pointer:/blocks" in one for one in found)
    raise Refused("invalid_blocks" if is_blocks else "invalid_arguments", found)


def post_message(kept: Kept, workspace: Workspace, arguments: Payload) -> Payload:
    """Post a message."""
    required(arguments, "channel")
    channel = writable(workspace, arguments["channel"])
    check_message(arguments, _POSTED | _ALONE)
    _check_thread(arguments)
    _check_pace(kept, channel)
    message = kept.keep(_message(kept, channel, arguments))
    return {"channel": channel, "ts": message.ts, "message": as_sent(workspace, message)}


def post_ephemeral(kept: Kept, workspace: Workspace, arguments: Payload) -> Payload:
    """Post a message that one person sees."""
    required(arguments, "channel", "user")
    channel = writable(workspace, arguments["channel"])
    check_message(arguments, _POSTED | {"user"})
    _check_thread(arguments)
    _check_present(workspace, channel, arguments["user"])
    _check_pace(kept, channel)
    message = _message(kept, channel, arguments)
    message.ephemeral_for = arguments["user"]
    return {"message_ts": kept.keep(message).ts}


def update(kept: Kept, workspace: Workspace, arguments: Payload) -> Payload:
    """Change a message."""
    required(arguments, "channel", "ts")
    channel = writable(workspace, arguments["channel"])
    message = kept.found(channel, arguments["ts"])
    check_message(arguments, _POSTED | {"ts", "reply_broadcast"})
    message.text = arguments["text"]
    message.blocks = arguments.get("blocks", [])
    message.metadata = arguments.get("metadata", message.metadata)
    message.edited += 1
    return {"channel": channel, "ts": message.ts, "text": message.text, "message": as_sent(workspace, message)}


def delete(kept: Kept, workspace: Workspace, arguments: Payload) -> Payload:
    """Take a message back."""
    required(arguments, "channel", "ts")
    channel = writable(workspace, arguments["channel"])
    message = kept.found(channel, arguments["ts"])
    kept.messages[channel].remove(message)
    kept.deleted.append(message)
    return {"channel": channel, "ts": message.ts}


def as_sent(workspace: Workspace, message: Message) -> Payload:
    """Return a message as Slack hands it out, in answers and with what people do to it."""
    fields: Payload = {
        "type": "message",
        "user": workspace.bot_user,
        "bot_id": workspace.bot_id,
        "app_id": workspace.app_id,
        "team": workspace.team_id,
        "ts": message.ts,
        "text": message.text,
        "blocks": message.blocks,
    }
    if message.thread_ts:
        fields["thread_ts"] = message.thread_ts
    if message.edited:
        fields["edited"] = {"user": workspace.bot_user, "ts": message.ts}
    return fields


def _message(kept: Kept, channel: str, arguments: Payload) -> Message:
    return Message(
        channel=channel,
        ts=kept.timestamp(),
        text=arguments["text"],
        blocks=arguments.get("blocks", []),
        thread_ts=arguments.get("thread_ts"),
        metadata=arguments.get("metadata"),
    )


def _check_thread(arguments: Payload) -> None:
    thread = arguments.get("thread_ts")
    if thread is not None and not _TS.fullmatch(str(thread)):
        raise Refused("invalid_thread_ts")


def _check_present(workspace: Workspace, channel: str, user: str) -> None:
    """Refuse who is no member: an ephemeral message would reach nobody."""
    if user not in {one.id for one in workspace.people.values()}:
        raise Refused("user_not_found")
    members = {one.id: one.members for one in workspace.channels.values()}
    if user not in members.get(channel, {user} if channel == im_of(user) else set()):
        raise Refused("user_not_in_channel")


def _check_pace(kept: Kept, channel: str) -> None:
    """Hold back what comes sooner than the channel's pace; off where no pace is set."""
    now, last = kept.clock(), kept.last_post.get(channel)
    if kept.pace is not None and last is not None and now - last < kept.pace:
        raise TooFast(math.ceil(kept.pace - (now - last)))
    kept.last_post[channel] = now
