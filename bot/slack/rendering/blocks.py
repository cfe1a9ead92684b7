"""The blocks that messages and views are made of, each within Slack's limits.

Words of people and of the guideline texts go into plain and rich text, in which nothing is obeyed: no mention, no link,
no formatting. Formatted text (`said`) is for our own words, with `text.escaped` around whatever else is among them.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    InteractiveElement,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    RichTextBlock,
    RichTextElementParts,
    RichTextPreformattedElement,
    RichTextQuoteElement,
    RichTextSectionElement,
    SectionBlock,
)

from bot.slack import limits
from bot.slack.rendering.text import parts, shortened


def plain(text: str, limit: int) -> PlainTextObject:
    """Return text in which nothing is obeyed, cut to a limit."""
    return PlainTextObject(text=shortened(text, limit) or " ", emoji=False)


def heading(text: str) -> Block:
    """Return a heading."""
    return HeaderBlock(text=plain(text, limits.HEADER))


def said(text: str, *, accessory: InteractiveElement | None = None) -> Block:
    """Return a paragraph of formatted text, of our own words; what is too long is cut."""
    return SectionBlock(text=MarkdownTextObject(text=shortened(text, limits.SECTION)), accessory=accessory)


def words(text: str) -> Iterator[Block]:
    """Yield somebody's words as they are, in as many paragraphs as they take."""
    for part in parts(text, limits.SECTION):
        yield SectionBlock(text=PlainTextObject(text=part, emoji=False))


def small(*texts: str) -> Block:
    """Return small print: formatted texts beside each other."""
    shown: list[MarkdownTextObject] = [
        MarkdownTextObject(text=shortened(one, limits.SECTION)) for one in texts[: limits.CONTEXT_ELEMENTS]
    ]
    return ContextBlock(elements=[*shown])


def quote(text: str) -> Block:
    """Return a text of the guidelines, quoted letter for letter."""
    return RichTextBlock(elements=[RichTextQuoteElement(elements=[RichTextElementParts.Text(text=text)])])


def to_copy(text: str) -> Block:
    """Return text that is to be copied, letter for letter."""
    return RichTextBlock(elements=[RichTextPreformattedElement(elements=[RichTextElementParts.Text(text=text)])])


def marked(pieces: Iterable[tuple[str, bool]]) -> Block:
    """Return somebody's text with some of it marked.

    Args:
        pieces: Of the text, in order; each with whether it is marked.
    """
    mark = RichTextElementParts.TextStyle(bold=True, code=True)
    elements = [
        RichTextElementParts.Text(text=text, style=mark if is_marked else None) for text, is_marked in pieces if text
    ]
    return RichTextBlock(elements=[RichTextSectionElement(elements=elements)])


def line() -> Block:
    """Return a line between what belongs apart."""
    return DividerBlock()


def button(
    label: str, action: str, value: str = "", *, style: str | None = None, spoken: str | None = None, sure: str = ""
) -> ButtonElement:
    """Return a button.

    Args:
        label: On it.
        action: Id of what it does.
        value: Comes back with the press.
        style: `primary`, `danger`, or None.
        spoken: What a screen reader says in place of the label, where that says too little alone.
        sure: Asked before it is done; nothing is asked where it is empty.
    """
    return ButtonElement(
        text=plain(label, limits.BUTTON),
        action_id=action,
        value=value or None,
        style=style,
        accessibility_label=shortened(spoken, limits.BUTTON) if spoken else None,
        confirm=_confirm(label, sure) if sure else None,
    )


def opens(label: str, address: str, action: str, *, spoken: str | None = None) -> ButtonElement:
    """Return a button that opens an address; it must be acknowledged like any other."""
    return ButtonElement(
        text=plain(label, limits.BUTTON),
        url=address,
        action_id=action,
        accessibility_label=shortened(spoken, limits.BUTTON) if spoken else None,
    )


def actions(elements: Sequence[InteractiveElement]) -> Iterator[Block]:
    """Yield rows of buttons and choices; none where there are none."""
    left = iter(elements)
    while row := list(islice(left, limits.ACTIONS)):
        yield ActionsBlock(elements=row)


def option(value: str, label: str, about: str = "") -> Option:
    """Return something to choose."""
    return Option(
        value=value,
        text=plain(label, limits.OPTION),
        description=plain(about, limits.OPTION) if about else None,
    )


def _confirm(label: str, sure: str) -> ConfirmObject:
    return ConfirmObject(
        title="Are you sure?", text=PlainTextObject(text=sure), confirm=shortened(label, 30), deny="No"
    )
