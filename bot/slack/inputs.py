"""The fields of modals. Each block holds one element, and both go by the field's name."""

from collections.abc import Collection, Mapping, Sequence

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticMultiSelectElement,
    StaticSelectElement,
)

from bot.slack import limits
from bot.slack.blocks import plain
from bot.slack.incoming import Shown

NOT_SAID = "-"
"""Value of the option by which nothing is said: Slack takes none that is empty."""


def field(element: InputInteractiveElement, label: str, *, hint: str = "", optional: bool = False) -> Block:
    """Return a field.

    Args:
        element: What is filled in; its action's id is the field's name.
        label: What is asked.
        hint: What helps to answer.
        optional: Whether it may stay empty.
    """
    return InputBlock(
        block_id=element.action_id,
        label=plain(label, limits.LABEL),
        element=element,
        hint=plain(hint, limits.LABEL) if hint else None,
        optional=optional,
    )


def lines(name: str, limit: int = limits.SECTION) -> PlainTextInputElement:
    """Return what takes text of several lines, of at most so many characters."""
    return PlainTextInputElement(action_id=name, multiline=True, max_length=min(limit, limits.SECTION))


def select(name: str, options: Sequence[Option], chosen: str) -> StaticSelectElement:
    """Return what takes one of many options; `chosen` is the value of the one that is chosen to begin with."""
    return StaticSelectElement(action_id=name, options=options, initial_option=_of(options, chosen))


def radio(name: str, options: Sequence[Option], chosen: str) -> RadioButtonsElement:
    """Return what takes one of a few options, all of them seen; `chosen` is as with `select`."""
    return RadioButtonsElement(action_id=name, options=options, initial_option=_of(options, chosen))


def several(name: str, options: Sequence[Option]) -> StaticMultiSelectElement:
    """Return what takes any number of many options."""
    return StaticMultiSelectElement(action_id=name, options=options)


def text_of(shown: Shown, name: str) -> str:
    """Return what was entered into a field as text, or chosen in it; nothing where the field is not there."""
    found = shown.entered.get(name, {}).get(name, "")
    return found if isinstance(found, str) else ""


def all_of(shown: Shown, name: str) -> tuple[str, ...]:
    """Return all that was chosen in a field that takes several options."""
    found = shown.entered.get(name, {}).get(name, ())
    return found if isinstance(found, tuple) else ()


def said_of(shown: Shown, name: str, known: Collection[str]) -> str | None:
    """Return the option that was chosen; None for what is not known, as where nothing was said."""
    found = text_of(shown, name)
    return found if found in known else None


def _of(options: Sequence[Option], value: str) -> Option | None:
    known: Mapping[str | None, Option] = {one.value: one for one in options}
    return known.get(value)
