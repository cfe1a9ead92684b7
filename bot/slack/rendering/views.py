"""What every modal and home tab is made of."""

from collections.abc import Iterable, Mapping
from typing import Any

from slack_sdk.models.blocks import Block

from bot.slack import limits
from bot.slack.rendering.blocks import as_sent, noted, plain, words

View = Mapping[str, Any]
"""A modal or a home tab, as Slack takes it."""
_COMES_BACK = ("type", "title", "submit", "close", "callback_id", "private_metadata", "notify_on_close")
_INITIAL = {
    "value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
}
"""How Slack says what stands in an element -> how an element says what stands in it at first."""


def modal(
    title: str,
    blocks: Iterable[Block],
    *,
    callback: str = "",
    metadata: str = "",
    submit: str = "",
    close: str = "Close",
    tells: bool = False,
) -> View:
    """Return a modal.

    Args:
        title: Above it.
        blocks: What it shows.
        callback: Id by which it comes back when it is sent, or something in it pressed; none where nothing can be.
        metadata: What travels with it, sealed.
        submit: On the button that sends it; without one, it holds no input.
        close: On the button that closes it.
        tells: Whether Slack tells that it was closed, and what stood in it.
    """
    view = {
        "type": "modal",
        "title": plain(title, limits.TITLE).to_dict(),
        "close": plain(close, limits.TITLE).to_dict(),
        "blocks": _shown(blocks),
    }
    comes_back = {"callback_id": callback, "private_metadata": metadata} if callback else {}
    sends = {"submit": plain(submit, limits.TITLE).to_dict()} if submit else {}
    return {**view, **comes_back, **sends, **({"notify_on_close": True} if tells else {})}


def home(blocks: Iterable[Block], *, callback: str) -> View:
    """Return a home tab."""
    return {"type": "home", "callback_id": callback, "blocks": _shown(blocks)}


def sentence_view(title: str, text: str) -> View:
    """Return a modal that says a sentence and asks for nothing."""
    return modal(title, words(text))


def as_sent_before(sent: Mapping[str, Any], note: str) -> View:
    """Return a modal as somebody sent it, with what they entered, below what is wrong with it.

    Args:
        sent: The modal, as Slack has it.
        note: What is wrong.
    """
    entered = (sent.get("state") or {}).get("values") or {}
    blocks = [*map(as_sent, noted(note)), *(_filled(one, entered) for one in sent["blocks"])]
    return {**{name: sent[name] for name in _COMES_BACK if sent.get(name)}, "blocks": blocks[: limits.VIEW_BLOCKS]}


def _filled(block: Mapping[str, Any], entered: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return a block of a modal with what was entered into it."""
    if block["type"] != "input":
        return block
    found: Mapping[str, Any] = next(iter(entered.get(block["block_id"], {}).values()), {})
    bare = {name: value for name, value in block["element"].items() if name not in _INITIAL.values()}
    return {**block, "element": {**bare, **{_INITIAL[name]: found[name] for name in _INITIAL if found.get(name)}}}


def _shown(blocks: Iterable[Block]) -> list[dict[str, object]]:
    return [as_sent(one) for one in blocks][: limits.VIEW_BLOCKS]
