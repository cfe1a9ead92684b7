"""Who has which case open: a sealed cookie for one case and one recipient, good for half an hour."""

import hmac
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.paths import CASE
from bot.settings import Settings
from handlers.cases.links import Claim, Signing

LASTS = timedelta(minutes=30)
"""Counted from when the code was typed; nothing makes it longer."""
NAME = r"[0-9a-f]{16}"
"""What the name of a session looks like, as a pattern."""
COOKIE = "case"

_OVER = (
    "This case is not open here, or not any more: a code opens it for 30 minutes. To go on, open the link in your "
    "message again, and have a new code sent."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A case that a recipient has open.

    Attributes:
        name: Of the session, in addresses: the same for the same recipient of the same case; it says neither.
        claim: What they may act with.
        left: Until it ends.
    """

    name: str
    claim: Claim
    left: timedelta


class Sessions:
    """Makes and reads the cookies.

    Each goes to the addresses of its own session alone: several cases can be open in one browser, and none is acted on
    as another.
    """

    def __init__(self, key: bytes, signing: Signing, settings: Settings) -> None:
        """Keep the keys.

        Args:
            key: 32 bytes that stay the same, from which sessions have their names.
            signing: Returns keys of 32 bytes as they are now: the first seals, and what any of them sealed is opened.
            settings: Know how people reach the page.
        """
        self._key = key
        self._signing = signing
        self._is_https = settings.is_https

    def begin(self, response: web.Response, claim: Claim, now: datetime) -> None:
        """Put into an answer the cookie with which a recipient goes on."""
        said = json.dumps({"case": claim.case, "person": claim.person, "number": claim.number})
        response.set_cookie(
            COOKIE,
            self._seal().encrypt_at_time(said.encode(), int(now.timestamp())).decode(),
            path=self._path(self.name(claim)),
            max_age=int(LASTS.total_seconds()),
            httponly=True,
            samesite="Strict",
            secure=self._is_https,
        )

    def opened(self, request: web.Request, now: datetime) -> Session:
        """Return the session that a request to one of its addresses goes on with.

        Raises:
            HTTPUnauthorized: There is none, it is over, or it is another's; which of them is not said.
        """
        cookie = request.cookies.get(COOKIE, "").encode("utf-8", "replace")
        try:
            seal = self._seal()
            said, begun = json.loads(seal.decrypt(cookie)), seal.extract_timestamp(cookie)
        except InvalidToken:
            raise web.HTTPUnauthorized(text=_OVER) from None
        claim = Claim(case=said["case"], person=said["person"], number=said["number"])
        left = timedelta(seconds=begun + LASTS.total_seconds() - now.timestamp())
        name = self.name(claim)
        if left <= timedelta(0) or not hmac.compare_digest(name, request.match_info["session"]):
            raise web.HTTPUnauthorized(text=_OVER)
        return Session(name=name, claim=claim, left=left)

    def end(self, request: web.Request, response: web.Response) -> None:
        """Take the cookie back."""
        path = self._path(request.match_info["session"])
        response.del_cookie(COOKIE, path=path, httponly=True, samesite="Strict", secure=self._is_https)

    def name(self, claim: Claim) -> str:
        """Return the name of the session that a claim makes."""
        return hmac.digest(self._key, f"session\0{claim.case}\0{claim.person}".encode(), "sha256").hex()[:16]

    def _seal(self) -> MultiFernet:
        return MultiFernet([Fernet(urlsafe_b64encode(one)) for one in self._signing()])

    def _path(self, name: str) -> str:
        return f"/api{CASE}/{name}"
