"""A keyed digest of what a row says in the open: it shows where somebody without the keys changed it."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.storage.keys import Keyring


def row_digest(keyring: Keyring, purpose: str, values: Mapping[str, object], names: Sequence[str]) -> str:
    """Return the digest of a row.

    Args:
        keyring: Makes it.
        purpose: What it is for; that of the same values for another purpose is another.
        values: Of the row, by the names of its columns.
        names: Of the columns that it covers. They are given in full: a new column must not change a digest of before.
    """
    return keyring.digest(purpose, json.dumps([_plain(values[name]) for name in names]))


def _plain(value: object) -> object:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value
