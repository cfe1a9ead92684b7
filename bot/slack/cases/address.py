"""Where somebody is in Slack, by what a way says."""

from dataclasses import dataclass, field

from bot.addresses import is_slack_channel, slack_parts
from bot.slack.core.incoming import Somebody
from bot.slack.core.workspaces import Workspace, Workspaces
from handlers.cases.people import Person, Way

_PREFIX = "slack:"
"""Before the address of a reporter, as their identity has it."""


class NoAddress(Exception):
    """Nothing can be sent to such an address, or the app is not installed where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Somebody or a channel in Slack.

    Attributes:
        id: Of the person or the channel.
    """

    workspace: Workspace
    id: str = field(repr=False)

    @property
    def is_channel(self) -> bool:
        """Whether it is a channel's rather than a person's."""
        return is_slack_channel(self.id)

    @property
    def text(self) -> str:
        """It in full, as notes are found by."""
        return full(self.workspace.team, self.id)


async def address_of(way: Way, workspaces: Workspaces) -> Address:
    """Return where a way leads; without a workspace in it, to the only one that there is.

    Raises:
        NoAddress: Nowhere.
        Away: Slack has to be asked, and cannot be.
        SettingsError: Slack does not accept the app's token.
    """
    try:
        team, id_ = slack_parts(way.address.removeprefix(_PREFIX))
    except ValueError:
        raise NoAddress from None
    only = await workspaces.only()  # where there is one, it is known from then on
    workspace = await workspaces.find(team) if team else only
    if workspace is None:
        raise NoAddress
    return Address(workspace=workspace, id=id_)


async def is_at(who: Somebody, person: Person, workspaces: Workspaces) -> bool:
    """Tell whether somebody in Slack is a person who is reached there, by themselves alone. Raises as `address_of`."""
    for way in person.ways:
        if way.kind == "slack" and not way.shared and way.address.endswith(who.id):
            try:
                found = await address_of(way, workspaces)
            except NoAddress:
                continue
            if (found.workspace.team, found.id) == (who.workspace.team, who.id):
                return True
    return False


def full(team: str, id_: str) -> str:
    """Return the address of somebody or a channel with its workspace."""
    return f"{team}/{id_}"
