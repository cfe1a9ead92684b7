"""Acting for an office: the case is the office's, and the history says who of its people it was."""

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from handlers.cases.case import Assignment, Case
from handlers.cases.events import Event
from handlers.cases.store import Changed, HistoryEntry
from handlers.cases.work import Work

_BY = ", by "


def on_behalf(work: Work, member: str | None) -> Work:
    """Return what changes cases as `work` does, and notes which member of an office did it.

    Args:
        work: What changes them.
        member: Name of the member; None for a recipient who acts for themselves.
    """
    if member is None:
        return work
    known = {one.name: getattr(work, one.name) for one in fields(Work)}
    return _OnBehalf(**known, inner=work, member=member)


async def spoke_for(entries: AsyncIterator[HistoryEntry], offices: Iterable[Assignment]) -> dict[str, str]:
    """Return who last said for offices that they have a case, by the key of the office; only what is known of it.

    Args:
        entries: Of the case's history, the oldest first.
        offices: Those of whom it is asked.
    """
    names = {f"{one.person.name}{_BY}": one.person.key for one in offices}
    found: dict[str, str] = {}
    async for entry in entries:
        for start, key in names.items():
            if entry.action == "acknowledged" and (entry.who or "").startswith(start):
                found[key] = (entry.who or "").removeprefix(start)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _OnBehalf(Work):
    inner: Work
    member: str = field(repr=False)

    async def change(self, id_: str, step: Callable[[Case, datetime], Changed]) -> Case:
        """Let something happen to a case now. Raises as `inner.change`."""

        def noted(case: Case, at: datetime) -> Changed:
            done = step(case, at)
            return replace(done, events=tuple(map(self._noted, done.events)))

        return await self.inner.change(id_, noted)

    def _noted(self, one: Event) -> Event:
        if one.actor != "recipient" or one.who is None:
            return one
        return replace(one, who=f"{one.who}{_BY}{self.member}")
