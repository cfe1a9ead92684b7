"""How the app behaves in a channel: said in a modal by those who may, and followed from then on."""

import asyncio

from bot.slack import ids
from bot.slack.core.guard import Answer
from bot.slack.core.incoming import Command, Somebody, Submitted
from bot.slack.core.kept import ChannelSetting
from bot.slack.core.web import Refused
from bot.slack.core.workspaces import Away
from bot.slack.home.preferring import Preferring
from bot.slack.home.tab import not_taken
from bot.slack.parts import Parts
from bot.slack.rendering.home.guide import help_message
from bot.slack.rendering.home.preferences import (
    OPENLY,
    ORG,
    THREAD,
    channel_set,
    channel_setting,
    could_not_look,
    looking,
    may_not_set,
)
from bot.slack.rendering.views import View

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
            await self._preferring.ask(asked)
        else:
            await self._settings(asked)

    async def sent(self, sent: Submitted) -> Answer:
        """Keep how the app is to behave in a channel from now on."""
        parts, who = self._parts, sent.who
        channel = parts.seals.take(who, ids.CHANNEL, sent.view.metadata)[_CHANNEL]
        known = parts.assistant.library.organisations
        org = sent.view.entered.one_of(ORG, known)
        setting = ChannelSetting(org=org, openly=sent.view.entered.text(OPENLY) == THREAD)
        await parts.kept.set_channel(who.workspace.team, channel, setting)
        return Answer(action="update", view=channel_set(setting, known[org].name if org else None))

    async def _help(self, asked: Command) -> None:
        parts, org = self._parts, await self._parts.org(asked.who, asked.channel)
        said = help_message(parts.entrance.number(org), parts.open_page, not_taken(parts))
        await parts.speaker.respond(asked.answer_to, said)

    async def _settings(self, asked: Command) -> None:
        """Open the modal at once, for its time is short; what it shows hangs on who may change it."""
        modals, who = self._parts.modals, asked.who
        opened = await modals.over(asked, looking())
        try:
            may = await self._may_set(who, asked.channel)
        except (Refused, Away):
            await modals.fill(who, opened, could_not_look())
            raise
        await modals.fill(who, opened, await self._asking(who, asked.channel) if may else may_not_set())

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
