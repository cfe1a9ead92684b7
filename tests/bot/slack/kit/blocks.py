"""Blocks: what each holds, and on which surfaces it may stand.

Source: https://docs.slack.dev/reference/block-kit/blocks
"""

from collections.abc import Mapping
from functools import cache
from typing import Final

from tests.bot.slack.kit.composition import IMAGE_SOURCE, MOST_TEXT, ONE_SOURCE, mrkdwn, plain, words
from tests.bot.slack.kit.elements import ELEMENTS, Surface, elements_of
from tests.bot.slack.kit.rich_text import RICH_TEXT
from tests.bot.slack.kit.shape import (
    Check,
    Fields,
    array,
    at_least_one,
    flag,
    integer,
    number,
    one_of,
    record,
    string,
    tagged,
    typed,
    url,
)

MOST_BLOCKS: Final[Mapping[Surface, int]] = {"message": 50, "modal": 100, "home": 100}
MOST_MARKDOWN = 12_000

_NAMED = {"block_id": string(255)}
_EVERYWHERE: Final[frozenset[Surface]] = frozenset(("message", "modal", "home"))
_MESSAGES: Final[frozenset[Surface]] = frozenset(("message",))
_SURFACES: Final[Mapping[str, frozenset[Surface]]] = {
    "alert": frozenset(("modal",)),
    "carousel": frozenset(("message", "home")),
    **dict.fromkeys(
        ("container", "context_actions", "data_table", "markdown", "plan", "table", "task_card"), _MESSAGES
    ),
}
"""Blocks that do not stand on every surface. A file block stands on none: only Slack itself shows it."""


def _block(name: str, required: Fields, optional: Fields | None = None, *rules: Check) -> Check:
    return typed(name, required, {**_NAMED, **(optional or {})}, *rules)


_IMAGE = tagged({"image": ELEMENTS["image"]})
_BUTTON = tagged({"button": ELEMENTS["button"]})
_CARD = _block(
    "card",
    {},
    {
        "hero_image": _IMAGE,
        "icon": _IMAGE,
        "title": mrkdwn(150),
        "subtitle": mrkdwn(150),
        "body": mrkdwn(200),
        "actions": array(_BUTTON, 25),
    },
    at_least_one("hero_image", "title", "actions", "body"),
)
_RAW = typed("raw_text", {"text": string(MOST_TEXT)})
_RAW_NUMBER = typed("raw_number", {"value": number, "text": string(MOST_TEXT)})
_ROW = array(tagged({"rich_text": RICH_TEXT, "raw_text": _RAW, "raw_number": _RAW_NUMBER}), 20)
_COLUMN = record({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})
_SOURCE = typed("url", {"url": url(), "text": string(MOST_TEXT)})
_TASK = _block(
    "task_card",
    {
        "task_id": string(255),
        "title": string(MOST_TEXT),
        "status": one_of("pending", "in_progress", "complete", "error"),
    },
    {"details": RICH_TEXT, "output": RICH_TEXT, "sources": array(_SOURCE, 100)},
)

_FIXED: Final[Mapping[str, Check]] = {
    "alert": _block(
        "alert", {"text": words(MOST_TEXT)}, {"level": one_of("default", "info", "warning", "error", "success")}
    ),
    "card": _CARD,
    "carousel": _block("carousel", {"elements": array(tagged({"card": _CARD}), 10)}),
    "data_table": _block(
        "data_table",
        {"rows": array(_ROW, 1000), "caption": string(MOST_TEXT)},
        {"page_size": integer(1, 100), "row_header_column_index": integer(0, 19)},
    ),
    "divider": _block("divider", {}),
    "header": _block("header", {"text": plain(150)}),
    "image": _block("image", {"alt_text": string(2000)}, {**IMAGE_SOURCE, "title": plain(2000)}, ONE_SOURCE),
    "markdown": _block("markdown", {"text": string(MOST_MARKDOWN)}),
    "plan": _block("plan", {"title": string(MOST_TEXT)}, {"tasks": array(tagged({"task_card": _TASK}), 50)}),
    "rich_text": RICH_TEXT,
    "table": _block("table", {"rows": array(_ROW, 100)}, {"column_settings": array(_COLUMN, 20)}),
    "task_card": _TASK,
    "video": _block(
        "video",
        {"video_url": url(), "thumbnail_url": url(), "alt_text": string(2000), "title": plain(199)},
        {
            "title_url": url(),
            "author_name": string(49),
            "provider_name": string(255),
            "provider_icon_url": url(),
            "description": plain(200),
        },
    ),
}
"""Blocks whose contents are the same on every surface where they stand."""

_INSIDE = ("actions", "context", "divider", "header", "image", "input", "rich_text", "section", "table", "video")
"""What stands inside a container, besides the files that only Slack puts there."""


def _with_elements(surface: Surface) -> Mapping[str, Check]:
    def any_of(block: str) -> Check:
        return tagged(elements_of(block, surface))

    context = {**elements_of("context", surface), "plain_text": words(MOST_TEXT), "mrkdwn": words(MOST_TEXT)}
    return {
        "actions": _block("actions", {"elements": array(any_of("actions"), 25)}),
        "context": _block("context", {"elements": array(tagged(context), 10)}),
        "context_actions": _block("context_actions", {"elements": array(any_of("context_actions"), 5)}),
        "input": _block(
            "input",
            {"label": plain(2000), "element": any_of("input")},
            {"hint": plain(2000), "optional": flag, "dispatch_action": flag},
        ),
        "section": _block(
            "section",
            {},
            {
                "text": words(MOST_TEXT),
                "fields": array(words(2000), 10),
                "accessory": any_of("section"),
                "expand": flag,
            },
            at_least_one("text", "fields"),
        ),
    }


@cache
def blocks_of(surface: Surface) -> Mapping[str, Check]:
    """Return what may stand on this surface, by type."""
    plain_ones = {**_FIXED, **_with_elements(surface)}
    inside = tagged({name: plain_ones[name] for name in _INSIDE})
    container = _block(
        "container",
        {"child_blocks": array(inside, 10)},
        {
            "title": plain(150),
            "rich_text_title": RICH_TEXT,
            "subtitle": words(150),
            "width": one_of("narrow", "standard", "wide", "full"),
            "icon": _IMAGE,
            **dict.fromkeys(("is_collapsible", "default_collapsed", "has_header_divider"), flag),
        },
        at_least_one("title", "rich_text_title"),
    )
    every = {**plain_ones, "container": container}
    return {name: check for name, check in every.items() if surface in _SURFACES.get(name, _EVERYWHERE)}
