"""What is understood of a report: a fake reader before the real routes."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.contacts import Directory, Reach
from handlers.report.messages import ReportRequest
from handlers.request import BadRequest
from index.reports.reading import ReportReading
from index.result import Found
from knowledge.library import Library
from knowledge.reports import Reports
from tests.fakes import NOTHING, FakeDeployment, FakeSearch
from tests.handlers.report.fakes import TOWN, FakeReportReader, reading
from tests.handlers.report.understanding import FRENCH, LIKELY, handler, understood


def test_the_likeliest_type_is_guessed_and_the_next_are_offered(library: Library, reports: Reports) -> None:
    """With their names and chances, in order; three beside it are enough, anything else may be chosen too."""
    one = understood(library, reports)
    assert (one.guess.type, one.guess.variant, one.guess.chance) == (reports.types["harassment"], None, 0.5)
    assert [other.type.id for other in one.alternatives] == list(LIKELY[1:4])
    assert [other.chance for other in one.alternatives] == [0.25, 0.125, 0.0625]


@pytest.mark.parametrize(
    ("chances", "danger", "offered"),
    [
        ((0.9, 0.06, 0.04), 0.0, []),  # less than a tenth of the first
        ((0.85, 0.1, 0.05), 0.0, [1]),
        ((0.4, 0.3, 0.06, 0.049, 0.04), 0.0, [1, 2]),  # less than one in twenty
        ((0.3, 0.25, 0.2, 0.15, 0.1), 0.0, [1, 2, 3]),
        ((0.9, 0.06, 0.04), 0.9, [0]),  # danger stands before what was read
        ((0.4, 0.3, 0.06, 0.049, 0.04), 0.9, [0, 1, 2]),
    ],
)
def test_only_what_is_plausible_is_offered_beside_the_guess(
    library: Library, reports: Reports, chances: tuple[float, ...], danger: float, offered: list[int]
) -> None:
    """Measured by the likeliest type that was read; whatever else it is, is chosen from all."""
    read = ReportReading(types=dict(zip(LIKELY, chances, strict=False)), variants={}, danger=danger)
    one = understood(library, reports, read)
    assert [other.type.id for other in one.alternatives] == [LIKELY[place] for place in offered]


def test_the_reader_gets_the_words_and_the_role(library: Library, reports: Reports) -> None:
    """As they came."""
    reader = FakeReportReader(reading(*LIKELY))
    request = ReportRequest(text=" It\nhappened\u200b. ", org="bc", role="supervisor")
    handler(library, reports, reader).handle(request)
    assert reader.asked == [(" It\nhappened\u200b. ", "supervisor")]


def test_the_route_of_the_guess_is_shown_with_its_passages(library: Library, reports: Reports) -> None:
    """Step by step and laid flat; the deadline is that of the first step, and each passage stands once."""
    one = understood(library, reports, reading("information_incident"))
    assert [[card.id for card in step.any_of] for step in one.route] == [
        ["supervisor", "manager"], ["service_desk"], ["gilr"],
    ]  # fmt: skip
    assert [card.id for card in one.contacts] == ["supervisor", "manager", "service_desk", "gilr"]
    assert one.deadline == "immediate"
    route = reports.route("bc", "information_incident", "employee")
    assert route
    quoted = dict.fromkeys((*(step.source.quote for step in route.steps), *(source.quote for source in route.also)))
    assert [cited.quote for cited in one.citations] == list(quoted)


def test_what_to_do_is_said_step_by_step(library: Library, reports: Reports) -> None:
    """Whom to reach, by when and what for; alternatives in one sentence."""
    steps = understood(library, reports, reading("information_incident")).steps
    assert [(step.kind, step.target) for step in steps] == [
        ("contact", "supervisor"), ("contact", "service_desk"), ("contact", "gilr"),
    ]  # fmt: skip
    cards = {card.id: card for card in understood(library, reports, reading("information_incident")).contacts}
    assert steps[0].text == f"Your supervisor or your manager: immediately, {cards['supervisor'].why}."
    assert steps[2].text == f"{cards['gilr'].name}: within 24 hours, {cards['gilr'].why}."


def test_a_condition_is_said_beside_its_contact(library: Library, reports: Reports) -> None:
    """As a phrase that the data holds."""
    one = understood(library, reports, reading("intellectual_property", variants={"intellectual_property": "marks"}))
    assert [step.when for step in one.route] == [None, "if the permission requires a licence"]
    assert " (if the permission requires a licence): " in one.steps[1].text


def test_whoever_stands_in_two_steps_is_one_contact(town_library: Library, town_reports: Reports) -> None:
    """The first step's deadline is theirs."""
    route = town_reports.route(TOWN, "information_incident", "employee", "security")
    assert route
    twice = replace(route, steps=(*route.steps, route.steps[0]))
    others = tuple(one for one in town_reports.routes if one is not route)
    changed = replace(town_reports, routes=(twice, *others))
    one = understood(town_library, changed, reading("information_incident"), org=TOWN)
    ids = [card.id for card in one.contacts]
    assert ids == ["supervisor", "manager", "help_line", "loss_form", "communications_office"]
    assert len(one.route) == 5
    assert len(one.citations) == 4


