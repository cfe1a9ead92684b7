"""Whether people fill the roles that reports need: what is missing, said so that an administrator can mend it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import product

from bot.deployment.channels import Channels
from bot.deployment.contacts_file import FileDeployment, whom
from bot.deployment.staff import Roster
from handlers.cases.names import is_same_name
from handlers.cases.people import ALTERNATE, DEPLOYMENT_ROLES, INTAKE, URGENT, Person, Way, WayKind, is_same_person
from handlers.cases.privacy import is_private
from handlers.cases.recipients import fit
from knowledge.library import Library
from knowledge.records import Contact
from knowledge.report_records import Route
from knowledge.reports import Reports

_YEAR = timedelta(days=365)

_NOT_SET: Mapping[WayKind, str] = {
    "mail": "no mail server is set; set CONDUCT_SMTP_HOST and CONDUCT_MAIL_FROM",
    "webhook": "nothing signs what is sent there; set CONDUCT_WEBHOOK_SECRET",
    "slack": (
        "Slack is not set up; set CONDUCT_SLACK_BOT_TOKEN, and CONDUCT_SLACK_SIGNING_SECRET or, for Socket Mode, "
        "CONDUCT_SLACK_APP_TOKEN"
    ),
    "teams": "nothing can be sent there yet; give 'mail' or 'webhook' in its place",
}

Check = Callable[[str, str | None], Iterable[str]]
"""Returns what is wrong in a unit of an organisation, or for who is in none."""


def check_staff(
    library: Library,
    reports: Reports | None,
    staff: Roster,
    *,
    ways: Collection[WayKind],
    staff_domains: Collection[str] = (),
    org: str | None = None,
) -> list[str]:
    """Return what is wrong with who fills the roles, a line each.

    Args:
        library: The contacts of the texts.
        reports: What people report where they are served, or None where there is nothing.
        staff: Who fills the roles.
        ways: Kinds of ways that are set up.
        staff_domains: Mail domains of the people whom reporters may name themselves; without any, somebody must fill
            even a role that is another person's for each employee, such as their supervisor's.
        org: The only organisation whose people are looked at; None for all.
    """
    roles = _Roles(library, reports, staff, may_name=bool(staff_domains))
    start = check_start(reports, staff, ways=ways, staff_domains=staff_domains)
    found = [*start, *_of_the_file([org] if org else library.organisations, staff)]
    for check in (roles.unfilled, roles.lost, roles.overheard, _Intakes(staff).alike):
        found += _lines(reports, staff, check)
    return found


def check_start(
    reports: Reports | None, staff: Roster, *, ways: Collection[WayKind], staff_domains: Collection[str] = ()
) -> list[str]:
    """Return what keeps a service that others reach from taking reports, a line each.

    They would be lost where nobody takes them, where nobody who takes them may be told, or where nothing tells them.
    """
    intakes = _Intakes(staff)
    checks = (intakes.missing, intakes.dependent, intakes.overheard, _Ways(staff, ways).unset)
    found = [line for check in checks for line in _lines(reports, staff, check)]
    if reports and staff_domains and "mail" not in ways:
        found.append(f"people whom reporters name (CONDUCT_STAFF_DOMAINS) are reached by mail, and {_NOT_SET['mail']}")
    return found


def warnings(reports: Reports | None, deployment: FileDeployment, today: date, *, org: str | None = None) -> list[str]:
    """Return what an administrator should look at some day, a line each; of one organisation alone, or all."""
    old = [
        f"{whom(place)} was last verified on {day}, more than a year ago; check it, and date it anew"
        for place, day in deployment.verified.items()
        if day < today - _YEAR and org in (None, place[0])
    ]
    channels = Channels(deployment)
    checks = (_Intakes(deployment).calm, channels.mute, channels.codeless)
    return old + [line for check in checks for line in _lines(reports, deployment, check)]


class _Intakes:
    """Checks of the deployment's own roles."""

    def __init__(self, staff: Roster) -> None:
        self._staff = staff

    def missing(self, org: str, unit: str | None) -> Iterator[str]:
        """Yield the roles without which something reaches nobody."""
        for role, why in ((INTAKE, "what nobody else can be found for"), (ALTERNATE, "what is about the intake")):
            if not self._staff.people(org, unit, role):
                yield f"nobody fills '{role}', which takes {why}; add an entry for it with its people"

    def dependent(self, org: str, unit: str | None) -> Iterator[str]:
        """Yield who would look into what is reported of themselves."""
        for one, other in self._pairs(org, unit):
            if is_same_person(one, other):
                names = " or ".join(dict.fromkeys((f"'{one.name}'", f"'{other.name}'")))
                yield f"'{ALTERNATE}' is not independent of '{INTAKE}': {names} stands in both; name somebody else"

    def alike(self, org: str, unit: str | None) -> Iterator[str]:
        """Yield the names of which a reporter who names one keeps out the other too."""
        for one, other in self._pairs(org, unit):
            if is_same_name(one.name, other.name) and not is_same_person(one, other):
                yield (
                    f"'{other.name}' ('{INTAKE}') and '{one.name}' ('{ALTERNATE}') may be taken for one, and a report "
                    "about either would reach neither; give them names that nobody mistakes for each other"
                )

    def overheard(self, org: str, unit: str | None) -> Iterator[str]:
        """Yield the roles that cannot be told what is about a person."""
        for role in DEPLOYMENT_ROLES:
            yield from _overheard(role, self._staff.people(org, unit, role))

    def calm(self, org: str, unit: str | None) -> Iterator[str]:
        """Yield that nobody is told at once, where nobody is."""
        if not self._staff.people(org, unit, URGENT):
            yield f"nobody fills '{URGENT}'; the intake is told where somebody may be in danger"

    def _pairs(self, org: str, unit: str | None) -> Iterator[tuple[Person, Person]]:
        """Yield everybody of the independent intake, members of an office too, with everybody of the intake."""
        alternate, intake = (_with_members(self._staff.people(org, unit, role)) for role in (ALTERNATE, INTAKE))
        return product(alternate, intake)


