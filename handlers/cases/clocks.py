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
        filed: When the case was filed: no time limit starts later.
        began: When the incident or the awareness began, as the reporter says, or None where they do not.
    """
    limit = LIMITS.get(deadline or "")
    if limit is None:
        return None
    start = moment(began) if began and counted_from != "filing" else filed
    return min(start, filed) + limit


def wound(case: Case, rules: Rules) -> Case:
    """Return a case with the time set at which something is to be done about it next."""
    return replace(case, next_at=min(_times(case, rules), default=None))


def reminder_at(start: datetime, end: datetime, rules: Rules) -> datetime:
    """Return when whoever a time limit binds is reminded."""
    return start + (end - start) * rules.remind_share


def acknowledge_by(case: Case, one: Assignment, rules: Rules) -> datetime:
    """Return until when a recipient should say that they have a case."""
    return one.waited_for_since + (rules.acknowledge_urgent_within if case.danger else rules.acknowledge_within)


def group(case: Case, one: Assignment) -> tuple[Assignment, ...]:
    """Return the recipients of whom one is enough: those of one step, or who came instead of them.

    Whoever may see the case no more is not among them: whether they have it does not count.
    Whoever it was passed on to was asked by name: they are one by themselves, with whoever came instead.
    """
    return tuple(other for other in case.recipients if _stand_together(one, other))


def waits_for(case: Case, one: Assignment) -> bool:
    """Tell whether a recipient still has to say that they have a case, which nobody works on yet."""
    is_waiting = case.state in ("received", "delivered", "acknowledged", "disclosed") and case.may_see(one)
    return is_waiting and not any(other.acknowledged_at for other in group(case, one))


def review_due_at(case: Case) -> datetime | None:
    """Return when the decision on a disclosure is due for review, or None where none is or it is already."""
    return case.review_at if case.state in ("decided", "acknowledged_by_employee") else None


def duty_reminder_at(case: Case, duty: Duty, rules: Rules) -> datetime | None:
    """Return when the reporter is reminded of a duty, or None where it has no time limit."""
    if duty.due is None:
        return None
    return reminder_at(min(case.filed_at, duty.due), duty.due, rules)


def _times(case: Case, rules: Rules) -> Iterator[datetime]:
    review = review_due_at(case)
    if review:
        yield review
    if case.is_open:
        for one in case.assignments:
            yield from _times_of_recipient(case, one, rules)
        for duty in case.duties:
            yield from _times_of_duty(case, duty, rules)


def _times_of_recipient(case: Case, one: Assignment, rules: Rules) -> Iterator[datetime]:
    if waits_for(case, one) and one.escalated_at is None:
        end = acknowledge_by(case, one, rules)
        yield end if one.reminded_at else reminder_at(one.waited_for_since, end, rules)


def _times_of_duty(case: Case, duty: Duty, rules: Rules) -> Iterator[datetime]:
    reminder = duty_reminder_at(case, duty, rules)
    if reminder and duty.due and not duty.done_at and not duty.late_at:
        yield duty.due if duty.reminded_at else reminder


def _stand_together(one: Assignment, other: Assignment) -> bool:
    if one.person.key == other.person.key:
        return True
    came_instead = "escalated" in (one.because, other.because)
    is_passed_on = "passed_on" in (one.because, other.because)
    return one.step == other.step and (came_instead or (one.because == other.because and not is_passed_on))
