"""Questions that people are offered."""

from handlers.ask.examples import MOST, examples
from knowledge.records import Organisation

KNOWN = {
    "ac": Organisation(id="ac", name="Town of Alder Creek", examples=("A1?", "Both?", "A3?")),
    "bd": Organisation(id="bd", name="Baker Dam", examples=tuple(f"B{n}?" for n in range(1, 9))),
    "cc": Organisation(id="cc", name="Cedar Cove", examples=("Both?",)),
    "de": Organisation(id="de", name="Deer Edge"),
}


def test_people_are_offered_questions_of_their_organisation() -> None:
    """In its order, no more than are read; none where it has none."""
    assert examples(KNOWN, "ac") == ("A1?", "Both?", "A3?")
    assert examples(KNOWN, "bd") == tuple(f"B{n}?" for n in range(1, MOST + 1))
    assert examples(KNOWN, "de") == ()


def test_whoever_is_of_none_is_offered_some_of_each_in_turn() -> None:
    """Each question once, however many organisations have it."""
    assert examples(KNOWN, None) == ("A1?", "B1?", "Both?", "B2?", "A3?", "B3?")
    assert examples(KNOWN, "gone") == examples(KNOWN, None)
