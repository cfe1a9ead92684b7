"""Faults in what people report by: each is refused, and named by file and field."""

from pathlib import Path

import pytest
import yaml

from knowledge import library as knowledge_library
from knowledge import reports as knowledge_reports
from knowledge.errors import KnowledgeError
from tests import alder_creek_reports, alder_creek_screening
from tests.knowledge.folders import line_of, rewrite, told

INCIDENT = "information_incident"
Serves = tuple[str | None, str | None]
"""Role and variant of a route."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The Town of Alder Creek with what it takes reports by, and a neighbour's text."""
    path = alder_creek_reports.write(tmp_path / "alder-creek")
    (path / "documents" / "mill-valley.md").write_text(alder_creek_screening.MILL_VALLEY, "utf-8")
    return path


def load_all(folder: Path) -> None:
    """Load types, routes and examples of a folder."""
    library = knowledge_library.load(folder)
    found = knowledge_reports.load(library)
    assert found
    knowledge_reports.examples(library, found)


def serve_incidents(folder: Path, serves: list[Serves], *, file: str = "alder-creek") -> Path:
    """Route the Town's incidents by these roles and variants; return the file of these routes."""
    path = folder / "reports" / "routes" / "alder-creek.yaml"
    routes = yaml.safe_load(path.read_text("utf-8"))
    (plain, *_) = (one for one in routes if one["type"] == INCIDENT)
    others = [one for one in routes if one["type"] != INCIDENT]
    named = ({"role": role, "variant": variant} for role, variant in serves)
    new = [plain | {key: value for key, value in one.items() if value} for one in named]
    for one, (_, variant) in zip(new, serves, strict=True):
        if variant is None:
            del one["variant"]
    path.write_text(yaml.safe_dump(others), "utf-8")
    target = path.with_stem(file)
    target.write_text(yaml.safe_dump([*others, *new] if file == path.stem else new), "utf-8")
    return target


@pytest.mark.parametrize(
    ("file", "before", "after", "field", "reason"),
    [
        ("types", "- id: harassment", "- id: emergency", "2.id", "'emergency' stands there twice; keep one"),
        ("types", "{id: privacy,", "{id: security,", "1.variants.1.id", "'security' stands there twice; keep one"),
        (
            "routes/alder-creek",
            "- organisation: alder-creek\n  type: harassment",
            "- organisation: mars\n  type: harassment",
            "3.organisation",
            "'mars' is no organisation of this folder; known: alder-creek, mill-valley",
        ),
        (
            "routes/alder-creek",
            "type: harassment",
            "type: gossip",
            "3.type",
            "'gossip' is no type here; known: emergency, information_incident, harassment, conduct_concern,",
        ),
        (
            "routes/alder-creek",
            "variant: privacy",
            "variant: secrecy",
            "2.variant",
            "'secrecy' is no variant of 'information_incident'; known: security, privacy",
        ),
        (
            "routes/alder-creek",
            "type: harassment",
            "type: harassment\n  variant: loud",
            "3.variant",
            "'loud' is no variant of 'harassment'; known: none",
        ),
        (
            "routes/alder-creek",
            "role: supervisor",
            "role: employee",
            "5.role",
            "'supervisor_concern' is reported by supervisors alone",
        ),
        (
            "routes/alder-creek",
            "any_of: [help_line]",
            "any_of: [supervisor, hot_line]",
            "1.steps.1.any_of",
            "'hot_line' is no contact of 'alder-creek'; add it to contacts.yaml",
        ),
        (
            "routes/alder-creek",
            "quote: Tell your supervisor when a colleague's posts worry you.",
            "quote: Tell your manager when a colleague's posts worry you.",
            "4.steps.0.source",
            "stands in no passage of alder-creek-reporting; quote it letter for letter",
        ),
        (
            "routes/alder-creek",
            "{document: alder-creek-reporting, quote: Send journalists",
            "{document: handbook, quote: Send journalists",
            "7.steps.0.source",
            "'handbook' is no document here; known: ",
        ),
        (
            "routes/alder-creek",
            "{document: alder-creek-reporting, quote: Send journalists to the Communications Office}",
            "{document: mill-valley-rules, quote: Never post before breakfast}",
            "7.steps.0.source",
            "'mill-valley-rules' is a text of 'mill-valley'; a step of 'alder-creek' rests on its own",
        ),
        (
            "routes/alder-creek",
            "type: harassment",
            "type: harassment\n  also: [{document: alder-creek-reporting, quote: Whoever is bullied stays silent}]",
            "3.also.0",
            "stands in no passage",
        ),
        ("examples/alder-creek", "type: harassment", "type: gossip", "1.type", "'gossip' is no type here; known:"),
        (
            "examples/alder-creek",
            "variant: security",
            "variant: secrecy",
            "0.variant",
            "'secrecy' is no variant of 'information_incident'; known: security, privacy",
        ),
        (
            "examples/alder-creek",
            "organisation: alder-creek\n  type: harassment",
            "organisation: mars\n  type: harassment",
            "1.organisation",
            "'mars' is no organisation of this folder",
        ),
        (
            "examples/alder-creek",
            "type: harassment",
            "type: supervisor_concern",
            "1.role",
            "'supervisor_concern' is reported by supervisors alone",
        ),
    ],
)
def test_a_record_that_points_nowhere_is_refused(
    folder: Path, file: str, before: str, after: str, field: str, reason: str
) -> None:
    """File and field are named, on one line."""
    path = folder / "reports" / f"{file}.yaml"
    rewrite(path, before, after)
    with pytest.raises(KnowledgeError) as caught:
        load_all(folder)
    assert (caught.value.path, caught.value.field) == (path, field)
    assert reason in told(caught)


