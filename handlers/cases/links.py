"""Links that open one case for one recipient, and the one-time codes that go with them."""

import base64
import binascii
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from handlers.cases.case import Assignment, Case, OneTimeCode

LINK_LIFETIME = timedelta(days=30)
CODE_LIFETIME = timedelta(minutes=10)
MOST_TRIES = 5
"""After so many wrong codes a new one must be sent."""

_CODE_LENGTH, _RECEIPT_LENGTH, _TAG = 8, 20, 16
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
    """Signs links, and tells whose a signed one is."""

    def __init__(self, key: bytes) -> None:
        """Keep the key (32 random bytes) with which links and codes are signed."""
        self._key = key

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
        return f"{_text(said.encode())}.{self._sign('link', said)}"

    def claim(self, token: str, now: datetime, *, even_expired: bool = False) -> Claim:
        """Return what a link says.

        Raises:
            NoEntry: It is forged, or expired where that counts.
        """
        said, _, signature = token.rpartition(".")
        plain = _plain(said)
        if not hmac.compare_digest(self._sign("link", plain).encode(), signature.encode("utf-8", "replace")):
            raise NoEntry
        case, person, number, until = plain.split(".")
        if now >= datetime.fromtimestamp(int(until), UTC) and not even_expired:
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

    def _tag(self, case: str, person: str) -> str:
        return self._sign(f"person {case}", person)[:_TAG]

    def _sign(self, purpose: str, said: str) -> str:
        return _text(hmac.digest(self._key, f"{purpose}\0{said}".encode("utf-8", "replace"), "sha256"))


def random_code(length: int) -> str:
    """Return random digits and letters, about 4.9 bits each."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def regrouped(typed: str) -> str:
    """Return a code as it is shown, however somebody typed it."""
    return in_groups("".join(char for char in typed.upper() if char in _ALPHABET))


def in_groups(code: str, size: int = 4) -> str:
    """Return a code as it is shown: `7QK4-M2XD`."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


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
