"""Slack, as somebody reads messages and modals there."""

import html
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bot.slack import ids
from handlers.forms.model import Answer
from tests.bot.slack.reporting.filling import chooses, form, names, places_of, submits
from tests.bot.slack.running import Running, running, slack_settings
from tests.bot.slack.web_api import FakeSlack, Message, OpenView, texts_of
from tests.bot.transcript.doors import House
from tests.bot.transcript.steps import Ask, Check, File, FollowUp, Nameless, Step
from tests.bot.transcript.told import Prose
from tests.bot.web.fakes import MemoryFeedback

_ROOT = "1750000000.000100"
_SIGNS = re.compile(r":[a-z_]+:|\*")
"""Of formatted text: what is shown as a picture or as bold."""


@asynccontextmanager
async def slack(house: House) -> AsyncIterator["SlackDoor"]:
    """Open this door."""
    async with FakeSlack() as workspace:
        assistant, office = house.assistant(slack_settings(workspace)), house.office
        async with running(workspace, assistant, office, MemoryFeedback(), house.folder, clock=office.clock) as here:
            yield SlackDoor(here)
        assert workspace.refused == []


class SlackDoor:
    """Does what Ana does in Slack."""

    def __init__(self, here: Running) -> None:
        """Keep the door as it runs."""
        self._here = here

    async def play(self, step: Step) -> Prose:
        """Do it, and return what Ana read."""
        match step:
            case Ask():
                return Prose([_read(await self._asked(step))])
            case Check():
                return Prose([await self._checked(step)])
            case File():
                return Prose([one async for one in self._filed(step)])
            case FollowUp():
                return Prose([await self._followed(step)])
            case Nameless():
                await self._here.commands("/report", f"anonymous {step.text}")
                return Prose([_read(self._whispered())])

    async def _asked(self, step: Ask) -> Message:
        first, *further = (*step.before, step.question)
        await self._here.says(first, ts=_ROOT)
        for one in further:
            await self._here.says(one, thread=_ROOT)
        message: Message = self._here.messages()[-1]
        if step.capacity:
            await self._here.presses(message, f"{ids.CAPACITY}{step.capacity}")
        return message

    async def _checked(self, step: Check) -> str:
        """Check a draft in the form, where the capacity is chosen."""
        await self._here.commands("/check")
        capacity = {ids.DRAFT_CAPACITY: step.capacity} if step.capacity else {}
        await self._here.submits({ids.DRAFT: step.draft, **capacity})
        return self._shown()

    async def _filed(self, step: File) -> AsyncIterator[str]:
        """Yield what Ana reads, modal after modal, and the message at the end."""
        here = self._here
        await here.commands("/report" if step.kind == "report" else "/disclose", step.text)
        entered = {f"f/{name}": value for name, value in step.answers.items()}
        if here.slack.messages.get(here.workspace.channel("general")):  # whom to call, before the form
            yield _read(self._whispered())
            await here.presses(self._whispered(), ids.REPORT_GO_ON)
        yield self._shown()
        await submits(here, dict(_of(form(here), entered)))
        yield self._shown()
        if step.type:
            await chooses(here, "type", step.type)
        while missing := self._decisive(entered):
            await chooses(here, missing, entered[missing], dict(_of(form(here), entered)))
            del entered[missing]
        yield self._shown()
        await submits(here, dict(_of(form(here), entered)))
        yield self._shown()
        for name in step.involved:
            await self._ticks(name)
        await submits(here, {"name": step.name, "reach": step.reach, **dict(self._choice(step.chooses))})
        yield self._shown()
        await submits(here)
        yield self._shown()
        yield _read(here.messages()[-1])

    async def _followed(self, step: FollowUp) -> str:
        here = self._here
        _ = [one async for one in self._filed(step.filed)]
        await here.presses(here.messages()[-1], ids.OWN_CASE)
        await here.presses(form(here), ids.TICK, chosen=step.duty)
        await here.submits({"add0": step.adds})
        return self._shown()

    def _decisive(self, entered: Mapping[str, Answer]) -> str | None:
        """Return what is chosen in a modal that asks more once it is, or None."""
        changing = [
            one["block_id"].partition("#")[0]
            for one in form(self._here).blocks
            if one["type"] == "input" and one.get("dispatch_action")
        ]
        return next((one for one in changing if one in entered), None)

    async def _ticks(self, name: str) -> None:
        """Say that somebody is involved."""
        view = form(self._here)
        for place in names(view):
            if not place.startswith("involved/"):
                continue
            found = [value for label, value in places_of(view, place).items() if label.startswith(f"{name} (")]
            if found:
                await chooses(self._here, place, found)

    def _choice(self, name: str) -> Iterator[tuple[str, str]]:
        view = form(self._here)
        for place in names(view):
            if place.startswith("choice/"):
                label = next(one for one in places_of(view, place) if one.startswith(f"{name} ("))
                yield place, places_of(view, place)[label]

    def _whispered(self) -> Message:
        """Return what Ana alone was told last in the channel."""
        message: Message = self._here.slack.messages[self._here.workspace.channel("general")][-1]
        return message

    def _shown(self) -> str:
        """Return what stands in the modal that Ana has open."""
        return _read(form(self._here))


def _of(view: OpenView, entered: Mapping[str, Answer]) -> Iterator[tuple[str, Any]]:
    """Yield what is entered of what a modal asks."""
    for name in names(view):
        if name in entered:
            value = entered[name]
            yield name, value if isinstance(value, str) else list(value)


def _read(shown: Message | OpenView) -> str:
    return "\n".join(text for block in shown.blocks for text in _texts(block))


def _texts(part: Any) -> Sequence[str]:
    """Return what is read in a part of a message: formatted text as it looks, and rich text in one piece."""
    if isinstance(part, list):
        return [text for one in part for text in _texts(one)]
    if not isinstance(part, dict):
        return []
    if part.get("type") == "rich_text":
        return ["".join(texts_of(part))]
    if part.get("type") == "mrkdwn":
        return [html.unescape(_SIGNS.sub("", text)) for text in texts_of(part)]
    own = [part[name] for name in ("text", "alt_text") if isinstance(part.get(name), str)]
    return [*own, *(text for one in part.values() for text in _texts(one))]
