"""What travels with a view or a button, sealed: whoever changes it, or uses somebody else's, is refused."""

import json
import zlib
from collections.abc import Mapping
from typing import Protocol

from bot.slack.incoming import Somebody
from bot.storage.errors import NotOpened


class Tampered(Exception):
    """What came back is not what was sealed for this person and this purpose."""


class Keys(Protocol):
    """Seals and opens."""

    def seal(self, content: bytes) -> bytes:
        """Return content encrypted, so that any change of it is noticed."""
        ...

    def open(self, sealed: bytes) -> bytes:
        """Return what was sealed; what was not raises `NotOpened`."""
        ...


class Seals:
    """Seals small facts for one person and one purpose."""

    def __init__(self, keys: Keys) -> None:
        """Keep the keys."""
        self._keys = keys

    def put(self, who: Somebody, purpose: str, facts: Mapping[str, str]) -> str:
        """Return facts sealed, as text; made small first, for what travels has little room."""
        content = json.dumps([who.identity, purpose, dict(facts)], separators=(",", ":"))
        return self._keys.seal(zlib.compress(content.encode())).decode("ascii")

    def take(self, who: Somebody, purpose: str, sealed: str) -> dict[str, str]:
        """Return what was sealed.

        Raises:
            Tampered: It was changed, or sealed for somebody else or for something else.
        """
        try:
            owner, found, facts = json.loads(zlib.decompress(self._keys.open(sealed.encode("ascii"))))
        except (NotOpened, ValueError, zlib.error):
            raise Tampered from None
        if (owner, found) != (who.identity, purpose):
            raise Tampered
        return dict(facts)
