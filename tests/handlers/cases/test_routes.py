"""The routes that come with the product, against the table of whom the texts send reports to, written out by hand."""

from dataclasses import dataclass

import pytest

from handlers.cases.people import ALTERNATE, INTAKE, URGENT
from handlers.cases.recipients import Answers, Plan, Planner
from knowledge.library import Library
from knowledge.report_records import Role, Route
from knowledge.reports import Reports
from tests.handlers.cases.builders import person
from tests.handlers.cases.fakes import FakeStaff

BOTH: tuple[Role, ...] = ("employee", "supervisor")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table.

    Attributes:
        org, type: Of the report; `type/variant` where the organisation routes the variants apart.
        contacts: In order.
        deadline: Of the first step.
        basis: Of each step.
        roles: Of the reporters for whom it is.
    """

    org: str
    type: str
    contacts: str
    deadline: str | None = None
    basis: str = "text"
    roles: tuple[Role, ...] = BOTH

    @property
    def key(self) -> tuple[str, str, str | None]:
        """Organisation, type and variant."""
        type_, _, variant = self.type.partition("/")
        return self.org, type_, variant or None


INCIDENT = "supervisor manager service_desk gilr"
NS_THREE = "manager supervisor communications_director"
NS_ACCOUNT = "manager supervisor communications_director communications_nova_scotia"

TABLE = [
    Row("bc", "emergency", "emergency_911", "immediate"),
    Row("bc", "information_incident", INCIDENT, "immediate", "text text text", ("employee",)),
    Row("bc", "information_incident", f"{INCIDENT} miso", "immediate", "text text text text", ("supervisor",)),
    Row("bc", "harassment", "myhr"),
    Row("bc", "respectful_workplace", "supervisor", basis="fallback"),
    Row("bc", "conduct_concern", "supervisor", basis="fallback"),
    Row("bc", "own_conduct", "supervisor manager ethics_advisor"),
    Row("bc", "conflict_of_interest", "supervisor manager ethics_advisor", "P30D"),
    Row("bc", "supervisor_concern", "myhr", roles=("supervisor",)),
    Row("bc", "media_request", "public_affairs"),
    Row("bc", "intellectual_property/copyright", "intellectual_property_program"),
    Row("bc", "intellectual_property/marks", "public_affairs intellectual_property_program", basis="text text"),
    Row("bc", "records", "records_officer"),
    Row("bc", "account_approval", "supervisor public_affairs citizen_engagement", basis="text text text"),
    Row("ns", "emergency", "emergency_911", "immediate", "common"),
    Row("ns", "information_incident", NS_THREE, basis="fallback"),
    Row("ns", "harassment", NS_THREE, basis="fallback"),
    Row("ns", "respectful_workplace", NS_THREE, basis="fallback"),
    Row("ns", "conduct_concern", NS_THREE),
    Row("ns", "own_conduct", NS_THREE),
    Row("ns", "conflict_of_interest", NS_THREE, basis="fallback"),
    Row("ns", "supervisor_concern", NS_THREE, roles=("supervisor",)),
    Row("ns", "media_request", "media_relations_advisor communications_director"),
    Row("ns", "intellectual_property", NS_THREE, basis="fallback"),
    Row("ns", "records", NS_THREE, basis="fallback"),
    Row("ns", "account_approval", NS_ACCOUNT, basis="text text text"),
    Row("sk-ipc", "emergency", "emergency_911", "immediate", "common"),
    Row("sk-ipc", "information_incident/security", "it_staff commissioner", basis="text text"),
    Row("sk-ipc", "information_incident/privacy", "commissioner", basis="fallback"),
    Row("sk-ipc", "harassment", "commissioner", basis="fallback"),
    Row("sk-ipc", "respectful_workplace", "commissioner", basis="fallback"),
    Row("sk-ipc", "conduct_concern", "commissioner", basis="fallback"),
    Row("sk-ipc", "own_conduct", "commissioner"),
    Row("sk-ipc", "conflict_of_interest", "commissioner", basis="fallback"),
    Row("sk-ipc", "supervisor_concern", "commissioner", basis="fallback", roles=("supervisor",)),
    Row("sk-ipc", "media_request", "commissioner", basis="fallback"),
    Row("sk-ipc", "intellectual_property", "commissioner", basis="fallback"),
    Row("sk-ipc", "records", "commissioner", basis="fallback"),
    Row("sk-ipc", "account_approval", "commissioner", basis="fallback"),
]

CASES = [pytest.param(row, role, id=f"{row.org}-{row.type}-{role}") for row in TABLE for role in row.roles]

NAMES = """
    Ada Nygaard, Ben Castellano, Chidi Okafor, Dina Vuković, Emil Sørby, Farah Qureshi, Gus Lindqvist, Hana Yamamoto,
    Ivo Petrov, Jun Takahashi, Kofi Mensah, Lena Hoffmann, Milo Duarte, Nora Byrne, Otto Weiss, Priya Raman,
    Quinn Abara, Rosa Delgado, Sven Ek, Tara Nolan, Umar Siddiqui, Vera Novak, Wim Jansen, Xenia Roth, Yusuf Demir
