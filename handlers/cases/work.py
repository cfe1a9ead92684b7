"""What every desk works with: the store, the clock, the rules, and who is told what."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from itertools import chain

from handlers.cases import leaving
from handlers.cases.acting import with_assignment
from handlers.cases.case import Assignment, Case
from handlers.cases.clocks import Clock, group, wound
from handlers.cases.events import Event, Notice, NoticeKind
from handlers.cases.kept_out import widened
from handlers.cases.links import Links
from handlers.cases.notices import Naming, stands_in_for, to_recipient, to_reporter, way_for
from handlers.cases.people import Person, Staff, is_same_person
from handlers.cases.recipients import Planner, fit
from handlers.cases.rules import Practice, Rules
from handlers.cases.store import CaseStore, Changed
from knowledge.reports import Reports

_UNKNOWN_URGENCY = 3
"""Of a case whose type is known no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What the desks share.

    Attributes:
        store: Keeps the cases.
        links: Signs what opens them for recipients.
        staff: Who fills which role.
        planner: Who receives what.
        practice: The rules of the organisations.
        reports: Types and routes.
        naming: How types are called.
        clock: Tells the time.
    """

    store: CaseStore
    links: Links
    staff: Staff
    planner: Planner
    practice: Practice
    reports: Reports
    naming: Naming
    clock: Clock

    async def change(self, id_: str, step: Callable[[Case, datetime], Changed]) -> Case:
        """Let something happen to a case now.

        Raises:
            Gone, NotKept: As the store says; and whatever the step raises.
        """
        at = self.clock()

        def change(case: Case) -> Changed:
            done = step(case, at)
            return replace(done, case=wound(done.case, self.rules(done.case)))

        return await self.store.change(id_, change, at=at)

    def rules(self, case: Case) -> Rules:
        """Return the rules of a case's organisation."""
        return self.practice.rules(case.org)

    def may_be_told(self, case: Case, people: Iterable[Person]) -> tuple[Person, ...]:
        """Return those who may see a case and can be told in a way that it may take, as the staff is now."""
        out = widened(case.out, self.staff.everybody(case.org))
        return fit(people, out, private=self.naming.is_private(case))

    def line(self, case: Case) -> Callable[[Assignment], Iterator[Person]]:
        """Return what yields whom to tell next where a recipient does not answer; all of them may be told."""
        route = self.reports.route(case.org, case.type, case.role, case.variant)

        def line(one: Assignment) -> Iterator[Person]:
            deputies = (deputy for other in group(case, one) for deputy in other.person.deputies)
            following = self.planner.next_in_line(case.org, case.unit, route, one.step)
            yield from self.may_be_told(case, chain(deputies, following))

        return line

    def notice(self, case: Case, one: Assignment, kind: NoticeKind) -> Notice | None:
        """Return a notice to a recipient, with a link of their own; None where they, or their ways, may not have it."""
        if not case.may_see(one):
            return None
        link = self.links.token(case.id, one.person.key, one.link, self.clock())
        first = stands_in_for(case, one, self.staff)
        return to_recipient(case, one, kind, self._urgency(case), self.naming, link, stands_in_for=first)

    def told(self, done: Changed, kind: NoticeKind) -> Changed:
        """Return the same with notices to all recipients."""
        notices = (self.notice(done.case, one, kind) for one in done.case.assignments)
        return replace(done, notices=(*done.notices, *filter(None, notices)))

    def told_instead(self, before: Case, done: Changed, at: datetime) -> Changed:
        """Return the same after others took the place of those who may see the case no more.

        Those who are left are asked anew whether they have it; where nobody is left who can be told, the intake is, or
        the independent one. What is on its way to whoever may not have it (any more) is withdrawn.

        Args:
            before: The case before they left.
            done: What made them leave.
            at: The time.
        """
        again = leaving.asked_anew(before, done.case, at, self.reaches)
        case = reduce(with_assignment, again, done.case)
        without = leaving.left_without(case, self.reaches)
        told = (replace(one, escalated_at=one.escalated_at or at) for one in without if case.may_see(one))
        new = self._instead(case, at) if without else ()
        case = reduce(with_assignment, told, case)
        case = replace(case, assignments=(*case.assignments, *new))
        is_left = any(self.reaches(case, one) for one in case.assignments)
        case = replace(case, nobody_left=not is_left or (case.nobody_left and not new and not again))
        events = (Event(action="escalated", actor="assistant", who=one.person.name) for one in new)
        asked = (self.notice(case, one, "reminder") for one in again)
        first = (self.notice(case, one, "case") for one in new)
        return Changed(
            case=case,
            events=(*done.events, *events),
            notices=(*done.notices, *filter(None, (*asked, *first))),
            revise=lambda notice: self.revised(case, notice),
        )

    def revised(self, case: Case, notice: Notice) -> Notice | None:
        """Return what becomes of a notice that is on its way (`store.Revise`), by who may be sent what by now."""
        if notice.to is None:
            return notice
        one = case.assignment(notice.to)
        if one is None or not case.may_see(one) or (notice.link and self.links.is_void(notice.link, one)):
            return None
        if notice.private or not self.naming.is_private(case):
            return notice
        return None if notice.kind == "code" else self.notice(case, one, notice.kind)

    def reaches(self, case: Case, one: Assignment) -> bool:
        """Tell whether somebody who received a case may see it still, and can be told of it."""
        return case.may_see(one) and way_for(case, one, self.naming) is not None

    def answered(self, done: Changed) -> Changed:
        """Return the same with a notice to the reporter, where they want to be told."""
        return replace(done, notices=(*done.notices, *filter(None, [to_reporter(done.case)])))

    def _instead(self, case: Case, at: datetime) -> tuple[Assignment, ...]:
        """Return assignments of the intake, or the independent one; none where it has the case already."""
        revoked = [one.person for one in case.assignments if one.revoked]
        private = self.naming.is_private(case)
        people = self.planner.intake(case.org, case.unit, case.out, private=private, without=revoked)
        if any(is_same_person(one, other.person) for one in people for other in case.assignments):
            return ()
        return tuple(Assignment(person=one, step=None, because="intake", at=at) for one in people)

    def _urgency(self, case: Case) -> int:
        if case.danger:
            return 0
        known = self.reports.types.get(case.type)
        return known.urgency if known else _UNKNOWN_URGENCY
