"""The cases that somebody has to see to, as far as Slack knows who they are."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.office import Desks
from bot.slack.cases.address import full, is_at
from bot.slack.cases.book import Book
from bot.slack.cases.facts import members
from bot.slack.core.incoming import Somebody
from bot.slack.parts import Parts
from handlers.cases.case import Assignment, Case
from handlers.cases.people import Person
from handlers.cases.privacy import is_full
from handlers.cases.store import Gone
from handlers.cases.views import recipient_view_now

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case that has not ended, as one of its recipients finds it.

    Attributes:
        number: Of the case.
        about: What it is about, as it may be told where others might look over their shoulder.
        by: By when something is to be done about it, or None.
        urgent: Whether somebody may be in danger, or its time has passed.
        token: Opens it to this recipient; value of the button `ids.RECEIVED`.
    """

    number: str
    about: str = field(repr=False)
    by: datetime | None
    urgent: bool
    token: str = field(repr=False)


async def open_cases(parts: Parts, who: Somebody) -> Sequence[OpenCase]:
    """Return the open cases of a recipient, the most pressing first; none of somebody who receives none."""
    book, desks = Book(parts.notes, parts.clock), parts.entrance.desks
    known = await book.cases_of(full(who.workspace.team, who.id))
    for office in await _offices(parts, who, desks):
        known += await book.cases_of(office)
    found = [await _opened(case, person, desks) for case, person in dict.fromkeys(known)]
    acting = [(case, one) for case, one in filter(None, found) if await _may(parts, who, case, one, desks)]
    cases = [_shown(case, one, desks) for case, one in acting]
    return sorted(cases, key=lambda one: (not one.urgent, one.by or _NEVER, one.number))


async def _offices(parts: Parts, who: Somebody, desks: Desks) -> list[str]:
    """Return the channels of the offices that somebody acts for."""
    found = []
    async for office in _acting_for(parts, who, desks):
        found += [way.address for way in office.ways if way.kind == "slack"]
    return [one if "/" in one else full(who.workspace.team, one) for one in dict.fromkeys(found)]


async def _acting_for(parts: Parts, who: Somebody, desks: Desks) -> AsyncIterator[Person]:
    for org in desks.library.organisations:
        for office in desks.work.staff.everybody(org):
            for one in office.members:
                if await is_at(who, one, parts.workspaces):
                    yield office


async def _opened(id_: str, person: str, desks: Desks) -> tuple[Case, Assignment] | None:
    """Return a case with somebody's assignment, where it has not ended and they may see it."""
    try:
        case = await desks.work.store.get(id_)
    except Gone:
        return None
    one = case.assignment(person)
    return (case, one) if one and case.is_open and case.may_see(one) else None


async def _may(parts: Parts, who: Somebody, case: Case, one: Assignment, desks: Desks) -> bool:
    """Tell whether somebody may see a case: it is theirs, or that of an office whose channel they act in."""
    if await is_at(who, one.person, parts.workspaces):
        return True
    if desks.work.naming.is_private(case):
        return False
    acting = await asyncio.to_thread(members, case, one.person, desks)
    return any([await is_at(who, member, parts.workspaces) for member in acting])


def _shown(case: Case, one: Assignment, desks: Desks) -> OpenCase:
    work, now = desks.work, desks.work.clock()
    view = recipient_view_now(case, one, work, desks.library)
    told = is_full(one.person, private=work.naming.is_private(case))
    return OpenCase(
        number=case.number,
        about=view.alleged if told else view.state,
        by=view.acknowledge_by,
        urgent=case.danger or (view.acknowledge_by is not None and view.acknowledge_by <= now),
        token=work.links.token(case.id, one.person.key, one.link, now),
    )
