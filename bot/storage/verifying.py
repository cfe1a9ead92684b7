"""Verifying the history: whether anybody changed, removed, added or moved what was kept."""

from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType

from sqlalchemy import Connection, select

from bot.storage import case_rows
from bot.storage.database import Database
from bot.storage.errors import StorageUnusable
from bot.storage.history import START, Head, Link, digest_of, hash_of
from bot.storage.keys import Keyring
from bot.storage.schema import AnyRow, cases, history, history_head
from bot.storage.sealed import WORDS
from bot.storage.vault import Vault
from handlers.cases.store import Gone

_BY_AND_BY = MappingProxyType({"yield_per": 500})
"""Of a query: however much it finds, so many rows are held at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """Where what is kept is not what was kept.

    Attributes:
        number: Of the first entry that is not as it was; None where a case is not, though its entries are.
        case: Its id, or None where it is not known.
        problem: What is wrong, in a sentence without anybody's words.
    """

    number: int | None
    case: str | None
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What came of it.

    Attributes:
        entries: How many were checked.
        head: The newest one of them; noted elsewhere, it can be given the next time.
        broken: The first thing that is not as it was, or None.
    """

    entries: int
    head: Head
    broken: Broken | None


async def verify(database: Database, keyring: Keyring, *, earlier: Head | None = None) -> Verified:
    """Check every entry of the history and every case against it.

    Args:
        database: What is checked, as it is at one moment.
        keyring: Its keys.
        earlier: The head of a former time, noted elsewhere: nothing up to it may have been replaced.

    Raises:
        StorageUnusable: The database or the keys cannot be used.
    """
    chain = _Chain(keyring, earlier)

    def check(connection: Connection) -> None:
        for row in connection.execute(select(history).order_by(history.c.number).execution_options(**_BY_AND_BY)):
            chain.take(row)
        chain.end(_noted(connection))
        _check_cases(connection, keyring, chain)

    await Vault(database, keyring).read(check)
    return Verified(entries=chain.entries, head=chain.head, broken=chain.broken)


@dataclass(slots=True)
class _Chain:
    """Takes the entries one by one, and keeps the first fault.

    Attributes:
        counts: Id of a case -> how many entries it has.
        speechless: Id of a case -> its first entry without words, until the case is seen to be disposed of.
        disposed: Ids of the cases that were disposed of.
    """

    keyring: Keyring
    earlier: Head | None
    head: Head = START
    entries: int = 0
    broken: Broken | None = None
    counts: Counter[str] = field(default_factory=Counter)
    speechless: dict[str, int] = field(default_factory=dict)
    disposed: set[str] = field(default_factory=set)

    def take(self, row: AnyRow) -> None:
        """Check an entry and go on to the next."""
        problem = self._problem(row) or self._problem_of_words(row)
        if problem:
            self.report(row.number, row.case_id, problem)
        if row.number > self.head.number + 1:
            self.report(self.head.number + 1, None, "an entry is missing")
        self._check_earlier(row.number, row.hash)
        if row.action == "disposed":
            self.disposed.add(row.case_id)
        self.counts[row.case_id] += 1
        self.head = Head(number=row.number, hash=row.hash)
        self.entries += 1

    def end(self, noted: Head | None) -> None:
        """Check what can only be told once all entries were seen."""
        for case, number in self.speechless.items():
            if case not in self.disposed:
                self.report(number, case, "what the entry says was removed, though its case was not disposed of")
        if noted is None:
            self.report(self.head.number, None, "the record of the newest entry is missing")
        elif noted != self.head:
            self.report(min(noted.number, self.head.number) + 1, None, "the last entries were cut off or added")
        if self.earlier and self.earlier.number > self.head.number:
            self.report(self.head.number + 1, None, "entries up to the one that was noted were cut off")

    def report(self, number: int | None, case: str | None, problem: str) -> None:
        """Keep a fault if it is before the one that is known; one without a number is behind all others."""
        if self.broken is None or _place(number) < _place(self.broken.number):
            self.broken = Broken(number=number, case=case, problem=problem)

    def _problem(self, row: AnyRow) -> str | None:
        link = Link(
            number=row.number,
            case_id=row.case_id,
            at=row.at,
            action=row.action,
            actor=row.actor,
            digest=row.digest,
            previous=row.previous,
        )
        if row.hash != hash_of(self.keyring, link):
            return "the entry was changed, or added by somebody without the keys"
        if row.previous != self.head.hash:
            return "the entry does not follow the one before it"
        return None

    def _problem_of_words(self, row: AnyRow) -> str | None:
        if row.sealed is None and row.action == "disposed":
            return "the record of the disposal was removed"
        if row.sealed is None:
            self.speechless.setdefault(row.case_id, row.number)
            return None
        try:
            words = self.keyring.open(row.sealed)
            WORDS.read(words)
        except StorageUnusable:
            return "what the entry says cannot be opened"
        return None if row.digest == digest_of(self.keyring, row.number, words) else "what the entry says was replaced"

    def _check_earlier(self, number: int, hash_: str) -> None:
        if self.earlier and self.earlier.number == number and self.earlier.hash != hash_:
            self.report(1, None, "the history up to the entry that was noted was replaced")


def _place(number: int | None) -> float:
    return float("inf") if number is None else number


def _noted(connection: Connection) -> Head | None:
    row = connection.execute(select(history_head)).one_or_none()
    return None if row is None else Head(number=row.number, hash=row.hash)


def _check_cases(connection: Connection, keyring: Keyring, chain: _Chain) -> None:
    for row in connection.execute(select(cases).order_by(cases.c.id).execution_options(**_BY_AND_BY)):
        problem = _problem_of_case(keyring, row, chain)
        if problem:
            chain.report(None, row.id, problem)
        chain.counts.pop(row.id, None)
    for case in chain.counts:
        chain.report(None, case, "the case is missing, though the history tells of it")


def _problem_of_case(keyring: Keyring, row: AnyRow, chain: _Chain) -> str | None:
    try:
        kept = case_rows.opened(keyring, row)
    except Gone:
        return None if row.id in chain.disposed else "what the case holds was removed, though it was not disposed of"
    except StorageUnusable:
        return "the case cannot be opened"
    if (kept.entries, kept.version) != (chain.counts[row.id], row.version):
        return "an earlier state of the case was put back, or the last entries of its history were cut off"
    said = case_rows.in_the_open(keyring, kept.case)
    if any(row._mapping[name] != value for name, value in said.items()):
        return "what its row says in the open is not what the case holds"
    return None
