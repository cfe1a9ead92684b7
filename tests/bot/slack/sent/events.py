"""Events: messages, mentions, the app's own pages, and the end of an installation.

Source: https://docs.slack.dev/apis/events-api and https://docs.slack.dev/reference/events
"""

from tests.bot.slack.fake.workspace import Workspace, im_of
from tests.bot.slack.sent.envelope import VERIFICATION, Payload, Sent, escaped


def event(workspace: Workspace, inner: Payload, *, event_id: str | None = None, is_shared: bool = False) -> Sent:
    """Return an event in its envelope; the same `event_id` twice is the same event."""
    number = workspace.number()
    envelope = {
        "token": VERIFICATION,
        "team_id": workspace.team_id,
        "context_team_id": workspace.team_id,
        "context_enterprise_id": None,
        "api_app_id": workspace.app_id,
        "event": inner,
        "type": "event_callback",
        "event_id": event_id or f"Ev{number:010d}",
        "event_time": int(workspace.clock()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team_id,
                "user_id": workspace.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": is_shared,
        "event_context": f"4-{number:010d}",
    }
    return Sent(kind="event", payload=envelope)


def message(
    workspace: Workspace,
    user: str,
    text: str,
    *,
    channel: str | None = None,
    thread: str | None = None,
    files: int = 0,
    ts: str | None = None,
    event_id: str | None = None,
) -> Sent:
    """Return what somebody wrote to the app, or in a channel that it reads.

    Args:
        workspace: Where.
        user: Who.
        text: What was typed.
        channel: Else it is a direct message.
        thread: The time stamp of the thread's root.
        files: How many files came with it.
        ts: The message's time stamp, where a test needs to know it.
        event_id: Of the event.
    """
    inner = written(workspace, user, text, channel=channel, ts=ts)
    inner["channel_type"] = _kind(workspace, str(inner["channel"]))
    if thread:
        inner |= {"thread_ts": thread, "parent_user_id": workspace.bot_user}
    if files:
        inner |= {"subtype": "file_share", "files": _files(workspace, user, files), "upload": False}
    return event(workspace, inner, event_id=event_id, is_shared=_is_shared(workspace, str(inner["channel"])))


def mention(
    workspace: Workspace,
    user: str,
    text: str,
    *,
    channel: str,
    thread: str | None = None,
    ts: str | None = None,
    event_id: str | None = None,
) -> Sent:
    """Return a message in a channel that names the app; `text` is what was typed after its name."""
    inner = written(workspace, user, text, channel=channel, ts=ts)
    inner |= {"type": "app_mention", "text": f"<@{workspace.bot_user}> {escaped(text)}".strip()}
    if thread:
        inner |= {"thread_ts": thread, "parent_user_id": user}
    return event(workspace, inner, event_id=event_id, is_shared=_is_shared(workspace, channel))


def message_changed(workspace: Workspace, user: str, before: str, after: str, *, channel: str | None = None) -> Sent:
    """Return that somebody edited a message."""
    old = written(workspace, user, before, channel=channel)
    new = {**old, "text": escaped(after), "edited": {"user": user, "ts": workspace.ts()}}
    return event(workspace, _hidden(workspace, "message_changed", old, message=new, previous_message=old))


def message_deleted(workspace: Workspace, user: str, text: str, *, channel: str | None = None) -> Sent:
    """Return that somebody took a message back."""
    old = written(workspace, user, text, channel=channel)
    return event(workspace, _hidden(workspace, "message_deleted", old, previous_message=old, deleted_ts=old["ts"]))


def bot_message(workspace: Workspace, text: str, *, channel: str) -> Sent:
    """Return what another app wrote."""
    inner = {
        "type": "message",
        "subtype": "bot_message",
        "bot_id": "B0OTHERBOT1",
        "username": "another app",
        "text": text,
        "ts": workspace.ts(),
        "channel": channel,
        "event_ts": workspace.ts(),
        "channel_type": _kind(workspace, channel),
    }
    return event(workspace, inner)


def own_message(workspace: Workspace, text: str, *, channel: str) -> Sent:
    """Return what the app itself wrote, as Slack tells it back."""
    inner = written(workspace, workspace.bot_user, text, channel=channel)
    inner |= {"bot_id": workspace.bot_id, "app_id": workspace.app_id, "channel_type": _kind(workspace, channel)}
    del inner["client_msg_id"]
    return event(workspace, inner)


def home_opened(workspace: Workspace, user: str, *, tab: str = "home", view: Payload | None = None) -> Sent:
    """Return that somebody opened the app's Home tab, or its messages (`tab="messages"`)."""
    inner = {"type": "app_home_opened", "user": user, "channel": im_of(user), "tab": tab, "event_ts": workspace.ts()}
    return event(workspace, inner | ({"view": view} if view else {}))


def app_uninstalled(workspace: Workspace) -> Sent:
    """Return that the workspace took the app out."""
    return event(workspace, {"type": "app_uninstalled", "event_ts": workspace.ts()})


def tokens_revoked(workspace: Workspace) -> Sent:
    """Return that the app's token there is worth nothing any more."""
    tokens = {"oauth": [], "bot": [workspace.bot_user]}
    return event(workspace, {"type": "tokens_revoked", "tokens": tokens, "event_ts": workspace.ts()})


def assistant_thread_started(workspace: Workspace, user: str, *, channel: str | None = None) -> Sent:
    """Return that somebody opened the older assistant view, from this channel."""
    context = {"channel_id": channel, "team_id": workspace.team_id, "enterprise_id": None} if channel else {}
    thread = {"user_id": user, "context": context, "channel_id": im_of(user), "thread_ts": workspace.ts()}
    inner = {"type": "assistant_thread_started", "assistant_thread": thread, "event_ts": workspace.ts()}
    return event(workspace, inner)


def written(
    workspace: Workspace, user: str, text: str, *, channel: str | None = None, ts: str | None = None
) -> Payload:
    """Return a message as Slack hands it out."""
    stamp = ts or workspace.ts()
    piece = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {
        "type": "message",
        "user": user,
        "ts": stamp,
        "client_msg_id": f"00000000-0000-4000-8000-{workspace.number():012d}",
        "text": escaped(text),
        "team": workspace.team_id,
        "blocks": [{"type": "rich_text", "block_id": "b1Q", "elements": [piece]}] if text else [],
        "channel": channel or im_of(user),
        "event_ts": stamp,
    }


def _hidden(workspace: Workspace, subtype: str, old: Payload, **more: object) -> Payload:
    where = str(old.pop("channel"))
    inner = {"type": "message", "subtype": subtype, "channel": where, "hidden": True, "ts": workspace.ts(), **more}
    return inner | {"event_ts": inner["ts"], "channel_type": _kind(workspace, where)}


def _kind(workspace: Workspace, channel: str) -> str:
    if channel.startswith("D"):
        return "im"
    private = {one.id for one in workspace.channels.values() if one.is_private}
    return "group" if channel in private else "channel"


def _is_shared(workspace: Workspace, channel: str) -> bool:
    return any(one.is_shared for one in workspace.channels.values() if one.id == channel)


def _files(workspace: Workspace, user: str, many: int) -> list[Payload]:
    return [
        {
            "id": f"F{workspace.number():010d}",
            "created": int(workspace.clock()),
            "name": f"scan-{nth}.pdf",
            "title": f"scan-{nth}.pdf",
            "mimetype": "application/pdf",
            "filetype": "pdf",
            "user": user,
            "size": 53_127,
            "mode": "hosted",
            "url_private": f"https://files.slack.com/files-pri/{workspace.team_id}-{nth}/scan-{nth}.pdf",
            "file_access": "visible",
        }
        for nth in range(many)
    ]
