"""The checker of blocks: for each rule a payload that passes and one that is refused, and where."""

import pytest
from slack_sdk.models.blocks import Block as ModelBlock

from tests.bot.slack.block_kit import MOST_CHARACTERS, Surface, problems, too_long
from tests.bot.slack.samples import (
    Block,
    actions,
    button,
    element,
    feedback,
    field,
    mrkdwn,
    option,
    plain,
    rich_section,
    rich_text,
    section,
    select,
)

Case = tuple[Surface, list[Block], list[Block], str]
"""The surface, what passes, what is refused, and words of the refusal with the pointer's end."""

IMAGE = {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A map"}
VIDEO = {
    "type": "video",
    "video_url": "https://example.org/v",
    "thumbnail_url": "https://example.org/t.png",
    "alt_text": "A talk",
    "title": plain("Talk"),
}
CELL = {"type": "raw_text", "text": "1"}
CARD = {"type": "card", "title": mrkdwn("Card")}
TASK = {"type": "task_card", "task_id": "1", "title": "Read", "status": "pending"}

NUMBERS: list[Case] = [
    ("message", [section()] * 50, [section()] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    ("modal", [section()] * 100, [section()] * 101, "no more than 100 items"),
    ("home", [section()] * 100, [section()] * 101, "no more than 100 items"),
    ("home", [section()], [], "no less than 1 items"),
    (
        "message",
        [section(text=None, fields=[plain()] * 10)],
        [section(text=None, fields=[plain()] * 11)],
        "10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    (
        "message",
        [actions(*(button(str(nth)) for nth in range(25)))],
        [actions(*(button(str(nth)) for nth in range(26)))],
        "no more than 25 items",
    ),
    (
        "message",
        [{"type": "context", "elements": [mrkdwn()] * 10}],
        [{"type": "context", "elements": [mrkdwn()] * 11}],
        "no more than 10 items",
    ),
    ("message", [feedback()], [{"type": "context_actions", "elements": feedback()["elements"] * 6}], "no more than 5"),
    ("message", [actions(button())], [actions()], "no less than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (
        "message",
        [{"type": "table", "rows": [[CELL] * 20] * 100}],
        [{"type": "table", "rows": [[CELL] * 21]}],
        "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]",
    ),
    ("message", [{"type": "carousel", "elements": [CARD] * 10}], [{"type": "carousel", "elements": [CARD] * 11}], "10"),
]
LENGTHS: list[Case] = [
    (
        "message",
        [section("x" * 3000)],
        [section("x" * 3001)],
        "less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    ("message", [section("x")], [section("")], "must be more than 0 characters"),
    (
        "message",
        [section(fields=[plain("x" * 2000)])],
        [section(fields=[plain("x" * 2001)])],
        "less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    (
        "message",
        [{"type": "header", "text": plain("x" * 150)}],
        [{"type": "header", "text": plain("x" * 151)}],
        "less than 151 characters",
    ),
    ("message", [section(block_id="x" * 255)], [section(block_id="x" * 256)], "less than 256"),
    ("message", [IMAGE | {"alt_text": "x" * 2000}], [IMAGE | {"alt_text": "x" * 2001}], "/blocks/0/alt_text]"),
    (
        "message",
        [IMAGE | {"title": plain("x" * 2000)}],
        [IMAGE | {"title": plain("x" * 2001)}],
        "/blocks/0/title/text]",
    ),
    ("message", [VIDEO], [VIDEO | {"title": plain("x" * 200)}], "less than 200"),
    ("message", [{"type": "markdown", "text": "x" * 12_000}], [{"type": "markdown", "text": "x" * 12_001}], "12001"),
    (
        "message",
        [{"type": "markdown", "text": "x" * 6000}] * 2,
        [{"type": "markdown", "text": "x" * 6001}] * 2,
        "markdown blocks must be less than 12001 characters in all",
    ),
    (
        "message",
        [section("x" * 3000)] * 4 + [section("x" * 1200)],
        [section("x" * 3000)] * 4 + [section("x" * 1201)],
        "must be less than 13201 characters in all [json-pointer:/blocks]",
    ),
    ("modal", [field(select(), label=plain("x" * 2000))], [field(select(), label=plain("x" * 2001))], "/label/text]"),
    ("modal", [field(select(), hint=plain("x" * 2000))], [field(select(), hint=plain("x" * 2001))], "/hint/text]"),
    ("message", [CARD], [CARD | {"body": mrkdwn("x" * 201)}], "less than 201"),
]
SHAPES: list[Case] = [
    ("message", [{"type": "divider"}], [{"type": "divder"}], "unsupported type: divder [json-pointer:/blocks/0/type]"),
    ("message", [{"type": "divider"}], [{"block_id": "a"}], "missing required field: type"),
    (
        "message",
        [{"type": "header", "text": plain()}],
        [{"type": "header", "text": mrkdwn()}],
        "unsupported type: mrkdwn",
    ),
    ("message", [{"type": "header", "text": plain()}], [{"type": "header"}], "missing required field: text"),
    ("message", [section()], [section(txt="x")], "invalid additional property: txt [json-pointer:/blocks/0]"),
    ("message", [section(expand=True)], [section(expand="yes")], "must be a boolean"),
    ("message", [section()], [{"type": "section"}], "must have at least one of: text, fields"),
    ("message", [section()], [section(accessory="x")], "must be an object"),
    (
        "message",
        [section(text=mrkdwn(verbatim=True))],
        [section(text=mrkdwn(emoji=True))],
        "invalid additional property: emoji",
    ),
    (
        "message",
        [section(text=plain(emoji=True))],
        [section(text=plain(verbatim=True))],
        "additional property: verbatim",
    ),
    ("message", [IMAGE], [IMAGE | {"slack_file": {"id": "F1"}}], "exactly one of: image_url, slack_file"),
    ("message", [IMAGE], [IMAGE | {"image_url": "a map"}], "must be a valid URL"),
    ("message", [CARD], [{"type": "card"}], "must have at least one of"),
    ("message", [TASK], [TASK | {"status": "soon"}], "must be one of: pending"),
    (
        "message",
        [{"type": "plan", "title": "Plan", "tasks": [TASK]}],
        [{"type": "plan"}],
        "missing required field: title",
    ),
    (
        "message",
        [{"type": "container", "title": plain(), "child_blocks": [section()]}],
        [{"type": "container", "title": plain(), "child_blocks": [CARD]}],
        "unsupported type: card",
    ),
    ("modal", [field(select(), dispatch_action=True)], [field(select(), dispatch_action="true")], "must be a boolean"),
    (
        "modal",
        [{"type": "alert", "text": plain()}],
        [{"type": "alert", "text": plain(), "level": "loud"}],
        "must be one of",
    ),
]
PLACES: list[Case] = [
    ("message", [actions(button())], [actions(element("plain_text_input"))], "unsupported type: plain_text_input"),
    ("message", [feedback()], [actions(feedback()["elements"][0])], "unsupported type: feedback_buttons"),
    ("message", [feedback()], [{"type": "context_actions", "elements": [button()]}], "unsupported type: button"),
    ("modal", [section()], [feedback()], "unsupported type: context_actions"),
    ("home", [section()], [feedback()], "unsupported type: context_actions"),
    ("modal", [field(element("file_input"))], [field(button())], "unsupported type: button"),
    ("message", [field(element("plain_text_input"))], [field(element("file_input"))], "unsupported type: file_input"),
    ("home", [field(element("plain_text_input"))], [field(element("number_input"))], "unsupported type: number_input"),
    ("modal", [section()], [{"type": "markdown", "text": "x"}], "unsupported type: markdown"),
    ("modal", [section()], [{"type": "table", "rows": [[CELL]]}], "unsupported type: table"),
    (
        "modal",
        [{"type": "alert", "text": plain()}],
        [{"type": "carousel", "elements": [CARD]}],
        "unsupported type: carousel",
    ),
    ("message", [section()], [{"type": "alert", "text": plain()}], "unsupported type: alert"),
    ("message", [section()], [{"type": "file", "external_id": "a", "source": "remote"}], "unsupported type: file"),
    ("message", [section(accessory=IMAGE)], [actions(IMAGE)], "unsupported type: image"),
    (
        "message",
        [{"type": "context", "elements": [IMAGE, plain()]}],
        [{"type": "context", "elements": [button()]}],
        "button",
    ),
    (
        "message",
        [section(accessory=select())],
        [section(accessory=element("datetimepicker"))],
        "unsupported type: datetimepicker",
    ),
]
ONCE: list[Case] = [
    (
        "message",
        [section(block_id="a"), section(block_id="b"), section(), section()],
        [section(block_id="a"), section(block_id="a")],
        "`block_id` a already exists [json-pointer:/blocks/1/block_id]",
    ),
    (
        "message",
        [actions(button("a"), button("b")), actions(button("a"))],
        [actions(button("a"), button("a"))],
        "`action_id` a already exists for this block [json-pointer:/blocks/0/elements/1/action_id]",
    ),
    (
        "modal",
        [field(select(focus_on_load=True), "a"), field(select(focus_on_load=False), "b")],
        [field(select(focus_on_load=True), "a"), field(select(focus_on_load=True), "b")],
        "only one element can set `focus_on_load`",
    ),
    ("modal", [field(select(option("a"), option("b")))], [field(select(option("a"), option("a")))], "duplicate option"),
]
TEXT = {"type": "text", "text": "x"}
ITEM = rich_section(TEXT)
LIST = {"type": "rich_text_list", "style": "bullet", "elements": [ITEM]}
RICH: list[Case] = [
    ("message", [rich_text(ITEM)], [rich_text()], "no less than 1 items"),
    ("message", [rich_text(rich_section())], [rich_text(TEXT)], "unsupported type: text"),
    ("message", [rich_text(LIST)], [rich_text(LIST | {"style": "square"})], "must be one of: bullet, ordered"),
    ("message", [rich_text(LIST | {"indent": 8})], [rich_text(LIST | {"indent": 9})], "must be between 0 and 8"),
    ("message", [rich_text(LIST)], [rich_text(LIST | {"elements": [TEXT]})], "unsupported type: text"),
    ("message", [rich_text(ITEM)], [rich_text(rich_section({"type": "text"}))], "missing required field: text"),
    ("message", [rich_text(ITEM)], [rich_text(rich_section(TEXT | {"text": ""}))], "more than 0 characters"),
    (
        "message",
        [rich_text(rich_section(TEXT | {"style": {"bold": True}}))],
        [rich_text(rich_section(TEXT | {"style": {"blod": True}}))],
        "invalid additional property: blod",
    ),
    (
        "message",
        [rich_text(rich_section({"type": "link", "url": "https://example.org", "text": "x"}))],
        [rich_text(rich_section({"type": "link", "text": "x"}))],
        "missing required field: url",
    ),
    (
        "message",
        [rich_text({"type": "rich_text_preformatted", "elements": [TEXT]})],
        [rich_text({"type": "rich_text_preformatted", "elements": [{"type": "user", "user_id": "U1"}]})],
        "unsupported type: user",
    ),
    (
        "message",
        [rich_text({"type": "rich_text_quote", "elements": [{"type": "broadcast", "range": "here"}], "border": 1})],
        [rich_text({"type": "rich_text_quote", "elements": [{"type": "broadcast", "range": "all"}]})],
        "must be one of: here",
    ),
]


@pytest.mark.parametrize(("surface", "right", "wrong", "words"), [*NUMBERS, *LENGTHS, *SHAPES, *PLACES, *ONCE, *RICH])
def test_each_rule_passes_what_slack_takes_and_refuses_the_rest(
    surface: Surface, right: list[Block], wrong: list[Block], words: str
) -> None:
    """A sentence says what is wrong, and where."""
    assert problems(right, surface) == []
    assert any(words in one for one in problems(wrong, surface)), problems(wrong, surface)


@pytest.mark.parametrize(
    "block", [block for _, right, _, _ in [*LENGTHS, *SHAPES, *PLACES, *ONCE, *RICH] for block in right]
)
def test_what_passes_here_passes_the_kit_of_slack_too(block: Block) -> None:
    """The library has fewer rules, and none that contradicts these."""
    parsed = ModelBlock.parse(block)
    assert parsed is not None
    parsed.to_dict()


@pytest.mark.parametrize("blocks", [None, "blocks", {"type": "section"}, ["section"], [None], [{"type": ["section"]}]])
def test_what_are_no_blocks_is_refused_and_breaks_nothing(blocks: object) -> None:
    """The wrong kind of value gives a sentence, too."""
    assert problems(blocks, "message")


def test_an_update_may_take_all_blocks_out_of_a_message() -> None:
    """An empty list stands for no blocks."""
    assert problems([], "message") == []


def test_what_buttons_send_counts_among_a_messages_characters() -> None:
    """Slack's limit holds for the blocks as they are kept."""
    loud = actions(*(button(str(nth), value="x" * 2000) for nth in range(7)))
    assert MOST_CHARACTERS < 14_000
    assert too_long([loud])
