"""What these tests share: one detector, whose model is loaded once, and how its evidence is read."""

from functools import cache
from typing import Literal

from handlers.check.detectors.personal.finder import Finder
from handlers.check.detectors.personal_data import PersonalDataDetector
from handlers.check.evidence import Draft, Evidence

ENOUGH = 0.5
"""From this score on the policy takes notice."""


@cache
def finder() -> Finder:
    """Return the finder that all tests use."""
    return Finder()


@cache
def detector() -> PersonalDataDetector:
    """Return the detector that all tests use; `offices.example` is an office's domain."""
    return PersonalDataDetector(["offices.example"], finder=finder())


def evidence(text: str, capacity: Literal["personal", "official"] = "personal") -> list[Evidence]:
    """Return what is brought for a draft."""
    return list(detector().detect(Draft(text=text, organisation="bc", capacity=capacity)))


def personal(text: str, capacity: Literal["personal", "official"] = "personal") -> list[tuple[str, str, float]]:
    """Return detail, words and score of the personal information in a draft."""
    kind = "personal_information"
    return [(one.detail, text[one.start : one.end], one.score) for one in evidence(text, capacity) if one.kind == kind]
