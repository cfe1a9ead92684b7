"""The cases that somebody has to see to, as far as Slack knows who they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.slack.incoming import Somebody
from bot.slack.parts import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case that has not ended, as one of its recipients finds it.

    Attributes:
        number: Of the case.
        about: What it is about, as it may be told where others might look over their shoulder.
        by: By when something is to be done about it, or None.
        urgent: Whether somebody may be in danger, or its time has passed.
        token: Opens it to this recipient; value of the button `ids.RECEIVED`.
    """

    number: str
    about: str = field(repr=False)
    by: datetime | None
    urgent: bool
    token: str = field(repr=False)


async def open_cases(parts: Parts, who: Somebody) -> Sequence[OpenCase]:  # noqa: ARG001 - nothing is brought to Slack yet
    """Return the open cases of a recipient, the most pressing first; none of somebody who receives none."""
    return ()
