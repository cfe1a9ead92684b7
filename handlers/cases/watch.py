"""The watch: what the passing of time and the success of deliveries do to cases."""

from dataclasses import replace
from datetime import datetime

from handlers.cases import acting, watching
from handlers.cases.case import Case
from handlers.cases.events import Event, NoticeKind
from handlers.cases.store import Changed
from handlers.cases.work import Work


class Watch:
    """Looks after cases that nobody asks about."""

    def __init__(self, work: Work) -> None:
        """Keep what the work needs."""
        self._work = work

    async def look_after(self) -> int:
        """Do everything that is due by now; return for how many cases something was."""
        ids = await self._work.store.due(self._work.clock())
        for id_ in ids:
            await self._work.change(
                id_,
                lambda case, at: watching.looked_after(
                    case, at, self._work.rules(case), self._work.line(case), self._work.notice
                ),
            )
        return len(ids)

    async def was_delivered(self, id_: str, to: str | None, kind: NoticeKind) -> None:
        """Note that somebody's service has taken a notice.

        Raises:
            Gone, NotKept: As the store says.
        """

        def delivered(case: Case, at: datetime) -> Changed:
            one = case.assignment(to or "")
            if kind != "case" or one is None or one.delivered_at:
                return Changed(case=case)
            after = acting.with_assignment(case, replace(one, delivered_at=at))
            if after.state == "received":
                after = replace(after, state="delivered")
            event = Event(action="delivered", actor="assistant", who=one.person.name)
            return Changed(case=after, events=(event,))

        await self._work.change(id_, delivered)

    async def was_not_delivered(self, id_: str, to: str | None) -> None:
        """Tell somebody else of a case whose recipient cannot be reached; the first notice stays on its way.

        Raises:
            Gone, NotKept: As the store says.
        """

        def failed(case: Case, at: datetime) -> Changed:
            one = case.assignment(to or "")
            if one is None:
                return Changed(case=case)
            event = Event(action="delivery_failed", actor="assistant", who=one.person.name)
            person = watching.next_person(case, one, self._work.line(case)(one))
            if person is None:
                return Changed(case=case, events=(event,))
            done = watching.escalated(case, one, person, at, self._work.notice)
            return replace(done, events=(event, *done.events))

        await self._work.change(id_, failed)
