"""Whatever the staff, the route and whom it is about: who must not see a case never does, and nothing is lost."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.cases.case import Case
from handlers.cases.names import may_mean
from handlers.cases.people import ALTERNATE, INTAKE, URGENT, Involved, Person
from handlers.cases.privacy import is_private
from handlers.cases.recipient_desk import RecipientDesk
from handlers.cases.recipients import Answers, Chosen, Plan, Planner
from knowledge.library import Library
from knowledge.report_records import Route
from knowledge.reports import Reports
from tests.handlers.cases.builders import a_case, assigned, channel, mail
from tests.handlers.cases.fakes import FakeStaff, office

NAMES = [f"{first}{last} {last}{first}o" for first in ("Bra", "Kwi", "Muz") for last in ("fel", "nur", "sop", "tig")]
ROLES = [
    "supervisor", "manager", "ethics_advisor", "miso", "public_affairs", "intellectual_property_program",
    "citizen_engagement", INTAKE, ALTERNATE, URGENT,
]  # fmt: skip
UNITS = [None, "forests", "health"]


def somebody(name: str, role: str, ways: int, deputies: tuple[Person, ...] = ()) -> Person:
    """Return one who is reached at their mailbox, in a channel, or in both."""
    own = mail(f"{name.split(maxsplit=1)[0].lower()}@gov.example")
    return Person(name=name, role=role, ways=((own,), (channel(),), (channel(), own))[ways], deputies=deputies)


@st.composite
def staffs(draw: st.DrawFn) -> FakeStaff:
    """Return a staff of the organisation: any people in any roles, in any of its units."""
    entries = {}
    for unit in UNITS:
        for role in draw(st.sets(st.sampled_from(ROLES))):
            names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
            ways = draw(st.lists(st.integers(0, 2), min_size=4, max_size=4))
            of = [somebody(name, role, way) for name, way in zip(names, ways, strict=False)]
            acting = draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True))
            members = tuple(somebody(name, role, 0) for name in acting if name != names[0])
            entries["bc", unit, role] = (replace(of[0], deputies=tuple(of[2:]), members=members), *of[1:2])
    return FakeStaff(entries)


def about(staff: FakeStaff, unit: str | None, who: Involved) -> set[str]:
    """Return the names of those who must see nothing, found in the plainest way."""
    own = [one for role in who.roles for one in staff.people("bc", unit, role)]
    subjects = {*who.names, *(one.name for one in own)}
    records = [one for people in staff.entries.values() for one in people]
    out = set(subjects)
    for one in records:
        if one.name in subjects:
            out |= {other.name for other in (*one.deputies, *one.members)}
        if any(member.name in subjects for member in one.members):
            out |= {other.name for other in (one, *one.deputies)}
    for _ in records:  # an office is out with each of its people, whatever they are out for
        out |= {one.name for one in records if any(member.name in out for member in one.members)}
    return out


INVOLVED = st.builds(
    Involved,
    names=st.lists(st.sampled_from(NAMES), max_size=3, unique=True).map(tuple),
    roles=st.lists(st.sampled_from(ROLES), max_size=2, unique=True).map(tuple),
)


@given(
    staff=staffs(),
    unit=st.sampled_from(UNITS),
    who=INVOLVED,
    number=st.integers(0, 40),
    chosen=st.dictionaries(st.integers(0, 2), st.tuples(st.sampled_from(ROLES), st.sampled_from(NAMES)), max_size=2),
    reporter=st.none() | st.sampled_from(NAMES),
    anonymous=st.booleans(),
    urgent=st.booleans(),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whoever_must_not_see_it_never_does(
    *,
    library: Library,
    reports: Reports,
    staff: FakeStaff,
    unit: str | None,
    who: Involved,
    number: int,
    chosen: Mapping[int, tuple[str, str]],
    reporter: str | None,
    anonymous: bool,
    urgent: bool,
) -> None:
    """Neither as a recipient nor as a choice, a colleague, or next in line; and what is private is told in private."""
    routes = [route for route in reports.routes if route.organisation == "bc"]
    route = routes[number % len(routes)]
    answers = Answers(
        involved=who,
        chosen={step: Chosen(contact=role, person=somebody(name, role, 0)) for step, (role, name) in chosen.items()},
        applies=frozenset({1, 2}),
        reporter=reporter,
    )
    desk, type_ = office(library, reports, staff), reports.types[route.type]
    plan = desk.work.planner.plan(route, unit, answers, type_=type_, anonymous=anonymous, urgent=urgent)
    case = filed_as(plan, route, unit, anonymous=anonymous)
    found = [one.person for one in plan.recipients]
    found += [one for choice in plan.choices for people in choice.people.values() for one in people]
    found += RecipientDesk(desk.work).colleagues(case)
    found += [one for assignment in case.assignments for one in desk.work.line(case)(assignment)]
    kept_out = about(staff, unit, who)
    assert not kept_out & {one.name for one in found}
    assert reporter not in {one.name for one in found}
    assert not set(who.roles) & {one.role for one in found}
    assert all(one.way(private=is_private(type_, anonymous=anonymous, out=plan.out)) for one in found)
    assert not set(who.roles) & {contact for choice in plan.choices for contact in choice.contacts}
    keys = [one.person.key for one in plan.recipients]
    assert len(set(keys)) == len(keys)


def filed_as(plan: Plan, route: Route, unit: str | None, *, anonymous: bool) -> Case:
    """Return a case of a plan, as far as what comes after needs it."""
    assignments = [assigned(one.person, step=one.step, because=one.because) for one in plan.recipients]
    changes: dict[str, object] = {"reporter": None} if anonymous else {}
    return a_case(
        *assignments, type=route.type, variant=route.variant, unit=unit, out=plan.out, role=route.role or "employee",
        **changes,
    )  # fmt: skip


@given(staff=staffs(), unit=st.sampled_from(UNITS), names=st.lists(st.sampled_from(NAMES), max_size=2, unique=True))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_nothing_is_lost_as_long_as_an_intake_may_see_it(
    *, library: Library, reports: Reports, staff: FakeStaff, unit: str | None, names: list[str]
) -> None:
    """Nobody receives a case only where each intake is involved, or cannot be told in private."""
    who = Involved(names=tuple(names))
    harassment = reports.route("bc", "harassment", "employee")
    assert harassment is not None
    plan = Planner(library, staff).plan(harassment, unit, Answers(involved=who), type_=reports.types["harassment"])
    kept_out = about(staff, unit, who)
    able = [
        one
        for role in (INTAKE, ALTERNATE)
        for one in staff.people("bc", unit, role)
        if one.way(private=True) and one.name not in kept_out
    ]
    assert plan.recipients or not able


def test_the_invented_names_are_unlike() -> None:
    """So that whom the two tests above expect to see a case is not taken for somebody else."""
    assert not any(may_mean(one, other) for one, other in combinations(NAMES, 2))