@pytest.mark.parametrize("basis", ["common", "fallback", "text"])
def test_only_what_is_common_may_rest_on_anybodys_text(folder: Path, basis: str) -> None:
    """Where the own text is silent and safety comes first."""
    path = folder / "reports" / "routes" / "alder-creek.yaml"
    routes = yaml.safe_load(path.read_text("utf-8"))
    foreign = {"document": "mill-valley-rules", "quote": "Never post before breakfast"}
    routes[0]["steps"] = [{"any_of": ["emergency_911"], "basis": basis, "source": foreign}]
    path.write_text(yaml.safe_dump(routes), "utf-8")
    if basis == "common":
        load_all(folder)
        return
    with pytest.raises(KnowledgeError) as caught:
        load_all(folder)
    assert (caught.value.path, caught.value.field) == (path, "0.steps.0.source")
    assert "a step of 'alder-creek' rests on its own" in told(caught)


@pytest.mark.parametrize(
    "serves",
    [
        [(None, None)],
        [("employee", None), ("supervisor", None)],
        [(None, "security"), (None, "privacy")],
        [("employee", "security"), ("employee", "privacy"), ("supervisor", None)],
        [("employee", None), ("supervisor", "privacy"), ("supervisor", "security")],
    ],
)
def test_routes_may_part_reports_by_role_and_variant(folder: Path, serves: list[Serves]) -> None:
    """As long as each report has one."""
    serve_incidents(folder, serves)
    load_all(folder)


