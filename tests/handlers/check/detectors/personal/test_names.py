"""Names of persons: a circumstance, no personal information by itself."""

import pytest

from tests.handlers.check.detectors.personal.shared import evidence


def _names(text: str) -> list[str]:
    return [text[one.start : one.end] for one in evidence(text) if one.kind == "person"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thanks Priya Natarajan for covering my shift", "Priya Natarajan"),
        ("Mrs. Oyelaran came by again", "Mrs. Oyelaran"),
        ("Nurse Okafor was lovely", "Nurse Okafor"),
        ("that was Siobhán O'Neill on the phone", "Siobhán O'Neill"),
        ("Client Darnell Whitecloud is back", "Darnell Whitecloud"),
        ("Karen Holt's dog barked all night", "Karen Holt"),
    ],
)
def test_persons_are_named(text: str, name: str) -> None:
    """Without the role before it or the genitive behind it."""
    assert _names(text) == [name]
    assert [one.kind for one in evidence(text)] == ["person"]


@pytest.mark.parametrize(
    "text",
    [
        "Max out your RRSP before March 1",
        "Took the Macdonald Bridge home",
        "Tim Hortons is out of maple dips again",
        "Mom and Dad came over",
        "lake day at Lake Louise",
        "Hockey at Taylor Field, then fries",
        "Max the dog ate a sock",
        "RCMP and ICBC had a booth",
        "@karen_holt #KarenHolt",
    ],
)
def test_what_only_sounds_like_a_person_is_none(text: str) -> None:
    """Accounts, bridges, doughnuts, lakes, fields and dogs."""
    assert _names(text) == []


def test_a_whole_name_is_surer_than_a_single_one() -> None:
    """`Wayne` may be a street, a town or a brand."""
    whole, single = (evidence(text)[0].score for text in ("I met Karen Holt today", "I met Wayne today"))
    assert whole > single >= 0.5
