"""Slack as a way to bring notices: to recipients as cards, to reporters that there is something new."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.delivery.faults import why_unconnected
from bot.delivery.sender import NotTaken, Reason
from bot.office import Desks
from bot.settings import SettingsError
from bot.slack.cases.address import Address, NoAddress, address_of
from bot.slack.cases.book import Book, Posted
from bot.slack.cases.facts import card_of, is_own_conversation, names_of
from bot.slack.core.speaking import Place, Speaker
from bot.slack.core.web import LOGIN, Refused, Throttled, Web
from bot.slack.core.workspaces import Away, Workspaces
from bot.slack.rendering.cases.card import card, code_message, to_reporter
from bot.slack.rendering.messages import Message
from handlers.cases.store import Gone, Pending

_NOWHERE = frozenset(
    {
        "cannot_dm_bot", "channel_not_found", "invalid_users", "is_archived", "user_disabled", "user_not_found",
        "user_not_visible", "users_not_found",
    }
)  # fmt: skip
"""Codes that say that nothing can be sent there; what else Slack refuses may be mended, such as by an invitation."""


class SlackSender:
    """Sends notices in Slack. A notice that was posted, and is sent again because that was not noted, is there once."""

    def __init__(
        self, calls: Web, workspaces: Workspaces, book: Book, desks: Callable[[], Desks], *, page: str
    ) -> None:
        """Keep what posts them; nothing is connected yet.

        Args:
            calls: Calls Slack, and waits for nothing: when to try again is for the courier to say.
            workspaces: Where the app is installed.
            book: Keeps where cards were posted.
            desks: Returns the desks as of now.
            page: Address of the page as people reach it.
        """
        self._calls, self._speaker = calls, Speaker(calls)
        self._workspaces, self._book, self._desks, self._page = workspaces, book, desks, page

    async def send(self, pending: Pending, at: datetime) -> None:  # noqa: ARG002 - Slack says itself when it was posted
        """Send a notice. Raises as `Sender.send`."""
        try:
            await self._send(pending, await address_of(pending.notice.way, self._workspaces))
        except (Away, Gone, NoAddress, Refused, SettingsError) as error:
            reason, wait = _reason(error), timedelta(seconds=error.seconds) if isinstance(error, Throttled) else None
        else:
            return
        raise NotTaken(reason, retry_after=wait)  # outside of any handler: the fault knows what was sent

    async def close(self) -> None:
        """Close the connections; they open themselves again when they are needed."""
        await self._calls.close()

    async def _send(self, pending: Pending, to: Address) -> None:
        notice = pending.notice
        if notice.kind == "to_reporter":
            await self._tell(to, to_reporter(notice, pending.case))
        elif notice.kind == "code":
            await self._tell(to, code_message(notice))
        else:
            await self._post(pending, to)

    async def _tell(self, to: Address, message: Message) -> None:
        """Say something to one person alone: it goes into no channel."""
        if to.is_channel:
            raise NoAddress
        await self._speaker.tell(to.workspace, to.id, message)

    async def _post(self, pending: Pending, to: Address) -> None:
        """Post a card, in the thread of the first one to the same recipient, and keep where it is."""
        if await self._book.card(pending.id) is not None:
            return
        notice, desks = pending.notice, self._desks()
        case = await desks.work.store.get(pending.case)
        one = case.assignment(notice.to or "")
        if one is None or (notice.way.shared and desks.work.naming.is_private(case)):
            raise Gone
        names, is_own = await names_of(case, desks), is_own_conversation(to.id, shared=notice.way.shared)
        shown = card_of(case, notice, one, desks, page=self._page, names=names, is_own=is_own)
        channel = to.id if to.is_channel else await self._speaker.conversation(to.workspace, to.id)
        thread = await self._thread(pending, channel)
        place = Place(workspace=to.workspace, channel=channel, thread=thread)
        stamp = await self._speaker.post(place, card(shown), loud=True)
        await self._book.add(
            Posted(
                id=pending.id,
                case=case.id,
                team=to.workspace.team,
                to=to.id,
                channel=channel,
                stamp=stamp,
                thread=thread,
                person=one.person.key,
                kind=notice.kind,
                shared=notice.way.shared,
                shown=shown.stamp,
                words=None if notice.kind == "case" else (notice.subject, notice.text),
            )
        )

    async def _thread(self, pending: Pending, channel: str) -> str | None:
        """Return the time stamp of the first card of a case to the same recipient, where it is in this conversation."""
        before = await self._book.of_case(pending.case)
        same = (one for one in before if (one.person, one.channel) == (pending.notice.to, channel))
        return next((one.thread or one.stamp for one in same), None)


def _reason(error: Exception) -> Reason:
    """Return why a notice was not taken."""
    if isinstance(error, Refused):
        if error.code in LOGIN:
            return "login"
        return "bad address" if error.code in _NOWHERE else "refused"
    if isinstance(error, Away):
        return "throttled" if isinstance(error, Throttled) else _away(error)
    known: Mapping[type[Exception], Reason] = {
        NoAddress: "bad address",
        SettingsError: "login",
        Gone: "deferred",  # it was disposed of just now; the next try finds that it may not be sent
    }
    return known[type(error)]


def _away(error: Away) -> Reason:
    """Return why Slack did not answer as it should."""
    cause = error.__context__
    if isinstance(cause, SlackApiError):
        return "deferred"
    if isinstance(cause, (TimeoutError, aiohttp.ClientConnectorError)):
        return why_unconnected(cause)
    return "unknown"
