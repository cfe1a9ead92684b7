"""Who receives a case: never whom it is about, never where others read what is private, and always somebody."""

from dataclasses import replace

import pytest

from handlers.cases.people import ALTERNATE, INTAKE, URGENT, Involved, Person, Way
from handlers.cases.privacy import is_private
from handlers.cases.recipients import Answers, Chosen, Plan, Planner
from knowledge.library import Library
from knowledge.report_records import ReportType, Route
from knowledge.reports import Reports
from tests.handlers.cases.builders import channel, mail, person
from tests.handlers.cases.fakes import FakeStaff, staffed

SUPERVISOR = person("Ada Nygaard", "supervisor", person("Ben Castellano", "supervisor"))
ETHICS = person("Chidi Okafor", "ethics_advisor")
MISO = person("Dina Vuković", "miso", person("Emil Sørby", "miso"))
PUBLIC = person("Farah Qureshi", "public_affairs")
PROGRAM = person("Gus Lindqvist", "intellectual_property_program")
FRONT = person("Hana Yamamoto", INTAKE, person("Ivo Petrov", INTAKE))
OTHER = person("Jun Takahashi", ALTERNATE)
NIGHT = person("Kofi Mensah", URGENT)
EVERYONE = (SUPERVISOR, ETHICS, MISO, PUBLIC, PROGRAM, FRONT, OTHER, NIGHT)

OPEN = ReportType(id="noise", name="Noise", covers="Noise.", handling="case", urgency=3)
PRIVATE = replace(OPEN, about_a_person=True)
"""What is about nobody, and what is about somebody."""

MEDIA, INCIDENT, OWN = "media_request", "information_incident", "own_conduct"


def route_of(reports: Reports, type_: str, org: str = "bc", variant: str | None = None) -> Route:
    """Return the route of a supervisor's report."""
    found = reports.route(org, type_, "supervisor", variant)
    assert found is not None
    return found


def plan(library: Library, route: Route, staff: FakeStaff, answers: Answers | None = None, **how: bool) -> Plan:
    """Return who receives a report of this route, which is private where a test says so."""
    return Planner(library, staff).plan(
        route,
        None,
        answers or Answers(),
        type_=PRIVATE if how.get("private") else OPEN,
        urgent=how.get("urgent", False),
    )


def told(plan: Plan) -> list[tuple[str, str]]:
    """Return the names of the recipients and why they are."""
    return [(one.person.name, one.because) for one in plan.recipients]


def involved(*names: str, roles: tuple[str, ...] = ()) -> Answers:
    """Return that somebody is involved."""
    return Answers(involved=Involved(names=names, roles=roles))


def test_whoever_fills_the_role_receives_it(library: Library, reports: Reports) -> None:
    """And nobody else."""
    assert told(plan(library, route_of(reports, MEDIA), staffed(*EVERYONE))) == [("Farah Qureshi", "route")]


def test_the_unit_comes_before_the_organisation(library: Library, reports: Reports) -> None:
    """Another unit, and whoever names none, gets the organisation's."""
    staff = staffed(PUBLIC)
    staff.entries["bc", "forests", "public_affairs"] = (person("Lena Hoffmann", "public_affairs"),)
    planner = Planner(library, staff)
    names = [
        told(planner.plan(route_of(reports, MEDIA), unit, Answers(), type_=OPEN))[0][0]
        for unit in ("forests", "health", None)
    ]
    assert names == ["Lena Hoffmann", "Farah Qureshi", "Farah Qureshi"]


def test_what_nobody_fills_goes_to_the_intake(library: Library, reports: Reports) -> None:
    """Also where the texts name a page alone, or where the reporter has chosen nobody."""
    for type_ in (MEDIA, "harassment", OWN):
        assert told(plan(library, route_of(reports, type_), staffed(SUPERVISOR, FRONT, OTHER))) == [
            ("Hana Yamamoto", "intake")
        ]


def test_a_supervisor_is_told_only_where_they_are_chosen(library: Library, reports: Reports) -> None:
    """Several are offered, none preselected; whoever is chosen receives it, and then the intake does not."""
    route, staff = route_of(reports, OWN), staffed(*EVERYONE)
    open_ = plan(library, route, staff)
    (choice,) = open_.choices
    assert choice.contacts == ("supervisor", "manager", "ethics_advisor")
    assert choice.people == {"supervisor": (SUPERVISOR,), "manager": (), "ethics_advisor": (ETHICS,)}
    assert choice.may_name == ("supervisor", "manager", "ethics_advisor")
    assert told(open_) == [("Hana Yamamoto", "intake")]
    chosen = Answers(chosen={0: Chosen(contact="ethics_advisor", person=ETHICS)})
    assert told(plan(library, route, staff, chosen)) == [("Chidi Okafor", "route")]


