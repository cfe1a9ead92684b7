"""What is read in a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from knowledge.report_records import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReading:
    """What a report is likely about.

    Attributes:
        types: Id of each type that people of the role report -> its chance, 0 to 1; the likeliest first. The type for
            emergencies is not among them: that is `danger`. Empty where the reader knows none of the types.
        variants: Id of a type -> its likelier variant.
        danger: The chance that somebody is in danger now, 0 to 1; 0.5 or more counts.
    """

    types: Mapping[str, float]
    variants: Mapping[str, str]
    danger: float


class ReportReader(Protocol):
    """Reads reports."""

    def read(self, text: str, role: Role) -> ReportReading:
        """Return what a report of somebody in this role is likely about."""
        ...
