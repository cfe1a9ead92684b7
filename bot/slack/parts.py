"""What the listeners work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.entrance import Entrance
from bot.needs import Assistant
from bot.settings import Settings
from bot.slack.core.incoming import Somebody
from bot.slack.core.kept import Kept, Preferences
from bot.slack.core.modals import Modals
from bot.slack.core.notes import Notes
from bot.slack.core.seals import Seals
from bot.slack.core.speaking import Speaker
from bot.slack.core.workspaces import Workspaces
from handlers.cases.clocks import Clock
from handlers.feedback import FeedbackStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the listeners work with.

    Attributes:
        assistant: Answers and checks.
        entrance: The way to where cases are taken.
        feedback: Where feedback is kept.
        workspaces: Where the app is installed.
        speaker: Says things in Slack.
        kept: Threads, answers and preferences.
        notes: Keeps anything else.
        seals: Seals what travels with views.
        clock, today: Tell the time, and the day.
    """

    assistant: Assistant
    entrance: Entrance
    feedback: FeedbackStore
    workspaces: Workspaces
    speaker: Speaker
    kept: Kept
    notes: Notes
    seals: Seals
    clock: Clock
    today: Callable[[], date] = date.today

    @property
    def settings(self) -> Settings:
        """The settings of the deployment."""
        return self.assistant.settings

    @property
    def modals(self) -> Modals:
        """What shows modals."""
        return Modals(self.speaker)

    @property
    def page(self) -> str | None:
        """Address of the page, for links to what people sign in for, such as the texts; None where nobody gets in."""
        return self.open_page if self.settings.opens_page else None

    @property
    def open_page(self) -> str | None:
        """Address of the page, for links to what is open to everybody: reports without a name, and receipts."""
        return self.settings.base_url

    async def org(self, who: Somebody, channel: str = "", preferred: Preferences | None = None) -> str | None:
        """Return the organisation of somebody: as they say, else as the channel has it, else the workspace.

        Args:
            who: They.
            channel: Id of the channel that they write in, if it matters.
            preferred: What they prefer, where that is known already.
        """
        team = who.workspace.team
        own = (preferred or await self.kept.preferences(who)).org
        of_channel = (await self.kept.channel(team, channel)).org if channel and not own else None
        default = self.settings.slack_organisations.get(team) or self.settings.org
        known = self.assistant.library.organisations
        return next((one for one in (own, of_channel, default) if one in known), self._alone())

    def _alone(self) -> str | None:
        """Return the organisation where there is only one."""
        known = [*self.assistant.library.organisations]
        return known[0] if len(known) == 1 else None
