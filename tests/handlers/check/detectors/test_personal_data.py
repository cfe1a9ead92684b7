"""Personal data in drafts: a third party's, the writer's own, a workplace's."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.check.detectors.personal.finder import Finder
from handlers.check.detectors.personal_data import PersonalDataDetector
from handlers.check.evidence import Draft, Evidence
from tests.handlers.check.detectors.personal.shared import ENOUGH, evidence, personal

PROSE = "The council talked about roads and snow, and then it went home for supper. "

FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *(
                "my",
                "her",
                "the client's",
                "our office",
                "call",
                "text me",
                "SIN",
                "PHN",
                "DOB",
                "plate",
                "lives at",
                "ext. 5",
            ),
            *(
                "046 454 286",
                "9698 658 215",
                "250-555-0142",
                "1984-03-12",
                "4111 1111 1111 1111",
                "24.64.12.9",
                "ABC 123",
            ),
            *(
                "14 Birch Lane",
                "V8W 1B4",
                "bob@gmail.com",
                "Karen Holt",
                "@",
                "(",
                ")",
                ".",
                "?",
                "\n",
                "#",
                "$",
                "https://",
            ),
        ]
    )
    | st.text(max_size=8),
    max_size=25,
).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200) | FRAGMENTS, capacity=st.sampled_from(["personal", "official"]))
def test_evidence_is_well_formed(text: str, capacity: Literal["personal", "official"]) -> None:
    """Whatever is written: places lie in the text and do not overlap, scores are probabilities, and each says what."""
    found = evidence(text, capacity)
    assert all(0 <= one.start < one.end <= len(text) and 0 <= one.score <= 1 for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert {one.kind for one in found} <= {"personal_information", "workplace_contact"}
    assert all(one.source == "personal_data" and one.detail and not any(map(str.isdigit, one.detail)) for one in found)


@settings(max_examples=40, deadline=None)
@given(
    groups=st.tuples(*[st.text(alphabet="0123456789", min_size=3, max_size=3)] * 2, st.integers(10, 99)),
    joiner=st.sampled_from(["", " ", "-", ".", "\u00a0", "–"]),
    before=st.sampled_from(["he gave me ", "Ann's SIN: ", "😀 her social, ", "it says\n"]),
)
def test_any_social_insurance_number_is_found(groups: tuple[str, str, int], joiner: str, before: str) -> None:
    """In all its forms, in its place to the character."""
    start = f"{groups[0]}{groups[1]}{groups[2]}"
    doubled = sum(int(digit) * 2 - 9 * (int(digit) > 4) for digit in start[1::2]) + sum(map(int, start[::2]))
    written = joiner.join([groups[0], groups[1], f"{groups[2]}{-doubled % 10}"])
    assert personal(f"{before}{written} ok") == [("social insurance number", written, 0.9)]


@settings(max_examples=8, deadline=None)
@given(before=st.integers(0, 60), after=st.integers(0, 60))
def test_it_is_found_wherever_it_stands_in_a_long_draft(before: int, after: int) -> None:
    """Long drafts are read in pieces, and offsets are those of the whole."""
    text = f"{PROSE * before}Her cell is 250-555-0142 and she lives at 14 Birch Lane. {PROSE * after}"
    assert [words for _, words, score in personal(text) if score > ENOUGH] == ["250-555-0142", "14 Birch Lane"]


@pytest.mark.parametrize(
    "text",
    [
        "call me at 250-555-0142",
        "My SIN is 046 454 286, or was before the breach",
        "I live at 14 Birch Lane and the snow is deep",
        "reach me: karen.holt@gmail.com",
        "For sale: canoe, $400. 250-555-0142",
        "Yard sale Saturday at 14 Birch Lane",
        "If found, text 902-555-0166, she answers to Pickles",
        "my plate is HT4 92K in case you tow it",
        "my health card number is 9698 658 215, yes that is how I know it by heart",
        "I was born 1984-03-12, do the math",
    ],
)
def test_what_is_the_writers_own_weighs_little(text: str) -> None:
    """It is said to be so, and the policy takes no notice of 0.3."""
    assert [(score, what[:4]) for what, _, score in personal(text)] == [(0.3, "own ")]


@pytest.mark.parametrize(
    ("text", "capacity"),
    [
        ("Call us at 250-387-6121, Monday to Friday", "official"),
        ("Toll-free: 1-866-555-0100", "personal"),
        ("Questions? 250-387-6121", "official"),
        ("Write to permits@offices.example", "personal"),
        ("karen.holt@offices.example is away this week", "official"),
        ("karen.holt@novascotia.ca.gov.ns.ca signed it", "personal"),
        ("Our office at 1515 Blanshard Street reopens Monday", "official"),
        ("Come see us at 1011 Fourth Avenue", "official"),
        ("Karen Holt, Senior Planner, 250 387 4411", "official"),
        ("Contact Karen Holt at 250-387-4411", "official"),
        ("my cell for media: 250-555-0142", "official"),
        ("The clinic's number is 902-555-0111", "personal"),
        ("Reach the registry at 250-555-0142, ext. 4", "personal"),
        ("Please phone the IPC at 306-555-0118 so that somebody can listen properly", "official"),
        ("Call the Residential Tenancy Branch at 250-555-0142, they know", "personal"),
    ],
)
def test_a_workplace_contact_is_a_circumstance(text: str, capacity: Literal["personal", "official"]) -> None:
    """And no personal information, though a person's name may stand by it."""
    kinds = [one.kind for one in evidence(text, capacity)]
    assert kinds == ["workplace_contact"]


