"""`conduct contacts`: who receives reports, and whether everything that can be reported reaches somebody."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.addresses import shown
from bot.cli.options import Knowledge, settings_with
from bot.cli.terminal import harmless
from bot.deployment import FileDeployment
from bot.settings import Settings, SettingsError
from bot.staff import Place, Roster, staff_for
from bot.staff_check import check_staff, recipients, warnings
from handlers.cases.people import DEPLOYMENT_ROLES, Person
from handlers.request import BadRequest, check_organisation
from knowledge import library as knowledge_library
from knowledge import reports as knowledge_reports
from knowledge.library import Library
from knowledge.reports import Reports

app = typer.Typer(help="Look after who receives reports.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Look after who receives reports."""


@app.command()
def check(knowledge: Knowledge = None) -> None:
    """Check that everything that can be reported reaches people who may see it."""
    settings = settings_with(knowledge)
    library = knowledge_library.load(settings.knowledge)
    reports = knowledge_reports.load(library)
    path, deployment = _deployment(settings, library)
    problems = check_staff(library, reports, deployment, ways=settings.ways, staff_domains=settings.staff_domains)
    for problem in problems:
        typer.echo(f"{path}: {harmless(problem)}", err=True)
    if problems:
        raise typer.Exit(2)
    for warning in warnings(reports, deployment, date.today()):
        typer.echo(f"{path}: {harmless(warning)}")
    typer.echo(f"{path}: {_counts(library, deployment)}: sound.")


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
    Console().print(_table(library, reports, staff, settings, org=org, unit=unit))


def _deployment(settings: Settings, library: Library) -> tuple[Path, FileDeployment]:
    if settings.contacts is None:
        raise SettingsError("CONDUCT_CONTACTS: is not set; name the YAML file that says who receives reports")
    return settings.contacts, FileDeployment(settings.contacts, library)


def _counts(library: Library, staff: Roster) -> str:
    people = {one.key for org in library.organisations for one in staff.everybody(org)}
    counted = (
        (len(people), "person or office", "people and offices"),
        (len(staff.places), "role filled", "roles filled"),
        (len({org for org, _, _ in staff.places}), "organisation", "organisations"),
        (sum(len(staff.units(org)) for org in library.organisations), "unit", "units"),
    )
    return ", ".join(f"{number} {one if number == 1 else several}" for number, one, several in counted)


def _table(
    library: Library, reports: Reports | None, staff: Roster, settings: Settings, *, org: str | None, unit: str | None
) -> Table:
    table = Table("organisation", "unit", "role", "who", "told by", "deputies")
    for one in _with_unit(unit, [org] if org else [*library.organisations], staff):
        for role in _roles(one, library, reports, staff):
            nobody = "reporters name their own" if _is_named(library, one, role, settings) else "nobody"
            for place in [unit] if unit else _places(one, role, staff):
                _add(table, (one, place, role), staff.people(one, place, role), nobody)
    return table


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


def _add(table: Table, place: Place, people: tuple[Person, ...], nobody: str) -> None:
    org, unit, role = place
    filled = [(one.name, "; ".join(map(shown, one.ways)), _deputies(one)) for one in people]
    for cells in filled or [(nobody, "", "")]:
        table.add_row(*(Text(harmless(cell)) for cell in (org, unit or "", role, *cells)))


def _deputies(person: Person) -> str:
    return ", ".join(f"{one.name} ({'; '.join(map(shown, one.ways))})" for one in person.deputies)