def test_a_reporter_may_name_who_is_theirs_alone(library: Library, reports: Reports) -> None:
    """A supervisor whom the deployment does not know; but nobody of their own for an office, which others fill."""
    mine = person("Lena Hoffmann", "whatever")
    own = Answers(chosen={0: Chosen(contact="manager", person=mine)})
    (only,) = plan(library, route_of(reports, OWN), staffed(*EVERYONE), own).recipients
    assert (only.person.name, only.person.role) == ("Lena Hoffmann", "manager")
    theirs = Answers(chosen={0: Chosen(contact="communications_director", person=mine)})
    director = person("Milo Duarte", "communications_director")
    staff = staffed(director, replace(FRONT), org="ns")
    route = route_of(reports, MEDIA, "ns")
    assert told(plan(library, route, staff, theirs)) == [("Hana Yamamoto", "intake")]
    known = Answers(chosen={0: Chosen(contact="communications_director", person=director)})
    assert told(plan(library, route, staff, known)) == [("Milo Duarte", "route")]


def test_a_choice_for_another_contact_counts_for_nothing(library: Library, reports: Reports) -> None:
    """A contact that the step does not name."""
    wrong = Answers(chosen={0: Chosen(contact="miso", person=MISO)})
    assert told(plan(library, route_of(reports, OWN), staffed(*EVERYONE), wrong)) == [("Hana Yamamoto", "intake")]


def test_a_contact_whom_nobody_fills_is_not_offered(library: Library, reports: Reports) -> None:
    """Unless the reporter may name somebody."""
    staff = staffed(person("Milo Duarte", "communications_director"), org="ns")
    (choice,) = plan(library, route_of(reports, MEDIA, "ns"), staff).choices
    assert (choice.contacts, choice.may_name) == (("communications_director",), ())


def test_the_duties_are_what_nobody_can_be_sent(library: Library, reports: Reports) -> None:
    """The call, the form, and the talk with whoever is the reporter's own."""
    duties = plan(library, route_of(reports, INCIDENT), staffed(*EVERYONE)).duties
    assert duties == ((0, ("supervisor", "manager")), (1, ("service_desk",)), (2, ("gilr",)))
    (emergency,) = plan(library, route_of(reports, "emergency", "ns"), FakeStaff()).duties
    assert emergency == (0, ("emergency_911",))


def test_nobody_is_sent_to_talk_with_whom_it_is_about(library: Library, reports: Reports) -> None:
    """Neither by their role nor by their name."""
    staff, route = staffed(*EVERYONE), route_of(reports, INCIDENT)
    assert plan(library, route, staff, involved(roles=("supervisor",))).duties[0] == (0, ("manager",))
    assert plan(library, route, staff, involved("Ada Nygaard")).duties[0] == (0, ("manager",))
    both = involved("Ada Nygaard", roles=("manager",))
    assert [number for number, _ in plan(library, route, staff, both).duties] == [1, 2]


@pytest.mark.parametrize(
    "answers",
    [
        involved("Dina Vukovic"),
        involved("D. Vuković"),
        involved("Vuković"),
        involved(roles=("miso",)),
    ],
    ids=["name", "initial", "last name", "role"],
)
def test_whoever_is_involved_receives_nothing_nor_do_their_deputies(
    library: Library, reports: Reports, answers: Answers
) -> None:
    """What they would have received goes to the intake, silently."""
    found = plan(library, route_of(reports, INCIDENT), staffed(*EVERYONE), answers)
    assert told(found) == [("Hana Yamamoto", "intake")]


def test_where_the_intake_is_involved_the_independent_one_receives_it(library: Library, reports: Reports) -> None:
    """And where that is too, nobody does."""
    route, staff = route_of(reports, "harassment"), staffed(*EVERYONE)
    assert told(plan(library, route, staff, involved("Hana Yamamoto"))) == [("Jun Takahashi", "intake")]
    assert told(plan(library, route, staff, involved(roles=(INTAKE,)))) == [("Jun Takahashi", "intake")]
    assert told(plan(library, route, staff, involved("Hana Yamamoto", "Jun Takahashi"))) == []
    assert told(plan(library, route, staff, involved(roles=(INTAKE, ALTERNATE)))) == []


