"""What is set for Slack goes together; otherwise the service does not start, and says which variable and what to do."""

import re
from typing import NoReturn
from urllib.parse import urlsplit

from bot.addresses import is_loopback, is_webhook
from bot.settings import PREFIX, Settings, SettingsError

_WORKSPACE = re.compile(r"T[A-Z0-9]{5,}")
_COPIED = "copy the Bot User OAuth Token (xoxb-) from the page 'OAuth & Permissions' of the app"
_MADE = "make one with the scope connections:write on the page 'Basic Information' of the app"


def check_slack(settings: Settings) -> None:
    """Check what is set for Slack; nothing need be.

    Raises:
        SettingsError: It does not go together, or cannot be right. Variables are named, no secret is repeated.
    """
    if not settings.has_slack:
        _check_nothing_is_left(settings)
        return
    _check_installed(settings)
    _check_tokens(settings)
    _check_sending(settings)
    _check_addresses(settings)
    _check_workspaces(settings)


def _check_nothing_is_left(settings: Settings) -> None:
    for name in ("slack_client_secret", "slack_organisations"):
        if getattr(settings, name):
            _refuse(name, f"nothing else of Slack is set; set {PREFIX}SLACK_BOT_TOKEN too, or take it out")


def _check_installed(settings: Settings) -> None:
    """Check that the app is in one workspace by a token, or in many that install it."""
    if settings.slack_bot_token and (settings.slack_client_id or settings.slack_client_secret):
        _refuse(
            "slack_bot_token",
            f"is for one workspace, {PREFIX}SLACK_CLIENT_ID and {PREFIX}SLACK_CLIENT_SECRET for many that install the "
            "app; take one or the other out",
        )
    if settings.slack_bot_token:
        return
    if not settings.slack_client_id:
        _refuse(
            "slack_bot_token",
            f"is missing; {_COPIED}, or, for many workspaces, set {PREFIX}SLACK_CLIENT_ID and "
            f"{PREFIX}SLACK_CLIENT_SECRET",
        )
    if not settings.slack_client_secret:
        _refuse("slack_client_secret", "is missing; copy it from the page 'Basic Information' of the app")
    if settings.base_url and not settings.is_https:
        _refuse("base_url", "must begin with https:// where workspaces install the app: Slack sends people back there")


def _check_tokens(settings: Settings) -> None:
    """Check that each token is of the sort that belongs there."""
    bot, app = _value(settings, "slack_bot_token"), _value(settings, "slack_app_token")
    if bot.startswith("xoxe"):
        _refuse("slack_bot_token", f"expires within hours; turn token rotation off for the app, and {_COPIED}")
    if bot and not bot.startswith("xoxb-"):
        _refuse("slack_bot_token", f"is no bot token; {_COPIED}")
    if app and not app.startswith("xapp-"):
        _refuse("slack_app_token", f"is no app-level token (xapp-); {_MADE}")
    if _value(settings, "slack_signing_secret").startswith(("xox", "xapp-")):
        _refuse("slack_signing_secret", "is a token; copy the Signing Secret from the page 'Basic Information'")


def _check_sending(settings: Settings) -> None:
    """Check that Slack has a way to send: it posts, signed, or hands over on a connection that is opened to it."""
    if settings.slack_app_token and not settings.slack_bot_token:
        _refuse(
            "slack_app_token",
            f"Socket Mode is for one workspace; take it out and set {PREFIX}SLACK_SIGNING_SECRET, or set "
            f"{PREFIX}SLACK_BOT_TOKEN in place of {PREFIX}SLACK_CLIENT_ID",
        )
    if not settings.slack_app_token and not settings.slack_signing_secret:
        _refuse(
            "slack_signing_secret",
            "is missing; copy it from the page 'Basic Information' of the app, or, for Socket Mode, set "
            f"{PREFIX}SLACK_APP_TOKEN",
        )


def _check_addresses(settings: Settings) -> None:
    """Check where Slack is, and where people and Slack reach the service."""
    if not is_webhook(settings.slack_api_url):
        _refuse("slack_api_url", "must begin with https://: every token is sent there")
    if settings.base_url is None:
        _refuse(
            "base_url",
            "is missing; it is the address at which people reach the page, and stands in what is said in Slack. To try "
            f"Socket Mode out on this machine, http://localhost:{settings.port} will do",
        )
    is_trial = _is_here(settings.slack_api_url) or settings.slack_app_token is not None
    if _is_here(settings.base_url) and not is_trial:
        _refuse(
            "base_url",
            "leads to this machine, where Slack cannot post; set the address that others reach, or, for Socket Mode, "
            f"{PREFIX}SLACK_APP_TOKEN",
        )
    _ = settings.page


def _check_workspaces(settings: Settings) -> None:
    """Check the workspaces that organisations are given for; whether those are known, the texts say."""
    if settings.slack_client_id and not settings.slack_organisations:
        _refuse("slack_organisations", 'is missing; name the workspaces that may install the app: {"T0123ABC": "bc"}')
    for one in settings.slack_organisations:
        if not _WORKSPACE.fullmatch(one):
            _refuse(
                "slack_organisations",
                f"'{one}' is no id of a workspace; it begins with T and stands in the address of Slack in a browser: "
                "https://app.slack.com/client/T0123ABC",
            )


def _value(settings: Settings, name: str) -> str:
    secret = getattr(settings, name)
    return secret.get_secret_value() if secret else ""


def _is_here(address: str) -> bool:
    return is_loopback(urlsplit(address).hostname or "")


def _refuse(name: str, reason: str) -> NoReturn:
    raise SettingsError(f"{PREFIX}{name.upper()}: {reason}")
