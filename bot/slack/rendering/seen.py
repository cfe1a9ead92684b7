"""The last step: who will see it, and all that is sent."""

from collections.abc import Iterable, Iterator, Sequence

from slack_sdk.models.blocks import Block

from bot.slack.blocks import heading, line, small, words
from bot.slack.rendering.modal import back
from bot.slack.text import escaped
from bot.wording.parts import Part
from bot.wording.previews import preview_parts
from handlers.report.preview import Preview

STEP = "Step 4 of 4: before you send it"
SUBMITS = {"report": "Send this report", "disclosure": "Send this disclosure"}
_WHAT = "What you send"


def seen(preview: Preview, sent: Sequence[tuple[str, str]]) -> list[Block]:
    """Return the step, without whom to call.

    Args:
        preview: Who will see it.
        sent: What was asked, and what was answered.
    """
    blocks = [small(escaped(STEP)), *part_blocks(preview_parts(preview)), line(), heading(_WHAT)]
    for label, text in sent:
        blocks += words(f"{label}\n{text}")
    return [*blocks, *back()]


def part_blocks(shown: Iterable[Part]) -> Iterator[Block]:
    """Yield titled lists; names in them, and what people wrote, are only words."""
    for part in shown:
        yield heading(part.title)
        yield from words("\n".join(f"• {point}" for point in part.points))