@pytest.mark.parametrize(
    ("text", "capacity", "score"),
    [
        ("250-555-0142 keeps ringing", "personal", 0.6),
        ("Karen Holt, 250-555-0142", "personal", 0.9),
        ("file 2023-4471 is closed", "personal", 0.4),
        ("Karen Holt, file 2023-4471, is closed", "personal", 0.9),
        ("there is a house at 14 Birch Lane", "personal", 0.6),
        ("Karen Holt's house at 14 Birch Lane", "personal", 0.9),
        ("k.holt62@hotmail.com", "personal", 0.6),
        ("Karen Holt is k.holt62@hotmail.com", "personal", 0.9),
        ("Hi Karen, is your SIN still 046 454 286?", "official", 0.9),
        ("For Mr. Holt: we called 250-555-0187 twice", "official", 0.9),
        ("her SIN is 123-456-789", "personal", 0.6),
    ],
)
def test_who_is_near_decides_how_much_it_weighs(
    text: str, capacity: Literal["personal", "official"], score: float
) -> None:
    """A name raises what stands by it; a number that fails its check digit is unsure at best."""
    assert [found for _, _, found in personal(text, capacity)] == [score]


@pytest.mark.parametrize(
    "text",
    [
        "Canucks win 4-2, shots 31-18, best start since 2011",
        "Sourdough: 500 g flour, 350 g water, 230 C for 45 min",
        "Bylaw 4471, section 12.3.1, and form T2201",
        "Stolen: Norco Fluid, serial 130692544, please share",
        "Budget 2024 has $1,250,000 for rinks in room 214",
        "Highway 97 at km 312, open 6:30 to 18:15 on 2024-03-12",
        "#Throwback2010 #250 #BlackFriday",
        "I ran 42.2 km in 4:12:09, bib 5501",
        "",
        " \n\t ",
    ],
)
def test_innocent_numbers_bring_nothing(text: str) -> None:
    """Scores, recipes, bylaws, serial numbers, money, roads, rooms, times and tags."""
    assert evidence(text) == []


def test_several_things_are_told_apart() -> None:
    """Each in its place, by its own name, in the order of the draft."""
    text = (
        "Name: Karen Holt. DOB 1984-03-12, SIN 046 454 286, PHN 9698 658 215, cell 250-555-0142, "
        "she lives at 14 Birch Lane"
    )
    assert [one.detail for one in evidence(text)] == [
        "date of birth",
        "social insurance number",
        "health number",
        "private phone number",
        "home address",
    ]


def test_threads_share_a_detector() -> None:
    """The model is loaded once, and none disturbs another."""
    fresh = PersonalDataDetector(["offices.example"], finder=Finder())
    texts = [f"{PROSE * count}Her cell is 250-555-0142." for count in range(8)]

    def read(text: str) -> list[Evidence]:
        return list(fresh.detect(Draft(text=text, organisation="bc", capacity="personal")))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read, texts)) == [evidence(text) for text in texts]
