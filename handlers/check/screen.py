"""One draft in one capacity -> what the rules find in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handlers.check.as_meant import Meant, as_meant
from handlers.check.evidence import Detector, Draft, Evidence
from handlers.check.policy import Judged, judge
from handlers.request import Capacity
from knowledge.screening import Screening


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was seen in a draft and what the rules make of it.

    Attributes:
        meant: The draft as meant; the offsets of what was seen point into its text.
        draft: As the detectors read it.
        evidence: What they saw.
        judged: What the rules find, the weightiest first.
    """

    meant: Meant
    draft: Draft
    evidence: tuple[Evidence, ...]
    judged: tuple[Judged, ...]

    @property
    def above_note(self) -> tuple[Judged, ...]:
        """What changes the verdict."""
        return tuple(one for one in self.judged if one.severity != "note")


Look = Callable[[str], Looked]
"""A draft as given -> what was seen in it; organisation and capacity are settled."""


_VEILED = ("profanity", "party")


class Screen:
    """Detectors and rules, put together."""

    def __init__(self, screening: Screening, detectors: Sequence[Detector]) -> None:
        """Keep them."""
        self._screening = screening
        self._detectors = detectors

    def _veiled(self, organisation: str) -> list[str]:
        """Return the single words that people hide behind stars."""
        words = (word for kind in _VEILED for word in self._screening.words_of(kind, organisation))
        return [word.lower() for word in words if word.isalpha()]

    def look(self, text: str, organisation: str, capacity: Capacity) -> Looked:
        """Read a draft by an organisation's rules for a capacity."""
        meant = as_meant(text, self._veiled(organisation))
        draft = Draft(text=meant.text, organisation=organisation, capacity=capacity)
        evidence = tuple(one for detector in self._detectors for one in detector.detect(draft))
        judged = tuple(judge(draft, evidence, self._screening)) if meant.text else ()
        return Looked(meant=meant, draft=draft, evidence=evidence, judged=judged)
