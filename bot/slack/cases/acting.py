"""What recipients do with a case in Slack: by the buttons of its card, and in the modals that these open."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import cast, get_args

from bot.office import Desks
from bot.slack import ids
from bot.slack.cases.cards import Cards
from bot.slack.cases.entitled import Entitled, entitled
from bot.slack.core.guard import Answer
from bot.slack.core.incoming import Press, Somebody, Submitted
from bot.slack.core.web import Refused
from bot.slack.core.workspaces import Away
from bot.slack.parts import Parts
from bot.slack.rendering.cases.acting import OUTCOME, TEXT, TO, Asked, asking, fields_of, outcome_key
from bot.slack.rendering.cases.received import Received, received_case
from bot.slack.rendering.views import View, sentence_view
from handlers.cases.as_seen import Moved, as_seen, stamp
from handlers.cases.case import Assignment, Case
from handlers.cases.colleagues import Colleague, colleagues, tagged
from handlers.cases.on_behalf import on_behalf
from handlers.cases.recipient_desk import RecipientDesk
from handlers.cases.rules import Rules
from handlers.cases.showing import Act
from handlers.cases.views import recipient_view_now
from handlers.cases.wording import MOVED
from handlers.request import BadRequest

_ENDED = "It has ended; nothing more can be done in it."
_DONE_ALREADY = "That cannot be done in this case now."
_LOOKING = "One moment: looking up whom it can be passed on to."
_HAS_IT = "Noted: you have it."
_TOKEN, _SEEN = "token", "seen"
"""What travels with the modals: the link, and the stamp of the case as it was seen."""

Acted = tuple[Case, Assignment]


class CaseActs:
    """Does what recipients ask. Who they are, and whether they may still, is looked up anew each time."""

    def __init__(self, parts: Parts) -> None:
        """Keep what it works with."""
        self._parts, self._cards = parts, Cards(parts)

    async def read(self, pressed: Press) -> None:
        """Show somebody all of a case, which its history notes."""
        opened = await entitled(self._parts, pressed.who, pressed.value)
        desk = RecipientDesk(on_behalf(opened.desks.work, opened.member))
        acted = await desk.read(opened.claim)
        await self._parts.modals.over(pressed, received_case(await self._received(opened.desks, acted, pressed.value)))

    async def acknowledged(self, pressed: Press) -> None:
        """Note that somebody has a case, whatever happened in it meanwhile: nobody stands in another's way."""
        opened = await entitled(self._parts, pressed.who, pressed.value)
        desk = RecipientDesk(on_behalf(opened.desks.work, opened.member))
        try:
            acted = await desk.acknowledge(opened.claim)
        except BadRequest:  # it has ended, which the card does not say yet
            await self._follow(opened.claim.case)
            raise
        await self._follow(opened.claim.case)
        if pressed.view is not None and pressed.view.is_modal:
            shown = await self._received(opened.desks, acted, pressed.value, _HAS_IT)
            with suppress(Away, Refused):  # it is noted, also where the modal was closed
                await self._parts.speaker.update_view(pressed.who.workspace, pressed.view.id, received_case(shown))

    async def asked(self, pressed: Press) -> None:
        """Open the modal of an act, above the case where that is open."""
        act = _act(pressed.action)
        opened = await entitled(self._parts, pressed.who, pressed.value)
        if act == "pass_on":  # whom it can be passed on to takes a while to find, and Slack does not wait
            id_ = await self._parts.modals.over(pressed, sentence_view("Pass it on", _LOOKING))
            view = await self._asking(pressed.who, opened, act, pressed.value)
            await self._parts.modals.fill(pressed.who, id_, view)
        else:
            await self._parts.modals.over(pressed, await self._asking(pressed.who, opened, act, pressed.value))

    async def sent(self, sent: Submitted) -> Answer:
        """Do what somebody asked for in a modal, once, and only with the case as they saw it."""
        act = _act(sent.view.callback)
        facts = self._parts.seals.take(sent.who, sent.view.callback, sent.view.metadata)
        opened = await entitled(self._parts, sent.who, facts[_TOKEN])
        work = as_seen(opened.desks.work, facts[_SEEN], sent.view.id)
        try:
            await self._do(RecipientDesk(on_behalf(work, opened.member)), opened, act, sent)
        except Moved:
            view = await self._asking(sent.who, opened, act, facts[_TOKEN], note=MOVED)
            return Answer(action="update", view=view)
        except BadRequest as error:
            return _refused(act, error)
        return Answer(after=lambda: self._follow(opened.claim.case))

    async def _do(self, desk: RecipientDesk, opened: Entitled, act: Act, sent: Submitted) -> Acted:
        claim, press, text = opened.claim, sent.view.id, sent.view.entered.text(TEXT) or ""
        if act == "pass_on":
            # In a thread: there may be many.
            to = sent.view.entered.text(TO) or ""
            key = await asyncio.to_thread(tagged, opened.desks.work, opened.case.org, to)
            return await desk.pass_on(claim, key)
        acts: Mapping[Act, Callable[[], Awaitable[Acted]]] = {
            "acknowledge": lambda: desk.acknowledge(claim),
            "start": lambda: desk.start(claim),
            "answer": lambda: desk.answer(claim, text, submission=press),
            "close": lambda: desk.close(claim, _outcome(opened, sent), text, submission=press),
            "decide": lambda: desk.decide(claim, _outcome(opened, sent), text, submission=press),
            "retire": lambda: desk.retire(claim, text, submission=press),
        }
        return await acts[act]()

    async def _asking(self, who: Somebody, opened: Entitled, act: Act, token: str, *, note: str = "") -> View:
        """Return the modal of an act by the case as it is now; a sentence where that act is not to be done any more."""
        desks = opened.desks
        case = await desks.work.store.get(opened.case.id)
        one = desks.work.links.opened(opened.claim, case)
        shown = await self._received(desks, (case, one), token, note)
        if act not in shown.view.acts:
            return sentence_view(f"Case {case.number}", _DONE_ALREADY if case.is_open else _ENDED)
        callback = f"{ids.CASE}{act}"
        metadata = self._parts.seals.put(who, callback, {_TOKEN: token, _SEEN: stamp(case)})
        known = await _colleagues(case, desks) if act == "pass_on" else ()
        return asking(Asked(act=act, case=shown, colleagues=known, metadata=metadata))

    async def _received(self, desks: Desks, acted: Acted, token: str, done: str = "") -> Received:
        case, one = acted
        return Received(
            view=recipient_view_now(case, one, desks.work, desks.library),
            zone=desks.library.zone(case.org),
            number=self._parts.entrance.number(case.org),
            token=token,
            done=done,
        )

    async def _follow(self, case: str) -> None:
        """Have others told, and all cards of a case show it as it is now; where Slack is away, soon."""
        self._parts.entrance.office.courier.wake()
        with suppress(Away):
            await self._cards.show(case)


async def _colleagues(case: Case, desks: Desks) -> tuple[Colleague, ...]:
    # In a thread: it compares every name of the staff.
    return await asyncio.to_thread(colleagues, case, desks.work, desks.library)


def _act(id_: str) -> Act:
    """Return the act that a button or a modal is for."""
    act = id_.removeprefix(ids.CASE)
    if act not in get_args(Act):
        raise BadRequest(_DONE_ALREADY)
    return cast("Act", act)


def _outcome(opened: Entitled, sent: Submitted) -> str:
    """Return the outcome that was chosen; nothing where the deployment has it no more."""
    rules: Rules = opened.desks.work.rules(opened.case)
    known = (*rules.outcomes, *rules.decisions)
    chosen = sent.view.entered.text(OUTCOME)
    return next((one for one in known if outcome_key(one) == chosen), "")


def _refused(act: Act, error: BadRequest) -> Answer:
    """Return why something was not done: at the field, where there is one."""
    fields = fields_of(act)
    if fields:
        return Answer(action="errors", errors={fields[0]: str(error)})
    return Answer(action="update", view=sentence_view("Not done", str(error)))
