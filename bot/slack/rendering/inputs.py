"""Inputs of modals: what asks for something. Each is a block of one element, and both go by its name.

An update of a modal leaves what was entered where the names stay the same. Where what there is to choose may change,
the name says among what one chooses (`among`): another choice is another input. `Entered` reads them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    OptionGroup,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticMultiSelectElement,
    StaticSelectElement,
    TimePickerElement,
)

from bot.slack import limits
from bot.slack.ids import AMONG
from bot.slack.rendering.blocks import plain
from bot.slack.rendering.text import shortened

NOT_SAID = "-"
"""Value of the option by which nothing is said: Slack takes none that is empty."""
_HALF = 35
"""Characters of each of the two names by which a group is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What is asked, whatever is entered in it.

    Attributes:
        name: Id of the block.
        label: What is asked.
        hint: What helps to answer; empty for nothing.
        required: Whether the modal is sent only with an answer.
        placeholder: What stands in a list until one is chosen; empty for what Slack says there.
        heard: Id of the action by which it is heard at once what is entered; otherwise it comes with the modal.
    """

    name: str
    label: str
    hint: str = ""
    required: bool = False
    placeholder: str = ""
    heard: str = ""

    @property
    def action(self) -> str:
        """Id of its element's action."""
        return self.heard or self.name

    def block(self, element: InputInteractiveElement) -> Block:
        """Return the block with its element."""
        return InputBlock(
            block_id=self.name,
            label=plain(self.label, limits.LABEL),
            hint=plain(self.hint, limits.LABEL) if self.hint else None,
            element=element,
            optional=not self.required,
            dispatch_action=bool(self.heard) or None,
        )


def text(asked: Input, value: str = "", *, limit: int, many: bool = False, first: bool = False) -> Block:
    """Return what takes text.

    Args:
        asked: What is asked.
        value: That stands in it already.
        limit: Characters that it takes; Slack may take fewer.
        many: Whether it has many lines.
        first: Whether one writes into it as soon as the modal is open.
    """
    most = min(limit, limits.INPUT)
    element = PlainTextInputElement(
        action_id=asked.action,
        initial_value=value[:most] or None,
        multiline=many,
        max_length=most,
        focus_on_load=first or None,
    )
    return asked.block(element)


def one(asked: Input, options: Sequence[Option], chosen: str | None = None, *, unfolds: bool = False) -> Block:
    """Return what takes one option: all are seen where they are few, else they are in a list that unfolds.

    Args:
        asked: What is asked.
        options: What there is.
        chosen: Value of the one that is chosen by now; None, or one that there is not, for none.
        unfolds: Whether they are in a list even where they are few.
    """
    known = next((option for option in options if option.value == chosen), None)
    if len(options) <= limits.CHECKBOXES and not unfolds:
        return asked.block(RadioButtonsElement(action_id=asked.action, options=options, initial_option=known))
    few = len(options) <= limits.OPTIONS
    element = StaticSelectElement(
        action_id=asked.action,
        options=options if few else None,
        option_groups=None if few else _groups(options),
        initial_option=known,
        placeholder=plain(asked.placeholder, limits.PLACEHOLDER) if asked.placeholder else None,
    )
    return asked.block(element)


def several(asked: Input, options: Sequence[Option], chosen: Collection[str] = (), *, unfolds: bool = False) -> Block:
    """Return what takes any number of at most a hundred options; the arguments are those of `one`."""
    known = [option for option in options if option.value in chosen] or None
    if len(options) <= limits.CHECKBOXES and not unfolds:
        return asked.block(CheckboxesElement(action_id=asked.action, options=options, initial_options=known))
    element = StaticMultiSelectElement(action_id=asked.action, options=options, initial_options=known)
    return asked.block(element)


def day(asked: Input, value: str) -> Block:
    """Return what takes a day, such as `2026-11-20`."""
    return asked.block(DatePickerElement(action_id=asked.action, initial_date=value or None))


def time(asked: Input, value: str) -> Block:
    """Return what takes a time of day, such as `14:30`."""
    return asked.block(TimePickerElement(action_id=asked.action, initial_time=value or None))


def among(name: str, options: Iterable[Option]) -> str:
    """Return the name of an input where one chooses among these."""
    values = "\n".join(str(option.value) for option in options)
    return f"{name}{AMONG}{sha256(values.encode()).hexdigest()[:8]}"


def _groups(options: Sequence[Option]) -> list[OptionGroup]:
    """Return options in groups of as many as Slack takes, each called by its first and its last."""
    cut = [options[start : start + limits.OPTIONS] for start in range(0, len(options), limits.OPTIONS)]
    return [OptionGroup(label=plain(_from_to(some[0], some[-1]), limits.OPTION), options=some) for some in cut]


def _from_to(first: Option, last: Option) -> str:
    return " – ".join(shortened(one.text or "", _HALF) for one in (first, last))
