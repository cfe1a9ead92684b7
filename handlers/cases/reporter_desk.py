"""The reporter's desk: to file a case, and to follow it up."""

from dataclasses import dataclass, field
from datetime import datetime

from handlers.cases import following
from handlers.cases.case import Case
from handlers.cases.filing import NOBODY_LEFT, Filing, filed, whom_to_call
from handlers.cases.involved import checked, unknown
from handlers.cases.links import regrouped
from handlers.cases.people import Involved
from handlers.cases.recipients import Answers
from handlers.cases.store import Changed
from handlers.cases.work import Work
from handlers.request import BadRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What the reporter learns once their case is kept.

    Attributes:
        receipt: The code with which they follow it up; it is kept nowhere.
        again: Whether it had been filed before, by the same press of a button.
    """

    case: Case
    receipt: str = field(repr=False)
    again: bool


class ReporterDesk:
    """Does what a reporter asks, each step kept whole or not at all."""

    def __init__(self, work: Work) -> None:
        """Keep what the work needs."""
        self._work = work

    async def file(self, filing: Filing, *, submission: str) -> Filed:
        """Keep a case and whom to tell; once this returns, it is never lost.

        Args:
            filing: What was confirmed.
            submission: Given by the door once for one press of the button.

        Raises:
            BadRequest: Nobody is left who could receive it.
            NotKept: It could not be kept.
        """
        if not filing.plan.recipients:
            raise BadRequest(NOBODY_LEFT.format(call=whom_to_call(filing)))
        work = self._work
        receipt, rules = work.links.receipt(submission), work.practice.rules(filing.org)
        changed = filed(filing, at=work.clock(), rules=rules, links=work.links, naming=work.naming, staff=work.staff)
        case = await work.store.file(changed, submission=submission, receipt=receipt)
        return Filed(case=case, receipt=receipt, again=case.id != changed.case.id)

    async def by_receipt(self, receipt: str) -> Case | None:
        """Return the case that a receipt code opens, however it is typed, or None."""
        return await self._work.store.by_receipt(regrouped(receipt))

    async def of_reporter(self, identity: str) -> list[Case]:
        """Return the cases of somebody who is signed in, the newest first."""
        return list(await self._work.store.of_reporter(identity))

    async def add(self, id_: str, text: str, *, submission: str | None = None) -> Case:
        """Add something to a case, and tell its recipients.

        Args:
            id_: Of the case.
            text: What is added.
            submission: Given by the door once for one press of the button: a second time, nothing is added.

        Raises:
            BadRequest, Gone, NotKept: As `following.add` and the store say.
        """

        def add(case: Case, at: datetime) -> Changed:
            done = following.add(case, text, at, submission)
            return self._work.told(done, "message") if done.events else done

        return await self._work.change(id_, add)

    async def tick_off(self, id_: str, duty: str) -> Case:
        """Note that the reporter did what was left to them.

        Raises:
            BadRequest, Gone, NotKept: As `following.tick_off` and the store say.
        """
        return await self._work.change(id_, lambda case, at: following.tick_off(case, duty, at))

    async def keep_out(self, id_: str, involved: Involved) -> Case:
        """Keep people out of a case from now on, because they turn out to be involved; their links open it no more.

        What they did to it does not count any more, and what is on its way to them is withdrawn. Where nobody who has
        it is left, the intake is told, or the independent one.

        Raises:
            BadRequest: Nobody is named, or as `involved.checked` says.
            Gone, NotKept: As the store says.
        """

        def kept_out(case: Case, at: datetime) -> Changed:
            planner, has_it = self._work.planner, [one.person for one in case.assignments]
            who = checked(involved, planner.roles(case.org))
            if not (who.names or who.roles):
                raise BadRequest("Say who is involved, by name or by role.")
            out = case.out | planner.kept_out(case.org, case.unit, Answers(involved=who), has_it)
            return self._work.told_instead(case, following.keep_out(case, who, out), at)

        return await self._work.change(id_, kept_out)

    def unknown(self, case: Case, involved: Involved) -> tuple[str, ...]:
        """Return the names of involved people that nobody has who is known where a case is, or who received it."""
        known = [*self._work.staff.everybody(case.org), *(one.person for one in case.assignments)]
        return unknown(checked(involved, self._work.planner.roles(case.org)), known)

    async def accept(self, id_: str) -> Case:
        """Note that the employee has read the decision on their disclosure.

        Raises:
            BadRequest, Gone, NotKept: As `following.accept` and the store say.
        """
        return await self._work.change(id_, lambda case, _: following.accept(case))
