"""Somebody opens the app: their home tab is shown, or what they might ask is offered in their conversation with it."""

from bot.slack.home import Home
from bot.slack.incoming import Body, Somebody
from bot.slack.limits import MOST_PROMPTS
from bot.slack.parts import Parts
from bot.slack.speaking import Place
from bot.slack.web import Refused
from bot.slack.workspaces import Workspace
from handlers.ask.examples import examples

_TITLE = "What others ask"


class Opened:
    """Shows somebody what there is for them."""

    def __init__(self, parts: Parts) -> None:
        """Keep what it works with."""
        self._parts, self._home = parts, Home(parts)

    async def opened(self, body: Body, workspace: Workspace) -> None:
        """Show the home tab, or offer questions in the conversation: whichever was opened."""
        event = body["event"]
        who = Somebody(workspace=workspace, id=event["user"])
        if event.get("tab") == "home":
            await self._home.publish(who)
        elif event.get("tab") == "messages":
            await self._offer(who, Place(workspace=workspace, channel=event["channel"]))

    async def begun(self, body: Body, workspace: Workspace) -> None:
        """Offer questions in a new thread of the older assistant view, which opens no conversation."""
        thread = body["event"]["assistant_thread"]
        place = Place(workspace=workspace, channel=thread["channel_id"], thread=thread["thread_ts"])
        await self._offer(Somebody(workspace=workspace, id=thread["user_id"]), place)

    async def _offer(self, who: Somebody, place: Place) -> None:
        prompts = suggested(self._parts, await self._parts.org(who))
        if not prompts:
            return
        try:
            await self._parts.speaker.suggest(place, prompts, _TITLE)
        except Refused:
            return  # a workspace without the assistant view has no place for them


def suggested(parts: Parts, org: str | None) -> list[tuple[str, str]]:
    """Return questions to offer to the people of an organisation, or of all of them; each with how it is called."""
    offered = examples(parts.assistant.library.organisations, org)
    return [(one, one) for one in offered[:MOST_PROMPTS]]
