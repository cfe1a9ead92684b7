"""What is looked for: a rule is a value, with its source beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Family = Literal["identifier", "coordinates", "place", "phone", "email"]

SEPARATOR = r"[\p{Zs}\p{Pd}.−]"
"""What stands between groups of digits; patterns are for the `regex` library, which presidio reads them with."""

BEFORE_NUMBER = r"(?<![\w$€£@])(?<!\d[.,/−\p{Pd}])(?<!\b\d{3}\p{Zs})"
"""A number does not go on to the left, and is no price."""

AFTER_NUMBER = r"(?![\w@])(?![.,/−\p{Pd}]\d)(?!\p{Zs}\d{3}\b)"
"""A number does not go on to the right."""


def number(pattern: str) -> str:
    """Return a pattern of digits with `_` for an optional separator, as a number that stands by itself."""
    return BEFORE_NUMBER + pattern.replace("_", SEPARATOR + "?") + AFTER_NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Something that is looked for. Scores are from 0 to 1.

    Attributes:
        entity: Its name among presidio's entities.
        what: What it is, in plain words.
        family: How its surroundings are weighed.
        patterns: Of what it looks like, for the `regex` library, letters of any case; none where presidio's own
            recognizer finds it. Every repetition is bounded.
        label: Of the words that name it, for `re`, letters of any case; None where nothing has to.
        reach: How far away the label may be, in characters.
        base: The score with a label where nothing shows whose it is.
        known: The score where it is shown to be somebody else's.
        alone: The score of what has no label and does not fail the check; 0 where it is nothing then.
        check: Tells whether what was found can be it, by its check digit or its date; None where nothing can tell.
        required: Whether what fails the check is nothing even with a label.
        at_home: Whether an address is one only where somebody is said to live.
        source: Where its form is described.
    """

    entity: str
    what: str
    family: Family
    patterns: tuple[str, ...] = ()
    label: str | None = None
    reach: int = 50
    base: float = 0.9
    known: float = 0.9
    alone: float = 0.0
    check: Callable[[str], bool] | None = None
    required: bool = False
    at_home: bool = False
    source: str
