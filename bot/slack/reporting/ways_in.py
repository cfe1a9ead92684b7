"""The ways into a report or a disclosure: commands, shortcuts, buttons; danger first, and what was begun before."""

import asyncio
from contextlib import suppress
from dataclasses import replace

from bot.slack import ids
from bot.slack.core.incoming import Command, Press, Somebody
from bot.slack.core.modals import modal_of
from bot.slack.parts import Parts
from bot.slack.rendering.messages import Message
from bot.slack.rendering.reporting.before_form import anonymous, anonymous_view, call_first, offer
from bot.slack.reporting.drafts import GONE, Draft, Drafts
from bot.slack.reporting.steps import Steps
from bot.taking import Taking
from bot.wording.reports import TELL_DIRECTLY
from handlers.cases.case import Kind
from handlers.forms.disclosure import DISCLOSURE
from handlers.forms.report import MAX_WHAT, REPORT
from handlers.report.messages import ReportRequest, Understood
from handlers.request import BadRequest

PATIENCE = 1.0
"""Seconds for which it is waited that words are understood before the form opens; Slack opens none after three."""

_OPENINGS: dict[Kind, str] = {"report": REPORT.opening, "disclosure": DISCLOSURE.opening}
_NAMELESS = ("anonymous", "anonymously")


class WaysIn:
    """Opens the form."""

    def __init__(self, parts: Parts) -> None:
        """Keep what it works with."""
        self._parts = parts
        self._drafts = Drafts(parts.notes, parts.clock)
        self._steps, self._taking = Steps(parts), Taking(parts.entrance)

    async def report(self, asked: Command) -> None:
        """Open the report with what was typed in it; or say where to report without a name."""
        first, _, rest = asked.text.partition(" ")
        if first.strip(".,:;!").casefold() in _NAMELESS:
            said = await self._anonymous(asked.who, asked.channel, rest.strip())
            await self._parts.speaker.respond(asked.answer_to, said)
        else:
            await self._typed(asked, "report")

    async def disclose(self, asked: Command) -> None:
        """Open the disclosure with what was typed in it."""
        await self._typed(asked, "disclosure")

    async def report_pressed(self, pressed: Press) -> None:
        """Open the report."""
        await self._begin(pressed, "report")

    async def disclose_pressed(self, pressed: Press) -> None:
        """Open the disclosure."""
        await self._begin(pressed, "disclosure")

    async def go_on(self, pressed: Press) -> None:
        """Open the form with what was typed, once whoever typed it has read whom to call."""
        facts = self._parts.seals.take(pressed.who, ids.REPORT_GO_ON, pressed.value)
        draft = await self._drafts.get(pressed.who, facts["dialog"])
        if draft is None or draft.filed:
            raise BadRequest(GONE)
        await self._open(pressed, draft)

    async def continued(self, pressed: Press) -> None:
        """Go on with what was begun before."""
        _, before = await self._offered(pressed)
        await self._replace(pressed, before)

    async def discarded(self, pressed: Press) -> None:
        """Forget what was begun before, and begin anew."""
        draft, before = await self._offered(pressed)
        await self._drafts.drop(before.id)
        await self._replace(pressed, draft)

    async def anonymous_pressed(self, pressed: Press) -> None:
        """Say where to report without a name, wherever it was asked."""
        said = await self._anonymous(pressed.who, pressed.channel)
        if pressed.answer_to:
            await self._parts.speaker.respond(pressed.answer_to, said)
        else:
            await self._parts.modals.over(pressed, anonymous_view(said))

    async def _typed(self, asked: Command, kind: Kind) -> None:
        draft = await self._new(asked.who, kind, asked.channel, asked.text)
        await self._drafts.keep(draft)
        read = await self._understood(draft, asked.text) if asked.text else None
        if read is None or not read.emergency:
            await self._offer_or_open(asked, draft)
            return
        draft = replace(draft, danger=True)
        await self._drafts.keep(draft)
        sealed = self._parts.seals.put(asked.who, ids.REPORT_GO_ON, {"dialog": draft.id})
        others = read.contacts if self._is_taken(draft.org) else ()  # else they are another organisation's
        said = call_first(kind, self._parts.entrance.number(draft.org), others, sealed)
        await self._parts.speaker.respond(asked.answer_to, said)

    async def _begin(self, pressed: Press, kind: Kind) -> None:
        draft = await self._new(pressed.who, kind, pressed.channel, "")
        await self._drafts.keep(draft)
        await self._offer_or_open(pressed, draft)

    async def _new(self, who: Somebody, kind: Kind, channel: str, text: str) -> Draft:
        answers = {_OPENINGS[kind]: text} if text else {}
        return self._drafts.new(who, kind, org=await self._parts.org(who, channel), answers=answers)

    async def _offer_or_open(self, asked: Command | Press, draft: Draft) -> None:
        before = await self._drafts.begun(asked.who, draft.kind, but=draft.id)
        if before is None:
            await self._open(asked, draft)
            return
        number = self._parts.entrance.number(draft.org)
        sealed = self._parts.seals.put(asked.who, ids.REPORT_OFFER, {"dialog": draft.id, "before": before.id})
        await self._parts.modals.over(asked, offer(draft.kind, number, sealed, typed=bool(draft.answers)))

    async def _open(self, asked: Command | Press, draft: Draft) -> None:
        await self._parts.modals.over(asked, await self._steps.view(asked.who, draft, "describe"))

    async def _replace(self, pressed: Press, draft: Draft) -> None:
        """Show a form in place of the question."""
        await self._parts.modals.instead(pressed, await self._steps.view(pressed.who, draft, draft.step))

    async def _offered(self, pressed: Press) -> tuple[Draft, Draft]:
        """Return what was begun just now, and what was begun before.

        Raises:
            Tampered: It was offered to somebody else, or changed.
            BadRequest: One of them is not kept any more.
        """
        facts = self._parts.seals.take(pressed.who, ids.REPORT_OFFER, modal_of(pressed).metadata)
        draft = await self._drafts.get(pressed.who, facts["dialog"])
        before = await self._drafts.get(pressed.who, facts["before"])
        if draft is None or before is None:
            raise BadRequest(GONE)
        return draft, before

    async def _understood(self, draft: Draft, text: str) -> Understood | None:
        """Return what is understood of words, or None where that takes too long or they cannot be read."""
        some = [draft.org, *self._parts.assistant.library.organisations]
        org = next((one for one in some if self._is_taken(one)), None)
        if org is None:
            return None
        reading = asyncio.create_task(self._read(ReportRequest(text=text[:MAX_WHAT], org=org)))
        await asyncio.wait([reading], timeout=PATIENCE)
        if reading.done():
            return reading.result()
        reading.add_done_callback(lambda late: late.cancelled() or late.exception())  # what becomes of it is no news
        return None

    def _is_taken(self, org: str | None) -> bool:
        return org is not None and self._parts.entrance.desks.dialog.is_taken(org)

    async def _read(self, request: ReportRequest) -> Understood | None:
        with suppress(BadRequest):  # there is nothing in it to read: the form says so
            return await self._taking.understood(request)
        return None

    async def _anonymous(self, who: Somebody, channel: str, typed: str = "") -> Message:
        page, org = self._parts.open_page, await self._parts.org(who, channel)
        number, known = self._parts.entrance.number(org), self._parts.assistant.library.organisations.get(org or "")
        asked = known.ask if known and not page else ()
        contacts = self._parts.entrance.desks.contacts.named(org, None, asked, TELL_DIRECTLY) if asked else ()
        return anonymous(number, page, contacts, typed)
