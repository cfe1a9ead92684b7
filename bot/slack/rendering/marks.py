"""A draft with the words marked in which something was found."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block

from bot.slack import limits
from bot.slack.blocks import marked
from bot.slack.text import parts
from bot.wording.checks import is_whole
from handlers.check.messages import Finding

_AT_ONCE = 400
"""Pieces of one block."""

Piece = tuple[str, bool]
"""Words of a draft, and whether something was found in them."""


def pieces(draft: str, findings: Sequence[Finding]) -> Iterator[Piece]:
    """Yield a draft in pieces which, put together, are the draft; what concerns it as a whole marks nothing."""
    at = 0
    for start, end in _spans(draft, findings):
        yield draft[at:start], False
        yield draft[start:end], True
        at = end
    yield draft[at:], False


def marked_draft(draft: str, findings: Sequence[Finding]) -> Iterator[Block]:
    """Yield a draft with its marks, in as many blocks as it takes."""
    small = ((part, is_found) for text, is_found in pieces(draft, findings) for part in parts(text, limits.SECTION))
    row, room = list[Piece](), limits.SECTION
    for piece in small:
        if row and (len(row) == _AT_ONCE or len(piece[0]) > room):
            yield marked(row)
            row, room = [], limits.SECTION
        row.append(piece)
        room -= len(piece[0])
    if row:
        yield marked(row)


def _spans(draft: str, findings: Sequence[Finding]) -> list[tuple[int, int]]:
    """Return where something was found, in order; places that meet are one."""
    found = list[tuple[int, int]]()
    for start, end in sorted((one.start, one.end) for one in findings if not is_whole(one, draft)):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found
