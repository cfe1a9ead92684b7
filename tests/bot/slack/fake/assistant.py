"""assistant.threads.*: the status while working, the suggested prompts, a thread's title."""

from collections.abc import Iterator

from tests.bot.slack.fake.state import Kept, Payload, Refused, required, writable
from tests.bot.slack.fake.workspace import Workspace
from tests.bot.slack.kit.shape import Check, array, record, string, url

_THREAD = {"channel_id": string(255), "thread_ts": string(255)}
_STATUS = record(
    {**_THREAD, "status": string(255, least=0)},
    {"loading_messages": array(string(255), 10), "icon_emoji": string(100), "icon_url": url(), "username": string(80)},
)
_PROMPT = record({"title": string(255), "message": string(4000)})
_PROMPTS = record(
    {"channel_id": string(255), "prompts": array(_PROMPT, 4)}, {"thread_ts": string(255), "title": string(255)}
)
_TITLE = record({**_THREAD, "title": string(255)})


def set_status(kept: Kept, workspace: Workspace, arguments: Payload) -> Payload:
    """Say what the assistant is doing; an empty status takes it away."""
    _check(_STATUS, workspace, arguments)
    kept.statuses.append(arguments)
    return {}


def set_suggested_prompts(kept: Kept, workspace: Workspace, arguments: Payload) -> Payload:
    """Offer up to four prompts."""
    _check(_PROMPTS, workspace, arguments)
    kept.prompts.append(arguments)
    return {}


def set_title(kept: Kept, workspace: Workspace, arguments: Payload) -> Payload:
    """Name a thread."""
    _check(_TITLE, workspace, arguments)
    kept.titles.append(arguments)
    return {}


def _check(shape: Check, workspace: Workspace, arguments: Payload) -> None:
    required(arguments, "channel_id")
    found: Iterator[str] = shape(arguments, "")
    messages = list(found)
    if messages:
        raise Refused("invalid_arguments", messages)
    writable(workspace, arguments["channel_id"])
