"""What was measured, as a table, and which goals were met."""

import statistics
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.slack_load.load import Measured
from benchmarks.slack_load.sending import Request

MOST_ACKNOWLEDGING = 1.0
"""Seconds in which every request is to be acknowledged."""
MOST_RATIO = 3.0
"""Times a lone answer's time, within which 95% of the answers are to be there."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that is to be so.

    Attributes:
        name: Of it.
        measured: What is.
        is_met: Whether it is.
    """

    name: str
    measured: str
    is_met: bool


def percentile(values: Sequence[float], share: float) -> float:
    """Return the least of some values that so great a share of them does not exceed; 0 where there are none."""
    ordered = sorted(values)
    return ordered[max(0, -int(-len(ordered) * share // 1) - 1)] if ordered else 0.0


def lone_times(requests: Iterable[Request]) -> dict[str, float]:
    """Return the median time of each kind of request, in seconds."""
    times: dict[str, list[float]] = {}
    for one in requests:
        if one.seconds is not None and not one.again:
            times.setdefault(one.kind, []).append(one.seconds)
    return {kind: statistics.median(found) for kind, found in times.items()}


def ratios(requests: Iterable[Request], lone: Mapping[str, float], kinds: Collection[str]) -> list[float]:
    """Return how many times as long as alone each answer took, of these kinds; what was not answered took for ever."""
    asked = [one for one in requests if one.kind in kinds and not one.again]
    return [float("inf") if one.is_lost or one.seconds is None else one.seconds / lone[one.kind] for one in asked]


def rows(measured: Measured, lone: Mapping[str, float]) -> Iterator[str]:
    """Yield the table: a line a kind of request, times in milliseconds."""
    yield f"{'':14}{'':>6} | acknowledged: {'p50':>4}{'p95':>6}{'p99':>6}{'max':>6} | answered: {'alone':>6}" + (
        f"{'p50':>6}{'p95':>6}{'max':>6} | p95/alone | lost"
    )
    kinds = dict.fromkeys(one.kind for one in measured.requests)
    for kind in kinds:
        some = [one for one in measured.requests if one.kind == kind]
        yield f"{kind:14}{len(some):>6} | {_acknowledged(some)} | {_answered(some, lone.get(kind))}"
    yield f"{'all':14}{len(measured.requests):>6} | {_acknowledged(measured.requests)} |"


def _acknowledged(some: Sequence[Request]) -> str:
    times = [one.acknowledged for one in some]
    shown = [percentile(times, share) for share in (0.5, 0.95, 0.99, 1)]
    return f"{'':12}" + "".join(f"{one * 1000:6.0f}" for one in shown)


def _answered(some: Sequence[Request], lone: float | None) -> str:
    times = [one.seconds for one in some if one.seconds is not None and not one.again]
    middle, most, slowest = (percentile(times, share) for share in (0.5, 0.95, 1))
    lost = sum(one.is_lost for one in some if not one.again)
    alone, ratio = (f"{lone * 1000:6.0f}", f"{most / lone:9.1f}") if lone else (f"{'-':>6}", f"{'-':>9}")
    shown = "".join(f"{one * 1000:6.0f}" for one in (middle, most, slowest))
    return f"{'':10}{alone}{shown} | {ratio} | {lost:4}"


def goals(measured: Measured, lone: Mapping[str, float], answers: Collection[str], *, doubled: int) -> Iterator[Goal]:
    """Yield the goals of what was answered.

    Args:
        measured: Under load.
        lone: Time of each kind alone.
        answers: The kinds that are answers.
        doubled: How many answers came twice.
    """
    slowest = max((one.acknowledged for one in measured.requests), default=0.0)
    late = sum(one.acknowledged > MOST_ACKNOWLEDGING for one in measured.requests)
    refused = sum(one.status != 200 for one in measured.requests)
    lost = sum(one.is_lost for one in measured.requests if not one.again)
    again = sum(one.again for one in measured.requests)
    yield Goal("acknowledged within 1 s", f"{late} later, the slowest after {slowest:.2f} s", late == 0)
    yield Goal("refused", f"{refused} of {len(measured.requests)}", refused == 0)
    yield Goal("lost", f"{lost} of {len(measured.requests) - again}", lost == 0)
    yield Goal("doubled", f"{doubled}, with {again} events sent twice", doubled == 0)
    found = ratios(measured.requests, lone, answers)
    middle, most = percentile(found, 0.5), percentile(found, 0.95)
    words = f"95% within {most:.1f}, half within {middle:.1f} times the time alone"
    yield Goal("answers within 3 times", words, bool(found) and most <= MOST_RATIO)


def filed_goal(confirmed: Collection[str], kept: Sequence[str]) -> Goal:
    """Return the goal that every report is kept, once."""
    lost, more = len({*confirmed} - {*kept}), len(kept) - len({*confirmed} & {*kept})
    words = f"{len(confirmed)} confirmed, {len(kept)} kept: {lost} lost, {more} of which nobody was told"
    return Goal("reports", words, not lost and not more)
