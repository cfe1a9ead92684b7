"""Faults in what drafts are screened by: each is refused, and named by file and field."""

from pathlib import Path

import pytest

from knowledge import library as knowledge_library
from knowledge import screening
from knowledge.errors import KnowledgeError
from tests import alder_creek_screening
from tests.knowledge.folders import line_of, rewrite, told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The Town of Alder Creek, its neighbour, and what they screen drafts by."""
    return alder_creek_screening.write(tmp_path / "alder-creek")


def load_all(folder: Path) -> None:
    """Load what a folder screens drafts by, and the examples."""
    library = knowledge_library.load(folder)
    found = screening.load(library)
    assert found
    screening.examples(library, found)


_SOURCE = "{document: alder-creek-social-media, quote: "
_PHOTOGRAPHS = _SOURCE + "You must not post photographs of residents}"
_BUSINESS = _SOURCE + "Do not run a paid business from a Town computer}"


@pytest.mark.parametrize(
    ("file", "before", "after", "field", "reason"),
    [
        ("categories", "id: business", "id: photographs", "1.id", "'photographs' stands there twice; keep one"),
        (
            "categories",
            "yields_to: [photographs]",
            "yields_to: [photographs, pictures]",
            "1.yields_to",
            "'pictures' is no category here; known: photographs, business, unsigned",
        ),
        (
            "categories",
            "yields_to: [photographs]",
            "yields_to: [business]",
            "1.yields_to",
            "'business' and 'business' yield to each other; take one out",
        ),
        (
            "categories",
            "organisation: mill-valley",
            "organisation: mill-hill",
            "1.rules.1.organisation",
            "'mill-hill' is no organisation of this folder; known: alder-creek, mill-valley",
        ),
        (
            "categories",
            "verb: must not",
            "verb: shall not",
            "0.rules.0.verb",
            "'shall not' does not stand in the quote",
        ),
        (
            "categories",
            "organisation: mill-valley\n      capacity: both",
            "organisation: alder-creek\n      capacity: both",
            "1.rules.1.source",
            "'mill-valley-rules' is a text of 'mill-valley'; a rule of 'alder-creek' rests on its own",
        ),
        (
            "categories",
            _BUSINESS,
            "{document: mill-valley-rules, quote: Never post before breakfast}",
            "1.rules.0.source",
            "rests on its own",
        ),
        (
            "categories",
            _PHOTOGRAPHS,
            _SOURCE + "You may post photographs of residents}",
            "0.rules.0.source",
            "stands in no passage",
        ),
        (
            "categories",
            _PHOTOGRAPHS,
            "{document: handbook, quote: must not}",
            "0.rules.0.source",
            "is no document here",
        ),
        (
            "categories",
            "ask: [town_clerk]",
            "ask: [town_clerk, mayor]",
            "1.rules.0.ask",
            "'mayor' is no contact of 'alder-creek'; add it to contacts.yaml",
        ),
        ("approvals", "ask: [communications_office]", "ask: [town_hall]", "0.ask", "'town_hall' is no contact of"),
        (
            "approvals",
            "categories: [photographs]",
            "categories: [photographs, sounds]",
            "1.categories",
            "'sounds' is no category here",
        ),
        (
            "approvals",
            "- organisation: alder-creek\n  capacity: both",
            "- organisation: elm-hill\n  capacity: both",
            "1.organisation",
            "'elm-hill' is no organisation",
        ),
        (
            "approvals",
            "- organisation: alder-creek\n  capacity: both",
            "- organisation: mill-valley\n  capacity: both",
            "1.source",
            "a rule of 'mill-valley' rests on its own",
        ),
        ("approvals", "unless they have agreed", "unless we agreed", "1.source", "stands in no passage"),
        (
            "disclaimers",
            "- organisation: mill-valley",
            "- organisation: alder-creek",
            "1.organisation",
            "'alder-creek' stands there twice; keep one",
        ),
        ("disclaimers", "- organisation: mill-valley", "- organisation: mars", "1.organisation", "'mars' is no organ"),
        ("disclaimers", "State that the views", "Say that the views", "0.source", "stands in no passage"),
        ("words", "organisation: mill-valley", "organisation: mars", "1.organisation", "'mars' is no organisation"),
    ],
)
def test_a_record_that_points_nowhere_is_refused(
    folder: Path, file: str, before: str, after: str, field: str, reason: str
) -> None:
    """File and field are named, on one line."""
    path = folder / "screening" / f"{file}.yaml"
    rewrite(path, before, after)
    with pytest.raises(KnowledgeError) as caught:
        load_all(folder)
    assert (caught.value.path, caught.value.field) == (path, field)
    assert reason in told(caught)


@pytest.mark.parametrize(
    ("first", "second", "meet"),
    [
        ("personal", "personal", True),
        ("official", "official", True),
        ("both", "personal", True),
        ("official", "both", True),
        ("both", "both", True),
        ("personal", "official", False),
    ],
)
def test_two_rules_for_one_capacity_are_refused(folder: Path, first: str, second: str, *, meet: bool) -> None:
    """Nobody could tell which one holds; one for each capacity is fine."""
    path = folder / "screening" / "categories.yaml"
    rule = f"    - organisation: alder-creek\n      severity: warning\n      verb: must\n      source: {_PHOTOGRAPHS}\n"
    two = "".join(f"{rule}      capacity: {one}\n" for one in (first, second))
    rewrite(path, alder_creek_screening.CATEGORIES.split("  rules:\n")[1].split("- id:")[0], two)
    if not meet:
        load_all(folder)
        return
    with pytest.raises(KnowledgeError) as caught:
        load_all(folder)
    assert (caught.value.path, caught.value.field) == (path, "0.rules.1.capacity")
    assert "'alder-creek' has another rule for this capacity; keep one" in told(caught)


@pytest.mark.parametrize(
    ("file", "before", "after", "field", "reason"),
    [
        ("categories", "severity: warning", "severity: note", "2.rules.0.severity", "'warning' or 'violation'"),
        ("categories", "capacity: both", "capacity: neither", "1.rules.1.capacity", "'personal', 'official' or 'both'"),
        ("categories", "verb: State", "verb: ''", "2.rules.0.verb", "must not be empty"),
        ("categories", "absence: disclaimer", "absence: courtesy", "2.absence", "'disclaimer' or 'identification'"),
        ("categories", "why: A face cannot", "y: A face cannot", "0.why", "is missing; add it"),
        ("categories", "id: photographs", "id: Photo graphs", "0.id", "must be lower-case letters and digits"),
        ("approvals", "when: you open", "wen: you open", "0.when", "is missing; add it"),
        ("disclaimers", "neutral: The", "neutrally: The", "0.neutrally", "is no field here"),
        ("words", "words: [drat]", "words: []", "4.words", "must not be empty"),
        ("words", "words: [drat]", "words: [7]", "4.words.0", "must be text"),
        ("examples/first", "tie: none", "tie: loose", "1.tie", "'none', 'passing' or 'close'"),
        ("examples/first", "span: for sale", "span: ''", "1.lawful.0.span", "must not be empty"),
    ],
)
def test_a_record_of_the_wrong_shape_is_refused_with_its_line(
    folder: Path, file: str, before: str, after: str, field: str, reason: str
) -> None:
    """So that a maintainer finds it in a long file."""
    path = folder / "screening" / f"{file}.yaml"
    rewrite(path, before, after)
    with pytest.raises(KnowledgeError) as caught:
        load_all(folder)
    assert (caught.value.path, caught.value.field) == (path, field)
    beginning_of_record = {"0.why": "id: photographs", "0.when": "organisation: alder-creek"}
    assert caught.value.line == line_of(path, beginning_of_record.get(field, after))
    assert reason in told(caught)


@pytest.mark.parametrize(
    ("file", "before", "after", "field", "reason"),
    [
        (
            "first",
            "- {category: photographs, span: Look at that face!}",
            "- {category: faces}",
            "0.findings",
            "'faces' is no category here; known: photographs, business, unsigned",
        ),
        ("first", "category: business", "category: trade", "1.lawful", "'trade' is no category here"),
        ("first", "span: Look at that", "span: Look at this", "0.findings", "the span does not stand in the draft"),
        ("first", "span: for sale", "span: For sale", "1.lawful", "the span does not stand in the draft"),
        (
            "second",
            "organisation: alder-creek\n  capacity: official",
            "organisation: mars\n  capacity: official",
            "1.organisation",
            "'mars' is no organisation of this folder",
        ),
    ],
)
def test_an_example_that_cannot_be_learned_from_is_refused(
    folder: Path, file: str, before: str, after: str, field: str, reason: str
) -> None:
    """It would teach what is not there."""
    path = folder / "screening" / "examples" / f"{file}.yaml"
    rewrite(path, before, after)
    with pytest.raises(KnowledgeError) as caught:
        load_all(folder)
    assert (caught.value.path, caught.value.field) == (path, field)
    assert reason in told(caught)


def test_an_example_that_stands_twice_is_refused(folder: Path) -> None:
    """In another file, in other capitals and with other white space too: it would count double."""
    path = folder / "screening" / "examples" / "second.yaml"
    rewrite(
        path, "draft: Another quiet day at the counter.", "draft: |-\n    candles  for SALE,\n    five dollars each."
    )
    with pytest.raises(KnowledgeError) as caught:
        load_all(folder)
    assert (caught.value.path, caught.value.field) == (path, "0.draft")
    assert "stands twice; take one out" in told(caught)


def test_no_fault_of_an_example_repeats_its_draft(folder: Path) -> None:
    """Some are modelled on people's posts; the place is enough to find them."""
    path = folder / "screening" / "examples" / "first.yaml"
    rewrite(path, "span: Look at that", "span: Look at this")
    with pytest.raises(KnowledgeError) as caught:
        load_all(folder)
    assert "Elm Street" not in told(caught)
    assert "face" not in told(caught)


@pytest.mark.parametrize("file", ["categories", "approvals", "disclaimers", "words", "examples/first"])
def test_a_file_that_is_no_yaml_is_refused_with_its_line(folder: Path, file: str) -> None:
    """An open quotation mark is found by its line."""
    path = folder / "screening" / f"{file}.yaml"
    path.write_text('- "open\n', encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_all(folder)
    assert caught.value.path == path
    assert caught.value.line
    assert "is not valid YAML" in told(caught)
