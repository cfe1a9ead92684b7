"""Mail addresses: which ones mail can be sent to."""

import re

_MAILBOX = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@[a-z0-9-]+(\.[a-z0-9-]+)*", re.ASCII | re.IGNORECASE
)
MAX_MAILBOX = 254
"""Longest mail address, in characters (RFC 5321)."""


def is_mailbox(text: str) -> bool:
    """Tell whether mail can be sent to a text: one ASCII address, no name, quotes, spaces, brackets or line breaks.

    Nor anything that a library could take for something encoded, and write out decoded (`=?`).
    """
    return len(text) <= MAX_MAILBOX and "=?" not in text and _MAILBOX.fullmatch(text) is not None
