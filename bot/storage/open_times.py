"""Times as they stand in the open: of anonymous cases the hour alone, so that no log of a proxy tells whose one is."""

from datetime import UTC, datetime

from handlers.cases.case import Case


def hour_of(at: datetime) -> datetime:
    """Return the beginning of the hour of a time, in UTC."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def open_time(case: Case, at: datetime) -> datetime:
    """Return a time at which something happened to a case as whoever has no keys may know it."""
    return hour_of(at) if case.anonymous else at
