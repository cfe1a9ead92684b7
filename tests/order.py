"""The order in which workers of pytest-xdist come to files of tests, which they take in turn, each as a whole."""

from collections.abc import Sequence
from pathlib import Path

import pytest

_LONG = ("browser", "guidelines", "town", "small_model")
"""Fixtures of tests that take long, in the order in which workers come to them."""


def soonest(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Order tests by file so that no worker waits for another, and all end at about the same time.

    One begins with the index of the guidelines. The others begin with the pages in the browser, which need no index:
    it is there when they come to what needs it. What takes a moment comes last.
    """
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    ordered = sorted(files.values(), key=lambda file: (_turn(file), -len(file)))
    first = next((number for number, file in enumerate(ordered) if _turn(file) == _LONG.index("guidelines")), 0)
    ordered.insert(0, ordered.pop(first))
    return [item for file in ordered for item in file]


def _turn(file: Sequence[pytest.Item]) -> int:
    used = {name for item in file for name in getattr(item, "fixturenames", ())}
    return next((turn for turn, name in enumerate(_LONG) if name in used), len(_LONG))
