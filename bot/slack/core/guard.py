"""What stands around every piece of work that Slack asks for: acknowledged in time, done once, and no fault unheard."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.incidents import log_incident
from bot.refusals import told
from bot.slack.core.going import Going
from bot.slack.core.incoming import Body, Command, Press, Said, Somebody, Submitted, command, press, said, submitted
from bot.slack.core.seals import Tampered
from bot.slack.core.speaking import Place, Speaker
from bot.slack.core.web import Refused
from bot.slack.core.workspaces import Away, Workspace
from bot.slack.rendering.messages import Message, sentence
from bot.slack.rendering.views import View, as_sent_before, sentence_view

_log = structlog.get_logger()

_IN_TIME = 0.9
"""Seconds within which a modal that was sent is answered; Slack gives up after three, and people sooner."""

_NOT_YOURS = "This belongs to somebody else, or is not valid any more. Begin it anew yourself."
_TOO_LATE = frozenset({"expired_trigger_id", "trigger_expired"})
"""Codes by which Slack opens no modal any more."""
_ONCE_MORE = "This took longer than Slack waits before it opens a window. Please do it once more."
_AWAY = "Slack did not answer in time, so this may not be done. Please try again in a minute."
_WORKING = "One moment: this takes longer than usual. You get an answer here, or as a message."


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What becomes of a modal that was sent.

    Attributes:
        action: `clear` closes it; `update` shows another view in its place; `errors` says at the inputs what is wrong.
        view: The other view.
        errors: Id of a block -> what is wrong with it.
        unseen: Said as a message where the modal was closed before this could be shown in it.
        after: What is still to be done once Slack is answered; what was sent stands whatever becomes of it.
    """

    action: Literal["clear", "update", "errors"] = "clear"
    view: View | None = field(default=None, repr=False)
    errors: Mapping[str, str] | None = field(default=None, repr=False)
    unseen: str = "What you sent took a while; it is done. See the app's home tab."
    after: Callable[[], Awaitable[None]] | None = None

    def fields(self) -> dict[str, Any]:
        """Return it as Slack takes it."""
        found: dict[str, Any] = {"response_action": self.action}
        if self.view is not None:
            found["view"] = dict(self.view)
        if self.errors is not None:
            found["errors"] = dict(self.errors)
        return found


class Guard:
    """Makes work safe: whatever goes wrong, Slack is answered in time and the person reads a sentence."""

    def __init__(self, speaker: Speaker, going: Going, *, in_time: float = _IN_TIME) -> None:
        """Keep what tells people, what counts the work that is going on, and how long a modal that was sent waits."""
        self._speaker, self._going, self._in_time = speaker, going, in_time

    def event(self, work: Callable[[Said], Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        """Return work for a message to the app. Where Slack is away, the fault goes on: it is tried again later."""

        async def run(body: Body, workspace: Workspace) -> None:
            asked = said(body, workspace)
            try:
                await work(asked)
            except Away:
                raise
            except Exception as error:
                await self._answer(asked, self._sentence(error))

        return run

    def command(self, work: Callable[[Command], Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        """Return work for a slash command, which is acknowledged first."""

        async def run(body: Body, ack: AsyncAck, context: Mapping[str, Any]) -> None:
            with self._going.one():
                await ack()
                asked = command(body, context["workspace"])
                await self._answered_for(work(asked), asked.who, asked.answer_to)

        return run

    def press(self, work: Callable[[Press], Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        """Return work for a button, a choice or a shortcut, which is acknowledged first."""

        async def run(body: Body, ack: AsyncAck, context: Mapping[str, Any]) -> None:
            with self._going.one():
                await ack()
                asked = press(body, context["workspace"])
                await self._answered_for(work(asked), asked.who, asked.answer_to)

        return run

    def submission(self, work: Callable[[Submitted], Awaitable[Answer]]) -> Callable[..., Awaitable[None]]:
        """Return work for a modal that was sent, which is acknowledged with what becomes of it.

        What takes too long is acknowledged with a view that says so, and what becomes of it is shown there afterwards.
        """

        async def run(body: Body, ack: AsyncAck, context: Mapping[str, Any]) -> None:
            with self._going.one():
                asked = submitted(body, context["workspace"])
                working = asyncio.create_task(self._answered(work, asked))
                finished, _ = await asyncio.wait([working], timeout=self._in_time)
                if finished:
                    await ack(**working.result().fields())
                else:
                    await ack(response_action="update", view=dict(sentence_view("One moment", _WORKING)))
                    await self._show(asked, await working, body["view"])
                await _rest(working.result())

        return run

    async def _answered_for(self, working: Awaitable[None], who: Somebody, address: str) -> None:
        try:
            await working
        except Exception as error:
            await self._respond(who, address, self._sentence(error))

    async def _answered(self, work: Callable[[Submitted], Awaitable[Answer]], asked: Submitted) -> Answer:
        try:
            return await work(asked)
        except Exception as error:
            said_, place = self._told(error), asked.view.entered.last_block
            if place is not None:  # at an input, so that what was typed stays
                return Answer(action="errors", errors={place: said_})
            return Answer(action="update", view=sentence_view("Not done", said_))

    async def _show(self, asked: Submitted, answer: Answer, sent: Body) -> None:
        """Show what becomes of a modal that was acknowledged already; where it was closed, say it as a message.

        Args:
            asked: It.
            answer: What becomes of it; where something is wrong in it, it is shown as it was sent.
            sent: It, as Slack has it.
        """
        text = " ".join((answer.errors or {}).values()) or answer.unseen
        view = as_sent_before(sent, text) if answer.errors else answer.view or sentence_view("Done", text)
        try:
            await self._speaker.update_view(asked.who.workspace, asked.view.id, view)
        except (Away, Refused):
            await self._respond(asked.who, "", sentence(text))

    async def _answer(self, asked: Said, message: Message) -> None:
        place = Place(workspace=asked.who.workspace, channel=asked.channel, thread=asked.thread or asked.stamp)
        try:
            if asked.private:
                await self._speaker.post(place, message)
            else:
                await self._speaker.whisper(place, asked.who.id, message)
        except Refused as error:
            _log.warning("could not say in Slack what went wrong", reason=error.code)

    async def _respond(self, who: Somebody, address: str, message: Message) -> None:
        """Answer an interaction; where Slack takes no answer to it, or it has none, in their conversation."""
        if address:
            with suppress(Away, Refused):
                await self._speaker.respond(address, message)
                return
        try:
            await self._speaker.tell(who.workspace, who.id, message)
        except (Away, Refused) as error:
            _log.warning("could not say in Slack what went wrong", reason=str(error) or "away")

    def _sentence(self, error: Exception) -> Message:
        return sentence(self._told(error))

    def _told(self, error: Exception) -> str:
        """Return what a person is told of a fault; where Slack or a stranger is the cause, the log says no more."""
        if isinstance(error, Tampered):
            _log.warning("refused something of Slack that was sealed for somebody else, or changed")
            return _NOT_YOURS
        if isinstance(error, Away):
            _log.warning("Slack could not be reached; what somebody began there may not be done")
            return _AWAY
        if isinstance(error, Refused):
            _log.warning("Slack refused what it was asked", reason=error.code)
            if error.code in _TOO_LATE:
                return _ONCE_MORE
        return told(error)


async def _rest(answer: Answer) -> None:
    if answer.after is None:
        return
    try:
        await answer.after()
    except Exception as error:
        _log.error("what follows something that was sent could not be done", incident=log_incident(error))
