"""Cases, notices and what happens to them, of which only what a test is about need be named."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.cases.case import Assignment, Case, Message, Reporter
from handlers.cases.events import Event, Notice
from handlers.cases.people import Person, Way
from handlers.cases.store import Change, Changed

NOON = datetime(2026, 11, 20, 12, 0, 0, 123456, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

WORDS = "he read out my diagnosis in the meeting – “again”"
REPORTER_NAME = "Ana Nuñez-Okafor"
IDENTITY = "slack:T024BE7LD/U7RXA91Q"
RECIPIENT_NAME = "Bo Featherstonehaugh"
MAILBOX = "bo.featherstonehaugh@town.example"
MESSAGE = "please phone me at my sister's"
LINK = "/case/eyJsaW5rIjoic2VjcmV0In0"
RECEIPT = "7QK4-M2XD-9ZP3-HW6T-B5FN"
SUBMISSION = "press-f81d4fae"

_numbers = itertools.count()

BO = Person(
    name=RECIPIENT_NAME,
    role="ethics_advisor",
    ways=(Way(kind="mail", address=MAILBOX),),
    deputies=(Person(name="Cy", role="ethics_advisor", ways=(Way(kind="slack", address="U1"),)),),
)
ANA = Reporter(name=REPORTER_NAME, reach="after six", identity=IDENTITY, way=Way(kind="slack", address=IDENTITY))


def case(**changes: object) -> Case:
    """Return a case with an id and a number of its own."""
    number = next(_numbers)
    plain = Case(
        id=f"case{number:028}",
        number=f"C-{number:04}-M2XD",
        kind="report",
        org="alder-creek",
        unit=None,
        role="employee",
        type="harassment",
        variant=None,
        state="received",
        filed_at=NOON,
        content={"what": WORDS, "evidence": ("message", "witness")},
        reporter=ANA,
        out=frozenset({"mal fitzgerald"}),
        route_contacts=(("ethics_advisor", "manager"), ("intake",)),
        assignments=(Assignment(person=BO, step=0, because="route", at=NOON),),
        messages=(Message(at=NOON, author="reporter", name=REPORTER_NAME, text=MESSAGE),),
        next_at=NOON + timedelta(days=2),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def notice(**changes: object) -> Notice:
    """Return a notice to Bo."""
    plain = Notice(
        way=BO.ways[0],
        to=BO.key,
        kind="case",
        urgency=2,
        subject="Case C-0000-M2XD: something was reported",
        text=f"Alleged: {WORDS}",
        link=LINK,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def received(one: Case, *notices: Notice) -> Changed:
    """Return a case that has just been filed; Bo is told unless somebody else is."""
    event = Event(action="received", actor="reporter", who=one.reporter.name if one.reporter else None)
    return Changed(case=one, events=(event,), notices=notices or (notice(),))


def said(text: str, *notices: Notice) -> Change:
    """Return a change in which the reporter adds something."""

    def change(one: Case) -> Changed:
        message = Message(at=NOON, author="reporter", name=REPORTER_NAME, text=text)
        event = Event(action="added", actor="reporter", who=REPORTER_NAME, details=text)
        return Changed(case=replace(one, messages=(*one.messages, message)), events=(event,), notices=notices)

    return change
