"""Offices that are told in a channel of Slack: whether somebody can act there, and how they come by their codes."""

from collections.abc import Iterator

from bot.addresses import is_slack_channel
from bot.deployment.staff import Roster
from handlers.cases.people import Person, Way


class Channels:
    """Checks of those channels. Cases reach their offices all the same: none of it keeps a service from starting."""

    def __init__(self, staff: Roster) -> None:
        """Keep who fills the roles."""
        self._staff = staff

    def mute(self, org: str, unit: str | None) -> Iterator[str]:
        """Yield in whose channels nobody can act."""
        for role, one in self._offices(org, unit):
            if not one.members:
                yield (
                    f"'{role}' ('{one.name}') is told in a channel of Slack where nobody can act, for it has no "
                    "'members'; name them, or they act on the page alone"
                )

    def codeless(self, org: str, unit: str | None) -> Iterator[str]:
        """Yield whose codes would go into a channel: none are sent there."""
        for role, one in self._offices(org, unit):
            if one.codes is not None and _is_channel(one.codes):
                yield (
                    f"'{role}' ('{one.name}') gets no one-time codes, for none are sent into a channel of Slack; add "
                    "'codes' with a mail address, or they open cases in Slack alone"
                )

    def _offices(self, org: str, unit: str | None) -> Iterator[tuple[str, Person]]:
        """Yield who is told in a channel, each with the role."""
        for role in dict.fromkeys(role for owner, _, role in self._staff.places if owner == org):
            for first in self._staff.people(org, unit, role):
                for one in (first, *first.deputies):
                    way = one.way(private=False)
                    if way is not None and _is_channel(way):
                        yield role, one


def _is_channel(way: Way) -> bool:
    return way.kind == "slack" and is_slack_channel(way.address)
