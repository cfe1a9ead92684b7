"""Says of blocks, views and messages what Slack would refuse in them, before Slack is asked.

Slack publishes limits and no schema. What stands here follows the reference pages of docs.slack.dev, the unions of
@slack/types 3.2 and slack_sdk.models; where these differ, the stricter one holds.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.bot.slack.kit.blocks import MOST_BLOCKS, MOST_MARKDOWN, blocks_of
from tests.bot.slack.kit.composition import plain
from tests.bot.slack.kit.elements import ELEMENTS, Surface
from tests.bot.slack.kit.shape import Check, anything, array, flag, one_of, problem, record, string, tagged, typed, url
from tests.bot.slack.kit.texts import characters

__all__ = ["ELEMENTS", "MOST_CHARACTERS", "Surface", "message_problems", "problems", "too_long", "view_problems"]

MOST_CHARACTERS = 13_200
"""What all texts of a message's blocks may have together: not published, measured by others (bolt-js issue 2509)."""
MOST_MESSAGE = 40_000


def problems(blocks: object, surface: Surface, pointer: str = "/blocks") -> list[str]:
    """Return what Slack would refuse in these blocks on this surface, one sentence each; nothing where it takes them.

    Args:
        blocks: As they are sent, parsed.
        surface: Where they are shown.
        pointer: Where they stand in what is sent; Slack's sentences end with it.
    """
    shape = array(tagged(blocks_of(surface)), MOST_BLOCKS[surface], least=0 if surface == "message" else 1)
    found = list(shape(blocks, pointer))
    rules = (_block_ids, _action_ids, _focus, _markdown)
    if isinstance(blocks, list) and all(isinstance(block, dict) for block in blocks):
        found += [one for rule in rules for one in rule(blocks, pointer)]
        if surface == "message" and too_long(blocks):
            found.append(problem(f"must be less than {MOST_CHARACTERS + 1} characters in all", pointer))
    return found


def too_long(blocks: object) -> bool:
    """Return whether Slack would say `msg_blocks_too_long`."""
    return characters(blocks) > MOST_CHARACTERS


def view_problems(view: object) -> list[str]:
    """Return what Slack would refuse in this view, one sentence each; nothing where it takes it."""
    found = list(tagged({"modal": _MODAL, "home": _HOME})(view, "/view"))
    if isinstance(view, dict) and view.get("type") in ("modal", "home") and "blocks" in view:
        found += problems(view["blocks"], view["type"], "/view/blocks")
        found += _submit(view)
    return found


def message_problems(payload: object) -> list[str]:
    """Return what Slack would refuse in the arguments of a message, and what this product refuses itself.

    Of its own the product asks for a `text` that says something beside all blocks, as mobile notifications and screen
    readers read it, and sends none of the older arguments (`attachments`, `as_user`, `markdown_text`).
    """
    found = list(_MESSAGE(payload, ""))
    if isinstance(payload, dict):
        found += _said(payload)
        found += problems(payload.get("blocks", []), "message")
    return found


_VIEW: Mapping[str, Check] = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}
_HOME = typed("home", {"blocks": anything}, _VIEW)
_MODAL = typed(
    "modal",
    {"title": plain(24), "blocks": anything},
    {**_VIEW, "submit": plain(24), "close": plain(24), "clear_on_close": flag, "notify_on_close": flag},
)
_METADATA = record({"event_type": string(255), "event_payload": anything})
_MESSAGE = record(
    {},
    {
        "channel": string(255),
        "user": string(255),
        "ts": string(255),
        "thread_ts": string(255),
        "text": string(MOST_MESSAGE, least=0),
        "blocks": anything,
        "metadata": _METADATA,
        "parse": one_of("none", "full"),
        "username": string(80),
        "icon_emoji": string(100),
        "icon_url": url(),
        "response_type": one_of("ephemeral", "in_channel"),
        **dict.fromkeys(
            (
                "link_names",
                "mrkdwn",
                "reply_broadcast",
                "unfurl_links",
                "unfurl_media",
                "replace_original",
                "delete_original",
            ),
            flag,
        ),
    },
)


def _said(payload: dict[str, Any]) -> Iterator[str]:
    text = payload.get("text")
    if payload.get("delete_original"):
        return
    if not isinstance(text, str) or not any(letter.isalnum() for letter in text):
        yield problem("text must say what the message says", "/text")


def _submit(view: dict[str, Any]) -> Iterator[str]:
    if view["type"] != "modal" or "submit" in view or not isinstance(view["blocks"], list):
        return
    for place, block in enumerate(view["blocks"]):
        if isinstance(block, dict) and block.get("type") == "input":
            yield problem("must define `submit` to use `input` block", f"/view/blocks/{place}/input")


def _block_ids(blocks: Sequence[dict[str, Any]], pointer: str) -> Iterator[str]:
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        name = block.get("block_id")
        if isinstance(name, str) and name in seen:
            yield problem(f"`block_id` {name} already exists", f"{pointer}/{place}/block_id")
        seen.add(str(name))


def _action_ids(blocks: Sequence[dict[str, Any]], pointer: str) -> Iterator[str]:
    for place, block in enumerate(blocks):
        seen: set[str] = set()
        for nth, element in enumerate(_elements(block)):
            name = element.get("action_id")
            if isinstance(name, str) and name in seen:
                where = f"{pointer}/{place}/elements/{nth}/action_id"
                yield problem(f"`action_id` {name} already exists for this block", where)
            seen.add(str(name))


def _elements(block: dict[str, Any]) -> list[dict[str, Any]]:
    elements = block.get("elements")
    return [one for one in elements if isinstance(one, dict)] if isinstance(elements, list) else []


def _focus(blocks: Sequence[dict[str, Any]], pointer: str) -> Iterator[str]:
    inner = [*(block.get("element") for block in blocks), *(one for block in blocks for one in _elements(block))]
    focused = [one for one in inner if isinstance(one, dict) and one.get("focus_on_load") is True]
    if len(focused) > 1:
        yield problem("only one element can set `focus_on_load`", pointer)


def _markdown(blocks: Sequence[dict[str, Any]], pointer: str) -> Iterator[str]:
    texts = [block.get("text") for block in blocks if block.get("type") == "markdown"]
    if sum(len(text) for text in texts if isinstance(text, str)) > MOST_MARKDOWN:
        yield problem(f"markdown blocks must be less than {MOST_MARKDOWN + 1} characters in all", pointer)
