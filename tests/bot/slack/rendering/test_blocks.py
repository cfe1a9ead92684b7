"""Blocks as they are sent."""

import pytest
from slack_sdk.models.blocks import Block, InputBlock, PlainTextInputElement, StaticSelectElement

from bot.slack.rendering import blocks
from bot.slack.rendering.asking.answer import answer
from tests.bot.slack.rendering.test_answer import BOTH, PAGE

_FIELD = PlainTextInputElement(action_id="a", multiline=True, max_length=3000)
_MENU = StaticSelectElement(
    action_id="a", options=[blocks.option("v", "Words", "About it"), blocks.option("w", "More")]
)

_MADE = [
    blocks.heading("Words"),
    blocks.said("*Words*", accessory=blocks.opens("Open", "https://gov.example", "open", spoken="Open the section")),
    *blocks.words("Words of somebody"),
    blocks.small("One"),
    blocks.small_words("Another"),
    blocks.quote("Words of a text"),
    blocks.quote(""),
    blocks.to_copy("Words to copy"),
    blocks.marked([("Some ", False), ("marked", True), (" words", False)]),
    blocks.marked([]),
    blocks.line(),
    *blocks.actions([blocks.button("Do", "do", "v", style="danger", sure="Really?"), blocks.button("Leave", "leave")]),
    InputBlock(label=blocks.plain("Label", 20), block_id="b", element=_FIELD, optional=True, dispatch_action=True),
    InputBlock(label=blocks.plain("Label", 20), element=_MENU, hint=blocks.plain("Hint", 20)),
]


@pytest.mark.parametrize("made", _MADE, ids=lambda made: str(made.type))
def test_a_block_is_sent_as_the_library_has_it(made: Block) -> None:
    """Each sort of block that is made here, with all its parts, is written as the library writes it."""
    assert blocks.as_sent(made) == made.to_dict()


def test_a_whole_answer_is_sent_as_the_library_has_it() -> None:
    """So is an answer with citations, contacts, buttons and feedback."""
    made = answer(BOTH, id_="an id", page=PAGE).blocks
    assert [blocks.as_sent(one) for one in made] == [one.to_dict() for one in made]
