"""Everything learned and indexed, as one value: what `index.build` makes, `index.store` keeps, `index.search` uses."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.judgement import Judgement
from index.linear import Linear
from index.network.calibration import Calibration
from index.shelf import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What the search was taught; None where there was nothing to teach it with.

    Attributes:
        ranking: Features of a passage -> its score as the answer.
        answering: Evidence (`index.answerability.EVIDENCE`) -> log-odds that the texts answer the question.
        threshold: Probability from which on a question counts as answered.
        danger: Tells whether someone may be in danger now.
        subject: Tells whether a question is about what the texts answer at all.
        thread_weight: How much the thread counts in ranking a follow-up, 0 to 1.
    """

    ranking: Linear | None
    answering: Linear | None
    threshold: float
    danger: Judgement | None
    subject: Judgement | None
    thread_weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexModel:
    """A whole index.

    Attributes:
        shelves: By organisation.
        learned: What was taught.
        subject_words: For mending typing errors, the most frequent first.
        drafts: What drafts are read with, or None where nothing was learned for them.
        reports: What reports are read with, or None where nothing was learned for them.
    """

    shelves: Mapping[str, Parts]
    learned: Learned
    subject_words: tuple[str, ...]
    drafts: Calibration | None = None
    reports: Calibration | None = None
