"""What a report or a disclosure is taken with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.cli.opening import Understanding
from bot.settings import Settings
from bot.wiring import emergency
from handlers.report.dialog import Dialog

if TYPE_CHECKING:
    from bot.office import Office


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

    def number(self, org: str) -> str:
        """Return the emergency number of an organisation."""
        return emergency(self.settings, self.office.desks.library).number_of(org)

    def zone(self, org: str) -> ZoneInfo:
        """Return the time zone of an organisation."""
        return self.office.desks.library.zone(org)

    def check_taken(self, org: str) -> None:
        """Refuse an organisation before anybody has typed anything.

        Raises:
            BadRequest: It is unknown, or its reports are not taken here.
        """
        self.dialog.check_taken(org)
