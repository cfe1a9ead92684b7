"""Somebody's own cases: read, added to, ticked off. Whose a case is, is looked up anew each time."""

from collections.abc import Awaitable, Callable

from bot.office import Desks
from bot.refusals import NotReady, told
from bot.slack import ids
from bot.slack.guard import Answer
from bot.slack.home import Home
from bot.slack.incoming import Press, Shown, Somebody, Submitted
from bot.slack.inputs import all_of, text_of
from bot.slack.parts import Parts
from bot.slack.rendering.own_case import NAMES, ROLES, Followed, added_field, keeping_out, kept_out, own_case
from bot.slack.speaking import View
from bot.storage.errors import StorageUnusable
from handlers.cases.case import Case
from handlers.cases.involved import in_words
from handlers.cases.people import Involved
from handlers.cases.store import Gone, NotKept
from handlers.cases.views import reporter_view_now
from handlers.request import BadRequest

_READ = "It is noted that you read the decision."
_TICKED = "It is noted that you did this."
_ADDED = "Your message was added."
_CASE, _COUNT, _BELOW = "case", "added", "below"
"""What travels with the modals: the case, how often something was added, and the modal below."""

Act = Callable[[Desks, Case], Awaitable[Case]]


class OwnCases:
    """Shows somebody's own case in a modal, and does what they do in it."""

    def __init__(self, parts: Parts) -> None:
        """Keep what it works with."""
        self._parts, self._home = parts, Home(parts)

    async def opened(self, pressed: Press) -> None:
        """Show a case, in a modal of its own or in the one that is open."""
        desks, case = await self._own(pressed.who, pressed.value)
        view = self._view(pressed.who, desks, case)
        if pressed.view is not None and pressed.view.is_modal:
            await self._parts.speaker.update_view(pressed.who.workspace, pressed.view.id, view)
        else:
            await self._parts.speaker.open_view(pressed.who.workspace, pressed.trigger, view)

    async def ticked(self, pressed: Press) -> None:
        """Note that somebody did what their case left to them."""
        await self._act(pressed, lambda desks, case: desks.reporter.tick_off(case.id, pressed.value), _TICKED)

    async def accepted(self, pressed: Press) -> None:
        """Note that somebody read the decision in their case."""
        await self._act(pressed, lambda desks, case: desks.reporter.accept(case.id), _READ)

    async def added(self, sent: Submitted) -> Answer:
        """Add something to a case, once however often the same press of the button arrives; its field is empty then.

        Where it cannot be added, what was typed stays.
        """
        who, facts = sent.who, self._facts(sent.who, sent.view)
        count = int(facts[_COUNT])
        name = added_field(count)
        try:
            desks, case = await self._own(who, facts[_CASE])
            text, press = text_of(sent.view, name), f"slack {sent.view.id} {count}"
            case = await desks.reporter.add(case.id, text, submission=press)
        except (BadRequest, NotKept, NotReady, StorageUnusable) as error:
            return Answer(action="errors", errors={name: told(error)})
        self._parts.entrance.office.courier.wake()
        view = self._view(who, desks, case, added=count + 1, done=_ADDED)
        return Answer(action="update", view=view, after=lambda: self._home.refresh(who))

    async def keeping_out(self, pressed: Press) -> None:
        """Ask who turns out to be involved, above the case."""
        view = _shown(pressed)
        facts = self._facts(pressed.who, view)
        desks, case = await self._own(pressed.who, facts[_CASE])
        metadata = self._parts.seals.put(pressed.who, ids.KEEP_OUT, {**facts, _BELOW: view.id})
        asking = keeping_out(desks.work.planner.roles(case.org), metadata)
        await self._parts.speaker.push_view(pressed.who.workspace, pressed.trigger, asking)

    async def kept_out(self, sent: Submitted) -> Answer:
        """Keep people out of a case from now on, and show it anew below what is said of that."""
        who = sent.who
        facts = self._parts.seals.take(who, ids.KEEP_OUT, sent.view.metadata)
        names = tuple(filter(None, map(str.strip, text_of(sent.view, NAMES).splitlines())))
        involved = Involved(names=names, roles=all_of(sent.view, ROLES))
        try:
            desks, case = await self._own(who, facts[_CASE])
            case = await desks.reporter.keep_out(case.id, involved)
        except (BadRequest, NotKept, NotReady, StorageUnusable) as error:
            return Answer(action="errors", errors={NAMES: told(error)})
        self._parts.entrance.office.courier.wake()
        said = kept_out(in_words(involved, desks.work.planner.roles(case.org)), desks.reporter.unknown(case, involved))
        below = self._view(who, desks, case, added=int(facts[_COUNT]))
        return Answer(action="update", view=said, after=lambda: self._anew(who, facts[_BELOW], below))

    async def _act(self, pressed: Press, act: Act, done: str) -> None:
        """Do something in a case, and show it in the same modal as it is then, with what was typed in it."""
        who, view = pressed.who, _shown(pressed)
        facts = self._facts(who, view)
        desks, case = await self._own(who, facts[_CASE])
        try:
            case = await act(desks, case)
        except (BadRequest, NotKept) as error:
            done = told(error)
        else:
            self._parts.entrance.office.courier.wake()
        await self._anew(who, view.id, self._view(who, desks, case, added=int(facts[_COUNT]), done=done))

    async def _anew(self, who: Somebody, id_: str, view: View) -> None:
        await self._parts.speaker.update_view(who.workspace, id_, view)
        await self._home.refresh(who)

    async def _own(self, who: Somebody, id_: str) -> tuple[Desks, Case]:
        """Return the desks, and somebody's own case.

        Raises:
            Gone: It is somebody else's, of which nothing is told, or there is none.
            NotReady: No cases are taken here.
        """
        desks = self._parts.entrance.desks
        for case in await desks.reporter.of_reporter(who.identity):
            if case.id == id_:
                return desks, case
        raise Gone

    def _facts(self, who: Somebody, shown: Shown) -> dict[str, str]:
        return self._parts.seals.take(who, ids.OWN_CASE, shown.metadata)

    def _view(self, who: Somebody, desks: Desks, case: Case, *, added: int = 0, done: str = "") -> View:
        facts = {_CASE: case.id, _COUNT: str(added)}
        return own_case(
            Followed(
                view=reporter_view_now(case, desks.work, desks.library),
                zone=desks.library.zone(case.org),
                number=self._parts.entrance.number(case.org),
                metadata=self._parts.seals.put(who, ids.OWN_CASE, facts),
                added=added,
                done=done,
            )
        )


def _shown(pressed: Press) -> Shown:
    if pressed.view is None:
        raise Gone  # these buttons stand in the case's modal alone
    return pressed.view
