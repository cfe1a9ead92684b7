"""Settings of a deployment, read once from the environment (`CONDUCT_...`) and a `.env` file."""

import json
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.addresses import is_domain, is_loopback
from handlers.addresses import is_mailbox
from handlers.cases.people import WayKind
from index.export import DEFAULT_MODEL
from knowledge.library import DEFAULT_FOLDER

PREFIX = "CONDUCT_"

_DATABASES = ("sqlite", "postgresql")
_SHORTEST_SECRET = 16
"""Characters; a shorter one can be guessed from a single signed message."""

_PLAIN = {
    "int_parsing": "must be a whole number, such as 2",
    "string_too_short": "must not be empty; give it a value or take it out",
}
"""What the commonest of pydantic's errors ask of whoever sets something."""


class SettingsError(Exception):
    """A setting is missing or wrong; the message names its variable."""


class Settings(BaseSettings):
    """Everything that a deployment sets. Each field is the variable `CONDUCT_` + its name in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

    org: str | None = Field(None, description="Organisation of whoever asks without saying theirs.")
    knowledge: Path = Field(DEFAULT_FOLDER, description="Folder with the guideline texts and what belongs to them.")
    var: Path = Field(Path("var"), description="Folder for what is built or stored at run time.")
    model: str = Field(DEFAULT_MODEL, description="Sentence-transformers model: the default's name, or a folder.")
    threads: int = Field(2, ge=1, description="Processor threads that one question may use.")
    contacts: Path | None = Field(
        None, description="YAML file with this deployment's own numbers and addresses, and who receives reports."
    )
    case_rules: Path | None = Field(None, description="YAML file that says how each organisation handles cases.")
    staff_domains: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Mail domains, parted by commas, of people whom reporters may name, such as their supervisor."
    )
    emergency_numbers: Annotated[dict[str, str], NoDecode] = Field(
        {}, description='Emergency number by organisation, as JSON: {"bc": "911"}.'
    )
    database_url: SecretStr | None = Field(None, description="Address of the database, in place of a file in VAR.")
    key_file: Path | None = Field(None, description="File with the keys that encrypt what is stored.")
    host: str = Field("127.0.0.1", description="Address that the page listens on; any but loopback asks for a sign-in.")
    port: int = Field(8080, ge=0, le=65535, description="Port that the page listens on; 0 takes a free one.")
    base_url: str | None = Field(
        None, description="Address of the page as people reach it; it stands in every link that recipients are sent."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least level that is logged.")
    session_key: SecretStr | None = Field(None, description="Encrypts sign-in cookies: 32 bytes, URL-safe base64.")
    oidc_issuer: str | None = Field(None, description="OpenID Connect issuer for the sign-in.")
    oidc_client_id: str | None = Field(None, description="Client id at that issuer.")
    oidc_client_secret: SecretStr | None = Field(None, description="Client secret at that issuer.")
    proxy_header: str | None = Field(None, description="Header in which a trusted proxy names the signed-in person.")
    trusted_proxies: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        (),
        description="Addresses of trusted proxies, as networks parted by commas; they say from where somebody calls.",
    )
    smtp_host: str | None = Field(None, min_length=1, description="Mail server through which mail is sent.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Its port.")
    smtp_user: str | None = Field(None, min_length=1, description="User name at the mail server.")
    smtp_password: SecretStr | None = Field(None, validate_default=True, description="Password at the mail server.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the way to the mail server is encrypted; none is for one on this machine."
    )
    mail_from: str | None = Field(None, validate_default=True, description="Mail address that mail is sent from.")
    webhook_secret: SecretStr | None = Field(None, description="Signs what is sent to webhooks.")
    slack_bot_token: SecretStr | None = Field(None, description="Bot token (xoxb-) of the app in one Slack workspace.")
    slack_signing_secret: SecretStr | None = Field(None, description="With it Slack signs what it sends over HTTP.")
    slack_app_token: SecretStr | None = Field(
        None, description="App-level token (xapp-), for Socket Mode: Slack then needs no address to send to."
    )
    slack_client_id: str | None = Field(None, min_length=1, description="For installing the app in many workspaces.")
    slack_client_secret: SecretStr | None = Field(None, description="Belongs to it.")
    slack_organisations: Annotated[dict[str, str], NoDecode] = Field(
        {}, description='Organisation by Slack workspace, as JSON: {"T0123ABC": "bc"}.'
    )
    slack_api_url: str = Field(
        "https://slack.com/api/", description="Address of Slack's Web API; another one is for trying things out."
    )

    @field_validator("emergency_numbers", "slack_organisations", mode="before")
    @classmethod
    def _parse(cls, value: object, info: ValidationInfo) -> object:
        try:
            return json.loads(value) if isinstance(value, str) else value
        except ValueError:
            example = '{"bc": "911"}' if info.field_name == "emergency_numbers" else '{"T0123ABC": "bc"}'
            raise ValueError(f"must be JSON, such as {example}") from None

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        try:
            networks = (
                [ip_network(part.strip()) for part in value.split(",") if part.strip()]
                if isinstance(value, str)
                else value
            )
        except ValueError:  # its words would quote the value
            raise ValueError("must be networks parted by commas, such as 10.0.0.0/8") from None
        return networks

    @field_validator("staff_domains", mode="before")
    @classmethod
    def _parts(cls, value: object) -> object:
        return [part for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("staff_domains")
    @classmethod
    def _domains(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        domains = tuple(one.strip().lower().removeprefix("@") for one in value)
        if not all(map(is_domain, domains)):
            raise ValueError("must be mail domains parted by commas, such as gov.example")
        return domains

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, value: SecretStr | None) -> SecretStr | None:
        scheme, found, _ = value.get_secret_value().partition("://") if value else ("", "", "")
        if value is not None and (not found or scheme.partition("+")[0] not in _DATABASES):
            raise ValueError("must be the address of a database, such as postgresql://conduct@db.example/conduct")
        return value

    @field_validator("smtp_password")
    @classmethod
    def _belongs_to_a_user(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if bool(value) != bool(info.data.get("smtp_user")):
            raise ValueError(f"must be set together with {PREFIX}SMTP_USER")
        return value

    @field_validator("smtp_security")
    @classmethod
    def _is_encrypted(cls, value: str, info: ValidationInfo) -> str:
        if value == "none" and not is_loopback(info.data.get("smtp_host") or "localhost"):
            raise ValueError("must be starttls or tls: without encryption, mail is handed to this machine alone")
        return value

    @field_validator("mail_from")
    @classmethod
    def _is_sender(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("smtp_host"):
            raise ValueError(f"must be set where {PREFIX}SMTP_HOST is")
        if value is not None and not is_mailbox(value):
            raise ValueError("must be one mail address, such as conduct@gov.example")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _is_long(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value) < _SHORTEST_SECRET:
            raise ValueError(f"must be at least {_SHORTEST_SECRET} characters long")
        return value

    @field_validator("base_url", "oidc_issuer")
    @classmethod
    def _without_slash(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        if value is not None and not _hostname(value):
            raise ValueError("must be an address, such as https://conduct.gov.example")
        return value.rstrip("/") if value else None

    @property
    def is_local(self) -> bool:
        """Whether one person on this machine uses it alone; anything else is ready for others, or does not start.

        A page that listens on loopback may have a proxy in front of it: then people sign in, or its address says so.
        """
        return self._is_here and not (self.has_signin or self.has_slack)

    @property
    def has_signin(self) -> bool:
        """Whether a way to sign in to the page is set up."""
        return bool(self.oidc_issuer or self.proxy_header)

    @property
    def opens_page(self) -> bool:
        """Whether people get into the page: where they can sign in, or where it is reached from this machine alone.

        For those who have Slack and no sign-in, nothing else of it is open than what needs none anyway.
        """
        return self.has_signin or self._is_here

    @property
    def has_slack(self) -> bool:
        """Whether people reach it in Slack too."""
        return bool(self.slack_bot_token or self.slack_client_id or self.slack_app_token or self.slack_signing_secret)

    @property
    def _is_here(self) -> bool:
        """Whether the page listens, and is reached, on this machine alone."""
        return is_loopback(self.host) and (self.base_url is None or is_loopback(_hostname(self.base_url)))

    @property
    def is_https(self) -> bool:
        """Whether people reach the page over TLS."""
        return (self.base_url or "").startswith("https://")

    @property
    def page(self) -> str:
        """Address of the page as people reach it, without a slash at its end; links to cases begin with it.

        Raises:
            SettingsError: Others reach it, and it is not set, or what they send would not be encrypted.
        """
        is_tried_out = self.base_url and self._is_here  # a sign-in, on one's own machine
        if not (self.is_local or self.is_https or is_tried_out):
            raise SettingsError(
                f"{PREFIX}BASE_URL: must be the address at which people reach the page, and begin with https://: it "
                "stands in every link that recipients are sent"
            )
        return self.base_url or f"http://{self.listens_on}"

    @property
    def listens_on(self) -> str:
        """Address and port that the page listens on."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def ways(self) -> frozenset[WayKind]:
        """Kinds of ways by which notices can be brought, as far as they are set up."""
        is_set: dict[WayKind, bool] = {
            "here": True,
            "mail": bool(self.smtp_host and self.mail_from),
            "webhook": self.webhook_secret is not None,
            "slack": self.has_slack,
        }
        return frozenset(kind for kind, found in is_set.items() if found)


def _hostname(address: str) -> str:
    """Return the host of an address; nothing where it has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _in_plain_words(kind: str, said: str) -> str:
    """Return what is wrong with a setting: our own words as they are, and those of pydantic as people say it."""
    return _PLAIN.get(kind) or said.removeprefix("Value error, ").replace("Input should be", "must be", 1)


def load() -> Settings:
    """Read the settings.

    Raises:
        SettingsError: One is wrong (its variable is named, its value is not), or the file cannot be read.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        variable = PREFIX + str(first["loc"][0]).upper()
        raise SettingsError(f"{variable}: {_in_plain_words(first['type'], first['msg'])}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{Path('.env').resolve()}: is not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise SettingsError(f"{Path('.env').resolve()}: cannot be read: {error.strerror}") from None
