"""What people report in the product: its routes are those of the texts, its examples teach all of them."""

from collections import Counter
from dataclasses import dataclass
from itertools import product
from typing import get_args

import pytest

from knowledge import reports as knowledge_reports
from knowledge import yaml_file
from knowledge.library import Library
from knowledge.records import EMERGENCY
from knowledge.report_records import ReportExample, Role, Route
from knowledge.reports import Reports
from knowledge.text import collapse, letters_and_digits

ORGANISATIONS = ("bc", "ns", "sk-ipc")
BOTH: tuple[Role, ...] = get_args(Role)
SUPERVISOR: tuple[Role, ...] = ("supervisor",)

TYPES = (
    "emergency information_incident harassment respectful_workplace conduct_concern own_conduct conflict_of_interest "
    "supervisor_concern media_request intellectual_property records account_approval"
)
"""The project's public vocabulary of types."""

CONTACTS = (
    "emergency_911 supervisor manager ethics_advisor myhr service_desk gilr miso public_affairs "
    "intellectual_property_program records_officer citizen_engagement communications_director media_relations_advisor "
    "communications_nova_scotia commissioner it_staff"
)
"""The project's public vocabulary of contacts."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of whom the texts send reports to.

    Attributes:
        type: `type/variant` where the organisation routes the variants apart.
        steps: Each step's contacts, parted by `|` where any one of them will do.
        texts: On which it rests, in order.
        deadline: Of the first step.
        later: Contact -> deadline of a later step, and what it counts from.
        counted_from: What the first deadline counts from.
        conditions: How many steps are under one.
    """

    org: str
    type: str
    steps: str
    texts: str
    deadline: str | None = None
    basis: str = "text"
    roles: tuple[Role, ...] = BOTH
    later: tuple[str, str, str] | None = None
    counted_from: str = "filing"
    conditions: int = 0

    def route(self, reports: Reports, role: Role) -> Route:
        """Return what the data has for it."""
        type_, _, variant = self.type.partition("/")
        found = reports.route(self.org, type_, role, variant or None)
        assert found
        return found


BC_2010, BC_33, BC_QA = "bc-2010-guidelines", "bc-policy-summary-33", "bc-2019-qa"
NS, SK = "ns-policy-6-9", "sk-ipc-2-07"
GILR = ("gilr", "PT24H", "incident")
INCIDENT = "supervisor|manager service_desk gilr"
NS_THREE = "manager|supervisor|communications_director"

