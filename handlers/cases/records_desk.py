"""The desk of whoever looks after the records: holds, filing in the recordkeeping system, disposal, void links."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from handlers.cases import acting, keeping
from handlers.cases.case import Case
from handlers.cases.events import Event
from handlers.cases.names import folded
from handlers.cases.people import Person, is_same_person
from handlers.cases.store import Changed
from handlers.cases.work import Work
from handlers.request import BadRequest

_NO_RECIPIENT = "This person is no recipient of the case."


class RecordsDesk:
    """Does what whoever holds the keys asks; the history names them."""

    def __init__(self, work: Work, who: str | None = None) -> None:
        """Keep what the work needs, and who works here."""
        self._work = work
        self._who = who

    def of(self, who: str) -> "RecordsDesk":
        """Return this desk with somebody at it."""
        return RecordsDesk(self._work, who)

    async def show(self, number: str, *, exported: bool = False) -> Case:
        """Return a case to whoever holds the keys, and note that they read it.

        Args:
            number: Of the case.
            exported: Whether it leaves the assistant, as a record.

        Raises:
            BadRequest: There is no such case.
            Gone, NotKept: As the store says.
        """
        event = Event(action="exported" if exported else "read", actor="operator")
        return await self._change((await self.find(number)).id, lambda case: Changed(case=case, events=(event,)))

    async def find(self, number: str) -> Case:
        """Return a case by its number.

        Raises:
            BadRequest: There is no such case.
        """
        case = await self._work.store.by_number(number.strip().upper())
        if case is None:
            raise BadRequest("There is no case of this number here.")
        return case

    async def hold(self, id_: str, reason: str) -> Case:
        """Put a case under legal hold. Raises as `keeping.hold`."""
        return await self._change(id_, lambda case: keeping.hold(case, reason))

    async def release(self, id_: str, reason: str) -> Case:
        """Release a case from legal hold. Raises as `keeping.release`."""
        return await self._change(id_, lambda case: keeping.release(case, reason))

    async def filed_as_record(self, id_: str, reference: str) -> Case:
        """Note under which reference a case was filed. Raises as `keeping.filed_as_record`."""
        return await self._change(id_, lambda case: keeping.filed_as_record(case, reference))

    async def dispose(self, id_: str) -> keeping.Disposal:
        """Dispose of a case under its organisation's schedule.

        Raises:
            BadRequest: It may not be; the message says why.
            Gone, NotKept: As the store says.
        """
        case = await self._work.store.get(id_)
        record = keeping.disposal(case, self._work.clock(), self._work.rules(case), who=self._who)
        await self._work.store.dispose(id_, record=record.sentence(), at=record.at)
        return record

    async def revoke(self, id_: str, key: str) -> Case:
        """Make the links of a recipient void; they get nothing more, until another recipient passes it on to them.

        Where nobody else has the case, the intake is told, or the independent one.

        Raises:
            BadRequest: They are no recipient of the case.
            Gone, NotKept: As the store says.
        """

        def revoked(case: Case) -> Changed:
            one = case.assignment(key)
            if one is None:
                raise BadRequest(_NO_RECIPIENT)
            after = acting.with_assignment(case, replace(one, link=one.link + 1, revoked=True, code=None))
            event = Event(action="link_revoked", actor="operator", details=one.person.name)
            return Changed(case=after, events=(event,))

        def told(case: Case, done: Changed, at: datetime) -> Changed:
            after = self._work.told_instead(case, done, at)
            return self._work.answered(after) if after.case.nobody_left and not case.nobody_left else after

        return await self._change(id_, revoked, told)

    async def resend(self, id_: str, key: str) -> Case:
        """Give a case again to a recipient whose links were made void, with a new link, as they are reached today.

        Raises:
            BadRequest: As `acting.give_again`, or they are no recipient, or no way of theirs may bring it.
            Gone, NotKept: As the store says.
        """
        work = self._work

        def given(case: Case, at: datetime) -> Changed:
            one = case.assignment(key)
            if one is None:
                raise BadRequest(_NO_RECIPIENT)
            to = self._as_of_now(case, one.person)
            if not any(is_same_person(to, able) for able in work.may_be_told(case, (to,))):
                raise BadRequest(acting.NOT_AGAIN)
            done = acting.give_again(case, one, to, at)
            notice = work.notice(done.case, done.case.assignments[-1], "case")
            return replace(done, notices=(notice,) if notice else ())

        return await work.change(id_, lambda case, at: self._noted(given(case, at)))

    def _as_of_now(self, case: Case, person: Person) -> Person:
        """Return somebody in their role as they are reached by now, maybe at other addresses than they were."""
        people = self._work.staff.everybody(case.org)
        named = [one for one in people if one.role == person.role and folded(one.name) == folded(person.name)]
        return next(iter(named), person)

    async def _change(
        self,
        id_: str,
        step: Callable[[Case], Changed],
        then: Callable[[Case, Changed, datetime], Changed] | None = None,
    ) -> Case:
        """Let whoever works here change a case; what follows from that is not noted as theirs."""

        def change(case: Case, at: datetime) -> Changed:
            done = self._noted(step(case))
            return then(case, done, at) if then else done

        return await self._work.change(id_, change)

    def _noted(self, done: Changed) -> Changed:
        """Return the same, noted as done by whoever works here."""
        return replace(done, events=tuple(replace(one, who=self._who) for one in done.events))
