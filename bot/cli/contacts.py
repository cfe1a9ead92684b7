"""`conduct contacts`: who receives reports, and whether everything that can be reported reaches somebody."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.addresses import shown
from bot.cli.options import Knowledge, settings_with
from bot.cli.points import table
from bot.cli.terminal import harmless
from bot.deployment.check import check_staff, recipients, warnings
from bot.deployment.contacts_file import FileDeployment, served
from bot.deployment.practice import FilePractice, check_practice
from bot.deployment.staff import Place, Roster, staff_for
from bot.settings import PREFIX, Settings, SettingsError
from handlers.cases.people import DEPLOYMENT_ROLES, Person
from handlers.request import BadRequest, check_organisation
from knowledge import library as knowledge_library
from knowledge import reports as knowledge_reports
from knowledge.library import Library
from knowledge.reports import Reports

_HEADS = ("org", "unit", "role", "who", "told by", "deputies")
_IDS = ("org", "unit", "role")
"""Are typed again, in `--org`, `--unit`, `--to` and `--involved-role`."""

app = typer.Typer(help="Look after who receives reports.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Look after who receives reports."""


@app.command()
def check(
    org: Annotated[str | None, typer.Option(parser=str.lower, help="Check this organisation alone.")] = None,
    knowledge: Knowledge = None,
) -> None:
    """Check that everything that can be reported reaches people who may see it, and read the case rules.

    Organisations of which the contacts file says nothing are not served here, unless it says nothing of any.
    """
    settings = settings_with(knowledge)
    library = knowledge_library.load(settings.knowledge)
    check_organisation(org, library)
    path, deployment = _deployment(settings, library)
    every = knowledge_reports.load(library)
    reports = served(every, deployment, org)
    domains = settings.staff_domains
    found = check_staff(library, reports, deployment, ways=settings.ways, staff_domains=domains, org=org)
    problems = [f"{path}: {one}" for one in found] + _of_the_rules(settings, library, reports)
    for problem in problems:
        typer.echo(harmless(problem), err=True)
    if problems:
        raise typer.Exit(2)
    for line in (*warnings(reports, deployment, date.today(), org=org), *([] if org else _not_served(every, reports))):
        typer.echo(f"{path}: {harmless(line)}")
    typer.echo(f"{path}: {_counts([org] if org else library.organisations, deployment)}: sound.")


@app.command()
def show(
    org: Annotated[str | None, typer.Option(parser=str.lower, help="Show this organisation alone.")] = None,
    unit: Annotated[str | None, typer.Option(help="Show who fills the roles for people of this unit.")] = None,
    knowledge: Knowledge = None,
) -> None:
    """Show who fills which role and how they are told, without their addresses in full."""
    settings = settings_with(knowledge)
    library = knowledge_library.load(settings.knowledge)
    check_organisation(org, library)
    reports = knowledge_reports.load(library)
    deployment = FileDeployment(settings.contacts, library) if settings.contacts else None
    staff = staff_for(deployment, library.organisations, is_local=settings.is_local)
    table(_HEADS, _rows(library, reports, staff, settings, org=org, unit=unit), Console(), unbroken=_IDS)


def _deployment(settings: Settings, library: Library) -> tuple[Path, FileDeployment]:
    if settings.contacts is None:
        raise SettingsError("CONDUCT_CONTACTS: is not set; name the YAML file that says who receives reports")
    return settings.contacts, FileDeployment(settings.contacts, library)


def _of_the_rules(settings: Settings, library: Library, reports: Reports | None) -> list[str]:
    """Return what is missing in the case rules of a service that others reach, a line each.

    Raises:
        KnowledgeError: The file is broken or missing.
    """
    practice = FilePractice(settings.case_rules, library)
    found = [] if settings.is_local else check_practice(reports, practice)
    return [f"{settings.case_rules or f'{PREFIX}CASE_RULES'}: {one}" for one in found]


def _not_served(every: Reports | None, reports: Reports | None) -> list[str]:
    """Return the organisations with routes that are not served, a line each."""
    left = [one for one in every.organisations() if one not in reports.organisations()] if every and reports else []
    return [f"{one}: not served here, for no entry names it; no report is taken there" for one in left]


def _counts(organisations: Iterable[str], staff: Roster) -> str:
    meant = set(organisations)
    places = [place for place in staff.places if place[0] in meant]
    counted = (
        (len({one.key for org in meant for one in staff.everybody(org)}), "person or office", "people and offices"),
        (len(places), "role filled", "roles filled"),
        (len({org for org, _, _ in places}), "organisation", "organisations"),
        (sum(len(staff.units(org)) for org in meant), "unit", "units"),
    )
    return ", ".join(f"{number} {one if number == 1 else several}" for number, one, several in counted)


def _rows(
    library: Library, reports: Reports | None, staff: Roster, settings: Settings, *, org: str | None, unit: str | None
) -> Iterator[tuple[str, ...]]:
    for one in _with_unit(unit, [org] if org else [*library.organisations], staff):
        for role in _roles(one, library, reports, staff):
            nobody = "reporters name their own" if _is_named(library, one, role, settings) else "nobody"
            for place in [unit] if unit else _places(one, role, staff):
                yield from _filled((one, place, role), staff.people(one, place, role), nobody)


def _with_unit(unit: str | None, organisations: list[str], staff: Roster) -> list[str]:
    """Return the organisations that have a unit; all of them where none is given."""
    found = [one for one in organisations if unit is None or unit in staff.units(one)]
    if not found:
        known = ", ".join(f"'{name}'" for one in organisations for name in staff.units(one)) or "none"
        raise BadRequest(f"'{unit}' is no unit in the contacts file; known: {known}.")
    return found


def _roles(org: str, library: Library, reports: Reports | None, staff: Roster) -> list[str]:
    """Return the roles that an organisation needs and those that it has."""
    needed = (one.id for one in recipients(org, library, reports))
    return [*dict.fromkeys((*DEPLOYMENT_ROLES, *needed, *(role for owner, _, role in staff.places if owner == org)))]


def _places(org: str, role: str, staff: Roster) -> list[str | None]:
    """Return where a role is filled: in the organisation, and in the units that have people of their own for it."""
    return [None, *(unit for unit in staff.units(org) if (org, unit, role) in staff.places)]


def _is_named(library: Library, org: str, role: str, settings: Settings) -> bool:
    """Tell whether reporters may name somebody for a role whom the contacts file does not know."""
    contact = library.contact(org, role)
    return bool(settings.staff_domains) and contact is not None and contact.personal


def _filled(place: Place, people: tuple[Person, ...], nobody: str) -> Iterator[tuple[str, ...]]:
    org, unit, role = place
    filled = [(one.name, _told_by(one), _deputies(one)) for one in people]
    for cells in filled or [(nobody, "", "")]:
        yield (org, unit or "", role, *cells)


def _deputies(person: Person) -> str:
    return ", ".join(f"{one.name} ({_told_by(one)})" for one in person.deputies)


def _told_by(person: Person) -> str:
    """Return how somebody is told, and who acts for them in their channel, by name."""
    members = [f"acting there: {', '.join(one.name for one in person.members)}"] if person.members else []
    return "; ".join([*map(shown, person.ways), *members])
