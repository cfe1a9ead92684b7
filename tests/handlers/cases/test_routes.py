"""The routes that come with the product, planned: whom each of them reaches."""

from handlers.cases.people import ALTERNATE, INTAKE, URGENT
from handlers.cases.recipients import Answers, Plan, Planner
from knowledge.library import Library
from knowledge.report_records import Route
from knowledge.reports import Reports
from tests.handlers.cases.builders import person
from tests.handlers.cases.fakes import FakeStaff

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
        named |= {one for left in plan.duties if left.step == number for one in left.contacts}
        found += [one for one in step.any_of if one in named]
    return found


def test_a_plan_of_each_route_reaches_what_the_route_says(library: Library, reports: Reports) -> None:
    """Each contact, in order, is told, offered to be chosen, or left to the reporter to reach; nobody else of it is."""
    for route in reports.routes:
        planner = Planner(library, everyone(library, route.organisation))
        every = Answers(applies=frozenset(range(len(route.steps))))
        plan = planner.plan(route, None, every, type_=reports.types[route.type])
        where = (route.organisation, route.type, route.role, route.variant)
        assert (where, addressed(plan, route)) == (where, [one for step in route.steps for one in step.any_of])
        told = [one for one in plan.recipients if one.because == "route"]
        assert {one.person.role for one in told} <= {one for step in route.steps for one in step.any_of}, where
        offered = {one.step for one in plan.choices}
        assert not offered & {one.step for one in told}, where
        personal = {one.id for one in library.contacts if one.personal}
        assert not personal & {one.person.role for one in plan.recipients}, where
        assert (not told or bool(offered)) == any(one.because == "intake" for one in plan.recipients), where


def test_steps_under_a_condition_wait_for_it(library: Library, reports: Reports) -> None:
    """Where it does not hold, nobody of the step is told."""
    route = reports.route("bc", "intellectual_property", "employee", "marks")
    assert route is not None
    planner = Planner(library, everyone(library, "bc"))
    plain = planner.plan(route, None, Answers(), type_=reports.types[route.type])
    assert [one.person.role for one in plain.recipients] == ["public_affairs"]
    both = planner.plan(route, None, Answers(applies=frozenset({1})), type_=reports.types[route.type])
    assert [one.person.role for one in both.recipients] == ["public_affairs", "intellectual_property_program"]
