"""What a draft means, as the network reads it, becomes evidence."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from handlers.check.detectors.meaning import MeaningDetector
from handlers.check.evidence import Draft, Evidence
from index.screening.reading import Place, Reading
from knowledge.screening_records import Capacity

DRAFT = "Marg told me of her biopsy. Back on Monday."


@dataclass(slots=True)
class WrittenReader:
    """Reads what is written down; remembers what it was given."""

    reading: Reading
    given: list[tuple[str, Capacity]] = field(default_factory=list)

    def read(self, text: str, capacity: Capacity) -> Reading:
        """Return what is written down."""
        self.given.append((text, capacity))
        return self.reading


def reading(chances: dict[str, float], **places: tuple[tuple[int, int, float], ...]) -> Reading:
    """Return a reading, places as start, end and score."""
    return Reading(
        chances=chances,
        places={
            label: tuple(Place(start=start, end=end, score=score) for start, end, score in found)
            for label, found in places.items()
        },
    )


def evidence(read: Reading, text: str = DRAFT) -> list[Evidence]:
    """Return the evidence of a reading."""
    detector = MeaningDetector(WrittenReader(read))
    return list(detector.detect(Draft(text=text, organisation="bc", capacity="personal")))


def test_words_that_carry_it_are_told_with_their_own_scores() -> None:
    """Each place is evidence of its own, as sure as the place is."""
    found = evidence(reading({"personal_information": 0.9}, personal_information=((16, 26, 0.8), (0, 4, 0.6))))
    assert [(one.kind, DRAFT[one.start : one.end], one.score) for one in found] == [
        ("personal_information", "her biopsy", 0.8),
        ("personal_information", "Marg", 0.6),
    ]
    assert {one.source for one in found} == {"meaning"}
    assert {(one.detail, one.instead) for one in found} == {("", None)}


def test_what_stands_nowhere_is_told_of_the_whole_draft() -> None:
    """A circumstance, or a category for which no words were found."""
    found = evidence(reading({"work_tie": 0.7, "harassment": 0.6}, harassment=()))
    assert [(one.kind, one.start, one.end, one.score) for one in found] == [
        ("work_tie", 0, len(DRAFT), 0.7),
        ("harassment", 0, len(DRAFT), 0.6),
    ]


def test_what_is_next_to_nothing_is_not_told() -> None:
    """Below 0.05 there is no evidence, whatever places were looked at; from there on there is."""
    read = reading({"harassment": 0.049, "work_tie": 0.05}, harassment=((0, 4, 0.9),))
    assert [(one.kind, one.score) for one in evidence(read)] == [("work_tie", 0.05)]
    assert evidence(reading({})) == []


def test_the_reader_gets_the_draft_as_meant_and_its_capacity() -> None:
    """And nothing of whose draft it is."""
    reader = WrittenReader(reading({}))
    for capacity in ("personal", "official"):
        MeaningDetector(reader).detect(Draft(text=DRAFT, organisation="ns", capacity=capacity))
    assert reader.given == [(DRAFT, "personal"), (DRAFT, "official")]


_PLACES = st.lists(st.tuples(st.integers(0, len(DRAFT) - 2), st.integers(1, 10), st.floats(0, 1)), max_size=4).map(
    lambda found: tuple((start, min(start + size, len(DRAFT)), score) for start, size, score in found)
)


@given(st.dictionaries(st.sampled_from(["harassment", "work_tie", "close_tie"]), st.tuples(st.floats(0, 1), _PLACES)))
def test_nothing_is_lost_and_nothing_made_up(read: dict[str, tuple[float, tuple[tuple[int, int, float], ...]]]) -> None:
    """One piece of evidence for each place, or one of the whole, for each label worth telling."""
    given_ = reading({label: chance for label, (chance, _) in read.items()}, **{k: v for k, (_, v) in read.items()})
    wanted = [
        (label, *place)
        for label, (chance, places) in read.items()
        if chance >= 0.05
        for place in (places or ((0, len(DRAFT), chance),))
    ]
    assert [(one.kind, one.start, one.end, one.score) for one in evidence(given_)] == wanted
