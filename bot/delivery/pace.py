"""How often the courier tries, how long it waits, and when it tells somebody else."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from bot.delivery.sender import AWAY, Reason

_URGENT = 0
_OF_THE_SERVICE: frozenset[Reason] = AWAY | {"throttled", "untrusted", "login", "not offered"}
"""Reasons for which whoever else is told would mostly not be reached either."""

_LEAST = timedelta(seconds=1)
_MOST_DOUBLINGS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The courier's pace.

    Attributes:
        at_once: How many notices are on their way at the same time.
        limit: How long one try may take.
        lease: How long nobody else tries the same notice; longer than the limit, and what a notice waits for after the
            courier was killed in the middle of a try.
        base: What the waits grow from.
        longest: The longest wait between two tries.
        longest_urgent: The same where somebody may be in danger.
        alarm_after: Failures after which somebody else is told.
        alarm_after_urgent: The same where somebody may be in danger.
        away_for: How old a notice must be by then where it is the service that fails: an outage must not hand cases to
            more and more people, who are reached by the same service.
        away_for_urgent: The same where somebody may be in danger.
        idle: How long the courier rests at the most.
        look_every: How long it is between looks at what time does to cases.
        grace: How long tries that run may go on when the courier is stopped.
    """

    at_once: int = 8
    limit: timedelta = timedelta(seconds=75)
    lease: timedelta = timedelta(seconds=90)
    base: timedelta = timedelta(seconds=5)
    longest: timedelta = timedelta(minutes=15)
    longest_urgent: timedelta = timedelta(minutes=1)
    alarm_after: int = 8
    alarm_after_urgent: int = 2
    away_for: timedelta = timedelta(hours=1)
    away_for_urgent: timedelta = timedelta(minutes=2)
    idle: timedelta = timedelta(seconds=3)
    look_every: timedelta = timedelta(minutes=1)
    grace: timedelta = timedelta(seconds=5)

    def wait(self, urgency: int, failures: int, reason: Reason, chance: Random) -> timedelta:
        """Return how long to wait for the next try.

        Args:
            urgency: Of the notice.
            failures: How often it was not taken, 1 or more.
            reason: Why it was not, the last time.
            chance: Spreads the tries, so that those who failed together do not come back together.
        """
        longest = self.longest_urgent if urgency == _URGENT else self.longest
        if reason == "no way set up":
            return longest  # it is mended by hand
        doublings = min(failures - 1, _MOST_DOUBLINGS)
        most = min(longest, self.base * 2.0**doublings)
        return max(_LEAST, most * chance.random())

    def is_alarming(self, urgency: int, failures: int, reason: Reason, age: timedelta) -> bool:
        """Tell whether somebody else should be told; at once where no further try can help.

        Args:
            urgency: Of the notice.
            failures: How often it was not taken.
            reason: Why it was not, the last time.
            age: Time since it was kept.
        """
        if reason == "no way set up":
            return True
        is_urgent = urgency == _URGENT
        away_for = self.away_for_urgent if is_urgent else self.away_for
        is_waited_out = reason not in _OF_THE_SERVICE or age >= away_for
        return is_waited_out and failures >= (self.alarm_after_urgent if is_urgent else self.alarm_after)
