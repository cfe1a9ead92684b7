"""How far a case has come with each of those to whom it went."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from handlers.cases.case import Assignment, Case
from handlers.cases.kept_out import is_out

Standing = Literal["on_its_way", "not_reached", "told_instead", "here", "reached", "has_it", "kept_out", "taken_away"]
"""On its way; nobody took it yet though it was time (and somebody else was told); kept in the assistant, which notifies
nobody; taken by a service of theirs; they said that they have it; involved, as the reporter says; their links are void.
"""


def standing(case: Case, one: Assignment) -> Standing:
    """Return how far a case has come with somebody, as its reporter and whoever holds the keys may know it."""
    if is_out(one.person, case.out):
        return "kept_out"
    return "taken_away" if one.revoked else reached(case, one)


def reached(case: Case, one: Assignment) -> Standing:
    """Return how far a case came with somebody, whether they may see it still or not."""
    if one.acknowledged_at:
        return "has_it"
    if one.person.is_here:
        return "here"
    if one.delivered_at:
        return "reached"
    if one.escalated_at is None:
        return "on_its_way"
    others = (other for other in case.assignments if other is not one)
    return "told_instead" if _is_anybody_told(others, one.escalated_at) else "not_reached"


def since(one: Assignment, how: Standing) -> datetime | None:
    """Return since when that stands, where it is told."""
    return {"has_it": one.acknowledged_at, "reached": one.delivered_at}.get(how)


def is_local(case: Case) -> bool:
    """Tell whether a case stays in the assistant: all who have it find it there, and nobody is notified."""
    return bool(case.recipients) and all(one.person.is_here for one in case.recipients)


def _is_anybody_told(assignments: Iterable[Assignment], at: datetime) -> bool:
    return any(one.because in ("escalated", "intake") and one.at >= at for one in assignments)
