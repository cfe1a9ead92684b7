"""Response URLs: five answers within half an hour to what somebody did, ephemeral unless it says otherwise."""

from dataclasses import dataclass

from tests.bot.slack.fake.chat import check_message
from tests.bot.slack.fake.state import Kept, Message, Payload, Refused

MOST_USES = 5
SECONDS = 1800

_KNOWN = {
    "text",
    "blocks",
    "response_type",
    "replace_original",
    "delete_original",
    "thread_ts",
    "metadata",
    "mrkdwn",
    "unfurl_links",
    "unfurl_media",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """What a response URL stands for; `ts` is the message that was acted on, where there was one."""

    path: str
    channel: str
    user: str
    ts: str | None
    issued: int

    @classmethod
    def read(cls, path: str) -> "Hook":
        """Read the address that `Workspace.hook` made."""
        _, _, _, channel, user, ts, issued, _ = path.split("/")
        return cls(path=path, channel=channel, user=user, ts=None if ts == "-" else ts, issued=int(issued))


def respond(kept: Kept, hook: Hook, body: Payload) -> None:
    """Do what the app answers.

    Raises:
        Refused: The address is used up or too old, or Slack would not take the message.
    """
    if kept.clock() - hook.issued > SECONDS:
        raise Refused("expired_url")
    if kept.used_hooks.get(hook.path, 0) >= MOST_USES:
        raise Refused("used_url")
    kept.used_hooks[hook.path] = kept.used_hooks.get(hook.path, 0) + 1
    check_message(body, _KNOWN)
    original = _original(kept, hook)
    if body.get("delete_original"):
        _delete(kept, original)
    elif body.get("replace_original") and original is not None:
        original.text, original.blocks = body["text"], body.get("blocks", [])
        original.edited += 1
    else:
        _post(kept, hook, body)


def _original(kept: Kept, hook: Hook) -> Message | None:
    return next((one for one in kept.messages.get(hook.channel, []) if one.ts == hook.ts), None)


def _delete(kept: Kept, original: Message | None) -> None:
    if original is None:
        raise Refused("message_not_found")
    kept.messages[original.channel].remove(original)
    kept.deleted.append(original)


def _post(kept: Kept, hook: Hook, body: Payload) -> None:
    alone = body.get("response_type", "ephemeral") == "ephemeral"
    kept.keep(
        Message(
            channel=hook.channel,
            ts=kept.timestamp(),
            text=body["text"],
            blocks=body.get("blocks", []),
            thread_ts=body.get("thread_ts"),
            ephemeral_for=hook.user if alone else None,
        )
    )
