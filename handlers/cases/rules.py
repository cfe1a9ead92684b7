"""How an organisation handles cases: settings of its deployment."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """The collection notice: what whoever collects personal information must say.

    Attributes:
        authority: The law that allows it.
        purpose: What it is for.
        contact: Who answers questions about it.
    """

    authority: str
    purpose: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The records schedule under which ended cases may be disposed of.

    Attributes:
        name: Of the schedule.
        authority: Who approved it.
        after: How long after a case ended.
    """

    name: str
    authority: str
    after: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How one organisation handles cases.

    Attributes:
        acknowledge_within: Time in which a recipient says that they have it.
        acknowledge_at_once_within: The same where the first step of the route is to be told at once, if it is shorter.
        acknowledge_urgent_within: The same where somebody may be in danger.
        remind_share: From this share of a time limit on, whoever it binds is reminded.
        outcomes: What a closed report can come to.
        decisions: What can be decided on a disclosure.
        review_after: How long after a decision a disclosure is due for review; None for never.
        kept: Where cases are kept, in a sentence to the reporter.
        collection: None in local use alone.
        schedule: None where nothing is disposed of.
    """

    acknowledge_within: timedelta = timedelta(days=2)
    acknowledge_at_once_within: timedelta = timedelta(hours=4)
    acknowledge_urgent_within: timedelta = timedelta(hours=1)
    remind_share: float = 0.75
    outcomes: tuple[str, ...] = ("resolved", "no action needed", "handed to another process", "could not be resolved")
    decisions: tuple[str, ...] = (
        "no conflict",
        "allowed with conditions",
        "not allowed",
        "handed to another process",
    )
    review_after: timedelta | None = timedelta(days=365)
    kept: str = "in the assistant's own database, encrypted"
    collection: Collection | None = None
    schedule: Schedule | None = None

    def __post_init__(self) -> None:
        """Refuse time limits that end as they begin: what is due then would be due again at once.

        Raises:
            ValueError: A time is not longer than none, or the share is not between 0 and 1.
        """
        times = [self.acknowledge_within, self.acknowledge_at_once_within, self.acknowledge_urgent_within]
        times += [self.review_after] if self.review_after is not None else []
        if min(times) <= timedelta(0):
            raise ValueError("the times to acknowledge and to review must be longer than no time")
        if not 0 < self.remind_share < 1:
            raise ValueError(f"remind_share must be between 0 and 1; it is {self.remind_share}")


class Practice(Protocol):
    """Knows the rules of every organisation."""

    def rules(self, organisation: str) -> Rules:
        """Return the rules of an organisation; those that come with the product where it has none."""
        ...
