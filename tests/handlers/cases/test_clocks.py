"""Time limits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.cases.case import Duty
from handlers.cases.clocks import Limit, acknowledge_by, due, now_utc, reminder_at, waits_for, wound
from handlers.cases.rules import Rules
from tests.handlers.cases.builders import NOON, a_case, a_disclosure, assigned, person

ADA, BEN, CHI = person("Ada Nygaard", "intake"), person("Ben Castellano", "intake"), person("Chidi Okafor", "miso")
RULES = Rules(acknowledge_within=timedelta(hours=40))
DAY = timedelta(days=1)
HALIFAX = ZoneInfo("America/Halifax")


def there(*when: int) -> datetime:
    """Return a time of a winter in Halifax, four hours behind UTC."""
    return datetime(*when, tzinfo=UTC) + timedelta(hours=4)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("deadline", "counted_from", "began", "by", "late_from"),
    [
        ("P30D", "awareness", "2026-11-10", there(2026, 12, 10, 23, 59, 59), None),
        ("P30D", "awareness", "2026-11-10T23:30", there(2026, 12, 10, 23, 59, 59), None),
        ("P30D", "awareness", "2019-01-02", there(2019, 2, 1, 23, 59, 59), None),
        ("P30D", "filing", "2026-11-01", there(2026, 12, 20, 23, 59, 59), None),
        ("PT24H", "incident", "2026-11-20T05:30", there(2026, 11, 21, 5, 30), None),
        ("PT24H", "incident", "2026-11-20T01:30-08:00", there(2026, 11, 21, 5, 30), None),
        ("PT24H", "incident", "2026-11-18", there(2026, 11, 19), there(2026, 11, 20)),
        ("PT24H", "incident", "2026-11-20", there(2026, 11, 21), NOON + DAY),
        ("PT24H", "incident", None, NOON + DAY, None),
        ("PT24H", "incident", "2026-11-21", NOON + DAY, None),
    ],
)
def test_when_a_time_limit_ends(
    deadline: str, counted_from: str, began: str | None, by: datetime, late_from: datetime | None
) -> None:
    """It counts from what the text says, or from the report where its reporter does not say when that was.

    Days are those of the organisation, and the last one counts as a whole. Hours count from the beginning of a day of
    which no hour is known; nobody is late before they would be late if it had been at its end.
    """
    ends = due(deadline, counted_from, filed=NOON, began=began, zone=HALIFAX)
    assert ends == Limit(by=by, late_from=late_from or by)


@pytest.mark.parametrize("deadline", ["immediate", None])
def test_what_has_no_time_limit_never_ends(deadline: str | None) -> None:
    """What is to be done at once is due before anything can be told."""
    assert due(deadline, "filing", filed=NOON, began="2026-11-20", zone=HALIFAX) is None


def test_twenty_four_hours_are_as_long_on_every_day() -> None:
    """Also where clocks are put back in between, and the day has 25."""
    filed = datetime(2025, 11, 9, tzinfo=UTC)
    ends = due("PT24H", "incident", filed=filed, began="2025-11-02", zone=HALIFAX)
    assert ends is not None
    assert (ends.by, ends.late_from) == (datetime(2025, 11, 3, 3, tzinfo=UTC), datetime(2025, 11, 4, 4, tzinfo=UTC))
    timed = due("PT24H", "incident", filed=filed, began="2025-11-01T12:00", zone=HALIFAX)
    assert timed is not None
    assert timed.by.astimezone(HALIFAX).hour == 11


@given(
    began=st.datetimes(min_value=datetime(1999, 1, 1), max_value=datetime(2026, 11, 21)),
    shape=st.sampled_from(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]),
    deadline=st.sampled_from(["PT24H", "P30D"]),
    zone=st.timezones(no_cache=False),
)
def test_nobody_in_time_is_called_late(*, began: datetime, shape: str, deadline: str, zone: ZoneInfo) -> None:
    """Whatever the zone: from the moment itself to the end of the limit, and no time limit ends after the filing's."""
    ends = due(deadline, "incident", filed=NOON, began=began.strftime(shape), zone=zone)
    longest = {"PT24H": DAY, "P30D": 31 * DAY}[deadline]
    shortest = {"PT24H": DAY, "P30D": 30 * DAY}[deadline]
    assert ends is not None
    assert ends.by <= ends.late_from <= NOON + longest + timedelta(hours=1)
    really = min(began.replace(second=0, microsecond=0, tzinfo=zone).astimezone(UTC), NOON)
    assert ends.late_from >= really + shortest - timedelta(hours=1, seconds=1)  # a clock may be put forward meanwhile


def test_reminders_come_before_the_end() -> None:
    """After three quarters of the time."""
    assert reminder_at(NOON, NOON + 4 * DAY, RULES) == NOON + 3 * DAY
    case = a_case(assigned(ADA))
    assert acknowledge_by(case, case.assignments[0], RULES) == NOON + timedelta(hours=40)
    assert acknowledge_by(replace(case, danger=True), case.assignments[0], RULES) == NOON + timedelta(hours=1)
    assert now_utc().tzinfo is UTC


def test_what_is_to_be_told_at_once_waits_hours_and_not_days() -> None:
    """Four, unless the deployment says otherwise; never longer than other cases, nor than those in danger."""
    case = a_case(assigned(ADA), at_once=True)
    for rules, hours in (
        (RULES, 4),
        (replace(RULES, acknowledge_at_once_within=timedelta(hours=8)), 8),
        (replace(RULES, acknowledge_within=timedelta(hours=2)), 2),
    ):
        assert acknowledge_by(case, case.assignments[0], rules) == NOON + timedelta(hours=hours)
    assert acknowledge_by(replace(case, danger=True), case.assignments[0], RULES) == NOON + timedelta(hours=1)


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
        {"acknowledge_at_once_within": timedelta(0)},
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
