"""Going through the history, entry by entry: where it is not what was kept, and what it tells of cases."""

from collections import Counter
from dataclasses import dataclass, field

from bot.storage.errors import NotOpened, StorageUnusable
from bot.storage.history import NOTHING, START, Head, Link, digest_of, hash_of
from bot.storage.keys import Keyring
from bot.storage.schema import AnyRow
from bot.storage.sealed import WORDS, KeptWords

_NOT_OPENED = "what the entry says cannot be opened: it was changed, or sealed with a key that is not in the key file"


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


@dataclass(slots=True)
class Chain:
    """Takes the entries one by one, and keeps the first fault.

    Attributes:
        opened: How many entries could be opened.
        counts: Id of a case -> how many entries it has.
        speechless: Id of a case -> its first entry without words, until the case is seen to be disposed of.
        disposed: Id of a case that was disposed of -> the digest of what is left of it; None where an earlier version
            disposed of it.
    """

    keyring: Keyring
    earlier: Head | None
    head: Head = START
    entries: int = 0
    opened: int = 0
    broken: Broken | None = None
    counts: Counter[str] = field(default_factory=Counter)
    speechless: dict[str, int] = field(default_factory=dict)
    disposed: dict[str, str | None] = field(default_factory=dict)

    def take(self, row: AnyRow) -> None:
        """Check an entry and go on to the next."""
        words, fault = self._words(row)
        problem = self._problem(row) or fault
        if problem:
            self.report(row.number, row.case_id, problem)
        if row.number > self.head.number + 1:
            self.report(self.head.number + 1, None, "an entry is missing")
        self._check_earlier(row.number, row.hash)
        if row.action == "disposed":
            self.disposed[row.case_id] = words.left
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

    def is_unopened(self) -> bool:
        """Tell whether no entry can be opened, and the first of them is as it was but for that."""
        return self.opened == 0 and self.broken is not None and self.broken.problem == _NOT_OPENED

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

    def _words(self, row: AnyRow) -> tuple[KeptWords, str | None]:
        """Return what an entry says, and what is wrong with that."""
        if row.sealed is None and row.action == "disposed":
            return NOTHING, "the record of the disposal was removed"
        if row.sealed is None:
            self.speechless.setdefault(row.case_id, row.number)
            return NOTHING, None
        try:
            plain = self.keyring.open(row.sealed)
            words = WORDS.read(plain)
        except NotOpened:
            return NOTHING, _NOT_OPENED
        except StorageUnusable:
            return NOTHING, "what the entry says cannot be read"
        self.opened += 1
        is_own = row.digest == digest_of(self.keyring, row.number, plain)
        return words, None if is_own else "what the entry says was replaced"

    def _check_earlier(self, number: int, hash_: str) -> None:
        if self.earlier and self.earlier.number == number and self.earlier.hash != hash_:
            self.report(1, None, "the history up to the entry that was noted was replaced")


def _place(number: int | None) -> float:
    return float("inf") if number is None else number