TABLE = [
    Row("bc", "emergency", "emergency_911", BC_QA, "immediate"),
    Row(
        "bc", "information_incident", INCIDENT, f"{BC_2010} {BC_33} {BC_QA}", "immediate", roles=("employee",),
        later=GILR,
    ),
    Row(
        "bc", "information_incident", f"{INCIDENT} miso", f"{BC_2010} {BC_33} {BC_QA}", "immediate", roles=SUPERVISOR,
        later=GILR,
    ),
    Row("bc", "harassment", "myhr", BC_QA),
    Row("bc", "respectful_workplace", "supervisor", BC_QA, basis="fallback"),
    Row("bc", "conduct_concern", "supervisor", BC_QA, basis="fallback"),
    Row("bc", "own_conduct", "supervisor|manager|ethics_advisor", BC_QA),
    Row(
        "bc", "conflict_of_interest", "supervisor|manager|ethics_advisor", BC_QA, "P30D", counted_from="awareness"
    ),
    Row("bc", "supervisor_concern", "myhr", BC_QA, roles=SUPERVISOR),
    Row("bc", "media_request", "public_affairs", BC_2010),
    Row("bc", "intellectual_property/copyright", "intellectual_property_program", f"{BC_2010} {BC_33}"),
    Row(
        "bc", "intellectual_property/marks", "public_affairs intellectual_property_program", f"{BC_2010} {BC_33}",
        conditions=1,
    ),
    Row("bc", "records", "records_officer", BC_2010),
    Row(
        "bc", "account_approval", "supervisor public_affairs citizen_engagement", f"{BC_2010} {BC_33}", conditions=2
    ),
    Row("ns", "emergency", "emergency_911", BC_QA, "immediate", "common"),
    Row("ns", "information_incident", NS_THREE, NS, basis="fallback"),
    Row("ns", "harassment", NS_THREE, NS, basis="fallback"),
    Row("ns", "respectful_workplace", NS_THREE, NS, basis="fallback"),
    Row("ns", "conduct_concern", NS_THREE, NS),
    Row("ns", "own_conduct", NS_THREE, NS),
    Row("ns", "conflict_of_interest", NS_THREE, NS, basis="fallback"),
    Row("ns", "supervisor_concern", NS_THREE, NS, roles=SUPERVISOR),
    Row("ns", "media_request", "media_relations_advisor|communications_director", NS),
    Row("ns", "intellectual_property", NS_THREE, NS, basis="fallback"),
    Row("ns", "records", NS_THREE, NS, basis="fallback"),
    Row("ns", "account_approval", "manager|supervisor communications_director communications_nova_scotia", NS),
    Row("sk-ipc", "emergency", "emergency_911", BC_QA, "immediate", "common"),
    Row("sk-ipc", "information_incident/security", "it_staff commissioner", SK),
    Row("sk-ipc", "information_incident/privacy", "commissioner", SK, basis="fallback"),
    Row("sk-ipc", "harassment", "commissioner", SK, basis="fallback"),
    Row("sk-ipc", "respectful_workplace", "commissioner", SK, basis="fallback"),
    Row("sk-ipc", "conduct_concern", "commissioner", SK, basis="fallback"),
    Row("sk-ipc", "own_conduct", "commissioner", SK),
    Row("sk-ipc", "conflict_of_interest", "commissioner", SK, basis="fallback"),
    Row("sk-ipc", "supervisor_concern", "commissioner", SK, basis="fallback", roles=SUPERVISOR),
    Row("sk-ipc", "media_request", "commissioner", SK, basis="fallback"),
    Row("sk-ipc", "intellectual_property", "commissioner", SK, basis="fallback"),
    Row("sk-ipc", "records", "commissioner", SK, basis="fallback"),
    Row("sk-ipc", "account_approval", "commissioner", SK, basis="fallback"),
]  # fmt: skip
"""Written by hand from the routing table of the brief."""

LIST_ITEMS = (
    "If a mistake is made notify the Commissioner, be upfront and quickly make the necessary correction",
    "Respect intellectual property rights, including but not limited to, copyright and fair use",
)
"""Quotes that end without a full stop, because an item of a list does."""

CASES = [pytest.param(row, role, id=f"{row.org}-{row.type}-{role}") for row in TABLE for role in row.roles]


@pytest.fixture(scope="module")
def reports(library: Library) -> Reports:
    """The types and routes that come with the product."""
    found = knowledge_reports.load(library)
    assert found
    return found


@pytest.fixture(scope="module")
def examples(library: Library, reports: Reports) -> tuple[ReportExample, ...]:
    """The examples that come with the product."""
    return knowledge_reports.examples(library, reports)


def test_the_types_are_those_of_the_public_vocabulary(reports: Reports) -> None:
    """All twelve, each spelled exactly so: labels, evaluations and the page use them."""
    assert sorted(reports.types) == sorted(TYPES.split())
    assert len(reports.types) == 12


def test_every_organisation_has_a_route_for_each_report(reports: Reports) -> None:
    """Of each type, role and variant; and the table has each of them once, so that none is left unlooked at."""
    assert set(reports.organisations()) == set(ORGANISATIONS)
    tabled = [(row.org, row.type, role) for row in TABLE for role in row.roles]
    every = [
        (org, f"{one.id}/{variant}" if variant else one.id, role)
        for org, one in product(ORGANISATIONS, reports.types.values())
        for role in ((one.role,) if one.role else BOTH)
        for variant in reports.variants(org, one.id) or [None]
    ]
    assert sorted(tabled) == sorted(every)
    for org, one in product(ORGANISATIONS, reports.types.values()):
        for role, variant in product((one.role,) if one.role else BOTH, one.variants):
            assert reports.route(org, one.id, role, variant.id)


