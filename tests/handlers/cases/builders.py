"""Short ways to make people and cases, of which only what a test is about need be named."""

from dataclasses import replace
from datetime import UTC, datetime

from handlers.cases.case import Assignment, Case, Reporter
from handlers.cases.people import Person, Way

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def mail(address: str, *, shared: bool = False) -> Way:
    """Return a mailbox."""
    return Way(kind="mail", address=address, shared=shared)


def channel(address: str = "C0INCIDENTS") -> Way:
    """Return a channel that several people read."""
    return Way(kind="slack", address=address, shared=True)


def person(name: str, role: str, *deputies: Person, **changes: object) -> Person:
    """Return somebody with a mailbox of their own, made of their name."""
    address = f"{name.lower().replace(' ', '.')}@gov.example"
    plain = Person(name=name, role=role, ways=(mail(address),), deputies=deputies)
    return replace(plain, **changes)  # type: ignore[arg-type]


def assigned(to: Person, **changes: object) -> Assignment:
    """Return the assignment of somebody, by the first step of a route at noon."""
    plain = Assignment(person=to, step=0, because="route", at=NOON)
    return replace(plain, **changes)  # type: ignore[arg-type]


def reporter(**changes: object) -> Reporter:
    """Return Rae Okoro, who wants to be told by mail."""
    plain = Reporter(name="Rae Okoro", reach="after six", identity="web:rae", way=mail("rae.okoro@gov.example"))
    return replace(plain, **changes)  # type: ignore[arg-type]


def a_case(*assignments: Assignment, **changes: object) -> Case:
    """Return a report of harassment by Rae Okoro to these recipients, of which a test names what it is about."""
    plain = Case(
        id="case1",
        number="C-7QK4-M2XD",
        kind="report",
        org="bc",
        unit=None,
        role="employee",
        type="harassment",
        variant=None,
        state="received",
        filed_at=NOON,
        content={"danger": "no", "what": "He read out my diagnosis."},
        reporter=reporter(),
        assignments=assignments,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def a_disclosure(*assignments: Assignment, **changes: object) -> Case:
    """Return a disclosure by Rae Okoro to these recipients, of which a test names what it is about."""
    plain = a_case(
        *assignments,
        kind="disclosure",
        type="conflict_of_interest",
        state="disclosed",
        content={"interest": "A bakery.", "duties": "Permits.", "aware_since": "2026-11-01"},
    )
    return replace(plain, **changes)  # type: ignore[arg-type]
