"""A form as a person fills it in: what is entered becomes the `state.values` that Slack sends."""

from collections.abc import Mapping
from typing import Any

from tests.bot.slack.sent.elements import Unfillable, elements_in, initial, is_field, state_of
from tests.bot.slack.sent.envelope import Payload

EMPTY: tuple[object, ...] = (None, "", [])


def fill(view: Payload, values: Mapping[str, Any], *, is_complete: bool = True) -> dict[str, Payload]:
    """Return the state of a view in which somebody entered these values; what is not named stays as it was.

    Args:
        view: As Slack hands it out, or as it is sent where every field has its ids.
        values: By `block_id`, or by `block_id/action_id` where a block has several fields. Text and dates as they
            are, options by their value, checkboxes as a list of values; None empties a field.
        is_complete: Whether the view is sent off: then required fields must not be empty.

    Raises:
        Unfillable: The view has no such field, the field does not offer this, or a required field is empty.
    """
    left = dict(values)
    state: dict[str, Payload] = {}
    for block in view["blocks"]:
        fields = [element for element in elements_in(block) if is_field(element)]
        for element in fields:
            given = _taken(left, block["block_id"], element["action_id"], len(fields), initial(element))
            kept = state_of(element, given)
            _check_required(block, kept, is_complete=is_complete)
            state.setdefault(block["block_id"], {})[element["action_id"]] = kept
    if left:
        raise Unfillable(f"the view has no field {', '.join(sorted(left))}")
    return state


def _taken(left: dict[str, Any], block: str, action: str, fields: int, at_first: object) -> Any:
    for name in (f"{block}/{action}", *((block,) if fields == 1 else ())):
        if name in left:
            return left.pop(name)
    return at_first


def _check_required(block: Payload, kept: Payload, *, is_complete: bool) -> None:
    is_required = block["type"] == "input" and not block.get("optional", False)
    is_empty = all(value in EMPTY for name, value in kept.items() if name != "type")
    if is_complete and is_required and is_empty:
        raise Unfillable(f"the required field {block['block_id']} is empty")
