"""What the network for drafts learns from."""

import numpy as np

from index.screening.labels import Labels
from index.screening.lesson import word_targets


def test_words_are_told_where_they_stand(draft_labels: Labels) -> None:
    """The tokens of the span carry the label; the capacity before the draft and padding do not count."""
    offsets = np.array([[[0, 8], [8, 9], [10, 12], [13, 17], [18, 21], [22, 26], [0, 0]]])
    marks = [[("confidential_information", 8, 16)], None]
    said, counts = word_targets(marks, [10, 10], np.concatenate([offsets, offsets]), draft_labels.placed)
    assert not counts[1].any()
    assert counts[0].tolist() == [0, 0, 1, 1, 1, 1, 0]
    column = draft_labels.placed.index("confidential_information")
    assert said[0, :, column].tolist() == [0, 0, 0, 0, 1, 1, 0]
    assert said.sum() == 2