@pytest.mark.parametrize(("row", "role"), CASES)
def test_a_route_is_that_of_the_table(reports: Reports, row: Row, role: Role) -> None:
    """Contacts step by step, the deadline of the first one, and why these."""
    route = row.route(reports, role)
    assert [step.any_of for step in route.steps] == [tuple(one.split("|")) for one in row.steps.split()]
    assert (route.steps[0].deadline, route.steps[0].counted_from) == (row.deadline, row.counted_from)
    assert {step.basis for step in route.steps} == {row.basis}


@pytest.mark.parametrize(("row", "role"), CASES)
def test_later_deadlines_and_conditions_are_those_of_the_table(reports: Reports, row: Row, role: Role) -> None:
    """24 hours for the loss report, from the incident; no other later step has a time limit but `immediate`."""
    steps = row.route(reports, role).steps
    later = [
        (one.any_of[0], one.deadline, one.counted_from) for one in steps[1:] if one.deadline not in (None, "immediate")
    ]
    assert later == ([row.later] if row.later else [])
    conditions = [step.when for step in steps if step.when]
    assert len(conditions) == row.conditions
    assert all(one.startswith("if ") for one in conditions)
    assert steps[0].when is None


@pytest.mark.parametrize(("row", "role"), CASES)
def test_a_route_rests_on_the_texts_of_the_table(reports: Reports, row: Row, role: Role) -> None:
    """Each step on a passage, and what also speaks of it beside them."""
    route = row.route(reports, role)
    sources = (*(step.source for step in route.steps), *route.also)
    assert list(dict.fromkeys(one.document for one in sources)) == row.texts.split()


def test_no_quote_is_cut(reports: Reports, library: Library) -> None:
    """A condition may stand at either end of a sentence: each quote is whole sentences, or an item of a list."""
    sources = [source for route in reports.routes for source in (*(step.source for step in route.steps), *route.also)]
    quotes = {collapse(one.quote): library.passages[reports.passages[one]] for one in sources}
    assert set(LIST_ITEMS) <= set(quotes)
    assert [one for one in quotes if not one.endswith(".") and one not in LIST_ITEMS] == []
    before = {one: collapse(passage.text).partition(one)[0].rstrip() for one, passage in quotes.items()}
    assert {one: text[-40:] for one, text in before.items() if text and not text.endswith((".", ":", "-"))} == {}


def test_a_step_that_borrows_a_passage_says_what_it_is_for(reports: Reports) -> None:
    """The passage is about something else, and so is the purpose that it gives; the emergency number has its own."""
    borrowed = [
        (route.organisation, route.type, step.why)
        for route in reports.routes
        for step in route.steps
        if step.basis != "text" and step.any_of != (EMERGENCY,)
    ]
    assert [one for one in borrowed if one[2] is None] == []
    assert ("sk-ipc", "harassment", "to tell them what happened") in borrowed
    assert len(borrowed) >= 18
    assert all(why.startswith(("to ", "for ")) and not why.endswith(".") for *_, why in borrowed if why)


def test_contacts_are_those_of_the_public_vocabulary(reports: Reports) -> None:
    """Each of them is reached by some route."""
    found = {contact for route in reports.routes for step in route.steps for contact in step.any_of}
    assert found == set(CONTACTS.split())


def test_how_each_type_is_handled(reports: Reports) -> None:
    """Danger first, one's own conflict disclosed, questions answered; all else is filed."""
    handled = {
        kind: {one.id for one in reports.types.values() if one.handling == kind}
        for kind in ("emergency", "disclosure", "answer")
    }
    assert handled == {
        "emergency": {"emergency"},
        "disclosure": {"conflict_of_interest"},
        "answer": {"media_request", "intellectual_property", "records", "account_approval"},
    }
    urgent = sorted(reports.types.values(), key=lambda one: one.urgency)
    assert [one.id for one in urgent[:3]] == ["emergency", "information_incident", "harassment"]
    assert len({one.urgency for one in urgent[:3]}) == 3


