"""Time limits: when they end, when somebody is reminded, and when somebody else is told. One clock is handed in."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.cases.case import Assignment, Case, Duty
from handlers.cases.rules import Rules
from handlers.forms.model import moment

Clock = Callable[[], datetime]
"""Returns the time, with its zone."""

LIMITS = {"PT24H": timedelta(hours=24), "P30D": timedelta(days=30)}
"""Time limits that texts set; `immediate` has no clock: it is due before anything can be told."""


def now_utc() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def due(deadline: str | None, counted_from: str, *, filed: datetime, began: str | None) -> datetime | None:
    """Return when a time limit of a text ends.

    Args:
        deadline: As the text gives it.
        counted_from: `filing`, `incident` or `awareness`.
        filed: When the case was filed.
        began: When the incident or the awareness began, as the reporter says, or None where they do not.
    """
    limit = LIMITS.get(deadline or "")
    if limit is None:
        return None
    start = moment(began) if began and counted_from != "filing" else filed
    return start + limit


def wound(case: Case, rules: Rules) -> Case:
    """Return a case with the time set at which something is to be done about it next."""
    return replace(case, next_at=min(_times(case, rules), default=None))


def reminder_at(start: datetime, end: datetime, rules: Rules) -> datetime:
    """Return when whoever a time limit binds is reminded."""
    return start + (end - start) * rules.remind_share


def acknowledge_by(one: Assignment, rules: Rules) -> datetime:
    """Return until when a recipient should say that they have a case."""
    return one.at + rules.acknowledge_within


def waits_for(case: Case, one: Assignment) -> bool:
    """Tell whether a recipient still has to say that they have a case: one of those on the same step is enough."""
    same = [other for other in case.assignments if other.step == one.step and other.because == one.because]
    return case.is_open and not any(other.acknowledged_at for other in same) and case.state != "in_progress"


def duty_reminder_at(case: Case, duty: Duty, rules: Rules) -> datetime | None:
    """Return when the reporter is reminded of a duty, or None where it has no time limit."""
    if duty.due is None:
        return None
    return reminder_at(min(case.filed_at, duty.due), duty.due, rules)


def _times(case: Case, rules: Rules) -> Iterator[datetime]:
    if case.state in ("decided", "acknowledged_by_employee") and case.review_at:
        yield case.review_at
    if not case.is_open:
        return
    for one in case.assignments:
        if waits_for(case, one):
            if one.reminded_at is None:
                yield reminder_at(one.at, acknowledge_by(one, rules), rules)
            elif one.escalated_at is None:
                yield acknowledge_by(one, rules)
    for duty in case.duties:
        reminder = duty_reminder_at(case, duty, rules)
        if reminder and duty.due and not duty.done_at:
            if duty.reminded_at is None:
                yield reminder
            elif duty.late_at is None:
                yield duty.due
