"""The checker of elements: for each rule one that passes and one that is refused."""

import pytest
from slack_sdk.models.blocks import Block as ModelBlock

from tests.bot.slack.block_kit import problems
from tests.bot.slack.samples import (
    Block,
    actions,
    button,
    element,
    feedback,
    field,
    mrkdwn,
    option,
    options,
    plain,
    rich_section,
    rich_text,
    select,
)

Case = tuple[Block, Block, str]
"""What passes, what is refused, and words of the refusal."""


def confirm(**changes: Block) -> Block:
    """Return a dialog that asks for confirmation."""
    return {
        "title": plain("Sure?"),
        "text": mrkdwn("It is sent."),
        "confirm": plain("Yes"),
        "deny": plain("No"),
    } | changes


GROUP = {"label": plain("Group"), "options": options(2)}
SAY = {"text": plain("Good"), "value": "good"}

IN_ACTIONS: list[Case] = [
    (button(text=plain("x" * 75)), button(text=plain("x" * 76)), "less than 76 characters"),
    (button(), button(text=mrkdwn()), "unsupported type: mrkdwn"),
    (button(), button(text=plain("")), "must be more than 0 characters"),
    (button(), {"type": "button", "action_id": "a"}, "missing required field: text"),
    (button(value="x" * 2000), button(value="x" * 2001), "less than 2001 characters"),
    (button(url="https://e.org/" + "x" * 2986), button(url="https://e.org/" + "x" * 2987), "less than 3001"),
    (button(url="mailto:clerk@example.org"), button(url="example.org"), "must be a valid URL"),
    (button(style="danger"), button(style="default"), "must be one of: primary, danger"),
    (button("x" * 255), button("x" * 256), "less than 256 characters"),
    (button(accessibility_label="x" * 75), button(accessibility_label="x" * 76), "less than 76"),
    (button(), button(label="x"), "invalid additional property: label"),
    (button(confirm=confirm()), button(confirm=confirm(title=plain("x" * 101))), "less than 101"),
    (button(confirm=confirm(text=plain("x" * 300))), button(confirm=confirm(text=plain("x" * 301))), "less than 301"),
    (button(confirm=confirm(deny=plain("x" * 30))), button(confirm=confirm(deny=plain("x" * 31))), "less than 31"),
    (button(confirm=confirm()), button(confirm={"text": plain()}), "missing required field: title"),
    (
        element("overflow", options=options(5)),
        element("overflow", options=options(6)),
        "no more than 5 items",
    ),
    (
        element("overflow", options=[option(url="https://example.org")]),
        select(option(url="https://example.org")),
        "invalid additional property: url",
    ),
]
IN_INPUTS: list[Case] = [
    (select(*options(100)), select(*options(101)), "no more than 100 items"),
    (select(option(text="x" * 75)), select(option(text="x" * 76)), "less than 76"),
    (select(option("x" * 150)), select(option("x" * 151)), "less than 151"),
    (select(option(description=plain("x" * 75))), select(option(description=plain("x" * 76))), "less than 76"),
    (select(), select({"text": mrkdwn(), "value": "a"}), "unsupported type: mrkdwn"),
    (select(), select(option_groups=[GROUP]), "exactly one of: options, option_groups"),
    (element("static_select", option_groups=[GROUP]), element("static_select"), "exactly one of"),
    (
        element("static_select", option_groups=[GROUP], initial_option=option("v1", "Option 1")),
        element("static_select", option_groups=[GROUP], initial_option=option("v9", "Option 9")),
        "must match one of the options exactly",
    ),
    (
        select(initial_option=option()),
        select(initial_option=option("a", "First!")),
        "must match one of the options exactly",
    ),
    (select(placeholder=plain("x" * 150)), select(placeholder=plain("x" * 151)), "less than 151"),
    (element("checkboxes", options=options(10)), element("checkboxes", options=options(11)), "no more than 10"),
    (element("radio_buttons", options=options(10)), element("radio_buttons", options=options(11)), "no more than 10"),
    (element("radio_buttons", options=options(2)), element("radio_buttons", options=[]), "no less than 1"),
    (
        element("checkboxes", options=[{"text": mrkdwn(), "value": "a"}]),
        element("checkboxes", options=options(1), placeholder=plain()),
        "invalid additional property: placeholder",
    ),
    (
        element("checkboxes", options=options(2), initial_options=options(2)),
        element("checkboxes", options=options(2), initial_options=options(3)),
        "exactly [json-pointer:/blocks/0/element/initial_options/2]",
    ),
    (
        element("radio_buttons", options=options(2), initial_option=option("v0", "Option 0")),
        element("radio_buttons", options=options(2), initial_option=option("v0", "Option 1")),
        "must match",
    ),
    (
        element("multi_static_select", options=options(2), max_selected_items=1),
        element("multi_static_select", options=options(2), max_selected_items=0),
        "must be between 1 and 100",
    ),
    (
        element("plain_text_input", initial_value="x" * 3000),
        element("plain_text_input", initial_value="x" * 3001),
        "less than 3001",
    ),
    (element("plain_text_input", max_length=3000), element("plain_text_input", max_length=3001), "between 1 and 3000"),
    (element("plain_text_input", min_length=0), element("plain_text_input", min_length=-1), "between 0 and 3000"),
    (
        element("plain_text_input", min_length=5, max_length=5),
        element("plain_text_input", min_length=6, max_length=5),
        "min_length must not be more than max_length",
    ),
    (element("plain_text_input", multiline=True), element("plain_text_input", multiline=1), "must be a boolean"),
    (element("plain_text_input"), element("plain_text_input", max_lenght=5), "additional property: max_lenght"),
    (element("plain_text_input"), element("plain_text_input", "x" * 256), "less than 256"),
    (
        element("plain_text_input", dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]}),
        element("plain_text_input", dispatch_action_config={"trigger_actions_on": ["on_exit"]}),
        "must be one of: on_enter_pressed",
    ),
    (element("datepicker", initial_date="2024-02-29"), element("datepicker", initial_date="2023-02-29"), "valid date"),
    (element("datepicker"), element("datepicker", initial_date="20240229"), "YYYY-MM-DD"),
    (element("timepicker", initial_time="23:59"), element("timepicker", initial_time="24:00"), "HH:mm"),
    (
        element("datetimepicker", initial_date_time=1_628_633_820),
        element("datetimepicker", initial_date_time="1628633820"),
        "must be an integer",
    ),
    (element("datetimepicker"), element("datetimepicker", initial_date_time=16286338), "must be between"),
    (
        element("number_input", is_decimal_allowed=False, min_value="1", max_value="2"),
        element("number_input", is_decimal_allowed=False, min_value="3", max_value="2"),
        "min_value must not be more than max_value",
    ),
    (
        element("number_input", is_decimal_allowed=True, initial_value="1.5"),
        element("number_input", is_decimal_allowed=True, initial_value=1.5),
        "must be a number in a string",
    ),
    (element("number_input", is_decimal_allowed=True), element("number_input"), "missing required field"),
    (element("file_input", max_files=10), element("file_input", max_files=11), "between 1 and 10"),
    (element("email_text_input"), element("email_text_input", multiline=True), "additional property: multiline"),
    (element("url_text_input", initial_value="https://e.org"), element("url_text_input", initial_value="e"), "URL"),
    (
        element("rich_text_input", initial_value=rich_text(rich_section({"type": "text", "text": "x"}))),
        element("rich_text_input", initial_value="x"),
        "must be an object",
    ),
    (
        element("conversations_select", filter={"include": ["im"]}),
        element("conversations_select", filter={}),
        "at least one of",
    ),
    (element("users_select", initial_user="U1"), element("users_select", initial_users=["U1"]), "additional property"),
    (element("multi_users_select", initial_users=["U1"]), element("multi_users_select", initial_users="U1"), "array"),
    (element("channels_select"), element("channels_select", filter={"include": ["im"]}), "additional property: filter"),
    (element("external_select", min_query_length=0), element("external_select", options=options(1)), "additional"),
]
FEEDBACK: list[Case] = [
    (feedback(), feedback(negative_button=None), "missing required field: negative_button"),
    (feedback(), feedback(positive_button=SAY | {"text": plain("x" * 76)}), "less than 76"),
    (feedback(), feedback(positive_button=SAY | {"value": "x" * 2001}), "less than 2001"),
    (feedback(), feedback(positive_button={"text": plain()}), "missing required field: value"),
    (
        feedback(positive_button=SAY | {"accessibility_label": "x" * 75}),
        feedback(positive_button=SAY | {"accessibility_label": "x" * 76}),
        "less than 76",
    ),
    (feedback(), feedback(confirm=confirm()), "invalid additional property: confirm"),
]


