"""Cuts a long text, so that nothing that reads a piece can take longer than in proportion to the whole."""

import re
from collections.abc import Iterator

_LONGEST, _SEARCHED = 2000, 400
# The best place to cut is an end of a paragraph, then of a sentence, then a gap between words without digits.
_CUTS = (re.compile(r"\n\s?"), re.compile(r"[.!?;]\s"), re.compile(r"(?<=[^\W\d])\s(?=[^\W\d])"), re.compile(r"\s"))

# Rows of signs, on which a tokenizer works as long as their length squared; halves of characters, which have no code.
_SIGNS = re.compile(r"(?:[^\w\s]|_){24,}|[\ud800-\udfff]+")


def legible(text: str) -> str:
    """Return a text of the same length with spaces in place of long rows of signs and of lone surrogates."""
    return _SIGNS.sub(lambda row: " " * len(row[0]), text)


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of pieces that make up a text, each cut where it harms least."""
    start = 0
    while len(text) - start > _LONGEST:
        end = _cut(text, start + _LONGEST)
        yield start, end
        start = end
    if text[start:].strip():
        yield start, len(text)


def _cut(text: str, limit: int) -> int:
    tail = text[limit - _SEARCHED : limit]
    for cut in _CUTS:
        found = [one.end() for one in cut.finditer(tail)]
        if found:
            return limit - _SEARCHED + found[-1]
    return limit