def test_a_confirmed_type_comes_before_what_was_read(library: Library, reports: Reports) -> None:
    """It is sure, and is not offered once more; what was read comes after it."""
    one = understood(library, reports, type="conduct_concern")
    assert (one.guess.type.id, one.guess.chance) == ("conduct_concern", 1.0)
    assert [other.type.id for other in one.alternatives] == ["harassment", "respectful_workplace", "own_conduct"]
    assert [card.id for card in one.contacts] == ["supervisor"]


@pytest.mark.parametrize(
    ("org", "type_", "read", "confirmed", "variant", "contact"),
    [
        ("bc", "intellectual_property", "marks", None, "marks", "public_affairs"),
        ("bc", "intellectual_property", "copyright", None, "copyright", "intellectual_property_program"),
        ("bc", "intellectual_property", "marks", "copyright", "copyright", "intellectual_property_program"),
        ("bc", "intellectual_property", None, None, "copyright", "intellectual_property_program"),
        ("bc", "intellectual_property", None, "sounds", "copyright", "intellectual_property_program"),
        ("ns", "intellectual_property", "marks", "marks", None, "manager"),
        ("bc", "information_incident", "security", "privacy", None, "supervisor"),
        ("sk-ipc", "information_incident", "security", None, "security", "it_staff"),
        ("sk-ipc", "information_incident", "security", "privacy", "privacy", "commissioner"),
    ],
)
def test_a_variant_counts_where_the_organisation_routes_it_apart(
    library: Library,
    reports: Reports,
    *,
    org: str,
    type_: str,
    read: str | None,
    confirmed: str | None,
    variant: str | None,
    contact: str,
) -> None:
    """The confirmed one, else the likelier one, else the first; elsewhere there is none."""
    given = reading("harassment", type_, variants={type_: read} if read else None)
    one = understood(library, reports, given, org=org, type=type_, variant=confirmed)
    assert (one.guess.variant, one.contacts[0].id) == (variant, contact)


def test_a_variant_belongs_to_the_confirmed_type_alone(library: Library, reports: Reports) -> None:
    """Said of none, or of another one, it counts for nothing."""
    given = reading("intellectual_property", "harassment", variants={"intellectual_property": "copyright"})
    assert understood(library, reports, given, variant="marks").guess.variant == "copyright"
    one = understood(library, reports, given, type="harassment", variant="marks")
    assert [other.variant for other in one.alternatives] == ["copyright"]


def test_the_role_decides_the_route(library: Library, reports: Reports) -> None:
    """Management also consults the security officer."""
    given = reading("information_incident")
    last = {role: understood(library, reports, given, role=role).contacts[-1].id for role in ("employee", "supervisor")}
    assert last == {"employee": "gilr", "supervisor": "miso"}
    concern = understood(library, reports, reading("supervisor_concern"), role="supervisor")
    assert [card.id for card in concern.contacts] == ["myhr"]