@pytest.mark.parametrize(("right", "wrong", "words"), IN_ACTIONS)
def test_elements_in_a_row(right: Block, wrong: Block, words: str) -> None:
    """Buttons and menus below a message."""
    assert problems([actions(right)], "message") == []
    assert any(words in one for one in problems([actions(wrong)], "message"))


@pytest.mark.parametrize(("right", "wrong", "words"), IN_INPUTS)
def test_elements_that_are_filled_in(right: Block, wrong: Block, words: str) -> None:
    """Fields of a modal."""
    assert problems([field(right)], "modal") == []
    assert any(words in one for one in problems([field(wrong)], "modal"))


@pytest.mark.parametrize("inner", [right for right, _, _ in IN_INPUTS])
def test_what_passes_here_passes_the_kit_of_slack_too(inner: Block) -> None:
    """The library has fewer rules, and none that contradicts these."""
    parsed = ModelBlock.parse(field(inner))
    assert parsed is not None
    parsed.to_dict()


@pytest.mark.parametrize(("right", "wrong", "words"), FEEDBACK)
def test_feedback_buttons(right: Block, wrong: Block, words: str) -> None:
    """Both verdicts, each with words and a value."""
    assert problems([right], "message") == []
    assert any(words in one for one in problems([wrong], "message"))