def test_what_speaks_of_how_somebody_behaves_is_known(reports: Reports) -> None:
    """Nothing of it goes where several people read; the concern about one's own staff is for supervisors alone."""
    assert {one.id for one in reports.types.values() if one.about_a_person} == {
        "harassment",
        "supervisor_concern",
        "respectful_workplace",
        "conduct_concern",
        "conflict_of_interest",
    }
    assert {one.id: one.role for one in reports.types.values() if one.role} == {"supervisor_concern": "supervisor"}


def test_types_and_notes_are_sentences(reports: Reports) -> None:
    """Whoever confirms a type reads them."""
    for one in reports.types.values():
        said = [one.covers, *(variant.covers for variant in one.variants)]
        assert all(text[0].isupper() and text.endswith(".") for text in said), one.id
        assert not any(name.endswith(".") for name in (one.name, *(variant.name for variant in one.variants)))
    notes = [step.note for route in reports.routes for step in route.steps if step.note]
    assert all(note.endswith(".") and note[0] in '"ABCDEFGHIJKLMNOPQRSTUVWXYZ' for note in notes)
    assert len(notes) >= 15


def test_an_emergency_goes_to_nobody_but_the_number(reports: Reports) -> None:
    """Nobody in danger is sent to an office first."""
    for org, role in product(ORGANISATIONS, BOTH):
        route = reports.route(org, "emergency", role)
        assert route
        assert [(one.any_of, one.deadline) for one in route.steps] == [((EMERGENCY,), "immediate")]
    others = [route for route in reports.routes if route.type != "emergency"]
    assert not any(EMERGENCY in step.any_of for route in others for step in route.steps)


def test_there_is_enough_to_learn_from(reports: Reports, examples: tuple[ReportExample, ...]) -> None:
    """At least a hundred examples of each type and each variant, and some of everybody who may write one."""
    of_type = Counter(one.type for one in examples)
    assert {type_: count for type_ in reports.types if (count := of_type[type_]) < 100} == {}
    of_variant = Counter((one.type, one.variant) for one in examples)
    variants = [(one.id, variant.id) for one in reports.types.values() for variant in one.variants]
    assert {one: count for one in variants if (count := of_variant[one]) < 100} == {}
    written = {(one.type, one.organisation, one.role) for one in examples}
    everybody = {
        (one.id, org, role)
        for one, org in product(reports.types.values(), ORGANISATIONS)
        for role in ((one.role,) if one.role else BOTH)
    }
    assert written == everybody


def test_an_example_of_a_type_with_variants_says_which(reports: Reports, examples: tuple[ReportExample, ...]) -> None:
    """Otherwise nothing is learned of them."""
    without = Counter(one.type for one in examples if reports.types[one.type].variants and one.variant is None)
    assert without == Counter()


def test_no_two_examples_are_the_same(examples: tuple[ReportExample, ...]) -> None:
    """Punctuation, capitals and the writer's role aside: they would count double, or contradict each other."""
    seen = Counter(letters_and_digits(one.text) for one in examples)
    assert [text[:40] for text, count in seen.items() if count > 1] == []
    assert len(seen) >= 4000


def test_what_only_sounds_dangerous_is_taught_too(library: Library) -> None:
    """As much of it as of danger, in a file of its own, and of every type that there is."""
    folder = library.folder / knowledge_reports.FOLDER / "examples"
    danger, no_danger = (
        Counter(one.type for one in yaml_file.load_all(folder / f"{name}.yaml", ReportExample))
        for name in ("emergency", "near_danger")
    )
    assert set(danger) == {"emergency"}
    assert set(no_danger) == set(TYPES.split()) - {"emergency"}
    assert 0.8 < danger.total() / no_danger.total() < 1.25


def test_examples_are_as_long_as_people_write(examples: tuple[ReportExample, ...]) -> None:
    """From a few words to a page."""
    lengths = sorted(len(one.text) for one in examples)
    assert lengths[len(lengths) // 10] < 120
    assert lengths[-len(lengths) // 10] > 350
    assert lengths[-1] < 20_000
