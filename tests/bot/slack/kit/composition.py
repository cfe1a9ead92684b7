"""Composition objects: texts, options, the dialog that asks for confirmation.

Source: https://docs.slack.dev/reference/block-kit/composition-objects
"""

from collections.abc import Iterator
from typing import Any

from tests.bot.slack.kit.shape import (
    Check,
    array,
    at_least_one,
    exactly_one,
    flag,
    one_of,
    problem,
    record,
    string,
    tagged,
    typed,
    url,
)

MOST_TEXT = 3000
MOST_OPTIONS = 100
MOST_GROUPS = 100
MOST_CHOICES = 10  # of checkboxes and radio buttons
MOST_OVERFLOW = 5

STYLE = one_of("primary", "danger")


def plain(most: int) -> Check:
    """Return a check for a plain text of at most so many characters."""
    return tagged({"plain_text": typed("plain_text", {"text": string(most)}, {"emoji": flag})})


def mrkdwn(most: int) -> Check:
    """Return a check for a formatted text of at most so many characters."""
    return tagged({"mrkdwn": typed("mrkdwn", {"text": string(most)}, {"verbatim": flag})})


def words(most: int) -> Check:
    """Return a check for a text of either kind."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        is_plain = isinstance(value, dict) and value.get("type") == "plain_text"
        yield from (plain(most) if is_plain else mrkdwn(most))(value, pointer)

    return check


CONFIRM = record(
    {"title": plain(100), "text": words(300), "confirm": plain(30), "deny": plain(30)},
    {"style": STYLE},
)
DISPATCH = record(
    {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2)},
)
FILTER = record(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
    at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),
)
SLACK_FILE = record({}, {"id": string(255), "url": url()}, exactly_one("id", "url"))
IMAGE_SOURCE = {"image_url": url(), "slack_file": SLACK_FILE}
ONE_SOURCE = exactly_one("image_url", "slack_file")

_VALUE = string(150)
_ABOUT = {"description": plain(75)}
OPTION = record({"text": plain(75), "value": _VALUE}, _ABOUT)
CHOICE = record({"text": words(75), "value": _VALUE}, _ABOUT)
OVERFLOW_OPTION = record({"text": plain(75), "value": _VALUE}, {**_ABOUT, "url": url()})
GROUP = record({"label": plain(75), "options": array(OPTION, MOST_OPTIONS)})


def offered(element: Any) -> list[Any]:
    """Return the options that an element offers, those of its groups too."""
    groups = element.get("option_groups", [])
    return [*element.get("options", []), *(option for group in groups for option in group["options"])]


def distinct_values(value: Any, pointer: str) -> Iterator[str]:
    """Check that no two options send the same value: nobody could tell them apart."""
    values = [option["value"] for option in offered(value)]
    for one in sorted({one for one in values if values.count(one) > 1}):
        yield problem(f"duplicate option value: {one}", f"{pointer}/options")


def initial_is_offered(value: Any, pointer: str) -> Iterator[str]:
    """Check that what is chosen at first is one of the options, to the letter."""
    options = offered(value)
    if "initial_option" in value and value["initial_option"] not in options:
        yield problem("must match one of the options exactly", f"{pointer}/initial_option")
    for place, one in enumerate(value.get("initial_options", [])):
        if one not in options:
            yield problem("must match one of the options exactly", f"{pointer}/initial_options/{place}")
