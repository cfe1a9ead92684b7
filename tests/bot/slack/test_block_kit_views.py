"""The checker of views and messages, and the second opinion of slack_sdk.models on what it passes."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    ConfirmObject,
    ContextBlock,
    DatePickerElement,
    HeaderBlock,
    InputBlock,
    InputInteractiveElement,
    InteractiveElement,
    MarkdownTextObject,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from tests.bot.slack.block_kit import ELEMENTS, Surface, message_problems, problems, view_problems
from tests.bot.slack.kit.blocks import blocks_of
from tests.bot.slack.samples import actions, button, field, home, modal, options, plain, section, select

VIEWS: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    (
        modal(title=plain("x" * 24)),
        modal(title=plain("x" * 25)),
        "less than 25 characters [json-pointer:/view/title/text]",
    ),
    (modal(submit=plain("x" * 24)), modal(submit=plain("x" * 25)), "/view/submit/text]"),
    (modal(close=plain("x" * 24)), modal(close=plain("x" * 25)), "/view/close/text]"),
    (modal(private_metadata="x" * 3000), modal(private_metadata="x" * 3001), "less than 3001"),
    (modal(callback_id="x" * 255), modal(callback_id="x" * 256), "less than 256"),
    (modal(external_id="x" * 255), modal(external_id="x" * 256), "less than 256"),
    (modal(), modal(title=None), "missing required field: title"),
    (modal(), modal(submit_disabled=True), "invalid additional property: submit_disabled [json-pointer:/view]"),
    (modal(notify_on_close=True), modal(notify_on_close="yes"), "must be a boolean"),
    (modal(submit=None), modal(field(select()), submit=None), "must define `submit` to use `input` block"),
    (modal(), modal(blocks=None), "missing required field: blocks"),
    (modal(section()), modal(section("")), "characters [json-pointer:/view/blocks/0/text/text]"),
    (home(), home(title=plain()), "invalid additional property: title"),
    (home(field(select())), home(submit=plain()), "invalid additional property: submit"),
    (home(), {"type": "popup", "blocks": []}, "unsupported type: popup"),
]
MESSAGES: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"text": "An answer", "blocks": [section()]}, {"blocks": [section()]}, "[json-pointer:/text]"),
    ({"text": "An answer"}, {"text": " ", "blocks": [section()]}, "text must say"),
    ({"text": "An answer"}, {"text": "👍 !", "blocks": [section()]}, "text must say"),
    ({"text": "x" * 40_000}, {"text": "x" * 40_001}, "less than 40001 characters"),
    ({"text": "x", "thread_ts": "1.1"}, {"text": "x", "threadts": "1.1"}, "invalid additional property: threadts"),
    ({"text": "x", "response_type": "in_channel"}, {"text": "x", "response_type": "loud"}, "must be one of: ephemeral"),
    (
        {"text": "x", "metadata": {"event_type": "case", "event_payload": {"id": "1"}}},
        {"text": "x", "metadata": {"event_type": "case"}},
        "missing required field: event_payload",
    ),
    ({"text": "x", "blocks": [section()]}, {"text": "x", "blocks": [{"type": "sction"}]}, "unsupported type: sction"),
    ({"delete_original": True}, {"replace_original": True}, "text must say"),
]


@pytest.mark.parametrize(("right", "wrong", "words"), VIEWS)
def test_views(right: dict[str, Any], wrong: dict[str, Any], words: str) -> None:
    """Modals and Home tabs."""
    assert view_problems(right) == []
    assert any(words in one for one in view_problems(wrong)), view_problems(wrong)


@pytest.mark.parametrize(("right", "wrong", "words"), MESSAGES)
def test_messages(right: dict[str, Any], wrong: dict[str, Any], words: str) -> None:
    """What is posted, sent to a response URL, or answered to a command."""
    assert message_problems(right) == []
    assert any(words in one for one in message_problems(wrong)), message_problems(wrong)


@pytest.mark.parametrize("payload", [None, "text", [], 1])
def test_what_is_no_object_is_refused(payload: object) -> None:
    """The wrong kind of value gives a sentence, too."""
    assert message_problems(payload)
    assert view_problems(payload)


def _words(most: int) -> st.SearchStrategy[str]:
    """Return texts within a limit, often right at it."""
    letters = st.text("abcÄ√ <&>*_`\n", min_size=1, max_size=20)
    return st.one_of(letters, st.just("x" * most), st.just("é" * (most - 1)))


_PLAIN = _words(75).map(lambda text: PlainTextObject(text=text))
_OPTIONS = st.lists(_words(70), min_size=1, max_size=10, unique=True).map(
    lambda names: [Option(value=name, text=name) for name in names]
)
_CONFIRM = st.builds(ConfirmObject, title=_words(100), text=_words(300), confirm=_words(30), deny=_words(30))
_BUTTON = st.builds(
    ButtonElement,
    text=_words(75),
    value=_words(300),
    style=st.sampled_from([None, "primary", "danger"]),
    confirm=st.none() | _CONFIRM,
)
_FIELD: st.SearchStrategy[InputInteractiveElement] = st.one_of(
    st.builds(StaticSelectElement, options=_OPTIONS, placeholder=_words(150)),
    st.builds(RadioButtonsElement, options=_OPTIONS),
    st.builds(CheckboxesElement, options=_OPTIONS),
    st.builds(DatePickerElement, initial_date=st.dates().map(str)),
    st.builds(PlainTextInputElement, initial_value=_words(3000), multiline=st.booleans(), max_length=st.just(3000)),
)
_BLOCK: st.SearchStrategy[Block] = st.one_of(
    st.builds(HeaderBlock, text=_words(150)),
    st.builds(SectionBlock, text=_words(3000).map(lambda text: MarkdownTextObject(text=text))),
    st.builds(SectionBlock, fields=st.lists(_words(2000), min_size=1, max_size=10)),
    st.builds(ContextBlock, elements=st.lists(_PLAIN, min_size=1, max_size=10)),
    st.builds(ActionsBlock, elements=st.lists(_BUTTON, min_size=1, max_size=25)),
    st.builds(InputBlock, label=_words(2000), element=_FIELD, hint=_words(2000), optional=st.booleans()),
)


@given(st.lists(_BLOCK, min_size=1, max_size=8))
def test_what_the_kit_of_slack_builds_within_its_limits_passes(blocks: list[Block]) -> None:
    """slack_sdk.models validates in `to_dict`; a modal has no limit on all characters together."""
    assert problems([block.to_dict() for block in blocks], "modal") == []


SECOND: list[dict[str, Any]] = [
    section("x" * 3001),
    section(text=None),
    section(fields=[plain()] * 11),
    {"type": "header", "text": plain("x" * 151)},
    actions(*(button(str(nth)) for nth in range(26))),
    actions(button("x" * 256)),
    field(select(), label=plain("x" * 2001)),
    {"type": "context", "elements": [plain()] * 11},
    {"type": "image", "image_url": "https://example.org/" + "x" * 3000, "alt_text": "A map"},
    {"type": "markdown", "text": "x" * 12_001},
    section(accessory=button(text=plain("x" * 76))),
    section(accessory=select(*options(101))),
]


@pytest.mark.parametrize("block", SECOND)
def test_what_the_kit_of_slack_refuses_is_refused_here(block: dict[str, Any]) -> None:
    """The checker is nowhere laxer than the library."""
    parsed = Block.parse(block)
    assert parsed is not None
    with pytest.raises(SlackObjectFormationError):
        parsed.to_dict()
    assert problems([block], "modal" if block["type"] == "input" else "message")


@pytest.mark.parametrize(("right", "wrong"), [(right, wrong) for right, wrong, words in VIEWS if "256" not in words])
def test_views_pass_the_kit_of_slack_too(right: dict[str, Any], wrong: dict[str, Any]) -> None:
    """What passes here passes there."""
    View(**right).to_dict()


LEFT_OUT = {"file", "call", "auth_provider"}
"""What only Slack itself shows, or what @slack/types 3.2 does not know."""


def _types(kinds: Iterable[type]) -> set[str]:
    return {vars(kind)["type"] for kind in kinds if "type" in vars(kind)}


def test_no_block_of_the_kit_of_slack_is_unknown_here() -> None:
    """So that a newer library brings its newer blocks into view."""
    surfaces: tuple[Surface, ...] = ("message", "modal", "home")
    known = {name for surface in surfaces for name in blocks_of(surface)}
    assert _types(Block.__subclasses__()) - known == LEFT_OUT


def test_no_element_of_the_kit_of_slack_is_unknown_here() -> None:
    """Those of rich text, and the sources of tasks, stand with their blocks."""
    library = _types([*InteractiveElement.__subclasses__(), *InputInteractiveElement.__subclasses__()])
    assert "datepicker" in library
    assert library <= set(ELEMENTS)