""".replace("\n", " ").split(", ")


def everyone(library: Library, org: str) -> FakeStaff:
    """Return a staff in which each contact that can be sent something, and each role of a deployment, is one person."""
    contacts = [one.id for one in library.contacts if one.organisation == org and one.kind == "recipient"]
    filled = zip([*contacts, INTAKE, ALTERNATE, URGENT], NAMES, strict=False)
    staff = FakeStaff({(org, None, role): (person(name.strip(), role),) for role, name in filled})
    assert len(staff.entries) == len(contacts) + 3
    return staff


def addressed(plan: Plan, route: Route) -> list[str]:
    """Return the contacts that a plan sends the reporter, or the report, to, in order."""
    found: list[str] = []
    for number, step in enumerate(route.steps):
        named = {one for choice in plan.choices if choice.step == number for one in choice.contacts}
        named |= {one.person.role for one in plan.recipients if one.step == number}
        named |= {one for at, contacts in plan.duties if at == number for one in contacts}
        found += [one for one in step.any_of if one in named]
    return found


@pytest.mark.parametrize(("row", "role"), CASES)
def test_a_plan_reaches_the_contacts_of_the_texts_in_order(
    library: Library, reports: Reports, row: Row, role: Role
) -> None:
    """Each of them is told, offered to be chosen, or left to the reporter to reach; nobody else of the route is."""
    org, type_, variant = row.key
    route = reports.route(org, type_, role, variant)
    assert route is not None
    assert [one for step in route.steps for one in step.any_of] == row.contacts.split()
    assert route.steps[0].deadline == row.deadline
    assert [step.basis for step in route.steps] == row.basis.split()
    planner = Planner(library, everyone(library, org))
    every = Answers(applies=frozenset(range(len(route.steps))))
    plan = planner.plan(route, None, every, type_=reports.types[type_])
    assert addressed(plan, route) == row.contacts.split()
    told = [one for one in plan.recipients if one.because == "route"]
    offered = {one.step for one in plan.choices}
    assert not offered & {one.step for one in told}
    personal = {one.id for one in library.contacts if one.personal}
    assert not personal & {one.person.role for one in plan.recipients}
    assert (not told or bool(offered)) == any(one.because == "intake" for one in plan.recipients)


def test_the_table_has_every_route(reports: Reports) -> None:
    """And nothing else has a route."""
    planned = [(*row.key, role) for row in TABLE for role in row.roles]
    assert len(set(planned)) == len(planned)
    assert set(planned) == {
        (route.organisation, route.type, route.variant, role)
        for route in reports.routes
        for role in BOTH
        if route.role in (None, role) and reports.types[route.type].role in (None, role)
    }


def test_the_clocks_are_those_of_the_texts(reports: Reports) -> None:
    """30 days from awareness and 24 hours from the incident, in bc alone."""
    timed = {
        (route.organisation, route.type, step.any_of[0], step.deadline, step.counted_from)
        for route in reports.routes
        for step in route.steps
        if step.deadline not in (None, "immediate")
    }
    assert timed == {
        ("bc", "information_incident", "gilr", "PT24H", "incident"),
        ("bc", "conflict_of_interest", "supervisor", "P30D", "awareness"),
    }


def test_steps_under_a_condition_wait_for_it(library: Library, reports: Reports) -> None:
    """Where it does not hold, nobody of the step is told."""
    route = reports.route("bc", "intellectual_property", "employee", "marks")
    assert route is not None
    planner = Planner(library, everyone(library, "bc"))
    plain = planner.plan(route, None, Answers(), type_=reports.types[route.type])
    assert [one.person.role for one in plain.recipients] == ["public_affairs"]
    both = planner.plan(route, None, Answers(applies=frozenset({1})), type_=reports.types[route.type])
    assert [one.person.role for one in both.recipients] == ["public_affairs", "intellectual_property_program"]
