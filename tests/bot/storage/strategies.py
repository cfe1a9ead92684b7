"""Cases and notices of every shape, as hypothesis makes them."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, TypeVar, get_args

from hypothesis import strategies as st

from handlers.cases.case import Assignment, Case, Duty, Kind, Message, OneTimeCode, Reporter, State
from handlers.cases.events import Notice, NoticeKind
from handlers.cases.people import Involved, Person, Way, WayKind
from handlers.request import Role

T = TypeVar("T")


def whole(type_: type[T], **made: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    """Make dataclasses of a type with a value of its own in every field: a field that is added must be named here."""
    named = {one.name for one in fields(type_)}  # type: ignore[arg-type]
    assert set(made) == named, f"{type_.__name__}: {sorted(set(made) ^ named)}"
    return st.builds(type_, **made)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)  # no form takes half a character
maybe = st.none() | texts
_zones = st.sampled_from([UTC, timezone(timedelta(hours=-8)), timezone(timedelta(hours=5, minutes=45))])
moments = st.datetimes(datetime(1970, 1, 2), datetime(2999, 12, 30), timezones=_zones)
maybe_moments = st.none() | moments
answers = st.dictionaries(texts, texts | st.lists(texts, max_size=3).map(tuple), max_size=4)

ways = whole(Way, kind=st.sampled_from(get_args(WayKind)), address=texts, shared=st.booleans())
_alone = whole(
    Person,
    name=texts,
    role=texts,
    ways=st.lists(ways, max_size=2).map(tuple),
    detail=st.sampled_from(["notice", "full"]),
    codes=st.none() | ways,
    deputies=st.just(()),
    members=st.just(()),
)
people = whole(
    Person,
    name=texts,
    role=texts,
    ways=st.lists(ways, max_size=2).map(tuple),
    detail=st.sampled_from(["notice", "full"]),
    codes=st.none() | ways,
    deputies=st.lists(_alone, max_size=2).map(tuple),
    members=st.lists(_alone, max_size=2).map(tuple),
)
_assignments = whole(
    Assignment,
    person=people,
    step=st.none() | st.integers(0, 9),
    because=st.sampled_from(["route", "intake", "urgent", "escalated", "passed_on"]),
    at=moments,
    passed_on_by=maybe,
    delivered_at=maybe_moments,
    acknowledged_at=maybe_moments,
    asked_at=maybe_moments,
    reminded_at=maybe_moments,
    escalated_at=maybe_moments,
    link=st.integers(0, 9),
    revoked=st.booleans(),
    renewed_at=maybe_moments,
    code=st.none() | whole(OneTimeCode, digest=texts, expires_at=moments, tries=st.integers(0, 5), taken=st.booleans()),
)
_duties = whole(
    Duty,
    id=texts,
    text=texts,
    counted_from=st.sampled_from([None, "filing", "incident", "awareness"]),
    due=maybe_moments,
    late_from=maybe_moments,
    reminded_at=maybe_moments,
    late_at=maybe_moments,
    done_at=maybe_moments,
)
_authors = st.sampled_from(["reporter", "recipient"])
_messages = whole(Message, at=moments, author=_authors, name=maybe, text=texts, submission=maybe)
_some = st.lists(texts, max_size=2).map(tuple)
_reporters = whole(Reporter, name=texts, reach=maybe, identity=maybe, way=st.none() | ways)

cases = whole(
    Case,
    id=texts,
    number=texts,
    kind=st.sampled_from(get_args(Kind)),
    org=texts,
    unit=maybe,
    role=st.sampled_from(get_args(Role)),
    type=texts,
    variant=maybe,
    state=st.sampled_from(get_args(State)),
    filed_at=moments,
    danger=st.booleans(),
    at_once=st.booleans(),
    content=answers,
    reporter=st.none() | _reporters,
    out=st.frozensets(texts, max_size=3),
    involved=st.none() | whole(Involved, names=_some, roles=_some),
    private=st.none() | st.booleans(),
    route_contacts=st.lists(st.lists(texts, max_size=2).map(tuple), max_size=2).map(tuple),
    assignments=st.lists(_assignments, max_size=2).map(tuple),
    moved_by=maybe,
    duties=st.lists(_duties, max_size=2).map(tuple),
    messages=st.lists(_messages, max_size=2).map(tuple),
    outcome=maybe,
    ended_at=maybe_moments,
    review_at=maybe_moments,
    nobody_left=st.booleans(),
    on_hold=st.booleans(),
    filed_as=maybe,
    next_at=maybe_moments,
)
notices = whole(
    Notice,
    way=ways,
    to=maybe,
    kind=st.sampled_from(get_args(NoticeKind)),
    urgency=st.integers(0, 3),
    subject=texts,
    text=texts,
    link=maybe,
    private=st.booleans(),
)
