"""What drafts are screened by: loaded from a folder, with every reference followed."""

from pathlib import Path
from typing import Literal

import pytest

from knowledge import library as knowledge_library
from knowledge import screening
from knowledge.screening import Screening
from knowledge.screening_records import Example
from tests import alder_creek, alder_creek_screening
from tests.knowledge.folders import rewrite


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The Town of Alder Creek, its neighbour, and what they screen drafts by."""
    return alder_creek_screening.write(tmp_path / "alder-creek")


def load(folder: Path) -> Screening:
    """Load what a folder screens drafts by."""
    found = screening.load(knowledge_library.load(folder))
    assert found
    return found


def examples(folder: Path) -> tuple[Example, ...]:
    """Load the examples of a folder."""
    library = knowledge_library.load(folder)
    found = screening.load(library)
    assert found
    return screening.examples(library, found)


def test_everything_arrives_as_it_is_written(folder: Path) -> None:
    """Categories in the order of the data, with their rules; what a record leaves out has its plain value."""
    found = load(folder)
    assert list(found.categories) == ["photographs", "business", "unsigned"]
    business = found.categories["business"]
    assert (business.lawful, business.yields_to, business.absence) == (
        "From home it is yours to sell.",
        ("photographs",),
        None,
    )
    assert [(one.organisation, one.without_work_tie, one.advice, one.ask) for one in business.rules] == [
        ("alder-creek", False, "Wait until you are home.", ("town_clerk",)),
        ("mill-valley", True, None, ()),
    ]
    assert found.categories["unsigned"].absence == "disclaimer"
    assert [one.categories for one in found.approvals] == [(), ("photographs",)]
    assert list(found.disclaimers) == ["alder-creek", "mill-valley"]
    assert found.disclaimers["mill-valley"].wording is None


def test_every_source_leads_to_the_passage_of_its_quote(folder: Path) -> None:
    """Of rules, approvals and disclaimers, white space and the rest of the passage aside."""
    found = load(folder)
    passages = knowledge_library.load(folder).passages
    sources = [
        *(rule.source for one in found.categories.values() for rule in one.rules),
        *(one.source for one in found.approvals),
        *(one.source for one in found.disclaimers.values()),
    ]
    assert len(set(sources)) == len(found.passages) == 6
    for one in sources:
        passage = passages[found.passages[one]]
        assert passage.document == one.document
        assert one.quote in passage.text


@pytest.mark.parametrize(
    ("category", "organisation", "capacity", "verb"),
    [
        ("photographs", "alder-creek", "official", "must not"),
        ("photographs", "alder-creek", "personal", None),
        ("photographs", "mill-valley", "official", None),
        ("business", "alder-creek", "personal", "Do not"),
        ("business", "alder-creek", "official", None),
        ("business", "mill-valley", "personal", "NEVER  post"),
        ("business", "mill-valley", "official", "NEVER  post"),
        ("unsigned", "alder-creek", "personal", "State"),
        ("unsigned", "nobody", "personal", None),
    ],
)
def test_a_rule_is_found_by_organisation_and_capacity(
    folder: Path, category: str, organisation: str, capacity: Literal["personal", "official"], verb: str | None
) -> None:
    """One for both counts for each; another organisation's never does."""
    rule = load(folder).rule(category, organisation, capacity)
    assert (rule and rule.verb) == verb


def test_words_are_everybodys_and_ones_own(folder: Path) -> None:
    """In the order of the data; another organisation's stay out, and a kind without words has none."""
    found = load(folder)
    assert found.words_of("own_view", "alder-creek") == ("views are my own", "not the Town's")
    assert found.words_of("own_view", "mill-valley") == (
        "views are my own",
        "not the Town's",
        "before breakfast I speak for nobody",
    )
    assert found.words_of("organisation", "mill-valley") == ()
    assert found.words_of("weather", "alder-creek") == ()


def test_without_a_folder_there_is_nothing_to_screen_by(tmp_path: Path) -> None:
    """An organisation need not check drafts."""
    library = knowledge_library.load(alder_creek.write(tmp_path / "plain"))
    assert screening.load(library) is None


def test_what_stands_beside_the_categories_is_optional(folder: Path) -> None:
    """Without approvals, disclaimers, words and examples their parts are empty, and the rules as before."""
    before = load(folder)
    for name in ("approvals", "disclaimers", "words", "examples/first", "examples/second"):
        (folder / "screening" / f"{name}.yaml").unlink()
    found = load(folder)
    assert (found.approvals, found.disclaimers, found.words) == ((), {}, ())
    assert found.categories == before.categories
    assert examples(folder) == ()


def test_files_without_records_hold_none(folder: Path) -> None:
    """All comments, or nothing at all."""
    (folder / "screening" / "approvals.yaml").write_text("# none yet\n", encoding="utf-8")
    (folder / "screening" / "examples" / "first.yaml").write_text("", encoding="utf-8")
    assert load(folder).approvals == ()
    assert len(examples(folder)) == 2


def test_examples_come_in_the_order_of_their_files(folder: Path) -> None:
    """With what is found in them, what the rules leave alone, and why nothing is."""
    found = examples(folder)
    assert [one.draft[:7] for one in found] == ["Kim of ", "Candles", "Another", "The par"]
    assert [[mark.category for mark in one.findings] for one in found] == [["photographs"], [], ["unsigned"], []]
    assert [mark.span for mark in found[1].lawful] == ["for sale"]
    assert found[2].findings[0].span is None
    assert found[3].why == "a plain announcement"


def test_the_same_draft_in_another_capacity_is_another_example(folder: Path) -> None:
    """It may be found fault with in one and not in the other."""
    path = folder / "screening" / "examples" / "second.yaml"
    again = alder_creek_screening.EXAMPLES.split("- draft: ")[2].replace("capacity: personal", "capacity: official")
    path.write_text(f"- draft: {again}", encoding="utf-8")
    assert [one.capacity for one in examples(folder) if one.draft.startswith("Candles")] == ["personal", "official"]


def test_an_edited_rule_or_example_changes_the_fingerprint(folder: Path) -> None:
    """An index that was built before it is known to be stale."""
    seen = {knowledge_library.fingerprint(folder)}
    for file, before, after in (
        ("categories", "severity: warning", "severity: violation"),
        ("words", "[drat]", "[drat, fie]"),
        ("examples/second", "begins at noon", "begins at one"),
    ):
        rewrite(folder / "screening" / f"{file}.yaml", before, after)
        seen.add(knowledge_library.fingerprint(folder))
    assert len(seen) == 4
