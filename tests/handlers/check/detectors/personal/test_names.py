"""Names of persons: they tell whose a number is, and are no personal information by themselves."""

import pytest

from handlers.check.detectors.personal.names import names
from tests.handlers.check.detectors.personal.shared import evidence, finder


def _names(text: str) -> list[str]:
    return [text[one.start : one.end] for one in names(text, finder().find(text))]


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
    assert evidence(text) == []


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
