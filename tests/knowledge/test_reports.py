"""What people report and whom it goes to: loaded from a folder, with every reference followed."""

from pathlib import Path

import pytest

from knowledge import library as knowledge_library
from knowledge import reports as knowledge_reports
from knowledge.report_records import ReportExample, Role
from knowledge.reports import Reports
from tests import alder_creek, alder_creek_reports
from tests.knowledge.folders import rewrite


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The Town of Alder Creek, and what it takes reports by."""
    return alder_creek_reports.write(tmp_path / "alder-creek")


def load(folder: Path) -> Reports:
    """Load the types and routes of a folder."""
    found = knowledge_reports.load(knowledge_library.load(folder))
    assert found
    return found


def examples(folder: Path) -> tuple[ReportExample, ...]:
    """Load the examples of a folder."""
    return knowledge_reports.examples(knowledge_library.load(folder), load(folder))


def test_types_arrive_as_they_are_written(folder: Path) -> None:
    """In the order of the data; what a record leaves out has its plain value."""
    types = load(folder).types
    assert list(types) == [
        "emergency",
        "information_incident",
        "harassment",
        "conduct_concern",
        "supervisor_concern",
        "conflict_of_interest",
        "media_request",
    ]
    assert [one.handling for one in types.values()] == [
        "emergency", "case", "case", "case", "case", "disclosure", "answer",
    ]  # fmt: skip
    incident = types["information_incident"]
    assert (incident.urgency, incident.role, incident.about_a_person) == (1, None, False)
    assert [one.id for one in incident.variants] == ["security", "privacy"]
    concern = types["supervisor_concern"]
    assert (concern.urgency, concern.role, concern.about_a_person, concern.variants) == (4, "supervisor", True, ())


def test_a_route_arrives_step_by_step(folder: Path) -> None:
    """Contacts, conditions, deadlines and what they count from; the plain values where nothing is said."""
    route = load(folder).route("alder-creek", "information_incident", "employee", "security")
    assert route
    assert (route.role, route.variant, route.also) == (None, "security", ())
    told = [(one.any_of, one.when, one.deadline, one.counted_from, one.basis) for one in route.steps]
    assert told == [
        (("supervisor", "manager"), None, "immediate", "filing", "text"),
        (("help_line",), None, "immediate", "filing", "text"),
        (("loss_form",), None, "PT24H", "incident", "text"),
        (("communications_office",), "if the press may hear of it", None, "filing", "text"),
    ]
    assert [bool(one.note) for one in route.steps] == [False, True, False, False]


def test_every_source_leads_to_the_passage_of_its_quote(folder: Path) -> None:
    """Of steps, and of what also speaks of a route."""
    also = "also: [{document: alder-creek-social-media, quote: State that the views are your own.}]"
    rewrite(
        folder / "reports" / "routes" / "alder-creek.yaml",
        "  type: conduct_concern\n",
        f"  type: conduct_concern\n  {also}\n",
    )
    found, passages = load(folder), knowledge_library.load(folder).passages
    sources = [one for route in found.routes for one in (*(step.source for step in route.steps), *route.also)]
    assert set(sources) == set(found.passages)
    for one in sources:
        passage = passages[found.passages[one]]
        assert passage.document == one.document
        assert one.quote in passage.text


@pytest.mark.parametrize(
    ("organisation", "type_", "role", "variant", "contact"),
    [
        ("alder-creek", "harassment", "employee", None, "ethics_advisor"),
        ("alder-creek", "harassment", "supervisor", None, "ethics_advisor"),
        ("alder-creek", "harassment", "employee", "loud", "ethics_advisor"),
        ("alder-creek", "information_incident", "supervisor", "security", "supervisor"),
        ("alder-creek", "information_incident", "employee", "privacy", "town_clerk"),
        ("alder-creek", "information_incident", "employee", None, None),
        ("alder-creek", "supervisor_concern", "supervisor", None, "ethics_advisor"),
        ("alder-creek", "supervisor_concern", "employee", None, None),
        ("alder-creek", "gossip", "employee", None, None),
        ("mill-valley", "harassment", "employee", None, None),
    ],
)
def test_a_route_is_found_by_all_that_it_hangs_on(
    folder: Path, organisation: str, type_: str, role: Role, variant: str | None, contact: str | None
) -> None:
    """One for all variants serves each; one for some serves no other, and none where the variant is not known."""
    route = load(folder).route(organisation, type_, role, variant)
    assert (route.steps[0].any_of[0] if route else None) == contact


def test_an_organisation_may_route_variants_together(folder: Path) -> None:
    """Then nobody needs to say which one it is."""
    found = load(folder)
    assert found.organisations() == ("alder-creek",)
    assert found.variants("alder-creek", "information_incident") == ("security", "privacy")
    for organisation, type_ in (("alder-creek", "harassment"), ("mill-valley", "information_incident")):
        assert found.variants(organisation, type_) == ()
    path = folder / "reports" / "routes" / "alder-creek.yaml"
    before, _, rest = path.read_text("utf-8").partition("  variant: security\n")
    after = rest[rest.index("- organisation: alder-creek\n  type: harassment") :]
    path.write_text(before + rest.partition("- organisation")[0] + after, "utf-8")
    together = load(folder)
    assert together.variants("alder-creek", "information_incident") == ()
    for variant in (None, "security", "privacy"):
        assert together.route("alder-creek", "information_incident", "employee", variant)


def test_without_a_folder_nothing_is_reported(tmp_path: Path) -> None:
    """An organisation need not take reports."""
    library = knowledge_library.load(alder_creek.write(tmp_path / "plain"))
    assert knowledge_reports.load(library) is None


def test_a_folder_without_routes_serves_nobody_yet(folder: Path) -> None:
    """Types come first, routes after them; without any there is no gap."""
    (folder / "reports" / "routes" / "alder-creek.yaml").unlink()
    found = load(folder)
    assert (found.organisations(), found.routes, dict(found.passages)) == ((), (), {})
    assert len(found.types) == 7


def test_routes_come_from_all_files(folder: Path) -> None:
    """An organisation's may stand in several; a file of comments alone holds none."""
    first = folder / "reports" / "routes" / "alder-creek.yaml"
    before, mark, after = first.read_text("utf-8").partition("- organisation: alder-creek\n  type: media_request")
    first.write_text(before, "utf-8")
    first.with_name("press.yaml").write_text(mark + after, "utf-8")
    first.with_name("rest.yaml").write_text("# none yet\n", "utf-8")
    assert load(folder).route("alder-creek", "media_request", "employee")


