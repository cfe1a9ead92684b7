"""How a deployment reaches contacts: its own numbers and addresses, from a file and from settings."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from handlers.contacts import Deployment, Reach
from knowledge import yaml_file
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.records import EMERGENCY, Id, Text


@dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid", str_strip_whitespace=True))
class _Entry:
    organisation: Id
    unit: Text | None = None
    contact: Id
    name: Text | None = None
    phone: Text | None = None
    email: Text | None = None
    address: Text | None = None
    url: Text | None = None
    verified: date | None = None


class FileDeployment:
    """A `Deployment` read from a YAML list: organisation, unit (optional), contact, how to reach it, when verified."""

    def __init__(self, path: Path, library: Library) -> None:
        """Read the file.

        Raises:
            KnowledgeError: It is broken, names an organisation or a contact that does not exist, or one twice, or holds
                an emergency number.
        """
        self._entries: dict[tuple[str, str | None, str], Reach] = {}
        for number, one in enumerate(yaml_file.load_all(path, _Entry)):
            if library.contact(one.organisation, one.contact) is None:
                reason = f"'{one.contact}' is no contact of '{one.organisation}'"
                raise KnowledgeError(path, reason, field=f"{number}.contact")
            if one.contact == EMERGENCY and one.phone:
                raise KnowledgeError(path, "set it in CONDUCT_EMERGENCY_NUMBERS instead", field=f"{number}.phone")
            if (one.organisation, one.unit, one.contact) in self._entries:
                whom = f"'{one.contact}' of '{one.organisation}'" + (f", unit '{one.unit}'" if one.unit else "")
                raise KnowledgeError(path, f"{whom} stands there twice", field=f"{number}.contact")
            self._entries[one.organisation, one.unit, one.contact] = _reach(one)

    def reach(self, organisation: str, unit: str | None, contact: str) -> Reach | None:
        """Return how a contact is reached in a unit, falling back to the organisation; None where nothing is set."""
        of_unit = self._entries.get((organisation, unit, contact))
        return of_unit or self._entries.get((organisation, None, contact))


class EmergencyDeployment:
    """A `Deployment` that gives the emergency contact the number that an answer tells people to call."""

    def __init__(self, numbers: Mapping[str, str], library: Library, others: Deployment | None) -> None:
        """Keep the numbers, by organisation, that come before the organisations' own; `others` reaches the rest."""
        self._numbers, self._library, self._others = numbers, library, others

    def reach(self, organisation: str, unit: str | None, contact: str) -> Reach | None:
        """Return how a contact is reached; the emergency contact by the organisation's emergency number."""
        found = self._others.reach(organisation, unit, contact) if self._others else None
        stated = self._library.contact(organisation, EMERGENCY)
        number = self._numbers.get(organisation) or self._library.organisations[organisation].emergency_number
        if contact != EMERGENCY or stated is None or number == stated.phone:
            return found
        name = stated.name.replace(stated.phone, number) if stated.phone else None  # it may be no more than "911"
        return replace(found or Reach(), phone=number, name=(found and found.name) or name)


def _reach(entry: _Entry) -> Reach:
    return Reach(
        name=entry.name,
        phone=entry.phone,
        email=entry.email,
        address=entry.address,
        url=entry.url,
        verified=entry.verified,
    )
