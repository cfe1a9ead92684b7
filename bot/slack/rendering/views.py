"""What every modal and home tab is made of."""

from collections.abc import Iterable, Mapping
from typing import Any

from slack_sdk.models.blocks import Block

from bot.slack import limits
from bot.slack.rendering.blocks import as_sent, plain, words

View = Mapping[str, Any]
"""A modal or a home tab, as Slack takes it."""


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


def _shown(blocks: Iterable[Block]) -> list[dict[str, object]]:
    return [as_sent(one) for one in blocks][: limits.VIEW_BLOCKS]
