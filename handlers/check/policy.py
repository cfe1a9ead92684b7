"""Evidence -> findings: what an organisation's rules make of what the detectors saw.

The rules themselves are data (`knowledge/screening`); here stands how they are applied. Where a draft shows nothing of
the work, only rules that say so hold; where they leave speech alone, what was said of it is a note at most.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handlers.check.evidence import Draft, Evidence
from handlers.check.messages import Severity
from knowledge.screening import Screening
from knowledge.screening_records import Category, Rule

_ENOUGH = 0.5
"""Evidence counts from this score on."""

_SURE = 0.75
"""From this score on a finding is as severe as its rule; below, it wants a second look at most."""

_MOST_PLACES = 500
"""More places of one category help nobody; those that are left out come up when a draft is checked again."""

_TIES = ("work_tie", "close_tie")

_WEIGHT: dict[Severity, int] = {"violation": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A finding before it is put into words.

    Attributes:
        rule: On which it rests, or None for a note on which the organisation's texts say nothing.
        start, end: Code points of the text that was read.
        score: Of its evidence.
        instead, detail: As of its evidence.
    """

    category: Category
    rule: Rule | None
    severity: Severity
    start: int
    end: int
    score: float
    instead: str | None
    detail: str


def judge(draft: Draft, evidence: Sequence[Evidence], screening: Screening) -> list[Judged]:
    """Return what the rules find, the weightiest first.

    Args:
        draft: What was read.
        evidence: Of all detectors; kinds that are no category are circumstances.
        screening: The rules.
    """
    every = [one for category in screening.categories.values() for one in _judge(category, draft, evidence, screening)]
    found = [one for one in every if not _is_told_elsewhere(one, every)]
    return sorted(found, key=weight)


def weight(one: Judged) -> tuple[int, float, int]:
    """Return by what findings are put in order, the weightiest first."""
    return _WEIGHT[one.severity], -one.score, one.start


def strongest(kind: str, evidence: Iterable[Evidence]) -> float:
    """Return the score of the strongest evidence of a kind; 0 without any."""
    return max((one.score for one in evidence if one.kind == kind), default=0.0)


def has_work_tie(draft: Draft, evidence: Sequence[Evidence]) -> bool:
    """Tell whether a draft shows anything of the work; an official one always does."""
    return draft.capacity == "official" or max(strongest(kind, evidence) for kind in _TIES) >= _ENOUGH


def is_about_work(draft: Draft, evidence: Sequence[Evidence]) -> bool:
    """Tell whether a draft is about the work, which is more than showing it; an official one always is."""
    return draft.capacity == "official" or strongest("close_tie", evidence) >= _ENOUGH


def _judge(category: Category, draft: Draft, evidence: Sequence[Evidence], screening: Screening) -> Iterator[Judged]:
    rule = screening.rule(category.id, draft.organisation, draft.capacity)
    seen = [one for one in evidence if one.kind == category.id and one.score >= _ENOUGH]
    tied = has_work_tie(draft, evidence)
    if category.absence:
        best = max(seen, key=lambda one: one.score, default=None)
        # What seems to be there after all, such as the wording of a disclaimer, outweighs what is less sure; but who
        # hides behind a false name may well name the organisation.
        there = 0.0 if best and _is_hidden(best, draft) else strongest(category.absence, evidence)
        if rule and best and tied and best.score > there:
            yield _judged(category, rule, rule.severity if _is_hidden(best, draft) else "warning", best)
        return
    # What is more surely something else, such as an office's own number, is not this.
    explained = [one for one in evidence if one.kind == category.unless]
    for one in _apart(seen):
        severity = _severity(category, rule, one, tied=tied)
        if severity and not any(other.score > one.score and _covers_most(other, one) for other in explained):
            yield _judged(category, rule, severity, one)


def _covers_most(one: Evidence | Judged, of: Evidence | Judged) -> bool:
    return 2 * (min(one.end, of.end) - max(one.start, of.start)) > of.end - of.start


def _is_hidden(seen: Evidence, draft: Draft) -> bool:
    """Tell whether words hide on purpose what is missing, which is more than a slip."""
    return (seen.start, seen.end) != (0, len(draft.text)) and seen.score >= _SURE


def _is_told_elsewhere(one: Judged, every: Sequence[Judged]) -> bool:
    """Tell whether most of the words are found under a more specific category: one leak is told once.

    That finding must be as sure, and as severe: telling more exactly what it is makes nothing harmless.
    """
    return any(
        _covers_most(other, one) and other.score >= one.score and _WEIGHT[other.severity] <= _WEIGHT[one.severity]
        for other in every
        if other.category.id in one.category.yields_to and other.severity != "note"
    )


def _severity(category: Category, rule: Rule | None, seen: Evidence, *, tied: bool) -> Severity | None:
    binds = rule is not None and (tied or rule.without_work_tie)
    if rule is None or not binds:
        return "note" if category.lawful and seen.score >= _SURE else None
    free_speech = not tied and category.lawful is not None
    return "warning" if seen.score < _SURE or free_speech else rule.severity


def _judged(category: Category, rule: Rule | None, severity: Severity, seen: Evidence) -> Judged:
    return Judged(
        category=category,
        rule=rule,
        severity=severity,
        start=seen.start,
        end=seen.end,
        score=seen.score,
        instead=seen.instead,
        detail=seen.detail,
    )


def _apart(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return evidence of which no two places overlap, the strongest first, and no more than helps."""
    kept: list[Evidence] = []
    places: list[tuple[int, int]] = []
    for one in sorted(evidence, key=lambda one: -one.score):
        next_ = bisect_left(places, (one.end, 0))
        if len(kept) < _MOST_PLACES and not (next_ and places[next_ - 1][1] > one.start):
            places.insert(next_, (one.start, one.end))
            kept.append(one)
    return kept
