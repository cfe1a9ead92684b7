"""How the app behaves in a channel: said in a modal by those who may, and followed from then on."""

import asyncio

from bot.slack import ids
from bot.slack.guard import Answer
from bot.slack.home import not_taken
from bot.slack.incoming import Command, Somebody, Submitted
from bot.slack.inputs import said_of, text_of
from bot.slack.kept import ChannelSetting
from bot.slack.parts import Parts
from bot.slack.preferring import Preferring
from bot.slack.rendering.guide import help_message
from bot.slack.rendering.preferences import (
    OPENLY,
    ORG,
    THREAD,
    channel_set,
    channel_setting,
    could_not_look,
    looking,
    may_not_set,
)
from bot.slack.speaking import View
from bot.slack.web import Refused
from bot.slack.workspaces import Away

_SETTINGS = "settings"
_CHANNEL = "channel"
_CONVERSATION = "D"
"""What the id of a conversation of two begins with."""


class Channels:
    """Says what the app can do, and lets those who may change how it behaves in a channel."""

    def __init__(self, parts: Parts) -> None:
        """Keep what it works with."""
        self._parts, self._preferring = parts, Preferring(parts)

    async def command(self, asked: Command) -> None:
        """Do what `/conduct` asks for: with `settings` in a channel its settings, elsewhere preferences; else help."""
        if asked.text.lower() != _SETTINGS:
            await self._help(asked)
        elif asked.channel.startswith(_CONVERSATION):
            await self._preferring.ask(asked.who, asked.trigger)
        else:
            await self._settings(asked)

    async def sent(self, sent: Submitted) -> Answer:
        """Keep how the app is to behave in a channel from now on."""
        parts, who = self._parts, sent.who
        channel = parts.seals.take(who, ids.CHANNEL, sent.view.metadata)[_CHANNEL]
        known = parts.assistant.library.organisations
        org = said_of(sent.view, ORG, known)
        setting = ChannelSetting(org=org, openly=text_of(sent.view, OPENLY) == THREAD)
        await parts.kept.set_channel(who.workspace.team, channel, setting)
        return Answer(action="update", view=channel_set(setting, known[org].name if org else None))

    async def _help(self, asked: Command) -> None:
        parts, org = self._parts, await self._parts.org(asked.who, asked.channel)
        said = help_message(parts.entrance.number(org), parts.page, not_taken(parts))
        await parts.speaker.respond(asked.answer_to, said)

    async def _settings(self, asked: Command) -> None:
        """Open the modal at once, for its time is short; what it shows hangs on who may change it."""
        speaker, workspace = self._parts.speaker, asked.who.workspace
        opened = await speaker.open_view(workspace, asked.trigger, looking())
        try:
            may = await self._may_set(asked.who, asked.channel)
        except (Refused, Away):
            await speaker.update_view(workspace, opened, could_not_look())
            raise
        view = await self._asking(asked.who, asked.channel) if may else may_not_set()
        await speaker.update_view(workspace, opened, view)

    async def _may_set(self, who: Somebody, channel: str) -> bool:
        speaker = self._parts.speaker
        is_admin, creator = await asyncio.gather(
            speaker.is_admin(who.workspace, who.id), speaker.creator(who.workspace, channel)
        )
        return is_admin or creator == who.id

    async def _asking(self, who: Somebody, channel: str) -> View:
        now = await self._parts.kept.channel(who.workspace.team, channel)
        metadata = self._parts.seals.put(who, ids.CHANNEL, {_CHANNEL: channel})
        return channel_setting(now, self._parts.assistant.library.organisations.values(), metadata)
