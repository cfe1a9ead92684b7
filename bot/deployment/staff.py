"""Who fills the roles of a deployment, or a stand-in while the assistant is tried out."""

from collections.abc import Iterable, Mapping

from handlers.cases.people import INTAKE, Person, Way

Place = tuple[str, str | None, str]
"""Organisation, unit or None, and the id of a contact or of one of the deployment's own roles."""

LOCAL_INTAKE = Person(
    name="Whoever runs this assistant (local trial: nobody is notified)",
    role=INTAKE,
    ways=(Way(kind="here", address="here"),),
)
"""Takes every report of a local trial: it stays in the assistant."""


class Roster:
    """A `Staff` that is written down, and the units that are known."""

    def __init__(self, people: Mapping[Place, tuple[Person, ...]], units: Iterable[tuple[str, str]] = ()) -> None:
        """Keep who fills what, and units after their organisations, in their order."""
        self._people = {place: fill for place, fill in people.items() if fill}
        self._units = dict.fromkeys(units)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where somebody fills a role."""
        return tuple(self._people)

    def people(self, organisation: str, unit: str | None, role: str) -> tuple[Person, ...]:
        """Return who fills a role in a unit, falling back to the organisation; nobody where nothing is set."""
        of_unit = self._people.get((organisation, unit, role))
        return of_unit or self._people.get((organisation, None, role), ())

    def everybody(self, organisation: str) -> tuple[Person, ...]:
        """Return all who fill a role anywhere in an organisation, deputies included."""
        found = (one for place, people in self._people.items() if place[0] == organisation for one in people)
        return tuple(person for one in found for person in (one, *one.deputies))

    def units(self, organisation: str) -> tuple[str, ...]:
        """Return the units of an organisation that are known, in their order."""
        return tuple(unit for owner, unit in self._units if owner == organisation)


class LocalStaff(Roster):
    """The staff of a local trial: in every organisation one intake, which notifies nobody."""

    def __init__(self, organisations: Iterable[str]) -> None:
        """Fill the intake of these organisations."""
        super().__init__({(one, None, INTAKE): (LOCAL_INTAKE,) for one in organisations})


def staff_for(deployment: Roster | None, organisations: Iterable[str], *, is_local: bool) -> Roster:
    """Return who fills the roles.

    Args:
        deployment: From the contacts file, or None without one.
        organisations: All of them.
        is_local: Whether the page can be reached from this machine alone; then a stand-in takes what comes in as long
            as the file names no people.
    """
    if deployment and deployment.places:
        return deployment
    return LocalStaff(organisations) if is_local else deployment or Roster({})
