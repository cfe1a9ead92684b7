"""What Slack sends, as far as it is needed. No representation holds what somebody wrote."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.slack.core.entered import Entered, chosen, value
from bot.slack.core.workspaces import Workspace
from bot.slack.rendering.text import as_typed, unescaped

Body = Mapping[str, Any]
"""A payload of Slack's."""
_SLACK = "slack:"
"""Begins the identity of everybody who comes by Slack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """Who does something.

    Attributes:
        workspace: In which they are.
        id: Of theirs there.
    """

    workspace: Workspace
    id: str

    @property
    def identity(self) -> str:
        """Who they are to the assistant, wherever it keeps something of theirs."""
        return f"{_SLACK}{self.workspace.team}/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message to the app.

    Attributes:
        stamp: Its time stamp.
        thread: Time stamp of the first message of its thread; None outside of one.
        text: What they typed, without the mention of the app.
        private: Whether it was said where nobody else reads.
        files: Whether files came with it.
    """

    who: Somebody
    channel: str
    stamp: str
    thread: str | None
    text: str = field(repr=False)
    private: bool
    files: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A slash command.

    Attributes:
        text: What stands after it.
        trigger: With which a modal is opened within three seconds.
        answer_to: Where it is answered, for whoever typed it alone.
    """

    who: Somebody
    channel: str
    text: str = field(repr=False)
    trigger: str
    answer_to: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A view that is open.

    Attributes:
        metadata: What came with it, sealed.
        hash: Of what it shows.
        is_modal: Whether it is a modal rather than somebody's home tab.
        entered: What stands in its inputs.
    """

    id: str
    callback: str
    metadata: str = field(repr=False)
    hash: str
    entered: Entered = field(repr=False)
    is_modal: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Something that was pressed or chosen, or a shortcut.

    Attributes:
        action: Id of it.
        value: Of the button, or what was chosen.
        trigger: With which a modal is opened within three seconds.
        answer_to: Where it is answered for whoever did it alone; empty in a view.
        channel, stamp: Of the message that it belongs to; empty in a view.
        is_ephemeral: Whether that message is one for one person alone.
        view: That it belongs to, or None.
        message: The message that a shortcut was used on, as Slack has it.
    """

    who: Somebody
    action: str
    value: str = field(repr=False)
    trigger: str
    answer_to: str = field(default="", repr=False)
    channel: str = ""
    stamp: str = ""
    is_ephemeral: bool = False
    view: Shown | None = None
    message: Body = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A modal that was sent."""

    who: Somebody
    view: Shown


def team_of(identity: str) -> str:
    """Return the workspace of somebody by their identity."""
    return identity.removeprefix(_SLACK).partition("/")[0]


def said(body: Body, workspace: Workspace) -> Said:
    """Return the message that an event tells of."""
    event = body["event"]
    text = str(event.get("text") or "").replace(f"<@{workspace.user}>", " ")
    return Said(
        who=Somebody(workspace=workspace, id=event["user"]),
        channel=event["channel"],
        stamp=event["ts"],
        thread=event.get("thread_ts"),
        text=as_typed(text).strip(),
        private=event.get("channel_type") == "im",
        files=bool(event.get("files")),
    )


def command(body: Body, workspace: Workspace) -> Command:
    """Return a slash command."""
    return Command(
        who=Somebody(workspace=workspace, id=body["user_id"]),
        channel=body["channel_id"],
        text=unescaped(str(body.get("text") or "")).strip(),
        trigger=body["trigger_id"],
        answer_to=body["response_url"],
    )


def press(body: Body, workspace: Workspace) -> Press:
    """Return what was pressed, or a shortcut that was used."""
    pressed = (body.get("actions") or [{}])[0]
    container, message = body.get("container") or {}, body.get("message") or {}
    return Press(
        who=Somebody(workspace=workspace, id=body["user"]["id"]),
        action=pressed.get("action_id") or body.get("callback_id") or "",
        value=chosen(pressed),
        trigger=body.get("trigger_id") or "",
        answer_to=body.get("response_url") or "",
        channel=(body.get("channel") or {}).get("id") or container.get("channel_id") or "",
        stamp=message.get("ts") or container.get("message_ts") or body.get("message_ts") or "",
        is_ephemeral=bool(container.get("is_ephemeral")),
        view=shown(body["view"]) if body.get("view") else None,
        message=message,
    )


def submitted(body: Body, workspace: Workspace) -> Submitted:
    """Return a modal that was sent."""
    return Submitted(
        who=Somebody(workspace=workspace, id=body["user"]["id"]),
        view=shown(body["view"]),
    )


def shown(view: Body) -> Shown:
    """Return a view."""
    values = (view.get("state") or {}).get("values") or {}
    return Shown(
        id=view["id"],
        callback=view.get("callback_id") or "",
        metadata=view.get("private_metadata") or "",
        hash=view.get("hash") or "",
        entered=Entered({block: value(next(iter(elements.values()), {})) for block, elements in values.items()}),
        is_modal=view.get("type") != "home",
    )
