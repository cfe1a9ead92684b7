"""What detectors bring: places in a draft that speak for something. Findings are made of it by the policy."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from handlers.request import Capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A place in a text that speaks for a category, or for a circumstance that the policy weighs.

    Attributes:
        kind: Id of a category (`personal_information`), or of a circumstance: `work_tie`, `close_tie`, `disclaimer`,
            `identification`, `employer_named`, `workplace_contact`, `danger`, ...
        start, end: Code points of the text that was read.
        score: How sure the detector is; 0 to 1.
        source: Which detector says so, for explanations and ablation.
        detail: What exactly was seen, such as `social insurance number`; never words of the draft.
        instead: What may stand in place of these very words; None where more of the draft has to go.
    """

    kind: str
    start: int
    end: int
    score: float
    source: str
    detail: str = ""
    instead: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft as detectors read it. Its repr leaves the words out: it may reach a log.

    Attributes:
        text: The draft as meant: without invisible characters, look-alikes or stars between letters.
        organisation: Id of the writer's organisation.
        capacity: In which the draft would be posted.
    """

    text: str = field(repr=False)
    organisation: str
    capacity: Capacity


class Detector(Protocol):
    """Reads a draft and brings evidence."""

    def detect(self, draft: Draft) -> Sequence[Evidence]:
        """Return what speaks for anything in the draft; offsets point into `draft.text`."""
        ...
