"""Golden renders: what a renderer gave when somebody last looked at it, as JSON beside the tests.

A render that changed fails; look at it, and if it is right, delete its file and run the test twice: the first run
writes it and fails, so that nothing passes unseen.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from slack_sdk.models.blocks import Block

from bot.slack.speaking import Message

_FOLDER = Path(__file__).parent / "golden"


def message_of(message: Message) -> dict[str, Any]:
    """Return a message as Slack gets it."""
    return dict(message.fields())


def blocks_of(blocks: list[Block]) -> list[dict[str, Any]]:
    """Return blocks as Slack gets them."""
    return [one.to_dict() for one in blocks]


def check_golden(name: str, payload: Mapping[str, Any]) -> None:
    """Compare a payload with what was looked at."""
    path = _FOLDER / f"{name}.json"
    shown = json.dumps(payload, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if not path.exists():
        path.write_text(shown, "utf-8")
        raise AssertionError(f"{path.name} was not there; it is now: look at it, then run the test again")
    assert shown == path.read_text("utf-8")