def test_a_unit_reaches_its_own_contacts(library: Library, reports: Reports) -> None:
    """With the numbers of the deployment before those of the texts."""
    deployment = FakeDeployment({("bc", "forests", "service_desk"): Reach(phone="7-7000")})
    directory = Directory(library, deployment)
    phones = [
        understood(library, reports, reading("information_incident"), directory=directory, unit=unit).contacts[2].phone
        for unit in ("forests", None)
    ]
    assert phones[0] == "7-7000"
    assert phones[1] not in (None, "7-7000")


def test_what_cannot_be_read_in_its_language_is_no_guess(library: Library, reports: Reports) -> None:
    """Of French words nothing is known: the first type is no guess, and none stands beside it; one can be confirmed."""
    one = understood(library, reports, text=FRENCH)
    assert (one.guess.type.id, one.guess.chance, one.alternatives) == (LIKELY[0], 0.0, ())
    assert (one.is_told, one.emergency) == (False, False)
    sure = understood(library, reports, text=FRENCH, type="own_conduct")
    assert (sure.guess.type.id, sure.guess.chance, sure.alternatives) == ("own_conduct", 1.0, ())
    assert sure.is_told


def test_a_reader_that_knows_no_type_leaves_the_choice(library: Library, reports: Reports) -> None:
    """An organisation may have types of its own; none of them is passed off as plausible, and danger still counts."""
    one = understood(library, reports, reading())
    assert (one.guess.chance, one.is_told, one.alternatives) == (0.0, False, ())
    assert understood(library, reports, reading(danger=0.9)).guess.type.id == "emergency"


def test_the_words_of_a_report_stay_out_of_its_representation() -> None:
    """It may be logged."""
    shown = repr(ReportRequest(text="my secret", org="bc"))
    assert "secret" not in shown
    assert "bc" in shown


REQUESTS = st.builds(
    ReportRequest,
    text=st.text(max_size=60) | st.sampled_from([FRENCH, "a journalist rang", "!" * 5000 + "a"]),
    org=st.sampled_from(["bc", "ns", "sk-ipc", "mars"]),
    unit=st.none() | st.just("forests"),
    role=st.sampled_from(["employee", "supervisor"]),
    type=st.none() | st.sampled_from(["emergency", "harassment", "records", "supervisor_concern", "gossip"]),
    variant=st.none() | st.sampled_from(["marks", "security", "loud"]),
)
ANSWERS = st.sampled_from([NOTHING, replace(NOTHING, danger=0.9)])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120)
@given(request=REQUESTS, danger=st.floats(0, 1), types=st.permutations(LIKELY), answer=ANSWERS)
def test_any_request_is_refused_or_understood(
    library: Library, reports: Reports, *, request: ReportRequest, danger: float, types: list[str], answer: Found
) -> None:
    """Whatever comes: danger first, somebody to reach, no type twice, and none that is not the reporter's to report."""
    read: ReportReading = reading(*types, danger=danger, variants={"information_incident": "privacy"})
    try:
        one = handler(library, reports, FakeReportReader(read), search=FakeSearch(answer)).handle(request)
    except BadRequest:
        return
    offered = [one.guess.type, *(other.type for other in one.alternatives)]
    assert len({type_.id for type_ in offered}) == len(offered) <= 4
    assert all(type_.role in (None, request.role) for type_ in offered)
    assert one.emergency == (danger >= 0.5 or request.type == "emergency")
    assert (one.steps[0].kind == "emergency") == one.emergency
    assert one.contacts
    route = reports.route(request.org, one.guess.type.id, request.role, one.guess.variant)
    assert route is not None
    assert [[card.id for card in step.any_of] for step in one.route] == [list(step.any_of) for step in route.steps]