def test_examples_come_in_the_order_of_their_files(folder: Path) -> None:
    """An employee's, where nobody says whose; without a variant, where the type has none."""
    (folder / "reports" / "examples" / "zoo.yaml").write_text(
        "- {text: My clerk sells it., organisation: alder-creek, role: supervisor, type: supervisor_concern}\n", "utf-8"
    )
    told = [(one.text[:9], one.type, one.variant, one.role) for one in examples(folder)]
    assert told == [
        ("The libra", "information_incident", "security", "employee"),
        ("My collea", "harassment", None, "employee"),
        ("A man fro", "media_request", None, "employee"),
        ("My brothe", "conflict_of_interest", None, "employee"),
        ("My clerk ", "supervisor_concern", None, "supervisor"),
    ]


def test_without_examples_there_are_none(folder: Path) -> None:
    """Types and routes are all that reports need."""
    (folder / "reports" / "examples" / "alder-creek.yaml").unlink()
    assert examples(folder) == ()


def test_the_same_words_of_another_role_are_another_example(folder: Path) -> None:
    """They may be about something else then."""
    again = """\
- text: A man from the paper rang and wants to know about the bridge.
  organisation: alder-creek
  role: supervisor
  type: media_request
"""
    (folder / "reports" / "examples" / "more.yaml").write_text(again, "utf-8")
    assert [one.role for one in examples(folder) if "bridge" in one.text] == ["employee", "supervisor"]


def test_an_edited_type_route_or_example_changes_the_fingerprint(folder: Path) -> None:
    """An index that was built before it is known to be stale."""
    seen = {knowledge_library.fingerprint(folder)}
    for file, before, after in (
        ("types", "urgency: 2", "urgency: 3"),
        ("routes/alder-creek", "when: if the press", "when: if the paper"),
        ("examples/alder-creek", "too slow", "too fast"),
    ):
        rewrite(folder / "reports" / f"{file}.yaml", before, after)
        seen.add(knowledge_library.fingerprint(folder))
    assert len(seen) == 4
