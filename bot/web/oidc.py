"""OpenID Connect: the authorization-code flow with PKCE, state and nonce.

Source: OpenID Connect Core 1.0, section 3.1; RFC 7636 (PKCE); RFC 9207 (issuer in the answer).
"""

import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from bot.settings import Settings

_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
_LEEWAY = 60
"""Seconds by which the provider's clock may differ."""
_TIMEOUT = 10


class SigninError(Exception):
    """The provider did not confirm who it is. The message holds nothing from outside, and may be logged."""


class Provider:
    """An OpenID provider, by its issuer's address."""

    def __init__(self, settings: Settings) -> None:
        """Keep the settings; nothing is fetched yet."""
        self._issuer = settings.oidc_issuer or ""
        self._client_id = settings.oidc_client_id or ""
        self._secret = settings.oidc_client_secret.get_secret_value() if settings.oidc_client_secret else ""
        self._return_to = f"{settings.base_url}/signin/callback"

    async def begin(self) -> tuple[dict[str, str], str]:
        """Begin an attempt.

        Returns:
            What must be kept until the person comes back (secret), and the provider's address to go to.
        """
        attempt = {name: secrets.token_urlsafe(48) for name in ("state", "nonce", "verifier")}
        async with self._client() as client:
            endpoint = (await self._metadata(client))["authorization_endpoint"]
            address, _ = client.create_authorization_url(
                endpoint, state=attempt["state"], nonce=attempt["nonce"], code_verifier=attempt["verifier"]
            )
        return attempt, str(address)

    async def finish(self, attempt: Mapping[str, str], returned: str) -> str:
        """End an attempt.

        Args:
            attempt: What was kept.
            returned: The address that the provider sent the person back to, with its query.

        Returns:
            The person's id at the provider (`sub`).

        Raises:
            SigninError: Something in the answer is not what it must be.
        """
        query = {name: values[0] for name, values in parse_qs(urlsplit(returned).query).items()}
        if not secrets.compare_digest(query.get("state", "").encode(), attempt["state"].encode()):
            raise SigninError("the state is not the one of this attempt")
        if query.get("iss", self._issuer).rstrip("/") != self._issuer:
            raise SigninError("the answer comes from another issuer")
        if "code" not in query:
            raise SigninError("the provider gave no code")
        async with self._client() as client:
            metadata = await self._metadata(client)
            token = await self._token(client, metadata["token_endpoint"], query["code"], attempt["verifier"])
            keys = await _fetch(client, metadata["jwks_uri"])
        return self._verified(token, keys, metadata["issuer"], attempt["nonce"])

    def _client(self) -> Any:
        return AsyncOAuth2Client(
            self._client_id,
            self._secret,
            scope="openid",
            redirect_uri=self._return_to,
            code_challenge_method="S256",
            timeout=_TIMEOUT,
        )

    async def _metadata(self, client: Any) -> dict[str, Any]:
        found = await _fetch(client, f"{self._issuer}/.well-known/openid-configuration")
        if str(found.get("issuer")).rstrip("/") != self._issuer:
            raise SigninError("the provider names itself as another issuer")
        return found

    async def _token(self, client: Any, endpoint: str, code: str, verifier: str) -> str:
        try:
            tokens = await client.fetch_token(endpoint, code=code, code_verifier=verifier)
        except OAuthError:
            raise SigninError("the provider refused the code") from None
        if not isinstance(tokens.get("id_token"), str):
            raise SigninError("the provider gave no id token")
        return str(tokens["id_token"])

    def _verified(self, token: str, keys: dict[str, Any], issuer: str, nonce: str) -> str:
        registry = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": self._client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims = jwt.decode(token, KeySet.import_key_set(keys), algorithms=_ALGORITHMS).claims  # type: ignore[arg-type]
            registry.validate(claims)
        except (JoseError, ValueError) as error:
            raise SigninError(f"the id token does not hold ({type(error).__name__})") from None
        # A token for several clients must name the one that it was made for.
        if claims.get("azp", self._client_id) != self._client_id:
            raise SigninError("the id token was made for another client")
        return str(claims["sub"])


async def _fetch(client: Any, address: str) -> dict[str, Any]:
    response = await client.request("GET", address, withhold_token=True)
    response.raise_for_status()
    found: dict[str, Any] = response.json()
    return found