def test_a_named_deputy_leaves_their_principal(library: Library, reports: Reports) -> None:
    """Ivo Petrov stands in at the intake; he alone is kept out."""
    found = plan(library, route_of(reports, "harassment"), staffed(*EVERYONE), involved("Ivo Petrov"))
    assert told(found) == [("Hana Yamamoto", "intake")]


def test_whoever_is_involved_is_neither_offered_nor_taken_where_they_are_chosen(
    library: Library, reports: Reports
) -> None:
    """By role, by name, or in person: what was chosen before counts no more."""
    staff, route = staffed(*EVERYONE), route_of(reports, OWN)
    (choice,) = plan(library, route, staff, involved(roles=("supervisor",))).choices
    assert choice.contacts == ("manager", "ethics_advisor")
    (choice,) = plan(library, route, staff, involved("Ada Nygaard")).choices
    assert choice.people["supervisor"] == ()
    mine = Person(name="Lena Hoffmann", role="x", ways=(mail("lena@gov.example"),))
    for whom in (involved(roles=("supervisor",)), involved("L. Hoffmann")):
        answers = replace(whom, chosen={0: Chosen(contact="supervisor", person=mine)})
        assert told(plan(library, route, staff, answers)) == [("Hana Yamamoto", "intake")]


def test_my_supervisor_may_be_any_where_nobody_knows_whose_they_are(library: Library, reports: Reports) -> None:
    """Of a reporter in no unit, or in one that has none of its own, all supervisors are kept out, whatever they do."""
    bo = person("Bo Lind", "supervisor")
    staff = staffed(replace(bo, role=INTAKE), OTHER)
    staff.entries["bc", "forests", "supervisor"] = (bo,)
    planner, route = Planner(library, staff), route_of(reports, "harassment")
    answers = involved(roles=("supervisor",))
    names = [told(planner.plan(route, unit, answers, type_=PRIVATE))[0][0] for unit in (None, "health", "forests")]
    assert names == ["Jun Takahashi"] * 3
    staff.entries["bc", "health", "supervisor"] = (person("Cy Moe", "supervisor"),)
    assert told(planner.plan(route, "health", answers, type_=PRIVATE)) == [("Bo Lind", "intake")]


def test_reporters_do_not_receive_what_they_report(library: Library, reports: Reports) -> None:
    """A disclosure of whoever works at the intake is for somebody else to decide."""
    own = Answers(reporter="Yamamoto, Hana")
    route = route_of(reports, "conflict_of_interest")
    assert told(plan(library, route, staffed(*EVERYONE), own, private=True)) == [("Jun Takahashi", "intake")]


def test_danger_is_told_to_whoever_is_there_for_it(library: Library, reports: Reports) -> None:
    """Beside the route; the intake is where nobody is, or where they are involved."""
    route = route_of(reports, MEDIA)
    assert told(plan(library, route, staffed(*EVERYONE), urgent=True)) == [
        ("Kofi Mensah", "urgent"),
        ("Farah Qureshi", "route"),
    ]
    assert told(plan(library, route, staffed(PUBLIC, FRONT), urgent=True)) == [
        ("Farah Qureshi", "route"),
        ("Hana Yamamoto", "intake"),
    ]
    pages = plan(library, route_of(reports, "harassment"), staffed(*EVERYONE), urgent=True)
    assert told(pages) == [("Kofi Mensah", "urgent"), ("Hana Yamamoto", "intake")]
    assert told(plan(library, route, staffed(*EVERYONE), involved("Kofi Mensah"), urgent=True)) == [
        ("Farah Qureshi", "route"),
        ("Hana Yamamoto", "intake"),
    ]


def test_somebody_in_two_roles_receives_it_once(library: Library, reports: Reports) -> None:
    """However they are reached in each."""
    again = Person(name="F. Qureshi", role=URGENT, ways=(Way(kind="slack", address="U1"), *PUBLIC.ways))
    assert told(plan(library, route_of(reports, MEDIA), staffed(PUBLIC, again), urgent=True)) == [
        ("F. Qureshi", "urgent")
    ]


