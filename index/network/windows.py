"""A text as a network reads it: with a word before it that tells what it is, in windows where it is long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tokenizers import Encoding, Tokenizer

from knowledge.text import sentence_spans

MAX_TOKENS = 256
_ROOM = 12
"""Tokens kept for the word before and the model's own marks."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a text, read on its own.

    Attributes:
        text: What is read: the word before, and the part.
        start: Where the part begins in the whole.
        offset: Where the part begins in `text`.
    """

    text: str = field(repr=False)
    start: int
    offset: int


def windows(whole: str, before: str, tokenizer: Tokenizer) -> list[Window]:
    """Return the windows of a text: one, or as few as end where sentences do."""
    tokens = tokenizer.encode(whole, add_special_tokens=False)
    prefix = f"{before}: "
    return [Window(prefix + whole[start:end], start, len(prefix)) for start, end in _parts(whole, tokens)]


def _parts(whole: str, tokens: Encoding) -> Iterator[tuple[int, int]]:
    most = MAX_TOKENS - _ROOM
    offsets: Sequence[tuple[int, int]] = tokens.offsets
    if len(offsets) <= most:
        yield 0, len(whole)
        return
    ends = {end for _, end in sentence_spans(whole)}
    first = 0
    while first < len(offsets):
        last = min(first + most, len(offsets))
        if last < len(offsets):
            breaks = (at for at in range(last, first + most // 2, -1) if offsets[at - 1][1] in ends)
            last = next(breaks, last)
        yield offsets[first][0], offsets[last - 1][1]
        first = last
