"""Whether a passage speaks to who asks."""

from collections.abc import Mapping

import pytest

from index.fit import Fit
from knowledge.document import Capacity, Passage, Role

CASES: list[tuple[Capacity, Role]] = [
    ("official", "all"), ("personal", "all"), ("both", "all"), ("official", "supervisor"), ("both", "supervisor"),
]  # fmt: skip


@pytest.fixture
def fit() -> Fit:
    """Passages of every kind."""
    return Fit([f"doc#{number}" for number in range(len(CASES))], _passages())


def test_of_an_employee_of_unknown_capacity_nothing_is_preferred(fit: Fit) -> None:
    """Neither gain nor loss, also for what speaks to supervisors."""
    assert fit.of(None, "employee").tolist() == [0] * len(CASES)


def test_the_known_capacity_is_preferred_and_the_other_is_not(fit: Fit) -> None:
    """A passage for both stands between, and the two capacities mirror each other."""
    official, personal = fit.of("official", "employee"), fit.of("personal", "employee")
    assert official[0] > official[2] == 0 > official[1]
    assert official[:2].tolist() == personal[:2][::-1].tolist()
    assert official[0] == official[3]


def test_supervisors_prefer_what_speaks_to_them(fit: Fit) -> None:
    """It comes on top of the capacity, and what speaks to all loses nothing."""
    gain = fit.of(None, "supervisor")
    assert gain[:3].tolist() == [0, 0, 0]
    assert gain[3] == gain[4] > 0
    both = fit.of("official", "supervisor")
    assert both[3] == pytest.approx(gain[3] + fit.of("official", "employee")[3])


def _passages() -> Mapping[str, Passage]:
    return {
        f"doc#{number}": Passage(
            id=f"doc#{number}",
            document="doc",
            section=(),
            text="A rule.",
            lead_in=None,
            capacity=capacity,
            role=role,
            anchor="top",
        )
        for number, (capacity, role) in enumerate(CASES)
    }
