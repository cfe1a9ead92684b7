"""Elements as a person uses them: finding one in what is shown, and what Slack says of it then."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.bot.slack.kit.composition import offered
from tests.bot.slack.kit.shape import day
from tests.bot.slack.sent.envelope import Payload


class Unfillable(ValueError):
    """A person could not have done this with what is shown."""


def find_element(
    blocks: list[Payload], action_id: str, chosen: object, block_id: str | None, spare: str
) -> tuple[Payload, Payload]:
    """Return the block and the element that somebody uses.

    Raises:
        Unfillable: There is none, or more than one.
    """
    found = []
    for place, block in enumerate(blocks):
        named = {"block_id": f"{spare}-{place}", **block}
        if block_id in (None, named["block_id"]):
            found += [(named, element) for element in elements_in(named) if element.get("action_id") == action_id]
    if len(found) > 1:
        found = [(block, element) for block, element in found if chosen in (element.get("value"), element.get("url"))]
    if len(found) != 1:
        raise Unfillable(f"{len(found)} elements of action_id {action_id!r} can be used here")
    return found[0]


def elements_in(block: Payload) -> Iterator[Payload]:
    """Yield the interactive elements of a block."""
    if block["type"] in ("actions", "context_actions"):
        yield from block["elements"]
    elif block["type"] == "input":
        yield block["element"]
    elif block["type"] == "section" and block.get("accessory", {}).get("type", "image") != "image":
        yield block["accessory"]


def happened(block: Payload, element: Payload, chosen: Any) -> Payload:
    """Return the action that Slack reports of an element.

    Raises:
        Unfillable: The element does not offer this.
    """
    kind = element["type"]
    about = {"type": kind, "block_id": block["block_id"], "action_id": element["action_id"]}
    if kind in ("button", "icon_button", "workflow_button"):
        return {**about, "text": element["text"], **({"value": element["value"]} if "value" in element else {})}
    if kind == "feedback_buttons":
        verdicts = (element["positive_button"], element["negative_button"])
        if chosen not in [one["value"] for one in verdicts]:
            raise Unfillable(f"no such verdict: {chosen!r}")
        return {**about, "value": chosen}
    return about | state_of(element, chosen)


def state_of(element: Payload, given: Any) -> Payload:
    """Return what Slack keeps of a field in which this was entered; None is an empty field.

    Raises:
        Unfillable: The field does not take this.
    """
    kind = element["type"]
    if kind not in _STATES:
        raise Unfillable(f"nothing can be entered in a {kind}")
    name, read = _STATES[kind]
    return {"type": kind, name: read(element, given)}


def initial(element: Payload) -> Any:
    """Return what stands in a field at first, in the form that `state_of` takes; None where it is empty."""
    if "initial_option" in element:
        return element["initial_option"]["value"]
    if "initial_options" in element:
        return [option["value"] for option in element["initial_options"]]
    found = [value for name, value in element.items() if name.startswith("initial_")]
    return found[0] if found else None


def is_field(element: Payload) -> bool:
    """Return whether something can stand in this element."""
    return element["type"] in _STATES and element["type"] != "overflow"


def _as_given(element: Payload, given: Any) -> Any:
    return given


def _text(element: Payload, given: Any) -> str | None:
    if given in (None, ""):
        return None
    if not isinstance(given, str):
        raise Unfillable("a text field takes text")
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if not least <= len(given) <= most:
        raise Unfillable(f"the text has {len(given)} characters, not {least} to {most}")
    return given


def _option(element: Payload, given: Any) -> Payload | None:
    if given is None:
        return None
    found = [option for option in offered(element) if option.get("value") == given]
    if len(found) != 1:
        raise Unfillable(f"no such option: {given!r}")
    chosen: Payload = found[0]
    return chosen


def _options(element: Payload, given: Any) -> list[Payload]:
    if isinstance(given, str):
        raise Unfillable("several options are given as a list")
    found = [_option(element, one) for one in given or ()]
    if len(found) > element.get("max_selected_items", len(found)):
        raise Unfillable("more options than may be chosen")
    return [one for one in found if one is not None]


def _day(element: Payload, given: Any) -> str | None:
    if given is not None and list(day(given, "")):
        raise Unfillable(f"no date: {given!r}")
    return given or None


def _found_elsewhere(element: Payload, given: Any) -> Payload | None:
    """Return the option of a menu whose options the app finds; a test gives it whole."""
    if given is not None and not isinstance(given, dict):
        raise Unfillable("the option of an external menu is given whole")
    return given


Reader = Callable[[Payload, Any], Any]
_STATES: Mapping[str, tuple[str, Reader]] = {
    **dict.fromkeys(("plain_text_input", "email_text_input", "url_text_input", "number_input"), ("value", _text)),
    **dict.fromkeys(("static_select", "radio_buttons", "overflow"), ("selected_option", _option)),
    **dict.fromkeys(("checkboxes", "multi_static_select"), ("selected_options", _options)),
    "external_select": ("selected_option", _found_elsewhere),
    "datepicker": ("selected_date", _day),
    "timepicker": ("selected_time", _as_given),
    "datetimepicker": ("selected_date_time", _as_given),
    "users_select": ("selected_user", _as_given),
    "multi_users_select": ("selected_users", _as_given),
    "channels_select": ("selected_channel", _as_given),
    "multi_channels_select": ("selected_channels", _as_given),
    "conversations_select": ("selected_conversation", _as_given),
    "multi_conversations_select": ("selected_conversations", _as_given),
    "rich_text_input": ("rich_text_value", _as_given),
    "file_input": ("files", _as_given),
}
