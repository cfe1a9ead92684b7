"""Interactions: commands, shortcuts, what somebody presses or chooses, and modals sent off or closed.

Source: https://docs.slack.dev/reference/interaction-payloads
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from tests.bot.slack.fake.chat import as_sent
from tests.bot.slack.fake.state import Message, OpenView
from tests.bot.slack.fake.workspace import Workspace
from tests.bot.slack.sent.elements import find_element, happened
from tests.bot.slack.sent.envelope import VERIFICATION, Payload, Sent, escaped
from tests.bot.slack.sent.filling import fill


def slash_command(workspace: Workspace, user: str, command: str, text: str = "", *, channel: str | None = None) -> Sent:
    """Return a command that somebody typed; `text` is what stood after it."""
    where = channel or f"D{user[1:]}"
    fields = {
        "token": VERIFICATION,
        "team_id": workspace.team_id,
        "team_domain": workspace.domain,
        "channel_id": where,
        "channel_name": _name(workspace, where),
        "user_id": user,
        "user_name": user.lower(),
        "command": command,
        "text": escaped(text),
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": workspace.hook(where, user),
        "trigger_id": workspace.trigger(user),
    }
    return Sent(kind="form", payload=fields)


def shortcut(workspace: Workspace, user: str, callback_id: str) -> Sent:
    """Return a global shortcut."""
    fields = _common(workspace, user, "shortcut") | {"callback_id": callback_id, "action_ts": workspace.ts()}
    del fields["api_app_id"]
    return Sent(kind="interaction", payload=fields)


def message_shortcut(
    workspace: Workspace, user: str, callback_id: str, written: Payload, *, channel: str | None = None
) -> Sent:
    """Return a shortcut on a message, as `events.written` makes one; its author is its `user`."""
    where = channel or str(written["channel"])
    message = {name: value for name, value in written.items() if name not in ("channel", "event_ts")}
    fields = _common(workspace, user, "message_action") | {
        "callback_id": callback_id,
        "action_ts": workspace.ts(),
        "channel": {"id": where, "name": _name(workspace, where)},
        "message_ts": written["ts"],
        "message": message,
        "response_url": workspace.hook(where, user, str(written["ts"])),
    }
    del fields["api_app_id"]
    return Sent(kind="interaction", payload=fields)


def block_action(
    workspace: Workspace,
    user: str,
    where: Message | OpenView,
    action_id: str,
    chosen: Any = None,
    *,
    block_id: str | None = None,
    values: Mapping[str, Any] | None = None,
) -> Sent:
    """Return what somebody presses or chooses in a message, a modal or a Home tab that shows it.

    Args:
        workspace: Where.
        user: Who.
        where: What the person looks at.
        action_id: Of the element.
        chosen: The value of the option, or of the button where several have this id; text or a date for fields.
        block_id: Of the block, where several hold such an element.
        values: What stands in the other fields, as for `fill`.

    Raises:
        Unfillable: Nothing there can be used so.
    """
    number = workspace.number()
    block, element = find_element(where.blocks, action_id, chosen, block_id, f"b{number}")
    action = happened(block, element, chosen) | {"action_ts": workspace.ts()}
    fields = _common(workspace, user, "block_actions")
    fields |= _in_view(where, values) if isinstance(where, OpenView) else _in_message(workspace, user, where)
    return Sent(kind="interaction", payload=fields | {"actions": [action]})


def view_submission(workspace: Workspace, user: str, view: OpenView, values: Mapping[str, Any] | None = None) -> Sent:
    """Return a modal that somebody filled in and sent off.

    Raises:
        Unfillable: Slack's client would not have let it go.
    """
    filled = deepcopy(view.view) | {"state": {"values": fill(view.view, values or {})}}
    return Sent(kind="interaction", payload=_common(workspace, user, "view_submission") | _view(filled))


def view_closed(workspace: Workspace, user: str, view: OpenView, *, is_cleared: bool = False) -> Sent:
    """Return a modal that somebody closed without sending it off."""
    fields = _common(workspace, user, "view_closed") | _view(deepcopy(view.view))
    del fields["trigger_id"], fields["response_urls"]
    return Sent(kind="interaction", payload=fields | {"is_cleared": is_cleared})


def block_suggestion(workspace: Workspace, user: str, view: OpenView, action_id: str, typed: str) -> Sent:
    """Return what somebody types into a menu whose options the app finds."""
    block, _ = find_element(view.blocks, action_id, None, None, "b")
    fields = _common(workspace, user, "block_suggestion") | {
        "action_id": action_id,
        "block_id": block["block_id"],
        "value": typed,
        "container": {"type": "view", "view_id": view.id},
        "view": deepcopy(view.view),
    }
    del fields["trigger_id"]
    return Sent(kind="interaction", payload=fields)


def _common(workspace: Workspace, user: str, kind: str) -> Payload:
    return {
        "type": kind,
        "token": VERIFICATION,
        "api_app_id": workspace.app_id,
        "team": {"id": workspace.team_id, "domain": workspace.domain},
        "user": {"id": user, "username": user.lower(), "name": user.lower(), "team_id": workspace.team_id},
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": workspace.trigger(user),
    }


def _in_view(view: OpenView, values: Mapping[str, Any] | None) -> Payload:
    shown = deepcopy(view.view) | {"state": {"values": fill(view.view, values or {}, is_complete=False)}}
    return {"container": {"type": "view", "view_id": view.id}, "view": shown}


def _in_message(workspace: Workspace, user: str, message: Message) -> Payload:
    alone = message.ephemeral_for is not None
    fields: Payload = {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": alone,
        },
        "channel": {"id": message.channel, "name": _name(workspace, message.channel)},
        "state": {"values": fill({"blocks": _named(message.blocks)}, {}, is_complete=False)},
        "response_url": workspace.hook(message.channel, user, message.ts),
    }
    if message.thread_ts:
        fields["container"]["thread_ts"] = message.thread_ts
    if not alone:  # Slack hands the text of what everybody sees back, and of ephemeral messages nothing
        fields["message"] = _handed_back(workspace, message)
    return fields


def _handed_back(workspace: Workspace, message: Message) -> Payload:
    fields = as_sent(workspace, message) | {"blocks": _named(message.blocks)}
    return fields | ({"metadata": message.metadata} if message.metadata else {})


def _named(blocks: list[Payload]) -> list[Payload]:
    return [{"block_id": f"b{place}", **deepcopy(block)} for place, block in enumerate(blocks)]


def _view(view: Payload) -> Payload:
    return {"view": view, "response_urls": []}


def _name(workspace: Workspace, channel: str) -> str:
    names = {one.id: "privategroup" if one.is_private else one.name for one in workspace.channels.values()}
    return names.get(channel, "directmessage")
