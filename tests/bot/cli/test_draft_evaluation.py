"""How good checks are: figures that a person has counted."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.draft_evaluation import DraftOutcome, figures
from handlers.check.messages import Finding, Screened, Severity, Verdict

DRAFT = "0123456789 abcdefghij ABCDEFGHIJ 0123456789"


def found(category: str, start: int = 0, end: int = 10, severity: Severity = "warning") -> Finding:
    """Return a finding."""
    return Finding(
        category=category,
        name=category,
        severity=severity,
        start=start,
        end=end,
        span=DRAFT[start:end],
        why="why",
        advice="advice",
        citations=(),
    )


def outcome(expected: dict[str, str] | list[tuple[str, str]], *findings: Finding, draft: str = DRAFT) -> DraftOutcome:
    """Return a draft that carries categories, each in its words, and what was found in it."""
    pairs = list(expected.items()) if isinstance(expected, dict) else expected
    record: dict[str, Any] = {"draft": draft, "expected": [{"category": name, "span": span} for name, span in pairs]}
    severities = {one.severity for one in findings}
    verdict: Verdict = "stop" if "violation" in severities else "review" if "warning" in severities else "clear"
    return DraftOutcome(
        record=record,
        screened=Screened(verdict=verdict, findings=findings, prior_approvals=(), suggestion=None),
    )


HERE = DRAFT[:10]
SIX = [
    outcome({"a": HERE, "b": HERE}, found("a"), found("b", severity="violation")),
    outcome({"a": HERE}, found("a"), found("b")),
    outcome({"a": HERE}),
    outcome({"c": HERE}, found("c", severity="note")),
    outcome({}),
    outcome({}, found("a")),
]
"""Two problems found; one, and one too many; none of one; a note alone; a clean one; a false alarm."""


def test_precision_and_recall_are_what_a_person_counts() -> None:
    """Of a: found in three drafts, rightly in two, of three. Of b: two, one, of one. Of c: a note is no finding."""
    scores = figures(SIX).categories
    assert list(scores) == ["a", "b", "c"]
    assert [one.expected for one in scores.values()] == [3, 1, 1]
    assert [one.precision for one in scores.values()] == [pytest.approx(2 / 3), 0.5, None]
    assert [one.recall for one in scores.values()] == [pytest.approx(2 / 3), 1.0, 0.0]
    assert [one.f1 for one in scores.values()] == [pytest.approx(2 / 3), pytest.approx(2 / 3), 0.0]


def test_micro_and_macro_are_what_a_person_counts() -> None:
    """Over pairs: 3 right of 5 found and 5 expected. Over the categories that occur: 2/3, 2/3 and 0."""
    one = figures(SIX)
    assert one.micro == pytest.approx(2 * 3 / (5 + 5))
    assert one.macro == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)


def test_a_category_that_no_draft_carries_lowers_precision_alone() -> None:
    """It has no recall, and does not count in the mean of the categories that occur."""
    one = figures([outcome({"a": HERE}, found("a"), found("z"))])
    assert (one.categories["z"].precision, one.categories["z"].recall) == (0.0, None)
    assert one.categories["z"].f1 == 0.0
    assert one.macro == 1.0
    assert one.micro == pytest.approx(2 / 3)


def test_clean_drafts_pass_and_problems_are_caught() -> None:
    """One of two clean ones passes; two of four problems are caught, for a note does not change the verdict."""
    one = figures(SIX)
    assert one.passed
    assert one.caught
    assert (one.passed[0], one.caught[0]) == (0.5, 0.5)
    assert list(one.passed[1]) == pytest.approx([0.0945, 0.9055], abs=0.001)
    assert list(one.caught[1]) == pytest.approx([0.150, 0.850], abs=0.001)


def test_a_problem_is_caught_whatever_it_is_taken_for() -> None:
    """The writer looks again; what it is called counts elsewhere."""
    one = figures([outcome({"a": HERE}, found("b"))])
    assert one.caught
    assert one.caught[0] == 1.0
    assert one.micro == 0.0


def test_notes_do_not_count() -> None:
    """A clean draft with a note passes, and a note finds nothing, neither a category nor its words."""
    clean = figures([outcome({}, found("a", severity="note"))])
    assert clean.passed
    assert (clean.passed[0], clean.caught, clean.categories) == (1.0, None, {})
    noted = figures([outcome({"a": HERE}, found("a", severity="note"))])
    assert (noted.micro, noted.spans) == (0.0, None)
    beside = figures([outcome({"a": HERE}, found("a", 0, 10, "note"), found("a", 33, 43))])
    assert beside.spans == 0.0


@pytest.mark.parametrize(
    ("start", "end", "right"),
    [
        (0, 10, True),
        (2, 8, True),
        (0, 43, True),
        (7, 19, False),
        (6, 18, True),
        (7, 16, True),
        (8, 14, True),
        (9, 13, False),
        (9, 12, True),
        (10, 12, False),
        (11, 21, False),
    ],
)
def test_words_are_right_with_a_third_of_the_shorter(start: int, end: int, *, right: bool) -> None:
    """The expected words are the first ten: 3 shared of 10 are too few, 4 of 10, 3 of 9 and 1 of 3 are enough."""
    assert figures([outcome({"a": HERE}, found("a", start, end))]).spans == float(right)


def test_words_are_judged_where_the_category_is_right() -> None:
    """One of two: a category that was missed, and one that is wrong, have no words to judge."""
    outcomes = [
        outcome({"a": HERE, "b": DRAFT[11:21]}, found("a", 11, 21), found("b", 11, 21)),
        outcome({"c": HERE}, found("d")),
        outcome({}, found("a")),
    ]
    assert figures(outcomes).spans == 0.5
    assert figures(outcomes[1:]).spans is None


def test_one_right_place_among_several_is_enough() -> None:
    """A category may be found in many places, and be expected in two."""
    several = outcome([("a", HERE), ("a", DRAFT[22:32])], found("a", 11, 21), found("a", 0, 5))
    assert several.spans() == [True, False]
    assert figures([several]).micro == 1.0


def test_a_label_whose_words_are_not_in_the_draft_is_never_right() -> None:
    """It must not be taken for the beginning of the draft."""
    assert figures([outcome({"a": "nowhere"}, found("a", 0, 10))]).spans == 0.0


def test_with_everything_right_every_figure_is_1() -> None:
    """And so are its intervals over drafts."""
    perfect = [outcome({"a": HERE}, found("a")), outcome({}), outcome({"b": HERE}, found("b"))]
    one = figures(perfect)
    assert (one.micro, one.macro, one.spans) == (1.0, 1.0, 1.0)
    assert (one.micro_interval, one.macro_interval) == ((1.0, 1.0), (1.0, 1.0))


def test_clean_drafts_alone_have_no_problem_to_catch() -> None:
    """With nothing expected and nothing found, nothing is wrong."""
    one = figures([outcome({}), outcome({})])
    assert (one.micro, one.macro, one.caught, one.spans) == (1.0, 1.0, None, None)


def test_intervals_are_those_of_drawing_drafts_anew() -> None:
    """Of 40 drafts, 30 rightly found and 10 missed: F1 is 0.857, and 19 of 20 draws lie between about 0.76 and 0.94."""
    outcomes = [outcome({"a": HERE}, *([found("a")] if number < 30 else [])) for number in range(40)]
    one = figures(outcomes)
    assert one.micro == pytest.approx(2 * 30 / 70)
    assert one.micro_interval == figures(outcomes).micro_interval
    assert one.micro_interval[0] == pytest.approx(0.76, abs=0.02)
    assert one.micro_interval[1] == pytest.approx(0.935, abs=0.02)


_NAMES = st.sampled_from("abc")
_OUTCOMES = st.builds(
    lambda expected, seen: outcome(dict.fromkeys(expected, HERE), *(found(name) for name in seen)),
    st.sets(_NAMES),
    st.lists(_NAMES, max_size=3),
)


@given(st.lists(_OUTCOMES, min_size=1, max_size=5))
def test_figures_lie_in_their_bounds(outcomes: list[DraftOutcome]) -> None:
    """Whatever was found: from 0 to 1, every figure within what its drafts can give, F1 between its two sides."""
    one = figures(outcomes)
    for value in (one.micro, one.macro, *one.micro_interval, *one.macro_interval):
        assert 0 <= value <= 1
    assert one.micro_interval[0] <= one.micro_interval[1]
    for score in one.categories.values():
        sides = [side for side in (score.precision, score.recall) if side is not None]
        assert score.f1 is not None
        assert min(sides, default=0) - 1e-9 <= score.f1 <= max(sides, default=1) + 1e-9 or len(sides) == 1