class _Ways:
    """Checks that whatever is for somebody can be brought to them."""

    def __init__(self, staff: Roster, ways: Collection[WayKind]) -> None:
        self._staff, self._ways = staff, ways

    def unset(self, org: str, unit: str | None) -> Iterator[str]:
        """Yield by what people are reached, or sent their codes, that is not set up."""
        for role in dict.fromkeys(role for owner, _, role in self._staff.places if owner == org):
            people = _with_deputies(self._staff.people(org, unit, role))
            yield from self._unset(people, _told_by, f"'{role}' ({{}}) is reached by")
            yield from self._unset(people, _codes_by, f"codes for '{role}' ({{}}) go by")

    def _unset(self, people: list[Person], by: Callable[[Person], set[WayKind]], said: str) -> Iterator[str]:
        """Yield each kind of way that is not set up, with those who are reached by it."""
        for kind, why in _NOT_SET.items():
            names = [f"'{one.name}'" for one in people if kind in by(one)]
            if names and kind not in self._ways:
                yield f"{said.format(', '.join(dict.fromkeys(names)))} {kind}, and {why}"


class _Roles:
    """Checks of the roles to which the routes lead."""

    def __init__(self, library: Library, reports: Reports | None, staff: Roster, *, may_name: bool) -> None:
        self._library, self._reports, self._staff, self._may_name = library, reports, staff, may_name

    def unfilled(self, org: str, unit: str | None) -> Iterator[str]:
        """Yield the roles that nobody fills."""
        for contact in recipients(org, self._library, self._reports):
            if not self._is_filled(contact, unit):
                mend = ", or set CONDUCT_STAFF_DOMAINS so that reporters name their own" if contact.personal else ""
                yield f"nobody fills '{contact.id}' ({contact.name}), to whom reports go; add its people{mend}"

    def lost(self, org: str, unit: str | None) -> Iterator[str]:
        """Yield that reports reach nobody, where they do not."""
        if self._staff.people(org, unit, INTAKE):
            return
        lost = [one for one in _routes(org, self._reports) if not self._reaches_somebody(one, unit)]
        if lost:
            names = ", ".join(dict.fromkeys(_name(one) for one in lost))
            yield f"reports of these types reach nobody: {names}; name an intake"

    def overheard(self, org: str, unit: str | None) -> Iterator[str]:
        """Yield the roles that cannot be told what is about a person, though routes of such reports lead there."""
        for contact in recipients(org, self._library, self._reports, private=True):
            yield from _overheard(contact.id, self._staff.people(org, unit, contact.id))

    def _is_filled(self, contact: Contact, unit: str | None) -> bool:
        named = contact.personal and self._may_name
        return named or bool(self._staff.people(contact.organisation, unit, contact.id))

    def _reaches_somebody(self, route: Route, unit: str | None) -> bool:
        return any(self._is_filled(one, unit) for one in _recipients([route], self._library))


