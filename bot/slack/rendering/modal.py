"""A step of a report or a disclosure, as a modal: whom to call stands first."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.slack import ids, limits
from bot.slack.blocks import actions, button, said, words
from bot.slack.rendering import views
from bot.slack.rendering.guide import urgent
from bot.slack.speaking import View
from bot.slack.text import bold, escaped
from bot.wording.reports import CALL_FIRST
from handlers.emergency import emergency_text

BACK = "Back"
TITLES = {"report": "Report what happened", "disclosure": "Disclose", "either": "Report or disclose"}


def whom_to_call(number: str, *, loud: bool = False) -> Block:
    """Return what stands before all else.

    Args:
        number: Whom to call in danger.
        loud: Whether somebody may be in danger, as it reads or as they say.
    """
    return said(f":rotating_light: {bold(emergency_text(number))} {escaped(CALL_FIRST)}") if loud else urgent(number)


def back() -> list[Block]:
    """Return the way to the step before."""
    return [*actions([button(BACK, ids.REPORT_BACK, spoken="Back to the step before; what you entered stays")])]


def modal(
    kind: str,
    blocks: Sequence[Block],
    *,
    first: Block,
    note: str = "",
    metadata: str = "",
    submit: str | None = None,
    keeps: bool = False,
) -> View:
    """Return a step.

    Args:
        kind: Of the case, or `either`.
        blocks: What it shows and asks.
        first: Whom to call.
        note: What went wrong, above everything but that.
        metadata: What travels with it, sealed.
        submit: On the button that goes on; None where it does not go on.
        keeps: Whether what stands in it is kept also where it is closed.
    """
    shown = [first, *words(f"⚠ {note}" if note else ""), *blocks]
    if len(shown) > limits.VIEW_BLOCKS:  # the last one leads back, and must stay
        shown = [*shown[: limits.VIEW_BLOCKS - 1], shown[-1]]
    view = views.modal(
        TITLES[kind], shown, callback=ids.REPORT_FORM, metadata=metadata, submit=submit or "", close="Close"
    )
    return {**view, "notify_on_close": True} if keeps else view
