"""How a deployment reaches contacts: its own numbers and addresses, from a file that a setting names."""

from pathlib import Path

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from handlers.contacts import Reach
from knowledge import yaml_file
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.records import Id, Text


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


class FileDeployment:
    """A `Deployment` read from a YAML list: organisation, unit (optional), contact, and how to reach it."""

    def __init__(self, path: Path, library: Library) -> None:
        """Read the file.

        Raises:
            KnowledgeError: It is broken, names an organisation or a contact that does not exist, or one twice.
        """
        self._entries: dict[tuple[str, str | None, str], Reach] = {}
        for number, one in enumerate(yaml_file.load_all(path, _Entry)):
            if library.contact(one.organisation, one.contact) is None:
                reason = f"'{one.contact}' is no contact of '{one.organisation}'"
                raise KnowledgeError(path, reason, field=f"{number}.contact")
            if (one.organisation, one.unit, one.contact) in self._entries:
                whom = f"'{one.contact}' of '{one.organisation}'" + (f", unit '{one.unit}'" if one.unit else "")
                raise KnowledgeError(path, f"{whom} stands there twice", field=f"{number}.contact")
            reach = Reach(name=one.name, phone=one.phone, email=one.email, address=one.address, url=one.url)
            self._entries[one.organisation, one.unit, one.contact] = reach

    def reach(self, organisation: str, unit: str | None, contact: str) -> Reach | None:
        """Return how a contact is reached in a unit, falling back to the organisation; None where nothing is set."""
        of_unit = self._entries.get((organisation, unit, contact))
        return of_unit or self._entries.get((organisation, None, contact))