def recipients(org: str, library: Library, reports: Reports | None, *, private: bool = False) -> tuple[Contact, ...]:
    """Return the contacts to whom the routes of an organisation lead, or only those of what is about a person."""
    routes = _routes(org, reports)
    if reports and private:
        routes = [one for one in routes if is_private(reports.types[one.type], anonymous=False)]
    return _recipients(routes, library)


def _routes(org: str, reports: Reports | None) -> list[Route]:
    return [one for one in reports.routes if one.organisation == org] if reports else []


def _recipients(routes: Iterable[Route], library: Library) -> tuple[Contact, ...]:
    named = dict.fromkeys(
        (one.organisation, contact) for one in routes for step in one.steps for contact in step.any_of
    )
    found = (library.contact(org, contact) for org, contact in named)
    return tuple(one for one in found if one and one.kind == "recipient")


def _of_the_file(organisations: Iterable[str], staff: Roster) -> Iterator[str]:
    """Yield what is wrong with people, whatever they fill."""
    for org in organisations:
        everybody = staff.everybody(org)
        for same in _each_person(everybody):
            names = " or ".join(dict.fromkeys(f"'{one.name}'" for one in same))
            if len({(one.ways, one.codes, _acting(one)) for one in same}) > 1:
                yield f"{org}: {names} is reached in one place in other ways than in another; write the same in each"
        for one in everybody:
            if any(is_same_person(one, deputy) for deputy in one.deputies):
                yield f"{org}: '{one.name}' is their own deputy; name somebody else"


def _each_person(everybody: Iterable[Person]) -> list[list[Person]]:
    """Return what the file says of people, that of one person together."""
    found: list[list[Person]] = []
    for one in everybody:
        same = next((people for people in found if any(is_same_person(one, other) for other in people)), None)
        if same is None:
            found.append([one])
        else:
            same.append(one)
    return found


def _acting(office: Person) -> tuple[tuple[str, tuple[Way, ...]], ...]:
    """Return who acts for an office, whatever role it is in."""
    return tuple((one.name, one.ways) for one in office.members)


def _overheard(role: str, people: tuple[Person, ...]) -> Iterator[str]:
    if people and not fit(people, (), private=True):
        names = ", ".join(f"'{one.name}'" for one in people)
        yield (
            f"'{role}' ({names}) can be told nothing about a person, for that never goes where several people read; "
            "add a way of somebody's own"
        )


def _told_by(person: Person) -> set[WayKind]:
    """Return by what somebody is told: of what is about a person, maybe by another way than of the rest."""
    return {way.kind for way in (person.way(private=False), person.way(private=True)) if way}


def _codes_by(person: Person) -> set[WayKind]:
    """Return by what somebody is sent their codes, but for that by which they are told anyway."""
    return {person.codes.kind} - _told_by(person) if person.codes else set()


def _with_deputies(people: Iterable[Person]) -> list[Person]:
    return [person for one in people for person in (one, *one.deputies)]


def _with_members(people: Iterable[Person]) -> list[Person]:
    return [person for one in _with_deputies(people) for person in (one, *one.members)]


def _lines(reports: Reports | None, staff: Roster, check: Check) -> list[str]:
    """Return what is wrong in the organisations that have routes, each thing once, with where it holds."""
    lines = []
    for org in reports.organisations() if reports else ():
        units = staff.units(org)
        found: dict[str, list[str | None]] = {}
        for unit in (None, *units):
            for text in dict.fromkeys(check(org, unit)):
                found.setdefault(text, []).append(unit)
        lines += [f"{_where(org, units, places)}: {text}" for text, places in found.items()]
    return lines


def _where(org: str, units: Iterable[str], places: Collection[str | None]) -> str:
    """Return where something holds: what holds of an organisation holds in its units, but for those that differ."""
    if None not in places:
        return f"{org}, {_units(one for one in places if one)}"
    spared = [one for one in units if one not in places]
    return f"{org}, but for {_units(spared)}" if spared else org


def _units(units: Iterable[str]) -> str:
    named = [f"'{one}'" for one in units]
    return f"{'unit' if len(named) == 1 else 'units'} {', '.join(named)}"


def _name(route: Route) -> str:
    return f"{route.type} ({route.variant})" if route.variant else route.type
