"""Checking the rows of cases and of notices: against each other, and against what the history tells."""

from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType

from sqlalchemy import Connection, select

from bot.storage import case_rows, outbox_rows
from bot.storage.chain import Chain
from bot.storage.errors import StorageUnusable
from bot.storage.keys import Keyring
from bot.storage.schema import AnyRow, cases, outbox
from handlers.cases.store import Gone

BY_AND_BY = MappingProxyType({"yield_per": 500})
"""Of a query: however much it finds, so many rows are held at once."""

_CHANGED = "what the row of a notice says was changed"


@dataclass(slots=True)
class _Notices:
    """What the outbox holds.

    Attributes:
        counts: Id of a case -> how many notices it has.
        unsigned: Ids of the cases of which one has no digest: where an earlier version wrote it, it needs none.
    """

    counts: Counter[str] = field(default_factory=Counter)
    unsigned: set[str] = field(default_factory=set)

    def problem_of(self, case: str, kept: int) -> str | None:
        """Return what is wrong with the notices of a case for which so many were kept, or None."""
        if self.counts[case] != kept:
            return "a notice of the case was removed or added"
        return _CHANGED if case in self.unsigned else None


def check(connection: Connection, keyring: Keyring, chain: Chain) -> None:
    """Check every notice and every case; report what is wrong to the chain, which has seen the whole history."""
    notices = _check_notices(connection, keyring, chain)
    for row in connection.execute(select(cases).order_by(cases.c.id).execution_options(**BY_AND_BY)):
        problem = _problem_of_case(keyring, row, chain, notices)
        if problem:
            chain.report(None, row.id, problem)
        chain.counts.pop(row.id, None)
    for case in chain.counts:
        chain.report(None, case, "the case is missing, though the history tells of it")


def _check_notices(connection: Connection, keyring: Keyring, chain: Chain) -> _Notices:
    found = _Notices()
    for row in connection.execute(select(outbox).order_by(outbox.c.id).execution_options(**BY_AND_BY)):
        problem = _problem_of_notice(keyring, row)
        if problem:
            chain.report(None, row.case_id, problem)
        found.counts[row.case_id] += 1
        if row.digest is None:
            found.unsigned.add(row.case_id)
    return found


def _problem_of_notice(keyring: Keyring, row: AnyRow) -> str | None:
    if row.digest is not None and row.digest != outbox_rows.digest_of(keyring, row._asdict()):
        return _CHANGED
    if row.state == outbox_rows.QUEUED:
        try:
            outbox_rows.pending(keyring, row)
        except StorageUnusable:
            return "a notice that is on its way cannot be opened"
    return None


def _problem_of_case(keyring: Keyring, row: AnyRow, chain: Chain, notices: _Notices) -> str | None:
    try:
        kept = case_rows.opened(keyring, row)
    except Gone:
        return _problem_of_rest(keyring, row, chain, notices)
    except StorageUnusable:
        return "the case cannot be opened, or is found by what is not its own"
    if (kept.entries, kept.version) != (chain.counts[row.id], row.version):
        return "an earlier state of the case was put back, or the last entries of its history were cut off"
    said = case_rows.in_the_open(keyring, kept)
    if any(row._mapping[name] != value for name, value in said.items()):
        return "what its row says in the open is not what the case holds"
    return None if kept.notices is None else notices.problem_of(row.id, kept.notices)


def _problem_of_rest(keyring: Keyring, row: AnyRow, chain: Chain, notices: _Notices) -> str | None:
    if row.id not in chain.disposed:
        return "what the case holds was removed, though it was not disposed of"
    left = chain.disposed[row.id]
    if left is None:
        return None
    if left != case_rows.digest_of_rest(keyring, row, notices.counts[row.id]):
        return "what is left of the case, which was disposed of, was changed, or a notice of it removed"
    return _CHANGED if row.id in notices.unsigned else None
