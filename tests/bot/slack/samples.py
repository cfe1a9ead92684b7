"""Short ways to write blocks and views in tests; what is named replaces or adds a field, None takes one out."""

from typing import Any

Block = dict[str, Any]


def _changed(fields: Block, changes: Block) -> Block:
    return {name: value for name, value in (fields | changes).items() if value is not None}


def plain(text: str = "Words", **changes: Any) -> Block:
    """Return a plain text."""
    return _changed({"type": "plain_text", "text": text}, changes)


def mrkdwn(text: str = "*Words*", **changes: Any) -> Block:
    """Return a formatted text."""
    return _changed({"type": "mrkdwn", "text": text}, changes)


def section(words: str = "*Words*", **changes: Any) -> Block:
    """Return a section."""
    return _changed({"type": "section", "text": mrkdwn(words)}, changes)


def button(action_id: str = "press", **changes: Any) -> Block:
    """Return a button."""
    return _changed({"type": "button", "text": plain("Press"), "action_id": action_id, "value": "v"}, changes)


def actions(*elements: Block, **changes: Any) -> Block:
    """Return a row of elements."""
    return _changed({"type": "actions", "elements": list(elements)}, changes)


def option(value: str = "a", text: str = "First", **changes: Any) -> Block:
    """Return an option."""
    return _changed({"text": plain(text), "value": value}, changes)


def options(many: int) -> list[Block]:
    """Return so many options."""
    return [option(f"v{nth}", f"Option {nth}") for nth in range(many)]


def element(kind: str, action_id: str | None = "field", **fields: Any) -> Block:
    """Return an element of this type."""
    return _changed({"type": kind, "action_id": action_id}, fields)


def select(*chosen: Block, **changes: Any) -> Block:
    """Return a menu of these options."""
    return element("static_select", **({"options": list(chosen) or [option(), option("b", "Second")]} | changes))


def field(inner: Block, block_id: str | None = "b", **changes: Any) -> Block:
    """Return an input block with this element."""
    return _changed({"type": "input", "block_id": block_id, "label": plain("Label"), "element": inner}, changes)


def feedback(**changes: Any) -> Block:
    """Return the feedback buttons in their block."""
    inner = _changed(
        {
            "type": "feedback_buttons",
            "action_id": "feedback",
            "positive_button": {"text": plain("Good"), "value": "good"},
            "negative_button": {"text": plain("Bad"), "value": "bad"},
        },
        changes,
    )
    return {"type": "context_actions", "elements": [inner]}


def rich_text(*elements: Block) -> Block:
    """Return rich text of these sections."""
    return {"type": "rich_text", "elements": list(elements)}


def rich_section(*pieces: Block) -> Block:
    """Return a section of rich text."""
    return {"type": "rich_text_section", "elements": list(pieces)}


def modal(*blocks: Block, **changes: Any) -> Block:
    """Return a modal with a submit button."""
    fields = {"type": "modal", "title": plain("Title"), "submit": plain("Send"), "blocks": list(blocks) or [section()]}
    return _changed(fields, changes)


def home(*blocks: Block, **changes: Any) -> Block:
    """Return a Home tab."""
    return _changed({"type": "home", "blocks": list(blocks) or [section()]}, changes)
