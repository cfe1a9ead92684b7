"""What every modal and home tab is made of."""

from collections.abc import Iterable

from slack_sdk.models.blocks import Block

from bot.slack import limits
from bot.slack.blocks import as_sent, plain
from bot.slack.speaking import View


def modal(title: str, blocks: Iterable[Block], *, callback: str, metadata: str, submit: str = "", close: str) -> View:
    """Return a modal.

    Args:
        title: Above it.
        blocks: What it shows.
        callback: Id by which it comes back when it is sent.
        metadata: What travels with it, sealed.
        submit: On the button that sends it; without one, it holds no field.
        close: On the button that closes it.
    """
    view = {
        "type": "modal",
        "title": plain(title, limits.TITLE).to_dict(),
        "close": plain(close, limits.TITLE).to_dict(),
        "callback_id": callback,
        "private_metadata": metadata,
        "blocks": _shown(blocks),
    }
    return {**view, **({"submit": plain(submit, limits.TITLE).to_dict()} if submit else {})}


def home(blocks: Iterable[Block], *, callback: str) -> View:
    """Return a home tab."""
    return {"type": "home", "callback_id": callback, "blocks": _shown(blocks)}


def _shown(blocks: Iterable[Block]) -> list[dict[str, object]]:
    return [as_sent(one) for one in blocks][: limits.VIEW_BLOCKS]
