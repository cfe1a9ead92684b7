"""The form of a report or a disclosure, as a modal: whom to call stands first."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.slack import ids, limits
from bot.slack.rendering.blocks import actions, button, words
from bot.slack.rendering.views import View, modal

BACK = "Back"
TITLES = {"report": "Report what happened", "disclosure": "Disclose", "either": "Report or disclose"}


def back() -> list[Block]:
    """Return the way to the step before."""
    return [*actions([button(BACK, ids.REPORT_BACK, spoken="Back to the step before; what you entered stays")])]


def form_view(
    kind: str,
    blocks: Sequence[Block],
    *,
    first: Block,
    note: str = "",
    metadata: str = "",
    submit: str = "",
    keeps: bool = False,
) -> View:
    """Return it at a step.

    Args:
        kind: Of the case, or `either`.
        blocks: What it shows and asks.
        first: Whom to call.
        note: What went wrong, above everything but that.
        metadata: What travels with it, sealed.
        submit: On the button that goes on; empty where it does not go on.
        keeps: Whether what stands in it is kept also where it is closed.
    """
    shown = [first, *words(f"⚠ {note}" if note else ""), *blocks]
    if len(shown) > limits.VIEW_BLOCKS:  # the last one leads back, and must stay
        shown = [*shown[: limits.VIEW_BLOCKS - 1], shown[-1]]
    return modal(TITLES[kind], shown, callback=ids.REPORT_FORM, metadata=metadata, submit=submit, tells=keeps)
