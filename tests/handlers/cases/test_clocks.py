"""Time limits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.cases.case import Duty
from handlers.cases.clocks import acknowledge_by, due, now_utc, reminder_at, waits_for, wound
from handlers.cases.rules import Rules
from tests.handlers.cases.builders import NOON, a_case, a_disclosure, assigned, person

ADA, BEN, CHI = person("Ada Nygaard", "intake"), person("Ben Castellano", "intake"), person("Chidi Okafor", "miso")
RULES = Rules(acknowledge_within=timedelta(hours=40))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("deadline", "counted_from", "began", "ends"),
    [
        ("P30D", "awareness", "2026-11-01", datetime(2026, 12, 1, tzinfo=UTC)),
        ("P30D", "awareness", "2019-01-02", datetime(2019, 2, 1, tzinfo=UTC)),
        ("PT24H", "incident", "2026-11-20T09:30", datetime(2026, 11, 21, 9, 30, tzinfo=UTC)),
        ("PT24H", "incident", "2026-11-20T01:30-08:00", datetime(2026, 11, 21, 9, 30, tzinfo=UTC)),
        ("PT24H", "incident", "2026-11-19", datetime(2026, 11, 20, tzinfo=UTC)),
        ("PT24H", "incident", None, NOON + DAY),
        ("PT24H", "incident", "2026-11-21", NOON + DAY),
        ("P30D", "filing", "2026-11-01", NOON + 30 * DAY),
        ("immediate", "filing", "2026-11-20", None),
        (None, "incident", "2026-11-20", None),
    ],
)
def test_when_a_time_limit_ends(
    deadline: str | None, counted_from: str, began: str | None, ends: datetime | None
) -> None:
    """It counts from what the text says, or from the report where its reporter does not say when that was."""
    assert due(deadline, counted_from, filed=NOON, began=began) == ends


def test_reminders_come_before_the_end() -> None:
    """After three quarters of the time."""
    assert reminder_at(NOON, NOON + 4 * DAY, RULES) == NOON + 3 * DAY
    case = a_case(assigned(ADA))
    assert acknowledge_by(case, case.assignments[0], RULES) == NOON + timedelta(hours=40)
    assert acknowledge_by(replace(case, danger=True), case.assignments[0], RULES) == NOON + timedelta(hours=1)
    assert now_utc().tzinfo is UTC


def test_one_of_a_step_is_enough() -> None:
    """Or whoever came instead of them; other steps wait for their own."""
    has_it = assigned(BEN, acknowledged_at=NOON)
    case = a_case(assigned(ADA), has_it, assigned(CHI, step=3))
    assert [waits_for(case, one) for one in case.assignments] == [False, False, True]
    instead = a_case(assigned(ADA), replace(has_it, because="escalated"))
    assert not waits_for(instead, instead.assignments[0])


def test_whoever_may_see_it_no_more_counts_for_nothing() -> None:
    """That they have it, were told, or are waited for: no time of theirs runs, and that of the others does."""
    for gone in ({"out": frozenset({BEN.key})}, {}):
        has_it = assigned(BEN, acknowledged_at=NOON, revoked=not gone)
        case = a_case(assigned(ADA), has_it, **gone)
        assert [waits_for(case, one) for one in case.assignments] == [True, False]
        assert wound(case, RULES).next_at == NOON + timedelta(hours=30)
        alone = a_case(replace(has_it, acknowledged_at=None), **gone)
        assert wound(alone, RULES).next_at is None


def test_whoever_is_asked_anew_has_the_whole_time_again() -> None:
    """From then on."""
    case = a_case(assigned(ADA, asked_at=NOON + 9 * DAY))
    assert wound(case, RULES).next_at == NOON + 9 * DAY + timedelta(hours=30)
    assert acknowledge_by(case, case.assignments[0], RULES) == NOON + 9 * DAY + timedelta(hours=40)


def test_whoever_it_was_passed_on_to_is_asked_by_name() -> None:
    """That somebody else has it is not enough."""
    passed = assigned(CHI, step=None, because="passed_on")
    case = a_case(assigned(ADA, step=None, because="intake", acknowledged_at=NOON), passed)
    assert waits_for(case, passed)
    both = a_case(replace(passed, acknowledged_at=NOON), assigned(BEN, step=None, because="passed_on"))
    assert waits_for(both, both.assignments[1])


@pytest.mark.parametrize("state", ["in_progress", "closed", "decided", "acknowledged_by_employee", "retired"])
def test_nobody_is_waited_for_once_somebody_works_on_it(state: str) -> None:
    """Nor once it has ended."""
    case = a_case(assigned(ADA), state=state)
    assert not waits_for(case, case.assignments[0])
    assert wound(case, RULES).next_at is None


def test_what_is_to_be_done_next() -> None:
    """The reminder, then the end of the time; the earliest of all comes first."""
    case = a_case(assigned(ADA), assigned(CHI, step=1, at=NOON - DAY))
    assert wound(case, RULES).next_at == NOON - DAY + timedelta(hours=30)
    reminded = a_case(assigned(ADA, reminded_at=NOON))
    assert wound(reminded, RULES).next_at == NOON + timedelta(hours=40)
    passed = a_case(assigned(ADA, reminded_at=NOON, escalated_at=NOON))
    assert wound(passed, RULES).next_at is None


def test_a_duty_is_waited_for_until_it_is_ticked_off() -> None:
    """First the reminder, then the end of its time; one without a time limit is not waited for."""
    duty = Duty(id="gilr", text="File it.", due=NOON + DAY)
    case = a_case(duties=(duty, Duty(id="myhr", text="Talk.")))
    assert wound(case, RULES).next_at == NOON + timedelta(hours=18)
    assert wound(replace(case, duties=(replace(duty, reminded_at=NOON),)), RULES).next_at == NOON + DAY
    for over in (replace(duty, done_at=NOON), replace(duty, reminded_at=NOON, late_at=NOON)):
        assert wound(replace(case, duties=(over,)), RULES).next_at is None


def test_a_decision_is_looked_at_again() -> None:
    """From when it was made, whether it was read or not; once it is due, nothing more is waited for."""
    decided = a_disclosure(state="decided", review_at=NOON + 365 * DAY)
    assert wound(decided, RULES).next_at == NOON + 365 * DAY
    assert wound(replace(decided, state="acknowledged_by_employee"), RULES).next_at == NOON + 365 * DAY
    for state in ("due_for_review", "retired"):
        assert wound(replace(decided, state=state), RULES).next_at is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"acknowledge_within": timedelta(0)},
        {"acknowledge_within": -DAY},
        {"acknowledge_urgent_within": timedelta(0)},
        {"review_after": timedelta(0)},
        {"remind_share": 0.0},
        {"remind_share": 1.0},
        {"remind_share": float("nan")},
    ],
)
def test_rules_that_would_never_rest_are_refused(wrong: dict[str, object]) -> None:
    """What is due as soon as it begins would be due for ever."""
    with pytest.raises(ValueError, match="must be"):
        replace(RULES, **wrong)  # type: ignore[arg-type]
