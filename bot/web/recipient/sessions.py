"""Who has which case open: a sealed cookie for one case and one recipient, good for half an hour."""

import hmac
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web
from cryptography.fernet import Fernet, InvalidToken

from bot.settings import Settings
from bot.web.public import CASE
from handlers.cases.links import Claim

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

    def __init__(self, key: bytes, settings: Settings) -> None:
        """Keep the key: 32 bytes for this purpose alone."""
        self._key = key
        self._seal = Fernet(urlsafe_b64encode(key))
        self._is_https = settings.is_https

    def begin(self, response: web.Response, claim: Claim, now: datetime) -> None:
        """Put into an answer the cookie with which a recipient goes on."""
        said = json.dumps({"case": claim.case, "person": claim.person, "number": claim.number})
        response.set_cookie(
            COOKIE,
            self._seal.encrypt_at_time(said.encode(), int(now.timestamp())).decode(),
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
            said = json.loads(self._seal.decrypt(cookie))
            begun = self._seal.extract_timestamp(cookie)
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

    def _path(self, name: str) -> str:
        return f"/api{CASE}/{name}"
