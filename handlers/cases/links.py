"""Links that open one case for one recipient, and the one-time codes that go with them."""

import base64
import binascii
import hmac
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from handlers.cases.case import Assignment, Case, OneTimeCode

LINK_LIFETIME = timedelta(days=30)
CODE_LIFETIME = timedelta(minutes=10)
MOST_TRIES = 5
"""After so many wrong codes a new one must be sent."""

Signing = Callable[[], Sequence[bytes]]
"""Returns the keys that links are signed with as they are now: the first signs, and any of them is taken."""

_CODE_LENGTH, _RECEIPT_LENGTH, _TAG, _MARK = 8, 20, 16, 22
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that nobody mistakes for each other."""


class NoEntry(Exception):
    """A link or a code does not open anything; which of the reasons it was is told to nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a link says once its signature was found to be right.

    Attributes:
        case: Id of the case.
        person: Tag of the recipient (`Links.opened` finds them).
        number: Of the link.
    """

    case: str
    person: str = field(repr=False)
    number: int


class Links:
    """Signs links, and tells whose a signed one is.

    A link has two marks. One is made with a key that changes: without it, nothing is opened. The other is made with the
    key that stays: it is enough to have another link sent, to the recipient themselves.
    """

    def __init__(self, key: bytes, signing: Signing | None = None) -> None:
        """Keep the keys.

        Args:
            key: 32 random bytes that stay the same; receipts and codes rest on it too.
            signing: Returns the keys that change; by default the one that stays.
        """
        self._key = key
        self._signing = signing or (lambda: (key,))

    def token(self, case: str, person: str, number: int, now: datetime) -> str:
        """Return the secret part of a link.

        Args:
            case: Id of the case.
            person: Key of the recipient.
            number: Of the link; a higher one makes it void.
            now: It expires `LINK_LIFETIME` later.
        """
        until = int((now + LINK_LIFETIME).timestamp())
        said = f"{case}.{self._tag(case, person)}.{number}.{until}"
        return f"{_text(said.encode())}.{self._opening(said)[0]}{self._asking(said)}"

    def claim(self, token: str, now: datetime, *, even_expired: bool = False) -> Claim:
        """Return what a link says.

        Args:
            token: The secret part of the link.
            now: The time.
            even_expired: Whether one will do that opens nothing any more: it has expired, or its key is gone.

        Raises:
            NoEntry: It is forged, or opens nothing any more where that counts.
        """
        said, _, marks = token.rpartition(".")
        plain = _plain(said)
        if not _is_same(marks[_MARK:], self._asking(plain)):
            raise NoEntry
        case, person, number, until = plain.split(".")
        if not even_expired and not self._opens(plain, marks[:_MARK], until, now):
            raise NoEntry
        return Claim(case=case, person=person, number=int(number))

    def opened(self, claim: Claim, case: Case) -> Assignment:
        """Return the assignment that a link opens.

        Raises:
            NoEntry: The link is void, or the person is no recipient of the case, or no more.
        """
        for one in case.assignments:
            is_theirs = hmac.compare_digest(self._tag(case.id, one.person.key), claim.person)
            if is_theirs and one.link == claim.number and case.may_see(one):
                return one
        raise NoEntry

    def is_void(self, token: str, one: Assignment) -> bool:
        """Tell whether a recipient's link was made void by a later number; of one that is not ours, nobody knows."""
        try:
            return self.claim(token, datetime.max.replace(tzinfo=UTC), even_expired=True).number != one.link
        except NoEntry:
            return False

    def new_code(self, case: str, now: datetime) -> tuple[str, OneTimeCode]:
        """Return a one-time code, and what is kept of it."""
        code = random_code(_CODE_LENGTH)
        return code, OneTimeCode(digest=self._sign(f"code {case}", code), expires_at=now + CODE_LIFETIME)

    def is_right(self, case: str, code: str, kept: OneTimeCode | None, now: datetime) -> bool:
        """Tell whether a code is the one that was sent, in time and within the tries."""
        given = self._sign(f"code {case}", code.upper().replace("-", "").replace(" ", ""))
        if kept is None or now >= kept.expires_at or kept.tries >= MOST_TRIES:
            return False
        return hmac.compare_digest(given, kept.digest)

    def receipt(self, submission: str) -> str:
        """Return the code with which a reporter follows up what one press of a button filed: 98 bits, as it is shown.

        It is the same for the same press, so that an answer that was lost on its way can be given again; it is kept
        nowhere, and nobody without the key can tell it from the press.
        """
        number = int.from_bytes(hmac.digest(self._key, f"receipt\0{submission}".encode("utf-8", "replace"), "sha256"))
        digits = [number // len(_ALPHABET) ** place % len(_ALPHABET) for place in range(_RECEIPT_LENGTH)]
        return in_groups("".join(_ALPHABET[digit] for digit in digits))

    def tag(self, person: str) -> str:
        """Return what tells somebody apart in a list, by their key, without giving away how they are reached."""
        return self._sign("choice", person)[:_TAG]

    def _opens(self, plain: str, mark: str, until: str, now: datetime) -> bool:
        is_signed = any(_is_same(mark, one) for one in self._opening(plain))
        return is_signed and now < datetime.fromtimestamp(int(until), UTC)

    def _opening(self, said: str) -> Sequence[str]:
        """Return the marks that open what a link says, the one of the newest key first."""
        return [_mac(key, "link", said)[:_MARK] for key in self._signing()]

    def _asking(self, said: str) -> str:
        """Return the mark with which another link is asked for."""
        return self._sign("link", said)[:_MARK]

    def _tag(self, case: str, person: str) -> str:
        return self._sign(f"person {case}", person)[:_TAG]

    def _sign(self, purpose: str, said: str) -> str:
        return _mac(self._key, purpose, said)


def random_code(length: int) -> str:
    """Return random digits and letters, about 4.9 bits each."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def regrouped(typed: str) -> str:
    """Return a code as it is shown, however somebody typed it."""
    return in_groups("".join(char for char in typed.upper() if char in _ALPHABET))


def in_groups(code: str, size: int = 4) -> str:
    """Return a code as it is shown: `7QK4-M2XD`."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def _mac(key: bytes, purpose: str, said: str) -> str:
    return _text(hmac.digest(key, f"{purpose}\0{said}".encode("utf-8", "replace"), "sha256"))


def _is_same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), right.encode())


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def _plain(said: str) -> str:
    """Return what a link says in clear; what is not written just as `_text` writes it says nothing."""
    try:
        plain = base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)).decode("ascii")
    except (ValueError, binascii.Error):
        raise NoEntry from None
    if _text(plain.encode()) != said:
        raise NoEntry
    return plain
