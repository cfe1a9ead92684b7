"""One message that holds several questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.parts import MAX_PARTS, parts


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (
            "May I post photographs of passengers and who approves a new account?",
            ["May I post photographs of passengers", "who approves a new account?"],
        ),
        (
            "Can I tweet about my work? Do I need my manager's approval?",
            ["Can I tweet about my work?", "Do I need my manager's approval?"],
        ),
        (
            "may we delete rude comments, and should we keep a copy",
            ["may we delete rude comments", "should we keep a copy"],
        ),
        (
            "is it fine to tweet; can I also use facebook",
            ["is it fine to tweet", "can I also use facebook"],
        ),
    ],
)
def test_each_question_is_a_part(question: str, found: list[str]) -> None:
    """Parted at question marks, semicolons, and at `and` before the next question."""
    assert parts(question) == found


@pytest.mark.parametrize(
    "question",
    [
        "",
        "May I post photographs?",
        "do I call them and when?",
        "may I post photographs and videos of passengers",
        "My boss is rude. Can I write about it on my blog?",
        "passengers and crew",
        "????",
    ],
)
def test_one_question_has_no_parts(question: str) -> None:
    """Two things in one question, an explanation before it, or a few words after it are no second question."""
    assert parts(question) == []


def test_a_message_has_so_many_parts_at_most() -> None:
    """Each costs a search."""
    assert len(parts("may I post a photograph now? " * 9)) == MAX_PARTS


WORDS = st.sampled_from(["may", "I", "post", "and", "who", "or", "a", "photograph", "?", ";", ",", "also", "is", "it"])


@given(question=st.text() | st.lists(WORDS, max_size=40).map(" ".join))
def test_parts_are_pieces_of_the_question_in_order(question: str) -> None:
    """None or several, never empty, each as it was typed."""
    found = parts(question)
    assert len(found) in {0, *range(2, MAX_PARTS + 1)}
    place = 0
    for part in found:
        assert len(part.split()) >= 4
        place = question.index(part, place) + len(part)