@pytest.mark.parametrize(
    ("serves", "number"),
    [
        ([(None, None), (None, None)], 1),
        ([(None, None), ("employee", None)], 1),
        ([("supervisor", None), (None, None)], 1),
        ([(None, "security"), (None, "privacy"), (None, "security")], 2),
        ([(None, "security"), (None, "privacy"), (None, None)], 2),
        ([("employee", None), ("supervisor", None), ("supervisor", "security")], 2),
        ([("employee", "security"), (None, "privacy"), (None, "security")], 2),
    ],
)
def test_a_route_that_hides_another_is_refused(folder: Path, serves: list[Serves], number: int) -> None:
    """Nobody could tell which one holds, in one file or in two."""
    path = serve_incidents(folder, serves)
    first = len(yaml.safe_load(path.read_text("utf-8"))) - len(serves)
    with pytest.raises(KnowledgeError) as caught:
        load_all(folder)
    assert (caught.value.path, caught.value.field) == (path, f"{first + number}.type")
    assert "'alder-creek' has another route for 'information_incident' that serves the same reports" in told(caught)
    path = serve_incidents(alder_creek_reports.write(folder.with_name("other")), serves[:number])
    more = path.with_stem("second")
    repeated = yaml.safe_load(path.read_text("utf-8"))[-1]
    more.write_text(yaml.safe_dump([repeated]), "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_all(folder.with_name("other"))
    assert (caught.value.path, caught.value.field) == (more, "0.type")


@pytest.mark.parametrize(
    ("serves", "gap"),
    [
        ([("employee", None)], "'information_incident' (security) of supervisors"),
        ([("supervisor", None)], "'information_incident' (security) of employees"),
        ([(None, "security")], "'information_incident' (privacy) of employees"),
        ([("employee", "security"), ("supervisor", None)], "'information_incident' (privacy) of employees"),
        ([(None, "security"), ("employee", "privacy")], "'information_incident' (privacy) of supervisors"),
    ],
)
def test_a_report_without_a_route_is_refused(folder: Path, serves: list[Serves], gap: str) -> None:
    """Where an organisation has routes, each report that somebody may make has one."""
    path = serve_incidents(folder, serves)
    with pytest.raises(KnowledgeError) as caught:
        load_all(folder)
    assert (caught.value.path, caught.value.field) == (path.parent, None)
    assert f"'alder-creek' has no route for {gap}; add one" in told(caught)


def test_what_supervisors_alone_report_needs_no_other_route(folder: Path) -> None:
    """Theirs is asked for all the same."""
    path = folder / "reports" / "routes" / "alder-creek.yaml"
    routes = yaml.safe_load(path.read_text("utf-8"))
    path.write_text(yaml.safe_dump([one for one in routes if one["type"] != "supervisor_concern"]), "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_all(folder)
    assert "'alder-creek' has no route for 'supervisor_concern' of supervisors; add one" in told(caught)


@pytest.mark.parametrize(
    ("file", "before", "after", "field", "reason"),
    [
        ("types", "handling: disclosure", "handling: confession", "5.handling", "'case', 'answer' or 'disclosure'"),
        ("types", "urgency: 2", "urgency: 10", "2.urgency", "less than or equal to 9"),
        ("types", "urgency: 0", "urgency: -1", "0.urgency", "greater than or equal to 0"),
        ("types", "role: supervisor", "role: boss", "4.role", "'employee' or 'supervisor'"),
        ("types", "covers: Aimed at a person, by anybody.", "covers: ''", "2.covers", "must not be empty"),
        ("types", "- id: media_request", "- id: Media request", "6.id", "must be lower-case letters and digits"),
        ("types", "{id: privacy, name:", "{id: privacy, title:", "1.variants.1.name", "is missing; add it"),
        ("routes/alder-creek", "any_of: [help_line]", "any_of: []", "1.steps.1.any_of", "must not be empty"),
        ("routes/alder-creek", "deadline: P30D", "deadline: P31D", "6.steps.0.deadline", "'PT24H' or 'P30D'"),
        (
            "routes/alder-creek",
            "counted_from: awareness",
            "counted_from: payday",
            "6.steps.0.counted_from",
            "'filing', 'incident' or 'awareness'",
        ),
        ("routes/alder-creek", "when: if the", "wen: if the", "1.steps.3.wen", "is no field here"),
        ("examples/alder-creek", "- text: My brother", "- txt: My brother", "3.text", "is missing; add it"),
    ],
)
def test_a_record_of_the_wrong_shape_is_refused_with_its_line(
    folder: Path, file: str, before: str, after: str, field: str, reason: str
) -> None:
    """So that a maintainer finds it in a long file."""
    path = folder / "reports" / f"{file}.yaml"
    rewrite(path, before, after)
    with pytest.raises(KnowledgeError) as caught:
        load_all(folder)
    assert (caught.value.path, caught.value.field) == (path, field)
    assert caught.value.line == line_of(path, after)
    assert reason in told(caught)


@pytest.mark.parametrize("file", ["alder-creek", "zoo"])
def test_an_example_that_stands_twice_is_refused(folder: Path, file: str) -> None:
    """In another file, in other capitals and with other white space too: it would count double."""
    again = "- text: |-\n    my BROTHER  sells the gravel\n    that I order for the roads.\n"
    path = folder / "reports" / "examples" / f"{file}.yaml"
    kept = path.read_text("utf-8") if path.exists() else ""
    path.write_text(f"{kept}{again}  organisation: alder-creek\n  type: harassment\n", "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_all(folder)
    assert (caught.value.path, caught.value.field) == (path, f"{4 if kept else 0}.text")
    assert "stands twice; take one out" in told(caught)
    assert "gravel" not in told(caught).lower()


def test_no_fault_of_an_example_repeats_its_text(folder: Path) -> None:
    """Some are modelled on what people went through; the place is enough to find them."""
    path = folder / "reports" / "examples" / "alder-creek.yaml"
    rewrite(path, "type: harassment", "type: gossip")
    with pytest.raises(KnowledgeError) as caught:
        load_all(folder)
    assert "lunch room" not in told(caught)


@pytest.mark.parametrize("file", ["types", "routes/alder-creek", "examples/alder-creek"])
def test_a_file_that_is_no_yaml_is_refused_with_its_line(folder: Path, file: str) -> None:
    """An open quotation mark is found by its line."""
    path = folder / "reports" / f"{file}.yaml"
    path.write_text('- "open\n', encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_all(folder)
    assert caught.value.path == path
    assert caught.value.line
    assert "is not valid YAML" in told(caught)
