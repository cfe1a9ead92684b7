"""How a deployment reaches contacts, and who fills them: from a file and from settings."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.deployment.entries import Entry
from bot.deployment.staff import Place, Roster
from handlers.cases.people import DEPLOYMENT_ROLES
from handlers.contacts import Deployment, Reach
from knowledge import yaml_file
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.records import EMERGENCY
from knowledge.reports import Reports


class FileDeployment(Roster):
    """A `Deployment` and a `Staff` read from a YAML list (`Entry`).

    Attributes:
        organisations: Those of which the file says anything.
        verified: When a person last checked what stands there of a place, where the file says so.
    """

    def __init__(self, path: Path, library: Library) -> None:
        """Read the file.

        Raises:
            KnowledgeError: It is broken, names an organisation or a contact that does not exist, or one twice, gives
                people to a contact that nothing is sent to or none to a role, or holds an emergency number.
        """
        entries: dict[Place, Entry] = {}
        for number, one in enumerate(yaml_file.load_all(path, Entry)):
            _check(path, number, one, library)
            place = (one.organisation, one.unit, one.contact)
            if place in entries:
                raise _wrong(path, number, "contact", f"{whom(place)} stands there twice")
            entries[place] = one
        super().__init__(
            {place: one.filled_by() for place, one in entries.items()},
            units=((organisation, unit) for organisation, unit, _ in entries if unit),
        )
        self.organisations = frozenset(organisation for organisation, _, _ in entries)
        self._reach = {place: reach for place, one in entries.items() if (reach := one.reach())}
        self.verified: Mapping[Place, date] = {place: one.verified for place, one in entries.items() if one.verified}

    def reach(self, organisation: str, unit: str | None, contact: str) -> Reach | None:
        """Return how a contact is reached in a unit, falling back to the organisation; None where nothing is set."""
        of_unit = self._reach.get((organisation, unit, contact))
        return of_unit or self._reach.get((organisation, None, contact))


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


def served(reports: Reports | None, deployment: FileDeployment, org: str | None = None) -> Reports | None:
    """Return what people of the organisations report that a deployment serves: all of which its file says anything.

    Args:
        reports: What people report, or None where there is nothing.
        deployment: Of the file. Where it says nothing of any organisation, all are meant.
        org: The only one that is meant, whether the file says anything of it or not.
    """
    if reports is None:
        return None
    meant = {org} if org else deployment.organisations & set(reports.organisations()) or reports.organisations()
    return replace(reports, routes=tuple(one for one in reports.routes if one.organisation in meant))


def whom(place: Place) -> str:
    """Return a contact of an organisation as it is named to an administrator."""
    organisation, unit, contact = place
    return f"'{contact}' of '{organisation}'" + (f", unit '{unit}'" if unit else "")


def _check(path: Path, number: int, entry: Entry, library: Library) -> None:
    """Refuse an entry of which nobody would ever be told, or that nobody would ever see."""
    if entry.contact in DEPLOYMENT_ROLES:
        _check_role(path, number, entry, library)
        return
    contact = library.contact(entry.organisation, entry.contact)
    if contact is None:
        reason = f"'{entry.contact}' is no contact of '{entry.organisation}'"
        raise _wrong(path, number, "contact", reason)
    if entry.contact == EMERGENCY and entry.phone:
        raise _wrong(path, number, "phone", "set it in CONDUCT_EMERGENCY_NUMBERS instead")
    if entry.people and contact.kind != "recipient":
        reason = f"nothing is sent to '{entry.contact}': employees call or look there themselves; take its people out"
        raise _wrong(path, number, "people", reason)


def _check_role(path: Path, number: int, entry: Entry, library: Library) -> None:
    if entry.organisation not in library.organisations:
        known = ", ".join(library.organisations)
        reason = f"'{entry.organisation}' is no organisation here; known: {known}"
        raise _wrong(path, number, "organisation", reason)
    if not entry.people:
        reason = f"is missing; say who fills '{entry.contact}'"
        raise _wrong(path, number, "people", reason)


def _wrong(path: Path, number: int, field: str, reason: str) -> KnowledgeError:
    """Return what is wrong with a field of an entry, with its line."""
    return KnowledgeError(path, reason, line=yaml_file.line_of(path, number, field), field=f"{number}.{field}")
