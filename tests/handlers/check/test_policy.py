"""Evidence becomes findings by the rules of the writer's organisation, and never more than they say."""

from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.check.evidence import Draft, Evidence
from handlers.check.messages import Severity
from handlers.check.policy import Judged, judge
from knowledge import library as knowledge_library
from knowledge import screening as knowledge_screening
from knowledge.screening import Screening

Capacity = Literal["personal", "official"]


@pytest.fixture(scope="module")
def screening() -> Screening:
    """The screening data that comes with the product."""
    found = knowledge_screening.load(knowledge_library.load())
    assert found
    return found


WHOLE = (0, len("words " * 10))


def seen(kind: str, score: float = 0.95, place: tuple[int, int] | None = None) -> Evidence:
    """Return evidence of a kind; by default, what is missing is missing from the whole draft."""
    place = place or (WHOLE if kind.startswith("missing") else (0, 10))
    return Evidence(kind=kind, start=place[0], end=place[1], score=score, source="test")


def judged(screening: Screening, org: str, capacity: Capacity, *evidence: Evidence) -> list[Judged]:
    """Return what the rules find."""
    return judge(Draft(text="words " * 10, organisation=org, capacity=capacity), evidence, screening)


TIE = seen("work_tie")


@pytest.mark.parametrize(
    ("org", "capacity", "evidence", "severity"),
    [
        ("bc", "official", ["personal_information"], "violation"),
        ("bc", "personal", ["personal_information", "work_tie"], "violation"),
        ("bc", "personal", ["personal_information"], None),
        ("bc", "personal", ["partisan_politics", "work_tie"], "violation"),
        ("bc", "personal", ["partisan_politics"], "note"),
        ("ns", "personal", ["partisan_politics"], "note"),
        ("sk-ipc", "personal", ["partisan_politics"], "warning"),
        ("sk-ipc", "personal", ["partisan_politics", "work_tie"], "violation"),
        ("bc", "personal", ["policy_criticism"], "note"),
        ("ns", "personal", ["policy_criticism"], "warning"),
        ("ns", "personal", ["policy_criticism", "work_tie"], "violation"),
        ("ns", "personal", ["intellectual_property"], "warning"),
        ("bc", "personal", ["intellectual_property"], None),
        ("bc", "personal", ["discrimination_or_violence"], "violation"),
        ("bc", "personal", ["missing_disclaimer", "work_tie"], "warning"),
        ("bc", "personal", ["missing_disclaimer", "work_tie", "disclaimer"], None),
        ("bc", "official", ["missing_disclaimer"], None),
        ("ns", "official", ["missing_identification"], "warning"),
        ("ns", "personal", ["missing_identification", "work_tie"], None),
        ("ns", "official", ["before_the_courts"], "warning"),
    ],
)
def test_a_rule_holds_where_it_says_so(
    screening: Screening, org: str, capacity: Capacity, evidence: list[str], severity: Severity | None
) -> None:
    """By organisation, capacity and work tie; lawful speech is a note at most, or a warning where a rule names it."""
    found = judged(screening, org, capacity, *map(seen, evidence))
    assert [one.severity for one in found] == ([severity] if severity else [])


@pytest.mark.parametrize("org", ["bc", "ns", "sk-ipc"])
@pytest.mark.parametrize("capacity", ["personal", "official"])
def test_no_finding_goes_beyond_its_rule(screening: Screening, org: str, capacity: Capacity) -> None:
    """Whatever is seen, a finding above a note rests on the organisation's own rule and is as severe at the most."""
    evidence = [seen(name, place=(10 * number, 10 * number + 5)) for number, name in enumerate(screening.categories)]
    found = judged(screening, org, capacity, TIE, *evidence)
    assert len(found) >= 12
    for one in found:
        assert one.rule
        assert one.rule.organisation == org
        assert one.severity in (one.rule.severity, "warning")


def test_what_is_unsure_wants_a_second_look(screening: Screening) -> None:
    """Below 0.75 nothing stops a draft; below 0.5 nothing is said."""
    scores = {0.45: [], 0.55: ["warning"], 0.8: ["violation"]}
    for score, severities in scores.items():
        found = judged(screening, "bc", "official", seen("before_the_courts", score))
        assert [one.severity for one in found] == severities


def test_the_weightiest_comes_first(screening: Screening) -> None:
    """Violations before warnings, the surer first; the same words are told of once in a category."""
    found = judged(
        screening,
        "bc",
        "official",
        seen("unprofessional_tone", 0.99),
        seen("personal_information", 0.8),
        seen("personal_information", 0.9, (5, 12)),
        seen("personal_information", 0.85, (30, 40)),
        seen("draft_legislation", 0.95),
    )
    told = [(one.category.id, one.start) for one in found]
    assert told == [
        ("draft_legislation", 0),
        ("personal_information", 5),
        ("personal_information", 30),
        ("unprofessional_tone", 0),
    ]


@pytest.mark.parametrize("org", ["bc", "ns", "sk-ipc"])
@pytest.mark.parametrize("capacity", ["personal", "official"])
def test_telling_more_exactly_what_a_leak_is_makes_nothing_harmless(
    screening: Screening, org: str, capacity: Capacity
) -> None:
    """It is told once, under the more specific category, and no less severely than it would be without it."""
    leak = seen("confidential_information", 0.9)
    (alone,) = judged(screening, org, capacity, TIE, leak)
    for category in screening.categories["confidential_information"].yields_to:
        found = judged(screening, org, capacity, TIE, leak, seen(category))
        assert category in {one.category.id for one in found}
        assert found[0].severity in (alone.severity, "violation")


def test_who_hides_behind_a_false_name_may_name_the_organisation(screening: Screening) -> None:
    """A bystander who praises the ministry has not said who is speaking."""
    named = seen("identification", 0.9, (20, 30))
    hidden = seen("missing_identification", 0.85, (0, 10))
    whole = seen("missing_identification", 0.85)
    assert [one.severity for one in judged(screening, "bc", "official", named, hidden)] != []
    assert judged(screening, "bc", "official", named, whole) == []


def test_no_more_places_are_told_than_help(screening: Screening) -> None:
    """The strongest of each category."""
    many = [seen("harassment", 0.8 + place / 10_000, (place, place + 1)) for place in range(800)]
    found = judged(screening, "bc", "official", *many)
    assert len(found) == 500
    assert min(one.score for one in found) >= 0.8 + 300 / 10_000


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 10), st.floats(0.5, 1)), max_size=30))
def test_places_of_a_category_do_not_overlap(screening: Screening, given_: list[tuple[int, int, float]]) -> None:
    """The strongest stay; whatever is left out overlaps one that is as strong."""
    evidence = [seen("harassment", score, (start, start + length)) for start, length, score in given_]
    found = judged(screening, "bc", "official", *evidence)
    kept = sorted((one.start, one.end) for one in found)
    assert all(one[1] <= other[0] for one, other in pairwise(kept))
    for one in evidence:
        rivals = [other for other in found if other.start < one.end and one.start < other.end]
        assert any(other.score >= one.score for other in rivals)
