"""What reporter and recipients said to each other, as far as there is room for it."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from slack_sdk.models.blocks import Block

from bot.slack.rendering.blocks import said, small, words
from bot.slack.rendering.text import bold
from bot.wording import cases
from handlers.cases.showing import Said

_MOST_SAID = 30_000
"""Characters of messages that are shown; Slack takes no more than 250,000 bytes in all."""


def talk(messages: Sequence[Said], zone: tzinfo, room: int) -> list[Block]:
    """Return the newest messages, oldest first, in at most so many blocks; how many more there are stands above."""
    if not messages:
        return []
    shown, left, characters = list[list[Block]](), room - 3, _MOST_SAID
    for one in reversed(messages):
        text = cases.message_line(one, zone)
        blocks = [*words(text)]
        if len(blocks) > left or len(text) > characters:
            break
        shown.append(blocks)
        left, characters = left - len(blocks), characters - len(text)
    return [said(bold(cases.SAID)), *_earlier(len(messages) - len(shown)), *(b for bs in reversed(shown) for b in bs)]


def _earlier(more: int) -> Iterator[Block]:
    if more:
        yield small(f"There is no room here for {more} earlier {'message' if more == 1 else 'messages'}.")
