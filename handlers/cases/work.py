"""What every desk works with: the store, the clock, the rules, and who is told what."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from handlers.cases.case import Assignment, Case
from handlers.cases.clocks import Clock, group, wound
from handlers.cases.events import Notice, NoticeKind
from handlers.cases.links import Links
from handlers.cases.notices import Naming, to_recipient, to_reporter
from handlers.cases.people import Person, Staff, is_out, widened
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
        if is_out(one.person, case.out):
            return None
        link = self.links.token(case.id, one.person.key, one.link, self.clock())
        return to_recipient(case, one, kind, self._urgency(case), self.naming, link)

    def told(self, done: Changed, kind: NoticeKind) -> Changed:
        """Return the same with notices to all recipients."""
        notices = (self.notice(done.case, one, kind) for one in done.case.assignments)
        return replace(done, notices=(*done.notices, *filter(None, notices)))

    def told_instead(self, done: Changed, at: datetime) -> Changed:
        """Return the same with the intake as a recipient where nobody who has the case may see it any more."""
        case = done.case
        if any(not is_out(one.person, case.out) for one in case.assignments):
            return done
        people = self.planner.intake(case.org, case.unit, case.out, private=self.naming.is_private(case))
        new = tuple(Assignment(person=one, step=None, because="intake", at=at) for one in people)
        after = replace(case, assignments=(*case.assignments, *new), nobody_left=not new)
        notices = (self.notice(after, one, "case") for one in new)
        return replace(done, case=after, notices=(*done.notices, *filter(None, notices)))

    def answered(self, done: Changed) -> Changed:
        """Return the same with a notice to the reporter, where they want to be told."""
        return replace(done, notices=(*done.notices, *filter(None, [to_reporter(done.case)])))

    def _urgency(self, case: Case) -> int:
        if case.danger:
            return 0
        known = self.reports.types.get(case.type)
        return known.urgency if known else _UNKNOWN_URGENCY
