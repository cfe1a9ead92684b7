"""Feedback: what is kept of what a person says, and that it names nobody."""

from datetime import date

import pytest

from handlers.feedback import MAX_PASSAGES, Feedback, received
from handlers.request import BadRequest

TODAY = date(2026, 3, 4)


def test_a_rating_is_kept_with_its_passages() -> None:
    """Day, organisation, rating and passages, and no question."""
    given = received(TODAY, org="bc", helpful=False, passages=["bc-2019-qa#d16a553801c8"])
    assert given == Feedback(day=TODAY, org="bc", helpful=False, passages=("bc-2019-qa#d16a553801c8",), question=None)


def test_a_question_is_kept_clean() -> None:
    """Control characters could write on a maintainer's terminal, and are left out."""
    given = received(TODAY, org=None, helpful=None, question="how \x1b[31mmany\u200b days? ")
    assert given.question == "how [31mmany days?"


def test_the_questions_words_are_not_in_the_repr() -> None:
    """What may reach a log says that there is feedback, and not what somebody asked."""
    given = received(TODAY, org="bc", helpful=None, question="my boss drinks")
    assert "drinks" not in repr(given)
    assert "drinks" not in f"{[given]}"
    assert "2026-03-04" in f"{given!r}" or "2026, 3, 4" in f"{given!r}"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"helpful": None}, "whether the answer helped"),
        ({"helpful": None, "question": ""}, "whether the answer helped"),
        ({"helpful": None, "question": "  "}, "no question"),
        ({"helpful": None, "question": "x" * 50_000}, "50,000 characters"),
        ({"helpful": True, "passages": ["a#1"] * (MAX_PASSAGES + 1)}, f"at most {MAX_PASSAGES}"),
        ({"helpful": True, "passages": ["a" * 101]}, "by their ids"),
    ],
)
def test_feedback_that_says_nothing_or_too_much_is_refused(more: dict[str, object], told: str) -> None:
    """One sentence tells what is wrong."""
    with pytest.raises(BadRequest, match=told):
        received(TODAY, org="bc", **more)  # type: ignore[arg-type]


def test_the_longest_list_of_passages_is_kept() -> None:
    """The limits themselves are allowed."""
    passages = ["a" * 100] * MAX_PASSAGES
    assert received(TODAY, org=None, helpful=True, passages=passages).passages == tuple(passages)
