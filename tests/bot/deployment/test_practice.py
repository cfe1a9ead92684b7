"""Case rules: a file, checked; what it leaves out is as the product has it."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.deployment.practice import FilePractice, check_practice
from handlers.cases.rules import Collection, Practice, Rules, Schedule
from knowledge import reports as knowledge_reports
from knowledge.errors import KnowledgeError
from knowledge.library import Library

FULL = """\
- organisation: bc
  acknowledge_within: PT8H
  acknowledge_at_once_within: PT2H
  remind_share: 0.5
  outcomes: [solved]
  decisions: [allowed, not allowed]
  review_after: null
  kept: in the ministry's database
  collection: {authority: section 26, purpose: to look into it, contact: Conduct Office}
  schedule: {name: Conduct files, authority: Records Service, after: P7Y}
- organisation: ns
  review_after: P1DT30M
"""


def practice(tmp_path: Path, library: Library, text: str) -> FilePractice:
    """Return the practice that a file with this text makes."""
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return FilePractice(path, library)


def test_an_organisation_has_its_own_rules(tmp_path: Path, library: Library) -> None:
    """Everything can be set; a year is 365.25 days."""
    made: Practice = practice(tmp_path, library, FULL)
    assert made.rules("bc") == Rules(
        acknowledge_within=timedelta(hours=8),
        acknowledge_at_once_within=timedelta(hours=2),
        remind_share=0.5,
        outcomes=("solved",),
        decisions=("allowed", "not allowed"),
        review_after=None,
        kept="in the ministry's database",
        collection=Collection(authority="section 26", purpose="to look into it", contact="Conduct Office"),
        schedule=Schedule(name="Conduct files", authority="Records Service", after=timedelta(days=7 * 365.25)),
    )


def test_what_a_file_leaves_out_is_as_the_product_has_it(tmp_path: Path, library: Library) -> None:
    """For an organisation of which it says something, for one of which it says nothing, and without any file."""
    made = practice(tmp_path, library, FULL)
    assert made.rules("ns") == Rules(review_after=timedelta(days=1, minutes=30))
    assert made.rules("sk-ipc") == FilePractice(None, library).rules("bc") == Rules()


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("P2D", timedelta(days=2)),
        ("P2W", timedelta(weeks=2)),
        ("P1Y6W", timedelta(days=365.25, weeks=6)),
        ("PT1H30M", timedelta(minutes=90)),
        ("P1DT12H", timedelta(hours=36)),
    ],
)
def test_durations_are_read(tmp_path: Path, library: Library, written: str, length: timedelta) -> None:
    """Years, weeks, days, hours, minutes."""
    text = f"- {{organisation: bc, acknowledge_within: {written}}}\n"
    assert practice(tmp_path, library, text).rules("bc").acknowledge_within == length


@pytest.mark.parametrize(
    "written", ["2 days", "2", "48:00", "P", "PT", "P1DT", "P0D", "P6M", "P-2D", "P1.5D", "-P2D", "P99999999D", "null"]
)
def test_what_is_no_duration_is_refused(tmp_path: Path, library: Library, written: str) -> None:
    """Months neither: none is like the next."""
    with pytest.raises(KnowledgeError, match=r"rules\.yaml:1: entry 1, acknowledge_within: must be a duration .* PT8H"):
        practice(tmp_path, library, f"- {{organisation: bc, acknowledge_within: {written}}}\n")


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ("organisation: mars", "entry 1, organisation: 'mars' is no organisation here; known: bc, ns, sk-ipc"),
        ("organisation: ns, remind_share: 1", "entry 1, remind_share"),
        ("organisation: ns, remind_share: 0", "entry 1, remind_share"),
        ("organisation: ns, outcomes: []", "entry 1, outcomes: must not be empty"),
        ("organisation: ns, outcomes: [solved, Solved]", "entry 1, outcomes: holds something twice; take one out"),
        ("organisation: ns, outcomes: null", "entry 1, outcomes: must be a list"),
        ("organisation: ns, kept: ''", "entry 1, kept: must not be empty"),
        ("organisation: ns, collection: {authority: x, purpose: x}", "entry 1, collection.contact: is missing"),
        ("organisation: ns, schedule: {name: x, authority: x}", "entry 1, schedule.after: is missing"),
        (
            "organisation: ns, schedule: {name: x, authority: x, after: 7}",
            "entry 1, schedule.after: must be a duration",
        ),
        ("organisation: ns, review: P1Y", "entry 1, review: is no field here"),
        ("kept: here", "entry 1, organisation: is missing"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path: Path, library: Library, rules: str, told: str) -> None:
    """File and field are named."""
    with pytest.raises(KnowledgeError) as refused:
        practice(tmp_path, library, f"- {{{rules}}}\n")
    assert str(tmp_path / "rules.yaml") in str(refused.value)
    assert told in str(refused.value)


def test_an_organisation_stands_there_once(tmp_path: Path, library: Library) -> None:
    """Of two, nobody knows which holds."""
    with pytest.raises(KnowledgeError, match=r"entry 3, organisation: 'ns' stands there twice; keep one"):
        practice(tmp_path, library, FULL + "- {organisation: ns}\n")


def test_a_service_that_others_reach_needs_collection_notices(tmp_path: Path, library: Library) -> None:
    """One for every organisation of which reports are taken."""
    reports = knowledge_reports.load(library)
    problems = check_practice(reports, practice(tmp_path, library, FULL))
    assert [one.partition(":")[0] for one in problems] == ["ns", "sk-ipc"]
    assert "add 'collection' with authority, purpose and contact" in problems[0]
    assert check_practice(None, FilePractice(None, library)) == []
