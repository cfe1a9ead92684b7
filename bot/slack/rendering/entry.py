"""Places to enter something in a modal: one block for each, whose id says what it is for.

An update of a modal leaves what was entered where the ids stay the same. Where what there is to choose may change, the
id says among what one chooses (`among`): another choice is another place.
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

from bot.slack import ids, limits
from bot.slack.blocks import plain

MARK = "#"
"""Parts an id from what tells apart among what one chooses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is entered.

    Attributes:
        id: Of the block.
        label: What is asked.
        help: What to know of it; empty for nothing.
        required: Whether the modal is sent only with an answer.
        redraws: Whether what is entered here changes what else is asked.
    """

    id: str
    label: str
    help: str = ""
    required: bool = False
    redraws: bool = False

    @property
    def action(self) -> str:
        """Id of its element's action."""
        return ids.REPORT_CHANGED if self.redraws else ids.ENTERED

    def block(self, element: InputInteractiveElement) -> Block:
        """Return the block with its element."""
        return InputBlock(
            block_id=self.id,
            label=plain(self.label, limits.LABEL),
            hint=plain(self.help, limits.LABEL) if self.help else None,
            element=element,
            optional=not self.required,
            dispatch_action=self.redraws or None,
        )


def text(place: Place, value: str, *, limit: int, many: bool = False) -> Block:
    """Return a place for a text of at most so many characters, on one line or on many."""
    most = min(limit, limits.INPUT)
    element = PlainTextInputElement(
        action_id=place.action, initial_value=value[:most] or None, multiline=many, max_length=most
    )
    return place.block(element)


def one(place: Place, options: Sequence[Option], chosen: str | None) -> Block:
    """Return a place where one is chosen: all to be seen where they are few, else in a list.

    Args:
        place: The place.
        options: What there is.
        chosen: Value of the one that is chosen by now; None, or one that there is not, for none.
    """
    known = next((option for option in options if option.value == chosen), None)
    if len(options) <= limits.CHECKBOXES:
        return place.block(RadioButtonsElement(action_id=place.action, options=options, initial_option=known))
    return in_list(place, options, chosen)


def in_list(place: Place, options: Sequence[Option], chosen: str | None) -> Block:
    """Return a place where one is chosen from a list that unfolds; the arguments are those of `one`."""
    known = next((option for option in options if option.value == chosen), None)
    few = len(options) <= limits.OPTIONS
    element = StaticSelectElement(
        action_id=place.action,
        options=options if few else None,
        option_groups=None if few else _groups(options),
        initial_option=known,
    )
    return place.block(element)


def several(place: Place, options: Sequence[Option], chosen: Collection[str]) -> Block:
    """Return a place where any number of at most a hundred are chosen."""
    known = [option for option in options if option.value in chosen] or None
    if len(options) <= limits.CHECKBOXES:
        return place.block(CheckboxesElement(action_id=place.action, options=options, initial_options=known))
    element = StaticMultiSelectElement(action_id=place.action, options=options, initial_options=known)
    return place.block(element)


def day(place: Place, value: str) -> Block:
    """Return a place for a day, such as `2026-11-20`."""
    return place.block(DatePickerElement(action_id=place.action, initial_date=value or None))


def time(place: Place, value: str) -> Block:
    """Return a place for a time of day, such as `14:30`."""
    return place.block(TimePickerElement(action_id=place.action, initial_time=value or None))


def among(name: str, options: Iterable[Option]) -> str:
    """Return the id of a place where one chooses among these."""
    values = "\n".join(str(option.value) for option in options)
    return f"{name}{MARK}{sha256(values.encode()).hexdigest()[:8]}"


def _groups(options: Sequence[Option]) -> list[OptionGroup]:
    """Return options in groups of as many as Slack takes, each called by its first and its last."""
    cut = [options[start : start + limits.OPTIONS] for start in range(0, len(options), limits.OPTIONS)]
    return [
        OptionGroup(label=plain(f"{some[0].value} – {some[-1].value}", limits.OPTION), options=some) for some in cut
    ]
