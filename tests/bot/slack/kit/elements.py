"""Block elements: what each holds, and in which blocks and on which surfaces it may stand.

Source: https://docs.slack.dev/reference/block-kit/block-elements
"""

from collections.abc import Mapping
from typing import Final, Literal

from tests.bot.slack.kit.composition import (
    CHOICE,
    CONFIRM,
    DISPATCH,
    FILTER,
    GROUP,
    IMAGE_SOURCE,
    MOST_CHOICES,
    MOST_GROUPS,
    MOST_OPTIONS,
    MOST_OVERFLOW,
    ONE_SOURCE,
    OPTION,
    OVERFLOW_OPTION,
    STYLE,
    distinct_values,
    initial_is_offered,
    plain,
)
from tests.bot.slack.kit.rich_text import RICH_TEXT
from tests.bot.slack.kit.shape import (
    Check,
    anything,
    array,
    day,
    decimal,
    exactly_one,
    flag,
    in_order,
    integer,
    record,
    string,
    time_of_day,
    typed,
    url,
)

Surface = Literal["message", "modal", "home"]

MOST_INPUT = 3000

_ACTION = {"action_id": string(255)}
_CONFIRMED = {**_ACTION, "confirm": CONFIRM}
_FOCUSED = {"focus_on_load": flag}
_HINTED = {"placeholder": plain(150)}
_TYPED_INTO = {**_ACTION, **_FOCUSED, **_HINTED, "dispatch_action_config": DISPATCH}
_CHOSEN = {**_CONFIRMED, **_FOCUSED}
_MENU = {**_CHOSEN, **_HINTED}
_SEVERAL = {"max_selected_items": integer(1, MOST_OPTIONS)}
_STATIC = {"options": array(OPTION, MOST_OPTIONS), "option_groups": array(GROUP, MOST_GROUPS)}
_STATIC_RULES = (exactly_one("options", "option_groups"), distinct_values, initial_is_offered)
_RESPONDING = {"response_url_enabled": flag}
_FOLLOWING = {"default_to_current_conversation": flag, "filter": FILTER}
_ID, _IDS = string(255), array(string(255), MOST_OPTIONS)
_LABEL = {"accessibility_label": string(75)}
_VERDICT = record({"text": plain(75), "value": string(2000)}, _LABEL)

