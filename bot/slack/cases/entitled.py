"""Who may do something with a case in Slack: whom it is for, or who acts for the office that it is for."""

import asyncio
from dataclasses import dataclass, field

import structlog

from bot.office import Desks
from bot.slack.cases.address import is_at
from bot.slack.cases.facts import as_known, members
from bot.slack.core.incoming import Somebody
from bot.slack.parts import Parts
from handlers.cases.case import Assignment, Case
from handlers.cases.kept_out import is_out, widened
from handlers.cases.links import Claim, NoEntry
from handlers.cases.people import Person
from handlers.cases.store import Gone

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitled:
    """Somebody who may act on a case.

    Attributes:
        claim: What they act with.
        case, one: The case, and the assignment that they act by.
        member: Who of an office they are, by name; None where they received it themselves.
        desks: The desks as of now.
    """

    claim: Claim
    case: Case
    one: Assignment
    member: str | None = field(repr=False)
    desks: Desks


async def entitled(parts: Parts, who: Somebody, token: str) -> Entitled:
    """Return what somebody may act with who pressed a button of a case.

    Args:
        parts: What listeners work with.
        who: Whoever pressed it.
        token: That the button has: signed by us, for the one recipient whose card it stands on.

    Raises:
        NoEntry: It is not for them, or not any more; which of the reasons it was is told to nobody.
        NotReady: Cases cannot be opened here now.
        Away, SettingsError: As `address_of`.
    """
    try:
        return await _entitled(parts, who, token)
    except NoEntry:
        _log.warning("refused somebody in Slack who may not act on a case, or not any more")
        raise


async def _entitled(parts: Parts, who: Somebody, token: str) -> Entitled:
    desks = parts.entrance.desks
    work = desks.work
    claim = work.links.claim(token, work.clock(), even_expired=True)
    try:
        case = await work.store.get(claim.case)
    except Gone:
        raise NoEntry from None
    one = work.links.opened(claim, case)
    # In a thread: it compares every name of the staff.
    known, acting = await asyncio.to_thread(_people, case, one, desks)
    for person in known:
        if await is_at(who, person, parts.workspaces):
            return Entitled(claim=claim, case=case, one=one, member=None, desks=desks)
    for member in acting:
        if await is_at(who, member, parts.workspaces):
            return Entitled(claim=claim, case=case, one=one, member=member.name, desks=desks)
    raise NoEntry


def _people(case: Case, one: Assignment, desks: Desks) -> tuple[list[Person], tuple[Person, ...]]:
    """Return who a recipient is, and who may act for them where they are an office that is told in a channel."""
    out = widened(case.out, desks.work.staff.everybody(case.org))
    known = [person for person in as_known(case, one.person, desks) if not is_out(person, out)]
    if not known or known[0] is not one.person:
        return [], ()
    private = desks.work.naming.is_private(case)
    told = any(way.kind == "slack" and not (private and way.shared) for way in one.person.ways)
    return known, members(case, one.person, desks) if told else ()