@pytest.mark.parametrize(
    ("type_", "anonymous", "private"),
    [
        ("harassment", False, True),
        ("conflict_of_interest", False, True),
        ("information_incident", True, True),
        ("information_incident", False, False),
        ("media_request", False, False),
    ],
)
def test_what_is_private(reports: Reports, *, type_: str, anonymous: bool, private: bool) -> None:
    """What is about a person, a disclosure, what nobody put their name to, what somebody is involved in."""
    assert is_private(reports.types[type_], anonymous=anonymous) is private
    assert is_private(None, anonymous=False)
    assert is_private(OPEN, anonymous=False, out={"ada nygaard"})
    assert not is_private(OPEN, anonymous=False, out={"!rae okoro"})


def test_nobody_with_shared_ways_alone_receives_what_is_private(library: Library, reports: Reports) -> None:
    """Not by the route, nor at the intake, nor as a choice; where the case is not private they do."""
    loud = replace(MISO, ways=(channel(),), deputies=())
    front = replace(FRONT, ways=(channel("C2"),), deputies=())
    staff, route = staffed(loud, front, OTHER), route_of(reports, INCIDENT)
    assert told(plan(library, route, staff)) == [("Dina Vuković", "route"), ("Hana Yamamoto", "intake")]
    assert told(plan(library, route, staff, private=True)) == [("Jun Takahashi", "intake")]
    assert told(plan(library, route, staffed(loud, front), private=True)) == []
    advisor = replace(ETHICS, ways=(channel("C3"),))
    (choice,) = plan(library, route_of(reports, OWN), staffed(advisor), private=True).choices
    assert choice.people["ethics_advisor"] == ()
    chosen = Answers(chosen={0: Chosen(contact="ethics_advisor", person=advisor)})
    assert told(plan(library, route_of(reports, OWN), staffed(advisor, OTHER), chosen, private=True)) == [
        ("Jun Takahashi", "intake")
    ]


def test_a_deputy_stands_in_for_whom_no_private_way_reaches(library: Library, reports: Reports) -> None:
    """Who may see it and can be told."""
    loud = replace(MISO, ways=(channel(),))
    route = route_of(reports, INCIDENT)
    names = [name for name, _ in told(plan(library, route, staffed(loud, FRONT), private=True))]
    assert names == ["Emil Sørby", "Hana Yamamoto"]
    kept = plan(library, route, staffed(loud, FRONT), involved("Emil Sørby"), private=True)
    assert told(kept) == [("Hana Yamamoto", "intake")]


def test_whatever_somebody_is_involved_in_is_private(library: Library, reports: Reports) -> None:
    """Nobody knows who reads a channel: the one who is involved may."""
    loud = replace(MISO, ways=(channel(),), deputies=())
    found = plan(library, route_of(reports, INCIDENT), staffed(loud, FRONT), involved("Zoe Ek"))
    assert found.private
    assert told(found) == [("Hana Yamamoto", "intake")]
    assert not plan(library, route_of(reports, INCIDENT), staffed(loud, FRONT)).private


def test_next_in_line_come_the_following_steps_and_then_the_intake(library: Library, reports: Reports) -> None:
    """Nobody whom the reporter would choose, and nobody of a step under a condition."""
    planner, staff = Planner(library, staffed(*EVERYONE)), staffed(*EVERYONE)
    incident = [one.name for one in planner.next_in_line("bc", None, route_of(reports, INCIDENT), 0)]
    assert incident == ["Dina Vuković", "Hana Yamamoto", "Jun Takahashi"]
    marks = route_of(reports, "intellectual_property", variant="marks")
    assert [one.name for one in planner.next_in_line("bc", None, marks, 0)] == [
        "Farah Qureshi",
        "Hana Yamamoto",
        "Jun Takahashi",
    ]
    for route, step in ((marks, None), (None, 0), (marks, 99)):
        names = [one.name for one in Planner(library, staff).next_in_line("bc", None, route, step)]
        assert names == ["Hana Yamamoto", "Jun Takahashi"]


def test_what_a_plan_looks_like_in_a_log(library: Library, reports: Reports) -> None:
    """It holds no name and no address."""
    answers = replace(involved("Dina Vuković"), reporter="Rae Okoro")
    shown = repr((answers, plan(library, route_of(reports, OWN), staffed(*EVERYONE), answers)))
    assert not any(word in shown for word in ("Dina", "dina", "Rae", "rae", "Chidi", "gov.example"))
