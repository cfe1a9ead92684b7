"""Somebody opens their conversation with the app: what they might ask is offered."""

from collections.abc import Iterable
from itertools import zip_longest

from bot.slack.incoming import Body, Somebody
from bot.slack.limits import MOST_PROMPTS
from bot.slack.parts import Parts
from bot.slack.speaking import Place
from bot.slack.web import Refused
from bot.slack.workspaces import Workspace
from knowledge.records import Organisation

_TITLE = "What others ask"


class Opened:
    """Offers questions that fit the organisation of whoever opens it."""

    def __init__(self, parts: Parts) -> None:
        """Keep what it works with."""
        self._parts = parts

    async def opened(self, body: Body, workspace: Workspace) -> None:
        """Offer questions in the conversation."""
        event = body["event"]
        if event.get("tab") != "messages":
            return
        who = Somebody(workspace=workspace, id=event["user"])
        prompts = suggested(self._parts, await self._parts.org(who))
        try:
            await self._parts.speaker.suggest(Place(workspace=workspace, channel=event["channel"]), prompts, _TITLE)
        except Refused:
            return  # a workspace without the assistant view has no place for them


def suggested(parts: Parts, org: str | None) -> list[tuple[str, str]]:
    """Return questions to offer to the people of an organisation, or of all of them; each with how it is called."""
    organisations = parts.assistant.library.organisations
    known = organisations.get(org or "")
    own = known.examples if known else _of_each(organisations.values())
    return [(one, one) for one in own[:MOST_PROMPTS]]


def _of_each(organisations: Iterable[Organisation]) -> list[str]:
    """Return examples of organisations, in turn one of each."""
    return [one for row in zip_longest(*(each.examples for each in organisations)) for one in row if one]
