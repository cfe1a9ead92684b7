"""Drafts: checked for whoever wrote them, shown to nobody else, and kept nowhere."""

from collections.abc import Mapping
from typing import get_args

from bot.checking import NO_ORGANISATION, prepare, screened
from bot.refusals import NotReady, told
from bot.slack import ids, limits
from bot.slack.core.guard import Answer
from bot.slack.core.incoming import Command, Press, Somebody, Submitted
from bot.slack.core.kept import Preferences
from bot.slack.home.tab import Home
from bot.slack.parts import Parts
from bot.slack.rendering.checking.draft_form import (
    LONGEST,
    TITLE,
    DraftForm,
    draft_form,
    looking_view,
    organisation_first,
    suggestion_form,
)
from bot.slack.rendering.checking.screened import Checked, checked_message, checked_view
from bot.slack.rendering.text import as_typed
from bot.slack.rendering.views import View, sentence_view
from handlers.check.messages import CheckReply, CheckRequest
from handlers.request import BadRequest, Capacity

_NOT_OWN = "Only what you wrote yourself is checked: nobody screens what a colleague wrote."
_ONLY_FILES = "There are only files in this message, and I read text alone."
_UNSEEN = (
    "Your draft was checked after you had closed its window. Nothing of it is kept: to see what was found, check it "
    "again."
)


