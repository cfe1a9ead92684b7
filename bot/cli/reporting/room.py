"""What a report or a disclosure is taken with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.cli.opening import Understanding
from bot.deployment.contacts_file import FileDeployment
from bot.deployment.staff import Roster
from bot.settings import Settings
from bot.wiring import directory, emergency
from handlers.report.dialog import Dialog
from handlers.report.messages import RouteStep
from handlers.report.routing import Routing
from handlers.request import BadRequest
from knowledge.library import Library
from knowledge.report_records import Route

if TYPE_CHECKING:
    from bot.office import Office


def roster(settings: Settings, library: Library) -> Roster:
    """Return who fills the roles by the contacts file alone; nobody where there is none.

    Raises:
        KnowledgeError: The file is broken.
    """
    return FileDeployment(settings.contacts, library) if settings.contacts else Roster({})


def check_unit(unit: str | None, org: str, staff: Roster) -> None:
    """Refuse a unit that a deployment does not know, where it knows any of the organisation.

    Raises:
        BadRequest: It is unknown.
    """
    known = staff.units(org)
    if unit is not None and known and unit not in known:
        named = ", ".join(f"'{one}'" for one in known)
        raise BadRequest(f"--unit: '{unit}' is no unit of '{org}' here; known: {named}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a report or a disclosure is taken with.

    Attributes:
        office: Takes and keeps it.
        settings: Of the deployment.
        understanding: Tells what a report is about; None where nothing has to be understood.
    """

    office: "Office"
    settings: Settings
    understanding: Understanding | None = None

    @property
    def dialog(self) -> Dialog:
        """What knows the forms and who receives what."""
        return self.office.desks.dialog

    @property
    def may_name(self) -> bool:
        """Whether reporters may name somebody whom the deployment does not know."""
        return bool(self.settings.staff_domains)

    def number(self, org: str | None) -> str:
        """Return the emergency number of an organisation; of one that is not known yet, the first that is set."""
        return emergency(self.settings, self.office.desks.library).number_of(org)

    def steps(self, route: Route, unit: str | None) -> tuple[RouteStep, ...]:
        """Return the steps of a route as a person in a unit reads them."""
        desks = self.office.desks
        routing = Routing(desks.library, desks.reports, directory(self.settings, desks.library))
        return routing.steps(route, unit)

    def zone(self, org: str) -> ZoneInfo:
        """Return the time zone of an organisation."""
        return self.office.desks.library.zone(org)

    def check_unit(self, org: str, unit: str | None) -> None:
        """Refuse a unit that is not known, where any is: nobody would be told whom its people expect.

        Raises:
            BadRequest: It is unknown.
        """
        check_unit(unit, org, self.office.desks.staff)

    def check_taken(self, org: str) -> None:
        """Refuse an organisation before anybody has typed anything.

        Raises:
            BadRequest: It is unknown, or its reports are not taken here.
        """
        self.dialog.check_taken(org)
