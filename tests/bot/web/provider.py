"""An OpenID provider on loopback that signs with keys of its own, and can be told to misbehave."""

import base64
import hashlib
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from aiohttp.test_utils import TestServer
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID = "conduct"
CLIENT_SECRET = "a secret of the tests"


@dataclass(slots=True)
class LocalProvider:
    """The provider. What is set in `claims` replaces what it would rightly say; `None` leaves a claim out.

    Attributes:
        key: What it signs with; `published` is what it says it signs with.
        algorithm: Of the signature.
        state: Replaces the state that it gives back, where set.
    """

    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1"}))
    published: RSAKey | None = None
    algorithm: str = "RS256"
    claims: dict[str, Any] = field(default_factory=dict)
    state: str | None = None
    issuer: str = ""
    announced: str | None = None
    denies: bool = False
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    async def start(self) -> TestServer:
        """Start it on a free port."""
        app = web.Application()
        app.router.add_get("/.well-known/openid-configuration", self._metadata)
        app.router.add_get("/authorize", self._authorize)
        app.router.add_post("/token", self._token)
        app.router.add_get("/keys", self._keys)
        server = TestServer(app)
        await server.start_server()
        self.issuer = str(server.make_url("")).rstrip("/")
        return server

    async def _metadata(self, _: web.Request) -> web.Response:
        issuer = self.announced or self.issuer
        return web.json_response(
            {
                "issuer": issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
        )

    async def _authorize(self, request: web.Request) -> web.Response:
        asked = dict(request.query)
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT_ID
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = f"code-{len(self._codes)}"
        self._codes[code] = asked
        given = {"error": "access_denied"} if self.denies else {"code": code}
        raise web.HTTPFound(f"{asked['redirect_uri']}?{urlencode(given | {'state': self.state or asked['state']})}")

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        asked = self._codes.pop(str(form["code"]), None)
        digest = hashlib.sha256(str(form.get("code_verifier")).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        is_right = asked and challenge == asked["code_challenge"] and form["redirect_uri"] == asked["redirect_uri"]
        if not asked or not is_right or request.headers.get("Authorization") != f"Basic {basic}":
            return web.json_response({"error": "invalid_grant"}, status=400)
        return web.json_response(
            {"access_token": "a", "token_type": "Bearer", "id_token": self._id_token(asked["nonce"])}
        )

    async def _keys(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": [(self.published or self.key).as_dict(private=False)]})

    def _id_token(self, nonce: str) -> str:
        now = int(time.time())
        right = {"iss": self.issuer, "aud": CLIENT_ID, "sub": "p-1", "iat": now, "exp": now + 300, "nonce": nonce}
        claims = {name: value for name, value in (right | self.claims).items() if value is not None}
        return jwt.encode({"alg": self.algorithm, "kid": "k1"}, claims, self.key)