class Checking:
    """Checks drafts."""

    def __init__(self, parts: Parts) -> None:
        """Keep what it works with."""
        self._parts, self._home = parts, Home(parts)

    async def command(self, asked: Command) -> None:
        """Check what stands after `/check`, and answer whoever typed it alone; where nothing does, open the form."""
        org = await self._parts.org(asked.who, asked.channel)
        if org is None and len(asked.text) > LONGEST:
            await self._parts.speaker.respond(asked.answer_to, organisation_first())
        elif org is None or not asked.text:
            await self._open(asked, org, asked.text)
        else:
            await self._answer(asked, org)

    async def pressed(self, pressed: Press) -> None:
        """Open the form; where a draft is open already, or what was found in it, put an empty form in its place."""
        who, view = pressed.who, pressed.view
        if view is None or view.callback != ids.DRAFT:
            await self._open(pressed, await self._parts.org(who, pressed.channel))
            return
        org = self._parts.seals.take(who, ids.DRAFT, view.metadata)["org"]
        preferred = await self._parts.kept.preferences(who)
        await self._parts.modals.instead(pressed, draft_form(self._form(who, org, preferred.capacity)))

    async def message(self, used: Press) -> None:
        """Check a message that whoever uses this wrote, in a modal."""
        modals, who, draft = self._parts.modals, used.who, own_words(used)
        org = await self._parts.org(who, used.channel)
        if org is not None:
            opened = await modals.over(used, looking_view())
            await modals.fill(who, opened, await self._found(who, draft, org))
        elif len(draft) <= LONGEST:
            await self._open(used, org, draft)
        else:
            await self._parts.speaker.respond(used.answer_to, organisation_first())

    async def submitted(self, sent: Submitted) -> Answer:
        """Check what stands in the form, and show what was found in its place."""
        parts, who = self._parts, sent.who
        known = parts.seals.take(who, ids.DRAFT, sent.view.metadata)["org"]
        org = known or sent.view.entered.text(ids.DRAFT_ORGANISATION)
        if not org:
            return Answer(action="errors", errors={ids.DRAFT_ORGANISATION: NO_ORGANISATION})
        capacity = _capacity(sent.view.entered.text(ids.DRAFT_CAPACITY))
        request = CheckRequest(draft=sent.view.entered.text(ids.DRAFT) or "", org=org, capacity=capacity)
        try:
            reply = await screened(parts.assistant, request)
        except BadRequest as error:
            return Answer(action="errors", errors={ids.DRAFT: str(error)})
        if not known:
            await parts.kept.prefer(who, org=org)
        after = None if known else lambda: self._home.refresh(who)
        return Answer(action="update", view=self._view(who, request, reply), unseen=_UNSEEN, after=after)

    async def copied(self, pressed: Press) -> None:
        """Show a suggestion so that it can be copied, above the modal that offers it, or as one of its own."""
        who = pressed.who
        facts = self._parts.seals.take(who, ids.COPY_SUGGESTION, pressed.value)
        view = suggestion_form(self._form(who, facts["org"], _capacity(facts["capacity"]), facts["text"]))
        await self._parts.modals.over(pressed, view)

    async def _answer(self, asked: Command, org: str) -> None:
        """Check what stands after `/check`; the first time, say what becomes of it."""
        parts, who = self._parts, asked.who
        preferred = await parts.kept.preferences(who)
        request = CheckRequest(draft=asked.text, org=org, capacity=preferred.capacity)
        reply = await screened(parts.assistant, request)
        checked = self._checked(who, request, reply, is_first=not preferred.told)
        await parts.speaker.respond(asked.answer_to, checked_message(checked))
        await self._was_told(who, preferred)

    async def _open(self, asked: Command | Press, org: str | None, draft: str = "") -> None:
        """Open the form; while somebody writes into it, what screens drafts is prepared."""
        parts, who = self._parts, asked.who
        preferred = await parts.kept.preferences(who)
        opened = await parts.modals.over(asked, draft_form(self._form(who, org, preferred.capacity, draft)))
        await self._was_told(who, preferred)
        try:
            await prepare(parts.assistant)
        except NotReady as error:
            await parts.modals.fill(who, opened, sentence_view(TITLE, told(error)))

    async def _found(self, who: Somebody, draft: str, org: str) -> View:
        """Return what was found in a draft, or why it cannot be checked."""
        preferred = await self._parts.kept.preferences(who)
        request = CheckRequest(draft=draft, org=org, capacity=preferred.capacity)
        try:
            reply = await screened(self._parts.assistant, request)
        except Exception as error:  # the modal that waits for it must not go on waiting
            return sentence_view(TITLE, told(error))
        await self._was_told(who, preferred)
        return self._view(who, request, reply, is_first=not preferred.told)

    def _form(self, who: Somebody, org: str | None, capacity: Capacity | None, draft: str = "") -> DraftForm:
        """Return the form for somebody of an organisation, or of one that they choose in it."""
        known = self._parts.assistant.library.organisations
        return DraftForm(
            metadata=self._parts.seals.put(who, ids.DRAFT, {"org": org or ""}),
            organisations={} if org else {one.id: one.name for one in known.values()},
            capacity=capacity,
            draft=draft,
            page=self._parts.page,
        )

    def _view(self, who: Somebody, request: CheckRequest, reply: CheckReply, *, is_first: bool = False) -> View:
        metadata = self._parts.seals.put(who, ids.DRAFT, {"org": request.org})
        return checked_view(self._checked(who, request, reply, is_first=is_first), metadata)

    def _checked(self, who: Somebody, request: CheckRequest, reply: CheckReply, *, is_first: bool) -> Checked:
        copies = self._copies(who, request, reply)
        return Checked(reply=reply, draft=request.draft, page=self._parts.page, copies=copies, is_first=is_first)

    def _copies(self, who: Somebody, request: CheckRequest, reply: CheckReply) -> Mapping[str, str]:
        """Return what the buttons carry that copy suggestions: as nothing of a draft is kept, it has to travel."""
        sealed = {
            text: self._parts.seals.put(
                who, ids.COPY_SUGGESTION, {"org": request.org, "capacity": capacity or "", "text": text}
            )
            for text, capacity in _suggestions(request, reply).items()
            if len(text) <= LONGEST
        }
        return {text: one for text, one in sealed.items() if len(one) <= limits.BUTTON_VALUE}

    async def _was_told(self, who: Somebody, before: Preferences) -> None:
        """Note that somebody was told what becomes of drafts."""
        if not before.told:
            await self._parts.kept.prefer(who, told=True)


def own_words(used: Press) -> str:
    """Return what a person wrote into the message on which they use a shortcut.

    Raises:
        BadRequest: Somebody else wrote it, or a program; or there are only files in it.
    """
    message = used.message
    if message.get("user") != used.who.id or message.get("bot_id"):
        raise BadRequest(_NOT_OWN)
    text = as_typed(str(message.get("text") or "")).strip()
    if not text and message.get("files"):
        raise BadRequest(_ONLY_FILES)
    return text


def _suggestions(request: CheckRequest, reply: CheckReply) -> dict[str, Capacity | None]:
    """Return the suggestions, each with the capacity that it is for; None where it is for both."""
    found = dict[str, Capacity | None]()
    alone = {request.capacity: reply.screened}
    for capacity, one in ({**reply.by_capacity} if reply.by_capacity else alone).items():
        if one.suggestion and one.suggestion.text is not None:
            text = one.suggestion.text
            found[text] = None if text in found else capacity
    return found


def _capacity(value: str | None) -> Capacity | None:
    return next((one for one in get_args(Capacity) if one == value), None)
