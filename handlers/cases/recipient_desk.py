"""The recipient's desk: a link and a one-time code open one case for one recipient, who then acts on it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from handlers.cases import acting
from handlers.cases.case import Assignment, Case
from handlers.cases.events import Event
from handlers.cases.links import CODE_LIFETIME, Claim, NoEntry
from handlers.cases.notices import with_code
from handlers.cases.people import Person, is_same_person
from handlers.cases.store import Changed, Gone
from handlers.cases.work import Work
from handlers.request import BadRequest

_SOONEST_CODE, _SOONEST_LINK = timedelta(seconds=30), timedelta(hours=1)
"""Before that, no other one-time code, and no other link, is sent to the same recipient."""

Act = Callable[[Case, Assignment, datetime], Changed]
"""What a recipient does to a case at a time."""


class RecipientDesk:
    """Does what a recipient asks, each step kept whole or not at all."""

    def __init__(self, work: Work) -> None:
        """Keep what the work needs."""
        self._work = work

    async def knock(self, token: str) -> Case:
        """Return the case that a link would open; this changes nothing, for machines open links too.

        Raises:
            NoEntry: The link is forged, expired or void.
        """
        claim = self._claim(token)
        try:
            case = await self._work.store.get(claim.case)
        except Gone:
            raise NoEntry from None
        self._work.links.opened(claim, case)
        return case

    def link_of(self, token: str) -> str | None:
        """Return what stands for a link in counts of tries; None for what is none of ours. It opens nothing.

        All links of one number that a recipient was sent for a case are one, also those that have expired.
        """
        try:
            claim = self._work.links.claim(token, self._work.clock(), even_expired=True)
        except NoEntry:
            return None
        return sha256(f"{claim.case} {claim.person} {claim.number}".encode()).hexdigest()

    async def send_code(self, token: str) -> None:
        """Send a recipient the one-time code that their link asks for; not more often than is useful.

        The history notes that it was asked for; that it was sent, only once a service has taken it (`Watch`).

        Raises:
            NoEntry: The link is forged, expired or void.
            NotKept: It could not be kept.
        """

        def send(case: Case, one: Assignment, at: datetime) -> Changed:
            if one.code and at < one.code.expires_at - CODE_LIFETIME + _SOONEST_CODE:
                return Changed(case=case)
            code, kept = self._work.links.new_code(case.id, at)
            notice = with_code(case, one, code, self._work.naming)
            if notice is None:
                raise NoEntry
            after = acting.with_assignment(case, replace(one, code=kept))
            event = Event(action="code_asked_for", actor="assistant", who=one.person.name)
            return Changed(case=after, events=(event,), notices=(notice,))

        await self._act(self._claim(token), send)

    async def renew(self, token: str) -> None:
        """Send a recipient another link in place of one that opens nothing any more; not more often than is useful.

        Raises:
            NoEntry: The link is forged or void.
            NotKept: It could not be kept.
        """

        def send(case: Case, one: Assignment, at: datetime) -> Changed:
            notice = self._work.notice(case, one, "message")
            if notice is None or (one.renewed_at and at < one.renewed_at + _SOONEST_LINK):
                return Changed(case=case)
            after = acting.with_assignment(case, replace(one, renewed_at=at))
            event = Event(action="link_sent", actor="assistant", who=one.person.name)
            return Changed(case=after, events=(event,), notices=(notice,))

        await self._act(self._work.links.claim(token, self._work.clock(), even_expired=True), send)

    async def enter(self, token: str, code: str) -> Claim:
        """Return what a recipient may act with, once their code was right; it is used up by that.

        Raises:
            NoEntry: The link or the code is wrong, expired, used or tried too often.
            NotKept: It could not be kept.
        """
        claim = self._claim(token)
        right = False

        def check(case: Case, one: Assignment, at: datetime) -> Changed:
            nonlocal right
            right = self._work.links.is_right(case.id, code, one.code, at)
            spent = None if right or one.code is None else replace(one.code, tries=one.code.tries + 1)
            return Changed(case=acting.with_assignment(case, replace(one, code=spent)))

        await self._act(claim, check)
        if not right:
            raise NoEntry
        return claim

    async def read(self, claim: Claim) -> tuple[Case, Assignment]:
        """Return a case to a recipient, and note that they read it.

        Raises:
            NoEntry: They are no recipient any more.
        """
        return await self._act(claim, lambda case, one, _: acting.read(case, one))

    async def acknowledge(self, claim: Claim) -> tuple[Case, Assignment]:
        """Note that a recipient has a case. Raises as `acting.acknowledge`, and NoEntry."""
        return await self._act(claim, acting.acknowledge)

    async def start(self, claim: Claim) -> tuple[Case, Assignment]:
        """Note that a recipient works on a report. Raises as `acting.start`, and NoEntry."""
        return await self._act(claim, acting.start)

    async def answer(self, claim: Claim, text: str, *, submission: str | None = None) -> tuple[Case, Assignment]:
        """Say something to the reporter. Raises as `acting.answer`, and NoEntry.

        Args:
            claim: Of the recipient.
            text: What they say.
            submission: Given by the door once for one press of the button, here and for the other acts with words: what
                was said with it is not said, or done, a second time.
        """
        return await self._say(claim, submission, lambda case, one, at: acting.answer(case, one, text, at))

    async def pass_on(self, claim: Claim, to: str) -> tuple[Case, Assignment]:
        """Make somebody else a recipient too.

        Args:
            claim: Of the recipient who passes it on.
            to: Key of the person, one of `colleagues`.

        Raises:
            BadRequest: As `acting.pass_on`; who it is that it cannot be passed on to, and why, is not said.
            NoEntry: The recipient is none any more.
        """
        try:
            seen = await self._work.store.get(claim.case)
        except Gone:
            raise NoEntry from None
        # In a thread, and before anything is locked: it compares every name of the staff.
        person = await asyncio.to_thread(lambda: next((one for one in self.colleagues(seen) if one.key == to), None))

        def passed(case: Case, one: Assignment, at: datetime) -> Changed:
            if person is None:
                raise BadRequest(acting.NOT_TO_THEM)
            done = acting.pass_on(case, one, person, at)  # it asks once more whether they may see it
            notice = self._work.notice(done.case, done.case.assignments[-1], "case")
            if notice is None:  # it became private in between
                raise BadRequest(acting.NOT_TO_THEM)
            return replace(done, notices=(*done.notices, notice))

        return await self._act(claim, passed)

    async def close(
        self, claim: Claim, outcome: str, text: str, *, submission: str | None = None
    ) -> tuple[Case, Assignment]:
        """Close a report. Raises as `acting.close`, and NoEntry."""
        rules = self._work.rules
        return await self._say(
            claim, submission, lambda case, one, at: acting.close(case, one, outcome, text, at, rules(case))
        )

    async def decide(
        self, claim: Claim, decision: str, text: str, *, submission: str | None = None
    ) -> tuple[Case, Assignment]:
        """Decide on a disclosure. Raises as `acting.decide`, and NoEntry."""
        rules = self._work.rules
        return await self._say(
            claim, submission, lambda case, one, at: acting.decide(case, one, decision, text, at, rules(case))
        )

    async def retire(self, claim: Claim, text: str, *, submission: str | None = None) -> tuple[Case, Assignment]:
        """End a disclosure. Raises as `acting.retire`, and NoEntry."""
        return await self._say(claim, submission, lambda case, one, at: acting.retire(case, one, text, at))

    def colleagues(self, case: Case) -> tuple[Person, ...]:
        """Return whom a case can be passed on to: nobody who must not see it or could not be told, nor who has it."""
        has = [one.person for one in case.assignments if not one.revoked]
        able = self._work.may_be_told(case, self._work.staff.everybody(case.org))
        return tuple(one for one in able if not any(is_same_person(one, other) for other in has))

    def outcomes(self, case: Case) -> tuple[str, ...]:
        """Return what a case can come to."""
        rules = self._work.rules(case)
        return rules.outcomes if case.kind == "report" else rules.decisions

    async def _say(self, claim: Claim, submission: str | None, act: Act) -> tuple[Case, Assignment]:
        """Do something with words to the reporter, and have them told; once for one press of a button."""

        def said(case: Case, one: Assignment, at: datetime) -> Changed:
            if case.has_said(submission):
                return Changed(case=case)
            done = act(case, one, at)
            before, after = len(case.messages), done.case.messages
            new = (replace(message, submission=submission) for message in after[before:])
            return self._work.answered(replace(done, case=replace(done.case, messages=(*after[:before], *new))))

        return await self._act(claim, said)

    async def _act(self, claim: Claim, act: Act) -> tuple[Case, Assignment]:
        def change(case: Case, at: datetime) -> Changed:
            return act(case, self._work.links.opened(claim, case), at)

        try:
            case = await self._work.change(claim.case, change)
        except Gone:
            raise NoEntry from None
        return case, self._work.links.opened(claim, case)

    def _claim(self, token: str) -> Claim:
        return self._work.links.claim(token, self._work.clock())
