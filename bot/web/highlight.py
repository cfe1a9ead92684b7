"""Where a passage stands among the blocks of its text."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from knowledge.document import Passage
from knowledge.markdown import FURNITURE
from knowledge.text import letters_and_digits


def blocks_of(tokens: Sequence[Token], passages: Sequence[Passage], wanted: Passage) -> list[Token]:
    """Return the inline tokens whose words belong to a passage, in order; none where it is not found.

    Letters and digits are compared, and the passages are followed in the order of the text: one that repeats an earlier
    one is found in its own place.

    Args:
        tokens: The whole text, parsed.
        passages: All of its passages, in order.
        wanted: One of them.
    """
    inlines = list(_inlines(tokens))
    letters = [letters_and_digits(visible(one)) for one in inlines]
    starts = [0]
    for part in letters:
        starts.append(starts[-1] + len(part))
    joined, cursor = "".join(letters), 0
    for passage in passages:
        needle = letters_and_digits(passage.text)
        at = _find(joined, needle, cursor, frozenset(starts))
        if at >= 0 and passage.id == wanted.id:
            first, last = bisect_right(starts, at) - 1, bisect_right(starts, at + len(needle) - 1)
            return [one for one, part in zip(inlines[first:last], letters[first:last], strict=True) if part]
        cursor = max(cursor, at + len(needle)) if at >= 0 else cursor
    return []


def visible(token: Token) -> str:
    """Return the visible text of an inline token: breaks are spaces, tags nothing."""
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.children:
        return " ".join("".join(visible(child) for child in token.children).split())
    return "" if token.type == "html_inline" else token.content


def _inlines(tokens: Sequence[Token]) -> Iterator[Token]:
    inside = 0
    for token in tokens:
        if token.type.startswith(f"container_{FURNITURE}"):
            inside += token.nesting
        if token.type == "inline" and not inside:
            yield token


def _find(joined: str, needle: str, cursor: int, starts: frozenset[int]) -> int:
    """Return where the needle stands from the cursor on: at the start of a block if it can be, or anywhere; or -1."""
    first = at = joined.find(needle, cursor) if needle else -1
    while at >= 0 and at not in starts:
        at = joined.find(needle, at + 1)
    return at if at >= 0 else first