_BUTTONS: Mapping[str, Check] = {
    "button": typed(
        "button",
        {"text": plain(75)},
        {**_CONFIRMED, **_LABEL, "url": url(), "value": string(2000), "style": STYLE, "agent_prompt": string(4000)},
    ),
    "feedback_buttons": typed("feedback_buttons", {"positive_button": _VERDICT, "negative_button": _VERDICT}, _ACTION),
    "icon_button": typed(
        "icon_button",
        {"icon": string(255), "text": plain(75)},
        {**_CONFIRMED, **_LABEL, "value": string(2000), "visible_to_user_ids": array(string(255), 10)},
    ),
    "overflow": typed("overflow", {"options": array(OVERFLOW_OPTION, MOST_OVERFLOW)}, _CONFIRMED, distinct_values),
    "workflow_button": typed(
        "workflow_button", {"text": plain(75), "workflow": anything}, {**_CONFIRMED, **_LABEL, "style": STYLE}
    ),
}
_CHOICES: Mapping[str, Check] = {
    "checkboxes": typed(
        "checkboxes",
        {"options": array(CHOICE, MOST_CHOICES)},
        {**_CHOSEN, "initial_options": array(CHOICE, MOST_CHOICES)},
        distinct_values,
        initial_is_offered,
    ),
    "radio_buttons": typed(
        "radio_buttons",
        {"options": array(CHOICE, MOST_CHOICES)},
        {**_CHOSEN, "initial_option": CHOICE},
        distinct_values,
        initial_is_offered,
    ),
    "static_select": typed("static_select", {}, {**_MENU, **_STATIC, "initial_option": OPTION}, *_STATIC_RULES),
    "multi_static_select": typed(
        "multi_static_select",
        {},
        {**_MENU, **_SEVERAL, **_STATIC, "initial_options": array(OPTION, MOST_OPTIONS)},
        *_STATIC_RULES,
    ),
    "external_select": typed(
        "external_select", {}, {**_MENU, "initial_option": OPTION, "min_query_length": integer(0, 3000)}
    ),
    "multi_external_select": typed(
        "multi_external_select",
        {},
        {**_MENU, **_SEVERAL, "initial_options": array(OPTION, MOST_OPTIONS), "min_query_length": integer(0, 3000)},
    ),
}
_PEOPLE_AND_PLACES: Mapping[str, Check] = {
    "users_select": typed("users_select", {}, {**_MENU, "initial_user": _ID}),
    "multi_users_select": typed("multi_users_select", {}, {**_MENU, **_SEVERAL, "initial_users": _IDS}),
    "channels_select": typed("channels_select", {}, {**_MENU, **_RESPONDING, "initial_channel": _ID}),
    "multi_channels_select": typed("multi_channels_select", {}, {**_MENU, **_SEVERAL, "initial_channels": _IDS}),
    "conversations_select": typed(
        "conversations_select", {}, {**_MENU, **_RESPONDING, **_FOLLOWING, "initial_conversation": _ID}
    ),
    "multi_conversations_select": typed(
        "multi_conversations_select", {}, {**_MENU, **_SEVERAL, **_FOLLOWING, "initial_conversations": _IDS}
    ),
}
_TIMES: Mapping[str, Check] = {
    "datepicker": typed("datepicker", {}, {**_MENU, "initial_date": day}),
    "timepicker": typed("timepicker", {}, {**_MENU, "initial_time": time_of_day, "timezone": string(255)}),
    "datetimepicker": typed(
        "datetimepicker", {}, {**_CHOSEN, "initial_date_time": integer(1_000_000_000, 9_999_999_999)}
    ),
}
_WRITTEN: Mapping[str, Check] = {
    "plain_text_input": typed(
        "plain_text_input",
        {},
        {
            **_TYPED_INTO,
            "initial_value": string(MOST_INPUT, least=0),
            "multiline": flag,
            "min_length": integer(0, MOST_INPUT),
            "max_length": integer(1, MOST_INPUT),
        },
        in_order("min_length", "max_length"),
    ),
    "email_text_input": typed("email_text_input", {}, {**_TYPED_INTO, "initial_value": string(MOST_INPUT)}),
    "url_text_input": typed("url_text_input", {}, {**_TYPED_INTO, "initial_value": url()}),
    "number_input": typed(
        "number_input",
        {"is_decimal_allowed": flag},
        {**_TYPED_INTO, "initial_value": decimal, "min_value": decimal, "max_value": decimal},
        in_order("min_value", "max_value"),
    ),
    "rich_text_input": typed(
        "rich_text_input",
        {},
        {**_TYPED_INTO, "initial_value": RICH_TEXT, "min_lines": integer(1, 100), "max_lines": integer(1, 100)},
        in_order("min_lines", "max_lines"),
    ),
    "file_input": typed(
        "file_input", {}, {**_ACTION, "filetypes": array(string(20), 100), "max_files": integer(1, 10)}
    ),
}
_IMAGE: Mapping[str, Check] = {
    "image": typed("image", {"alt_text": string(2000)}, IMAGE_SOURCE, ONE_SOURCE),
}

ELEMENTS: Final[Mapping[str, Check]] = {
    **_BUTTONS,
    **_CHOICES,
    **_PEOPLE_AND_PLACES,
    **_TIMES,
    **_WRITTEN,
    **_IMAGE,
}

_ONLY_ON: Final[Mapping[str, frozenset[Surface]]] = {
    "datetimepicker": frozenset(("message", "modal")),
    "email_text_input": frozenset(("modal",)),
    "file_input": frozenset(("modal",)),
    "number_input": frozenset(("modal",)),
    "rich_text_input": frozenset(("modal", "home")),
    "url_text_input": frozenset(("modal",)),
    "workflow_button": frozenset(("message",)),
}
"""Elements that do not stand on every surface."""

_IN_ALL = frozenset((*_CHOICES, *_PEOPLE_AND_PLACES, "datepicker", "timepicker"))
_ALLOWED: Final[Mapping[str, frozenset[str]]] = {
    "actions": _IN_ALL | {"button", "overflow", "workflow_button", "datetimepicker", "rich_text_input"},
    "section": _IN_ALL | {"button", "overflow", "workflow_button", "image"},
    "input": _IN_ALL | frozenset(_WRITTEN) | {"datetimepicker"},
    "context": frozenset(("image",)),
    "context_actions": frozenset(("feedback_buttons", "icon_button")),
}
"""Which elements stand in which block, by the unions of @slack/types 3.2."""


def elements_of(block: str, surface: Surface) -> Mapping[str, Check]:
    """Return what may stand in this block on this surface, by type."""
    return {name: ELEMENTS[name] for name in _ALLOWED[block] if surface in _ONLY_ON.get(name, (surface,))}
