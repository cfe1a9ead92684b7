"""How good checks are: labelled drafts against what is found in them (labels: the project's evaluation format)."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.cli.shares import share, wilson
from handlers.check.messages import Finding, Screened

_LEAST_OVERLAP = 1 / 3
"""Part of the shorter of two spans that both must share to be the same."""

_ROUNDS = 1000
_OUTER = 0.025

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOutcome:
    """One labelled draft and what was found in it above a note.

    Attributes:
        record: As in the file.
        screened: What was found.
        expected: Categories that it carries.
        found: Categories that were found in it.
    """

    record: dict[str, Any] = field(repr=False)
    screened: Screened
    expected: frozenset[str] = field(init=False)
    found: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Gather the categories once: the figures ask for them thousands of times."""
        expected = (one["category"] for one in self.record["expected"])
        found = (one.category for one in self.screened.findings if one.severity != "note")
        object.__setattr__(self, "expected", frozenset(expected))
        object.__setattr__(self, "found", frozenset(found))

    def spans(self) -> list[bool]:
        """Return for each category that was rightly found whether its words are the right ones."""
        return [self._is_marked(one) for one in self.record["expected"] if one["category"] in self.found]

    def _is_marked(self, expected: dict[str, str]) -> bool:
        start = self.record["draft"].find(expected["span"])
        wanted = (start, start + len(expected["span"]))
        found = (one for one in self.screened.findings if one.category == expected["category"])
        return start >= 0 and any(_same(wanted, one) for one in found if one.severity != "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and F1 of a category; 0 to 1, None where there is nothing to count."""

    expected: int
    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFigures:
    """Figures of a set of drafts.

    Attributes:
        categories: By category.
        micro, macro: F1 over all (draft, category) pairs; mean F1 of the categories that occur.
        micro_interval, macro_interval: Their 95% intervals (bootstrap over drafts).
        passed: Clean drafts without a finding above a note, with 95% interval.
        caught: Drafts with a problem whose verdict is not clear, with 95% interval.
        spans: Rightly found categories whose words are the right ones.
    """

    categories: dict[str, Score]
    micro: float
    macro: float
    micro_interval: Interval
    macro_interval: Interval
    passed: tuple[float, Interval] | None
    caught: tuple[float, Interval] | None
    spans: float | None


def figures(outcomes: Sequence[DraftOutcome]) -> DraftFigures:
    """Return the figures of a set of drafts."""
    names = sorted({name for one in outcomes for name in one.expected | one.found})
    clean = [not one.found for one in outcomes if not one.expected]
    problem = [one.screened.verdict != "clear" for one in outcomes if one.expected]
    return DraftFigures(
        categories={name: _score(outcomes, name) for name in names},
        micro=_micro(outcomes),
        macro=_macro(outcomes),
        micro_interval=_interval(outcomes, _micro),
        macro_interval=_interval(outcomes, _macro),
        passed=_with_interval(clean),
        caught=_with_interval(problem),
        spans=share([right for one in outcomes for right in one.spans()]),
    )


def _same(wanted: Interval | tuple[int, int], finding: Finding) -> bool:
    shared = min(wanted[1], finding.end) - max(wanted[0], finding.start)
    return shared > 0 and shared >= _LEAST_OVERLAP * min(wanted[1] - wanted[0], finding.end - finding.start)


def _score(outcomes: Sequence[DraftOutcome], name: str) -> Score:
    right, found, expected = _counts(outcomes, [name])
    return Score(
        expected=expected,
        precision=right / found if found else None,
        recall=right / expected if expected else None,
        f1=2 * right / (found + expected) if found + expected else None,
    )


def _counts(outcomes: Sequence[DraftOutcome], names: Sequence[str]) -> tuple[int, int, int]:
    """Return how many pairs of draft and category are rightly found, found, and expected."""
    wanted = set(names)
    return (
        sum(len(one.expected & one.found & wanted) for one in outcomes),
        sum(len(one.found & wanted) for one in outcomes),
        sum(len(one.expected & wanted) for one in outcomes),
    )


def _micro(outcomes: Sequence[DraftOutcome]) -> float:
    right = sum(len(one.expected & one.found) for one in outcomes)
    total = sum(len(one.found) + len(one.expected) for one in outcomes)
    return 2 * right / total if total else 1.0


def _macro(outcomes: Sequence[DraftOutcome]) -> float:
    names = {name for one in outcomes for name in one.expected}
    scores = [_score(outcomes, name).f1 or 0.0 for name in names]
    return sum(scores) / len(scores) if scores else 1.0


def _interval(outcomes: Sequence[DraftOutcome], figure: Callable[[Sequence[DraftOutcome]], float]) -> Interval:
    rng = random.Random(0)
    drawn = sorted(figure(rng.choices(outcomes, k=len(outcomes))) for _ in range(_ROUNDS))
    return drawn[int(_OUTER * _ROUNDS)], drawn[int((1 - _OUTER) * _ROUNDS) - 1]


def _with_interval(values: Sequence[bool]) -> tuple[float, Interval] | None:
    return (sum(values) / len(values), wilson(sum(values), len(values))) if values else None
