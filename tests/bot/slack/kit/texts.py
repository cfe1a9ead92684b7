"""What people read in a payload: all its texts in their order, how long they are, and what in them would notify."""

import re
from collections.abc import Iterator
from typing import Any

_READ = ("text", "alt_text", "caption", "initial_value", "value")
"""Strings that count. What a button sends counts too: Slack keeps it with the message."""
_SHOWN = ("text", "alt_text", "caption")
_CONTROL = re.compile(r"<[!@#][^>]*>")


def texts_of(payload: object) -> list[str]:
    """Return every text that people read in these blocks, in this view or in this message, in their order."""
    return [text for name, text, _ in _strings(payload) if name in _SHOWN]


def characters(payload: object) -> int:
    """Return how many characters these blocks have in all."""
    return sum(len(text) for name, text, _ in _strings(payload) if name in _READ)


def unescaped_controls(payload: object) -> Iterator[str]:
    """Yield what would notify or link in formatted texts: `<!channel>`, `<@U…>`, `<#C…>`.

    Formatted are `mrkdwn` objects, the `text` of a message and markdown blocks. In `plain_text` and in rich text such
    signs are only letters.
    """
    for name, text, kind in _strings(payload):
        if name == "text" and kind in ("mrkdwn", "message", "markdown", None):
            yield from _CONTROL.findall(text)


def _strings(payload: object) -> Iterator[tuple[str, str, Any]]:
    """Yield each string with its name and the type of the object that holds it."""
    if isinstance(payload, dict):
        for name, value in payload.items():
            if isinstance(value, str):
                yield name, value, payload.get("type")
            else:
                yield from _strings(value)
    elif isinstance(payload, list):
        for one in payload:
            yield from _strings(one)
