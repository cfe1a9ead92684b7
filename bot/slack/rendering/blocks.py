"""The blocks that messages and views are made of, each within Slack's limits.

Words of people and of the guideline texts go into plain and rich text, in which nothing is obeyed: no mention, no link,
no formatting. Formatted text (`said`) is for our own words, with `text.escaped` around whatever else is among them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from slack_sdk.models.basic_objects import JsonObject
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
from bot.slack.rendering.text import bold, parts, shortened

_MAY_BE_EMPTY = frozenset({"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"})


def as_sent(block: Block) -> dict[str, Any]:
    """Return a block as Slack takes it.

    It is what the library's `to_dict` returns, without the checks that this makes of every part, by every name that the
    part has: they took a fifth of all the time that the service computes, and in the event loop. Blocks are within the
    limits as they are made.
    """
    return {name: _as_sent(value) for name, value in _given(block)}


def _as_sent(part: object) -> Any:
    if isinstance(part, (list, tuple)):
        return [_as_sent(one) for one in part]
    if isinstance(part, JsonObject) and type(part).to_dict is JsonObject.to_dict:
        return {name: _as_sent(value) for name, value in _given(part)}
    own: Callable[[], dict[str, Any]] | None = getattr(part, "to_dict", None)  # options and a few others have their own
    return own() if own else part


def _given(part: JsonObject) -> Iterator[tuple[str, object]]:
    """Yield the fields of a part that are not empty, in order; in rich text, a part may have no elements."""
    for name in sorted(part.attributes):
        value = getattr(part, name, None)
        may_be_empty = name == "elements" and getattr(part, "type", "") in _MAY_BE_EMPTY
        if value is not None and (may_be_empty or not hasattr(value, "__len__") or len(value)):
            yield name, value


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


def small(text: str) -> Block:
    """Return small print: formatted text, of our own words; what is too long is cut."""
    return ContextBlock(elements=[MarkdownTextObject(text=shortened(text, limits.SECTION))])


def small_words(text: str) -> Block:
    """Return somebody's words as small print; what is too long is cut."""
    return ContextBlock(elements=[plain(text, limits.SECTION)])


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


def listed(title: str, points: Sequence[str]) -> Iterator[Block]:
    """Yield somebody's words as points below a title of our own; nothing where there are none."""
    if points:
        yield said(bold(title))
        yield from words("\n".join(f"• {one}" for one in points))


def noted(text: str) -> Iterator[Block]:
    """Yield what was done just now, or why not, above a line; nothing where nothing was."""
    if text:
        yield from words(text)
        yield line()


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
