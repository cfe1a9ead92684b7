"""How organisations handle cases, as the case rules of a deployment say."""

import re
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from handlers.cases.rules import Collection, Practice, Rules, Schedule
from knowledge import yaml_file
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.records import STRICT, Id, Text
from knowledge.reports import Reports

_DURATION = re.compile(
    r"P(?=.)(?:(?P<years>\d{1,3})Y)?(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?=.)(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,6})M)?)?"
)
_YEAR = timedelta(days=365.25)

_OURS = Rules()
"""What holds where a deployment says nothing."""


def _duration(value: object) -> object:
    """Return an ISO 8601 duration as time; months, of which none is like the next, are not taken."""
    found = _DURATION.fullmatch(value) if isinstance(value, str) else None
    numbers = {unit: int(number) for unit, number in found.groupdict().items() if number} if found else {}
    length = numbers.pop("years", 0) * _YEAR + timedelta(**numbers)
    if not length:
        reason = "must be a duration in years, weeks, days, hours or minutes, such as P7Y, P30D or PT8H"
        raise PydanticCustomError("duration", reason)
    return length


def _no_doubles(values: tuple[str, ...]) -> tuple[str, ...]:
    if len({one.casefold() for one in values}) < len(values):
        raise PydanticCustomError("doubles", "holds something twice; take one out")
    return values


Duration = Annotated[timedelta, BeforeValidator(_duration)]
Choices = Annotated[tuple[Text, ...], Field(min_length=1), AfterValidator(_no_doubles)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _CollectionEntry:
    authority: Text
    purpose: Text
    contact: Text


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _ScheduleEntry:
    name: Text
    authority: Text
    after: Duration


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Entry:
    """What the file says of one organisation; what it does not say is as the product has it."""

    organisation: Id
    acknowledge_within: Duration = _OURS.acknowledge_within
    acknowledge_at_once_within: Duration = _OURS.acknowledge_at_once_within
    acknowledge_urgent_within: Duration = _OURS.acknowledge_urgent_within
    remind_share: Annotated[float, Field(gt=0, lt=1)] = _OURS.remind_share
    outcomes: Choices = _OURS.outcomes
    decisions: Choices = _OURS.decisions
    review_after: Duration | None = _OURS.review_after
    kept: Text = _OURS.kept
    collection: _CollectionEntry | None = None
    schedule: _ScheduleEntry | None = None


class FilePractice:
    """A `Practice` read from a YAML list of organisations with their rules."""

    def __init__(self, path: Path | None, library: Library) -> None:
        """Read the file; without one the product's rules hold everywhere.

        Raises:
            KnowledgeError: It is broken, or names an organisation that does not exist, or one twice.
        """
        self._rules: dict[str, Rules] = {}
        for number, one in enumerate(yaml_file.load_all(path, _Entry) if path else ()):
            place = f"{number}.organisation"
            if path and one.organisation not in library.organisations:
                known = ", ".join(library.organisations)
                raise KnowledgeError(path, f"'{one.organisation}' is no organisation here; known: {known}", field=place)
            if path and one.organisation in self._rules:
                raise KnowledgeError(path, f"'{one.organisation}' stands there twice; keep one", field=place)
            self._rules[one.organisation] = _rules(one)

    def rules(self, organisation: str) -> Rules:
        """Return the rules of an organisation; those that come with the product where it has none."""
        return self._rules.get(organisation, _OURS)


def check_practice(reports: Reports | None, practice: Practice) -> list[str]:
    """Return what keeps a service that others reach from taking reports, a line each.

    Whoever collects personal information must say by what authority and for what, and who answers questions about it.
    """
    return [
        f"{org}: has no collection notice; add 'collection' with authority, purpose and contact to its case rules"
        for org in (reports.organisations() if reports else ())
        if practice.rules(org).collection is None
    ]


def _rules(entry: _Entry) -> Rules:
    return Rules(
        acknowledge_within=entry.acknowledge_within,
        acknowledge_at_once_within=entry.acknowledge_at_once_within,
        acknowledge_urgent_within=entry.acknowledge_urgent_within,
        remind_share=entry.remind_share,
        outcomes=entry.outcomes,
        decisions=entry.decisions,
        review_after=entry.review_after,
        kept=entry.kept,
        collection=Collection(**asdict(entry.collection)) if entry.collection else None,
        schedule=Schedule(**asdict(entry.schedule)) if entry.schedule else None,
    )
