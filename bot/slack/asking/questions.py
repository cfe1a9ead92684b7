"""Questions: answered where they were asked, in private where they should be, and again for one capacity."""

import asyncio
import re
from contextlib import suppress
from dataclasses import replace

from bot.refusals import NotReady
from bot.slack.core.incoming import Command, Press, Said, Somebody
from bot.slack.core.kept import Answered
from bot.slack.core.speaking import Place
from bot.slack.core.web import Refused
from bot.slack.core.workspaces import Away
from bot.slack.parts import Parts
from bot.slack.rendering.asking.answer import answer
from bot.slack.rendering.messages import Message, sentence
from handlers.ask.messages import AskReply, AskRequest
from handlers.report.messages import ReportRequest
from handlers.request import BadRequest, Capacity

_READING = "is reading the guidelines…"
_NO_WORDS = "Type a question in words, such as: can I post about my job on LinkedIn?"
_NO_WORDS_AFTER = "Type a question after it, such as: /ask can I post about my job on LinkedIn?"
_ONLY_FILES = "I read text alone, no files. Type your question in words; to have a draft checked, paste it into /check."
_IN_PRIVATE = (
    "This is better talked about in private: I have answered you in our conversation. Your message can still be read "
    "here; you may want to delete it."
)
_OLD = "This answer is older than a day, and what you asked is forgotten. Please ask again."
_NOT_YOURS = "This answer was given to somebody else. Ask me yourself: you get your own."
_LIKELY = 0.5
_TOLD_OF_ONESELF = re.compile(
    r"\b(i|we)(['’]ve|['’]d| have| had)? (\w+ed|sent|wrote|said|told|made|did|was|got|took|gave|put|left|lost)\b", re.I
)
"""Somebody tells what they did, rather than asks what they may."""


