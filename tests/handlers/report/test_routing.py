"""Routes in words: contacts as they are reached here, and the passages on which they rest."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.contacts import Directory, Reach
from handlers.reply import ContactCard
from handlers.report.routing import Routing
from knowledge.library import Library
from knowledge.records import EMERGENCY
from knowledge.report_records import Route
from knowledge.reports import Reports
from tests.fakes import FakeDeployment, passage
from tests.handlers.report.fakes import TOWN

INCIDENT = "And don't forget, you must immediately report"
GILR = "File a General Incident or Loss Report"


def routed(library: Library, contact: str, words: str, deadline: str | None = None, org: str = "bc") -> ContactCard:
    """Return a contact of a route that rests on the passage with these words."""
    return Directory(library).routed(org, None, contact, passage(library, words), deadline)


def test_a_contact_says_why_as_the_passage_says(library: Library) -> None:
    """And the deadline is that of the step, whatever else the passage says of the contact."""
    one = routed(library, "gilr", GILR, "PT24H")
    mention = next(
        mention
        for kept in library.contacts
        if (kept.organisation, kept.id) == ("bc", "gilr")
        for mention in kept.mentions
        if mention.quote.startswith(GILR)
    )
    assert (one.why, one.deadline) == (mention.why, "PT24H")
    assert routed(library, "gilr", GILR).deadline is None
    desk = routed(library, "service_desk", INCIDENT, "immediate")
    assert (desk.phone, desk.phone_note) == ("250 387-7000 / 1-866-660-0811", "select Option 3")


def test_a_passage_that_does_not_name_the_contact_says_nothing_of_it(library: Library) -> None:
    """Then they are told what happened."""
    assert routed(library, "service_desk", GILR).why == "to tell them what happened"


def test_a_step_that_says_what_it_is_for_comes_before_its_passage(library: Library, reports: Reports) -> None:
    """A fallback borrows a passage about something else; without a purpose of its own a step has the passage's."""
    route = reports.route("sk-ipc", "harassment", "employee")
    assert route
    (step,) = route.steps
    routing = Routing(library, reports, Directory(library))
    plain = replace(route, steps=(replace(step, why=None),))
    said = [routing.steps(one, None)[0].any_of[0].why for one in (route, plain)]
    assert said == [
        "to tell them what happened",
        "to discuss anything about the IPC that you are unsure of, before you publish it",
    ]


def test_every_organisation_has_an_emergency_number(library: Library, town_library: Library) -> None:
    """As its texts name it, or else as the organisation has it; it is called at once."""
    assert routed(library, EMERGENCY, GILR, "immediate").name == library.contact("bc", EMERGENCY).name  # type: ignore[union-attr]
    for lib, org, number in ((library, "ns", "911"), (town_library, TOWN, "555-0911")):
        first = next(iter(lib.passages.values()))
        one = Directory(lib).routed(org, None, EMERGENCY, first, "immediate")
        assert (one.id, one.name, one.phone, one.kind) == (EMERGENCY, number, number, "referral")
        assert (one.deadline, one.why, one.verified) == ("immediate", "for immediate help in an emergency", None)


@pytest.mark.parametrize("org", ["bc", "ns"])
def test_a_deployments_emergency_number_comes_first(library: Library, org: str) -> None:
    """For the unit, where it has one of its own."""
    entries = {
        (org, None, EMERGENCY): Reach(phone="7-911"),
        (org, "forests", EMERGENCY): Reach(name="Forest Rescue", phone="7-112"),
    }
    directory = Directory(library, FakeDeployment(entries))
    cards = [directory.routed(org, unit, EMERGENCY, passage(library, GILR), "immediate") for unit in (None, "forests")]
    assert [card.phone for card in cards] == ["7-911", "7-112"]
    assert cards[1].name == "Forest Rescue"
    assert "911" in cards[0].name


