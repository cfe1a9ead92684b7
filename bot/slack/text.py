"""Words in Slack: escaped so that they notify nobody and forge nothing, and cut to what Slack takes."""

import re
from collections.abc import Iterator

_CONTROL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_MORE = "…"
_REFERENCE = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")


def escaped(text: str) -> str:
    """Return text as it stands in formatted text of Slack: `<!channel>`, `<@U1>` and links in it are only words."""
    return text.translate(_CONTROL)


def unescaped(text: str) -> str:
    """Return what a person typed: Slack escapes three characters in what it sends."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def as_typed(text: str) -> str:
    """Return what a person typed into a message, in which Slack has links, names and channels between `<` and `>`."""
    return unescaped(_REFERENCE.sub(_typed, text))


def _typed(found: re.Match[str]) -> str:
    what, label = found[1], found[2]
    if what[0] in "@#":
        return f"{what[0]}{label or what[1:]}"
    if what[0] == "!":
        return label or f"@{what[1:]}"
    return f"{label} ({what})" if label and label not in what else label or what


def bold(text: str) -> str:
    """Return words of our own in bold: formatted text, on one line."""
    return f"*{escaped(text)}*"


def link(address: str, label: str) -> str:
    """Return a link as formatted text; an address that would break out of it is shown as plain words."""
    if any(char in address for char in "<>|") or " " in address:
        return escaped(f"{label}: {address}")
    return f"<{address}|{escaped(label).replace('|', '/')}>"


def shortened(text: str, limit: int) -> str:
    """Return text with at most so many characters; what is cut off shows as an ellipsis, at a word where there is one.

    An entity that stands for an escaped character is never cut in two.
    """
    if len(text) <= limit:
        return text
    kept = text[: limit - len(_MORE)]
    start = kept.rfind("&")
    if start >= 0 and ";" not in kept[start:] and len(kept) - start < len("&amp;"):
        kept = kept[:start]
    at_a_word = kept.rpartition(" ")[0]
    return (at_a_word if len(at_a_word) > limit // 2 else kept).rstrip() + _MORE


def parts(text: str, limit: int) -> Iterator[str]:
    """Yield text in parts of at most so many characters: at a line's end, or else at a word's, or else anywhere.

    Put together as they are, they are the text. Of formatted text, an entity is never cut in two.
    """
    rest = text
    while len(rest) > limit:
        end = _end(rest, limit)
        yield rest[:end]
        rest = rest[end:]
    if rest:
        yield rest


def _end(text: str, limit: int) -> int:
    """Return where a part of at most so many characters ends."""
    for mark in ("\n", " "):
        end = text.rfind(mark, limit // 2, limit)
        if end >= 0:
            return end + 1
    start = text.rfind("&", limit - len("&amp;"), limit)
    return start if start > 0 and ";" not in text[start:limit] else limit
