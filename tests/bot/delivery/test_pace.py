"""Waits between tries, and when somebody else is told."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.pace import Pace
from bot.delivery.sender import Reason

PACE = Pace()


class Highest(Random):
    """Chance that always falls to the longest wait."""

    def random(self) -> float:
        """Return the highest."""
        return 1.0


@pytest.mark.parametrize(
    ("urgency", "seconds"),
    [(1, [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]), (0, [5, 10, 20, 40, 60, 60])],
)
def test_waits_grow_to_the_longest(urgency: int, seconds: list[int]) -> None:
    """Twice as long after each failure; where somebody may be in danger, a minute at the most."""
    waits = [PACE.wait(urgency, failures, "refused", Highest()) for failures in range(1, len(seconds) + 1)]
    assert waits == [timedelta(seconds=one) for one in seconds]


@settings(deadline=None)
@given(urgency=st.integers(0, 9), failures=st.integers(1, 10**9), seed=st.integers())
def test_it_is_never_given_up_and_never_hammered(urgency: int, failures: int, seed: int) -> None:
    """Whatever happened so often, there is a next try: after a second, or up to the longest wait."""
    wait = PACE.wait(urgency, failures, "unreachable", Random(seed))
    assert timedelta(seconds=1) <= wait <= (timedelta(minutes=1) if urgency == 0 else timedelta(minutes=15))


def test_those_who_failed_together_do_not_come_back_together() -> None:
    """The waits are spread over the whole of what they may be."""
    chance = Random(1)
    waits = sorted(PACE.wait(1, 9, "refused", chance) for _ in range(200))
    assert waits[20] < timedelta(minutes=3)
    assert waits[-20] > timedelta(minutes=12)


def test_the_same_chance_gives_the_same_waits() -> None:
    """So that tests can tell."""
    one, other = Random(7), Random(7)
    assert [PACE.wait(1, n, "refused", one) for n in range(1, 9)] == [
        PACE.wait(1, n, "refused", other) for n in range(1, 9)
    ]


def test_what_only_people_can_mend_is_tried_slowly_and_told_at_once() -> None:
    """A way that nobody set up."""
    assert PACE.wait(1, 1, "no way set up", Random(1)) == timedelta(minutes=15)
    assert PACE.wait(0, 1, "no way set up", Random(1)) == timedelta(minutes=1)
    assert PACE.is_alarming(1, 1, "no way set up", timedelta(0))


@pytest.mark.parametrize(("urgency", "after"), [(0, 2), (1, 8), (3, 8)])
def test_somebody_else_is_told_after_so_many_failures(urgency: int, after: int) -> None:
    """Sooner where somebody may be in danger; of a mailbox that is refused, however soon that was."""
    assert not PACE.is_alarming(urgency, after - 1, "refused", timedelta(days=1))
    assert PACE.is_alarming(urgency, after, "refused", timedelta(0))


@pytest.mark.parametrize("reason", ["deferred", "unreachable", "timeout", "unknown", "throttled", "login"])
@pytest.mark.parametrize(
    ("urgency", "after", "until"),
    [(0, 2, timedelta(minutes=2)), (1, 8, timedelta(hours=1)), (3, 8, timedelta(hours=1))],
)
def test_an_outage_is_waited_out_for_a_while(reason: Reason, urgency: int, after: int, until: timedelta) -> None:
    """Whoever else is told would be told through the same service; some minutes at most where there may be danger."""
    assert not PACE.is_alarming(urgency, 99, reason, until - timedelta(seconds=1))
    assert not PACE.is_alarming(urgency, after - 1, reason, until)
    assert PACE.is_alarming(urgency, after, reason, until)


def test_nobody_else_tries_while_a_try_runs() -> None:
    """The lease is longer than the limit."""
    assert PACE.lease > PACE.limit
