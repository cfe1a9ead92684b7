"""Settings of a deployment, read once from the environment (`CONDUCT_...`) and a `.env` file."""

import json
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from index.export import DEFAULT_MODEL
from knowledge.library import DEFAULT_FOLDER

PREFIX = "CONDUCT_"


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
    contacts: Path | None = Field(None, description="YAML file with this deployment's own numbers and addresses.")
    emergency_numbers: Annotated[dict[str, str], NoDecode] = Field(
        {}, description='Emergency number by organisation, as JSON: {"bc": "911"}.'
    )
    host: str = Field("127.0.0.1", description="Address that the page listens on; any but loopback asks for a sign-in.")
    port: int = Field(8080, ge=0, le=65535, description="Port that the page listens on; 0 takes a free one.")
    base_url: str | None = Field(None, description="Address of the page as people reach it; citations link to it.")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least level that is logged.")
    session_key: SecretStr | None = Field(None, description="Encrypts sign-in cookies: 32 bytes, URL-safe base64.")
    oidc_issuer: str | None = Field(None, description="OpenID Connect issuer for the sign-in.")
    oidc_client_id: str | None = Field(None, description="Client id at that issuer.")
    oidc_client_secret: SecretStr | None = Field(None, description="Client secret at that issuer.")
    proxy_header: str | None = Field(None, description="Header in which a trusted proxy names the signed-in person.")
    trusted_proxies: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        (), description="Addresses of trusted proxies, as networks parted by commas."
    )

    @field_validator("emergency_numbers", mode="before")
    @classmethod
    def _parse(cls, value: object) -> object:
        try:
            return json.loads(value) if isinstance(value, str) else value
        except ValueError:
            raise ValueError('must be JSON, such as {"bc": "911"}') from None

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

    @field_validator("base_url", "oidc_issuer")
    @classmethod
    def _without_slash(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/") if value else None

    @property
    def is_local(self) -> bool:
        """Whether the page can be reached from this machine alone."""
        return self.host == "localhost" or _is_loopback(self.host)


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
        raise SettingsError(f"{variable}: {first['msg'].removeprefix('Value error, ')}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{Path('.env').resolve()}: is not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise SettingsError(f"{Path('.env').resolve()}: cannot be read: {error.strerror}") from None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
