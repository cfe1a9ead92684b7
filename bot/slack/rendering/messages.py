"""Messages: what is said, in plain words and in blocks, in as many pieces as Slack takes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import Block

from bot.slack import limits
from bot.slack.rendering.blocks import as_sent, small, words
from bot.slack.rendering.text import escaped, shortened

_MORE, _CONTINUED = "There is more of this than fits into one message here.", "(continued)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something to say.

    Attributes:
        text: All that matters of it in plain words, as formatted text: a telephone shows this alone, and a screen
            reader reads it.
        blocks: How it looks.
    """

    text: str = field(repr=False)
    blocks: Sequence[Block] = field(default=(), repr=False)

    def fields(self) -> dict[str, Any]:
        """Return it as Slack takes it in one piece; what is more than that is left out, which it says."""
        pages = _pages(self.blocks)
        more = [as_sent(small(_MORE))] if len(pages) > 1 else []
        return _fields(self.text, [*pages[0], *more] if pages else [])

    def pieces(self) -> Iterator[dict[str, Any]]:
        """Yield it as Slack takes it, in as many messages as it needs."""
        for number, blocks in enumerate(_pages(self.blocks) or [[]]):
            yield _fields(f"{_CONTINUED} {self.text}" if number else self.text, blocks)


def sentence(text: str) -> Message:
    """Return a sentence to somebody."""
    return Message(text=escaped(text), blocks=[*words(text)])


def _fields(text: str, blocks: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"text": shortened(text, limits.TEXT), **({"blocks": [*blocks]} if blocks else {})}


def _pages(blocks: Iterable[Block]) -> list[list[dict[str, Any]]]:
    """Return blocks in as many messages as they need, in number and in characters."""
    pages, room = list[list[dict[str, Any]]](), 0
    for one in map(as_sent, blocks):
        taken = _size(one)
        if not pages or len(pages[-1]) == limits.MESSAGE_BLOCKS - 1 or taken > room:
            pages.append([])
            room = limits.ALL_BLOCKS
        pages[-1].append(one)
        room -= taken
    return pages


def size(block: Block) -> int:
    """Return how many characters a block takes of what Slack takes in one message; it may be a little less."""
    return _size(as_sent(block))


def _size(block: Mapping[str, Any]) -> int:
    return sum(map(len, _texts(block)))


def _texts(part: object) -> Iterator[str]:
    """Yield every text in a block: all of them count."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for one in part.values():
            yield from _texts(one)
    elif isinstance(part, Sequence):
        for one in part:
            yield from _texts(one)
