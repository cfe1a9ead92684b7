"""What the network should say of drafts and messages, and what of it is known."""

from dataclasses import replace

from index.screening.labels import CLOSE, DANGER, TIE, Labels, danger_targets, targets
from knowledge.screening_records import Example, Mark


def _example(capacity: str = "personal", tie: str = "none", **marks: str | None) -> Example:
    found = tuple(Mark(category=name, span=span) for name, span in marks.items())
    return Example(draft="we know who goes", organisation="bc", capacity=capacity, tie=tie, findings=found)  # type: ignore[arg-type]


def test_an_example_says_what_it_carries(draft_labels: Labels) -> None:
    """Categories and circumstances; what is told of one capacity alone does not count in the other."""
    said, counts = targets([_example(tie="passing"), _example("official", "close", harassment="we")], draft_labels)
    column = {name: number for number, name in enumerate(draft_labels.names)}
    assert [said[0, column[name]] for name in (TIE, CLOSE, "harassment")] == [1, 0, 0]
    assert [said[1, column[name]] for name in (TIE, CLOSE, "harassment")] == [1, 1, 1]
    assert [counts[0, column[name]] for name in (TIE, "missing_disclaimer", "missing_identification")] == [1, 1, 0]
    assert [counts[1, column[name]] for name in (TIE, "missing_disclaimer", "missing_identification")] == [0, 0, 1]


def test_danger_is_told_of_messages_alone(draft_labels: Labels) -> None:
    """Of them nothing else is known; of an attack it is not known whether it is danger."""
    said, counts = danger_targets(1, 2, draft_labels)
    column = draft_labels.names.index(DANGER)
    assert said[:, column].tolist() == [1, 0, 0]
    assert counts.sum() == 3
    examples = [_example(harassment="we"), _example(), replace(_example(harassment="we"), danger=True)]
    of_examples, known = targets(examples, draft_labels)
    assert known[:, column].tolist() == [0, 1, 1]
    assert of_examples[:, column].tolist() == [0, 0, 1]


def test_lawful_speech_is_told_all_the_same(draft_labels: Labels) -> None:
    """Whether a rule holds is not for the network to say."""
    lawful = replace(_example(), lawful=(Mark(category="partisan_politics", span="we"),))
    said, _ = targets([lawful], draft_labels)
    assert said[0, draft_labels.names.index("partisan_politics")] == 1
