"""What is set for Slack goes together, or the service does not start."""

import pytest

from bot.settings import Settings, SettingsError
from bot.slack.setup import check_slack

HTTP = {
    "base_url": "https://conduct.example",
    "slack_bot_token": "xoxb-hunter2",
    "slack_signing_secret": "hunter2",
}
SOCKET = {"base_url": "http://localhost:8080", "slack_bot_token": "xoxb-hunter2", "slack_app_token": "xapp-hunter2"}
MANY = {
    "base_url": "https://conduct.example",
    "slack_client_id": "12.34",
    "slack_client_secret": "hunter2",
    "slack_signing_secret": "hunter2",
    "slack_organisations": {"T0123ABC": "bc"},
}
TRIAL = {"slack_api_url": "http://127.0.0.1:3000/api/", "base_url": "http://127.0.0.1:8080"}


def _settings(given: dict[str, object], changes: dict[str, object]) -> Settings:
    merged = {name: value for name, value in (given | changes).items() if value is not None}
    return Settings(_env_file=None, **merged)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "changes"),
    [
        ({}, {}),
        (HTTP, {}),
        (HTTP, {"slack_organisations": {"T0123ABC": "bc"}}),
        (HTTP, {"host": "0.0.0.0"}),
        (HTTP, TRIAL),
        (SOCKET, {}),
        (SOCKET, {"base_url": "https://conduct.example"}),
        (SOCKET, {"slack_signing_secret": "hunter2"}),
        (MANY, {}),
    ],
)
def test_what_goes_together_is_taken(given: dict[str, object], changes: dict[str, object]) -> None:
    """Nothing at all, one workspace over HTTP or Socket Mode, many over HTTP; and trying it out on this machine."""
    check_slack(_settings(given, changes))


@pytest.mark.parametrize(
    ("given", "changes", "named"),
    [
        ({}, {"slack_client_secret": "hunter2"}, "SLACK_CLIENT_SECRET: nothing else of Slack is set"),
        ({}, {"slack_organisations": {"T0123ABC": "bc"}}, "SLACK_ORGANISATIONS: nothing else of Slack is set"),
        (HTTP, {"slack_bot_token": None}, "SLACK_BOT_TOKEN: is missing"),
        (HTTP, {"slack_bot_token": "xoxp-hunter2"}, "SLACK_BOT_TOKEN: is no bot token; copy the Bot User OAuth Token"),
        (HTTP, {"slack_bot_token": "xoxe.xoxb-hunter2"}, "SLACK_BOT_TOKEN: expires within hours; turn token rotation"),
        (HTTP, {"slack_signing_secret": None}, "SLACK_SIGNING_SECRET: is missing"),
        (HTTP, {"slack_signing_secret": "xapp-hunter2"}, "SLACK_SIGNING_SECRET: is a token"),
        (HTTP, {"base_url": None}, "BASE_URL: is missing"),
        (HTTP, {"base_url": "http://conduct.example"}, "BASE_URL: must be the address"),
        (HTTP, {"base_url": "http://localhost:8080"}, "BASE_URL: leads to this machine, where Slack cannot post"),
        (HTTP, {"slack_api_url": "http://slack.example/api/"}, "SLACK_API_URL: must begin with https://"),
        (HTTP, {"slack_organisations": {"alder-creek": "bc"}}, "SLACK_ORGANISATIONS: 'alder-creek' is no id"),
        (HTTP, {"slack_organisations": {"E0123ABC": "bc"}}, "SLACK_ORGANISATIONS: 'E0123ABC' is no id"),
        (HTTP, {"slack_client_id": "12.34"}, "SLACK_BOT_TOKEN: is for one workspace"),
        (HTTP, {"slack_client_secret": "hunter2"}, "SLACK_BOT_TOKEN: is for one workspace"),
        (SOCKET, {"slack_app_token": "xoxb-hunter2"}, "SLACK_APP_TOKEN: is no app-level token"),
        (SOCKET, {"slack_bot_token": None}, "SLACK_BOT_TOKEN: is missing"),
        (MANY, {"slack_client_secret": None}, "SLACK_CLIENT_SECRET: is missing"),
        (MANY, {"slack_signing_secret": None}, "SLACK_SIGNING_SECRET: is missing"),
        (MANY, {"slack_app_token": "xapp-hunter2"}, "SLACK_APP_TOKEN: Socket Mode is for one workspace"),
        (MANY, {"slack_organisations": {}}, "SLACK_ORGANISATIONS: is missing"),
        (MANY, {"base_url": "http://localhost:8080"}, "BASE_URL: must begin with https://"),
        (MANY, {"base_url": None}, "BASE_URL: is missing"),
    ],
)
def test_what_does_not_is_told_with_its_variable_and_without_its_value(
    given: dict[str, object], changes: dict[str, object], named: str
) -> None:
    """Whoever set it reads what to do; a secret in the wrong place is not repeated."""
    with pytest.raises(SettingsError) as refused:
        check_slack(_settings(given, changes))
    told = str(refused.value)
    assert told.startswith(f"CONDUCT_{named}")
    assert "hunter2" not in told
    assert "\n" not in told
