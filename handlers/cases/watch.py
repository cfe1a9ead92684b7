"""The watch: what the passing of time and the success of deliveries do to cases."""

from dataclasses import replace
from datetime import datetime

from handlers.cases import acting, watching
from handlers.cases.case import Assignment, Case
from handlers.cases.clocks import waits_for
from handlers.cases.events import Event, Notice, NoticeKind
from handlers.cases.store import Changed, Gone
from handlers.cases.work import Work


class Watch:
    """Looks after cases that nobody asks about."""

    def __init__(self, work: Work) -> None:
        """Keep what the work needs."""
        self._work = work

    async def look_after(self) -> int:
        """Do everything that is due by now; return for how many cases something was.

        Raises:
            ExceptionGroup: Some could not be looked after, and are due again; all others were.
        """
        faults: list[Exception] = []
        ids = await self._work.store.due(self._work.clock())
        for id_ in ids:
            try:
                await self._work.change(id_, self._looked_after)
            except Gone:
                continue  # disposed of in the meantime
            except Exception as fault:
                faults.append(fault)
        if faults:
            raise ExceptionGroup("some cases could not be looked after", faults)
        return len(ids)

    async def was_delivered(self, id_: str, to: str | None, kind: NoticeKind) -> None:
        """Note that somebody's service has taken a notice: the first one of a case, or a code.

        Raises:
            Gone, NotKept: As the store says.
        """

        def delivered(case: Case, at: datetime) -> Changed:
            one = case.assignment(to or "")
            if one is not None and kind == "case":
                return _case_delivered(case, one, at)
            return Changed(case=case) if one is None or kind != "code" else _code_delivered(case, one)

        await self._work.change(id_, delivered)

    async def may_be_sent(self, id_: str, notice: Notice) -> bool:
        """Tell whether a notice may go to whom it is for, as the case is now; where it may not, it is withdrawn.

        Raises:
            NotKept: As the store says.
        """
        work = self._work
        try:
            if work.revised(await work.store.get(id_), notice) == notice:
                return True
            await work.change(id_, lambda case, _: Changed(case=case, revise=lambda one: work.revised(case, one)))
        except Gone:
            pass  # what was on its way because of it was withdrawn with it
        return False

    async def was_not_delivered(self, id_: str, to: str | None, kind: NoticeKind) -> None:
        """Tell somebody else of a case whose recipient cannot be reached, once; the first notice stays on its way.

        Of one that the recipient has already, or that others see to, it is only noted that there was something new.

        Raises:
            Gone, NotKept: As the store says.
        """

        def failed(case: Case, at: datetime) -> Changed:
            one = case.assignment(to or "")
            if one is None:
                return Changed(case=case)
            event = Event(action="delivery_failed", actor="assistant", who=one.person.name)
            is_seen_to = one.acknowledged_at is not None if kind == "case" else not waits_for(case, one)
            if one.escalated_at or is_seen_to or not case.is_open or not case.may_see(one):
                return Changed(case=case, events=(event,))
            done = watching.escalated(case, one, at, self._work.line(case), self._work.notice)
            return replace(done, events=(event, *done.events))

        await self._work.change(id_, failed)

    def _looked_after(self, case: Case, at: datetime) -> Changed:
        work = self._work
        return watching.looked_after(case, at, work.rules(case), work.line(case), work.notice)


def _case_delivered(case: Case, one: Assignment, at: datetime) -> Changed:
    if one.delivered_at:
        return Changed(case=case)
    after = acting.with_assignment(case, replace(one, delivered_at=at))
    if after.state == "received" and after.may_see(one):
        after = replace(after, state="delivered")
    event = Event(action="delivered", actor="assistant", who=one.person.name)
    return Changed(case=after, events=(event,))


def _code_delivered(case: Case, one: Assignment) -> Changed:
    """Note that a code was sent, unless that is noted, or the code is used already: then it has arrived."""
    if one.code is None or one.code.taken:
        return Changed(case=case)
    after = acting.with_assignment(case, replace(one, code=replace(one.code, taken=True)))
    event = Event(action="code_sent", actor="assistant", who=one.person.name)
    return Changed(case=after, events=(event,))
