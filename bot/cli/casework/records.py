"""Records of cases, put together from what the office keeps."""

from typing import TYPE_CHECKING

from bot.cli.casework.record import Record
from handlers.cases.case import Case
from handlers.cases.showing import role_names
from handlers.cases.store import HistoryEntry, Summary
from handlers.request import BadRequest

if TYPE_CHECKING:
    from bot.office import Office


async def record_of(office: "Office", number: str, who: str, *, exported: bool) -> Record:
    """Return the record of a case, and note in its history that somebody read it or took it out.

    Args:
        office: Keeps it.
        number: Of the case; of one that was disposed of, its id.
        who: Reads it.
        exported: Whether it leaves the assistant.

    Raises:
        BadRequest: There is no such case.
        Gone, NotKept: As the store says.
    """
    disposed = await _disposed(office, number)
    if disposed:
        return await _what_is_left(office, disposed, who)
    return await _whole(office, await office.desks.records.of(who).show(number, exported=exported), who)


async def _disposed(office: "Office", id_: str) -> Summary | None:
    found = [one for one in await office.store.summaries() if one.id == id_.strip().lower()]
    if found and found[0].disposed_at is None:
        raise BadRequest("This is the id of a case; give its number.")
    return found[0] if found else None


async def _whole(office: "Office", case: Case, who: str) -> Record:
    work = office.desks.work
    return Record(
        case=case,
        alleged=work.naming.alleged(case),
        roles=role_names(office.desks.library, case.org),
        schedule=work.rules(case).schedule,
        history=await _history(office, case.id),
        at=office.clock(),
        who=who,
    )


async def _what_is_left(office: "Office", summary: Summary, who: str) -> Record:
    return Record(summary=summary, history=await _history(office, summary.id), at=office.clock(), who=who)


async def _history(office: "Office", id_: str) -> tuple[HistoryEntry, ...]:
    return tuple([one async for one in office.store.history(id_)])