class Asking:
    """Answers questions."""

    def __init__(self, parts: Parts) -> None:
        """Keep what it works with."""
        self._parts = parts

    async def privately(self, asked: Said) -> None:
        """Answer in somebody's conversation with the app, in the thread of what they asked."""
        if not asked.text:
            raise BadRequest(_ONLY_FILES if asked.files else _NO_WORDS)
        thread = asked.thread or asked.stamp
        place = Place(workspace=asked.who.workspace, channel=asked.channel, thread=thread)
        status = asyncio.create_task(self._says_reading(place))
        try:
            said = await self._answered(asked.who, asked.text, asked.channel, thread)
        finally:
            await status  # an answer takes it away; what came after that would stay
        await self._parts.speaker.post(place, said)

    async def mentioned(self, asked: Said) -> None:
        """Answer a mention in a channel: to the asker alone, or openly where the channel has it so.

        What may be about an incident, harassment or a conflict of interest is answered in private in any case.
        """
        parts, who = self._parts, asked.who
        if not asked.text:
            raise BadRequest(_ONLY_FILES if asked.files else _NO_WORDS)
        place = Place(workspace=who.workspace, channel=asked.channel, thread=asked.thread)
        thread = asked.thread or asked.stamp
        if await self._is_private(asked, thread):
            said = await self._answered(who, asked.text, asked.channel, thread)
            await parts.speaker.tell(who.workspace, who.id, said)
            with suppress(Away, Refused):  # they have their answer, and get it once
                await parts.speaker.whisper(place, who.id, sentence(_IN_PRIVATE))
        elif (await parts.kept.channel(who.workspace.team, asked.channel)).openly:
            said = await self._answered(who, asked.text, asked.channel, thread)
            await parts.speaker.post_or_tell(replace(place, thread=thread), who.id, said)
        else:
            said = await self._answered(who, asked.text, asked.channel, thread)
            await parts.speaker.whisper(place, who.id, said)

    async def command(self, asked: Command) -> None:
        """Answer `/ask`, to whoever typed it alone."""
        if not asked.text:
            raise BadRequest(_NO_WORDS_AFTER)
        said = await self._answered(asked.who, asked.text, asked.channel, None, unseen=True)
        await self._parts.speaker.respond(asked.answer_to, said)

    async def for_capacity(self, pressed: Press) -> None:
        """Answer again for the capacity that was chosen, in place of the answer."""
        capacity: Capacity = "official" if pressed.action.endswith("official") else "personal"
        before = await self.own(pressed)
        again = replace(before, capacity=capacity)
        reply = await self._reply(again)
        await self._parts.kept.keep_answer(replace(again, passages=_passages(reply)), pressed.value)
        said = self._shown(reply, pressed.value, again)
        if pressed.is_ephemeral or not pressed.stamp:
            await self._parts.speaker.respond(pressed.answer_to, said, replace=True)
        else:
            place = Place(workspace=pressed.who.workspace, channel=pressed.channel)
            await self._parts.speaker.edit(place, pressed.stamp, said)

    async def own(self, pressed: Press, id_: str | None = None) -> Answered:
        """Return the answer that a button belongs to.

        Raises:
            BadRequest: It was forgotten, or given to somebody else.
        """
        found = await self._parts.kept.answer(id_ or pressed.value)
        if found is None:
            raise BadRequest(_OLD)
        if found.asker != pressed.who.identity:
            raise BadRequest(_NOT_YOURS)
        return found

    async def _answered(
        self, who: Somebody, question: str, channel: str, thread: str | None, *, unseen: bool = False
    ) -> Message:
        """Return the answer to a question, and keep what its buttons and what is asked next need."""
        kept = self._parts.kept
        own, history = await asyncio.gather(kept.preferences(who), kept.history(who, channel, thread))
        org = await self._parts.org(who, channel, own)
        before = tuple(one for one in history if one != question)  # it is there where it is answered once more
        asked = Answered(
            asker=who.identity, question=question, history=before, org=org, capacity=own.capacity, unseen=unseen
        )
        reply = await self._reply(asked)
        given = replace(asked, passages=_passages(reply))
        id_, _ = await asyncio.gather(kept.keep_answer(given), kept.remember(who, channel, thread, question))
        return self._shown(reply, id_, asked)

    def _shown(self, reply: AskReply, id_: str, asked: Answered) -> Message:
        return answer(
            reply,
            id_=id_,
            page=self._parts.page,
            org_known=asked.org is not None,
            question=asked.question if asked.unseen else None,
        )

    async def _says_reading(self, place: Place) -> None:
        """Show that the question is looked at, while it is."""
        with suppress(Away, Refused):  # nothing hangs on it
            await self._parts.speaker.status(place, _READING)

    async def _reply(self, asked: Answered) -> AskReply:
        request = AskRequest(question=asked.question, org=asked.org, capacity=asked.capacity, history=asked.history)
        # In a thread: the search computes, and Slack waits for nobody.
        return await asyncio.to_thread(self._parts.assistant.ask.handle, request)

    async def _is_private(self, asked: Said, thread: str) -> bool:
        """Tell whether others should not read on: for what somebody asks, or for what they asked before in its thread.

        What follows on something delicate is answered with that in mind.
        """
        before = await self._parts.kept.history(asked.who, asked.channel, thread)
        for one in (asked.text, *reversed(before)):
            if await self._is_delicate(asked.who, one, asked.channel):
                return True
        return False

    async def _is_delicate(self, who: Somebody, text: str, channel: str) -> bool:
        """Tell whether what somebody says may be about a person. In doubt it is."""
        known = self._parts.assistant.library.organisations
        org = await self._parts.org(who, channel) or next(iter(known))
        try:
            reader = await self._parts.entrance.reader()
        except NotReady:
            return True
        try:
            read = await asyncio.to_thread(reader.handle, ReportRequest(text=text, org=org))
        except BadRequest:
            return False  # there is nothing in it to read
        kind = read.guess.type
        if kind.handling == "answer" or read.guess.chance < _LIKELY:
            return read.emergency
        return kind.id != "own_conduct" or _TOLD_OF_ONESELF.search(text) is not None


def _passages(reply: AskReply) -> tuple[str, ...]:
    return tuple(one.passage_id for one in reply.citations)