def test_a_deployments_values_come_before_the_texts(library: Library) -> None:
    """As in an answer; when they were checked is said."""
    reach = Reach(phone="7-7000", email="desk@gov.example", verified=date(2026, 1, 31))
    directory = Directory(library, FakeDeployment({("bc", None, "service_desk"): reach}))
    one = directory.routed("bc", None, "service_desk", passage(library, INCIDENT), "immediate")
    assert (one.phone, one.phone_note, one.email, one.verified) == ("7-7000", None, "desk@gov.example", "2026-01-31")


@pytest.mark.parametrize(("org", "contact"), [("bc", "commissioner"), ("bc", "nobody"), ("ns", "service_desk")])
def test_a_contact_that_is_not_there_is_a_fault(library: Library, org: str, contact: str) -> None:
    """The data is checked for it when it is loaded."""
    with pytest.raises(KeyError, match=contact):
        routed(library, contact, GILR, org=org)


def incident(town_reports: Reports) -> Route:
    """Return the Town's route of a lost device."""
    found = town_reports.route(TOWN, "information_incident", "employee", "security")
    assert found
    return found


def test_the_steps_of_a_route_are_put_into_words(town_library: Library, town_reports: Reports) -> None:
    """Numbered from nought, as the dialog takes choices; with what the data says of each."""
    steps = Routing(town_library, town_reports, Directory(town_library)).steps(incident(town_reports), None)
    assert [one.number for one in steps] == [0, 1, 2, 3]
    told = [([card.id for card in one.any_of], one.when, one.deadline, one.counted_from, one.basis) for one in steps]
    assert told == [
        (["supervisor", "manager"], None, "immediate", "filing", "text"),
        (["help_line"], None, "immediate", "filing", "text"),
        (["loss_form"], None, "PT24H", "incident", "text"),
        (["communications_office"], "if the press may hear of it", None, "filing", "text"),
    ]
    assert [one.note for one in steps] == [None, "This is a call that you make yourself.", None, None]
    assert [one.citation.quote for one in steps] == [step.source.quote for step in incident(town_reports).steps]
    assert {one.citation.score for one in steps} == {1.0}
    assert [card.deadline for one in steps for card in one.any_of] == [
        "immediate", "immediate", "immediate", "PT24H", None,
    ]  # fmt: skip


def test_each_passage_is_cited_once(town_library: Library, town_reports: Reports) -> None:
    """Those of the steps in order, then what also speaks of the route."""
    route = incident(town_reports)
    other = town_reports.route(TOWN, "media_request", "employee")
    assert other
    wider = replace(route, also=(other.steps[0].source, route.steps[0].source))
    found = Routing(town_library, town_reports, Directory(town_library)).citations(wider)
    quotes = [step.source.quote for step in (*route.steps, *other.steps)]
    assert [one.quote for one in found] == quotes
    assert {(one.document, one.foreign, one.organisation) for one in found} == {("alder-creek-reporting", False, TOWN)}


def test_another_organisations_passage_is_said_to_be_foreign(library: Library, reports: Reports) -> None:
    """In an emergency ns and sk-ipc rest on the text of bc."""
    routing = Routing(library, reports, Directory(library))
    foreign = {}
    for org in ("bc", "ns", "sk-ipc"):
        route = reports.route(org, "emergency", "employee")
        assert route
        (cited,) = routing.citations(route)
        foreign[org] = (cited.foreign, cited.organisation)
    assert foreign == {"bc": (False, "bc"), "ns": (True, "bc"), "sk-ipc": (True, "bc")}


def test_every_route_of_the_product_can_be_put_into_words(library: Library, reports: Reports) -> None:
    """Each contact has a name and a reason, and each quote stands in its passage."""
    routing = Routing(library, reports, Directory(library))
    for route in reports.routes:
        for step in routing.steps(route, None):
            assert all(card.name and card.why for card in step.any_of)
        for cited in routing.citations(route):
            assert cited.quote in library.passages[cited.passage_id].text
