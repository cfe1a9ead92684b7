"""Settings: read from the environment, wrong ones named, secrets kept."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from bot import settings as bot_settings
from bot.settings import Settings, SettingsError
from knowledge.library import DEFAULT_FOLDER


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of this machine and no `.env` file of this folder counts."""
    for field in Settings.model_fields:
        monkeypatch.delenv(f"CONDUCT_{field.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_anything_set_the_page_is_local_and_the_texts_are_ours() -> None:
    """The defaults work, and bind to this machine alone."""
    settings = bot_settings.load()
    assert (settings.host, settings.port, settings.is_local) == ("127.0.0.1", 8080, True)
    assert (settings.knowledge, settings.var, settings.org) == (DEFAULT_FOLDER, Path("var"), None)


def test_every_setting_is_explained() -> None:
    """The description is what the README and an administrator read."""
    assert not [name for name, field in Settings.model_fields.items() if not field.description]


def test_variables_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each kind of value: text, number, path, JSON, networks, address."""
    given = {
        "ORG": "ns",
        "PORT": "0",
        "VAR": "/srv/conduct",
        "EMERGENCY_NUMBERS": '{"bc": "7-911"}',
        "TRUSTED_PROXIES": "10.0.0.0/8, ::1",
        "BASE_URL": "https://conduct.example/",
        "STAFF_DOMAINS": "Gov.example, @health.gov.example,",
        "CASE_RULES": "rules.yaml",
        "SMTP_SECURITY": "tls",
    }
    for name, value in given.items():
        monkeypatch.setenv(f"CONDUCT_{name}", value)
    settings = bot_settings.load()
    assert (settings.org, settings.port, settings.var) == ("ns", 0, Path("/srv/conduct"))
    assert settings.emergency_numbers == {"bc": "7-911"}
    assert settings.trusted_proxies == (ip_network("10.0.0.0/8"), ip_network("::1"))
    assert settings.base_url == "https://conduct.example"
    assert settings.staff_domains == ("gov.example", "health.gov.example")
    assert (settings.case_rules, settings.smtp_security) == (Path("rules.yaml"), "tls")


def test_a_file_is_read_and_the_environment_comes_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """`.env` in the working folder serves where no variable is set; what is not ours in it is passed over."""
    Path(".env").write_text("CONDUCT_ORG=bc\nCONDUCT_THREADS=1\nOTHER=x\n", encoding="utf-8")
    monkeypatch.setenv("CONDUCT_ORG", "ns")
    settings = bot_settings.load()
    assert (settings.org, settings.threads) == ("ns", 1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "hunter2"),
        ("PORT", "70000"),
        ("THREADS", "0"),
        ("LOG_LEVEL", "hunter2"),
        ("BASE_URL", "hunter2"),
        ("BASE_URL", "javascript:hunter2"),
        ("BASE_URL", "https://:hunter2"),
        ("BASE_URL", "https://[hunter2"),
        ("OIDC_ISSUER", "hunter2"),
        ("TRUSTED_PROXIES", "10.0.0.0/8,hunter2"),
        ("EMERGENCY_NUMBERS", "{hunter2"),
        ("EMERGENCY_NUMBERS", '"hunter2"'),
        ("EMERGENCY_NUMBERS", '{"bc": ["hunter2"]}'),
        ("STAFF_DOMAINS", "gov.example, hunter2@gov.example"),
        ("DATABASE_URL", "hunter2"),
        ("DATABASE_URL", "mysql://conduct:hunter2@db.example"),
        ("SMTP_PORT", "hunter2"),
        ("SMTP_SECURITY", "hunter2"),
        ("SMTP_PASSWORD", "hunter2"),
        ("MAIL_FROM", "hunter2"),
        ("WEBHOOK_SECRET", "hunter2"),
        ("SLACK_ORGANISATIONS", "{hunter2"),
        ("SLACK_ORGANISATIONS", '["hunter2"]'),
    ],
)
def test_a_wrong_value_names_its_variable_and_not_itself(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """One line that says which variable is wrong; its value may be a secret in the wrong place."""
    monkeypatch.setenv(f"CONDUCT_{name}", value)
    with pytest.raises(SettingsError) as refused:
        bot_settings.load()
    told = str(refused.value)
    assert told.startswith(f"CONDUCT_{name}: ")
    assert len(told) > len(f"CONDUCT_{name}: ")
    assert value not in told
    assert "hunter2" not in told
    assert "\n" not in told


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PORT", "abc", "must be a whole number, such as 2"),
        ("PORT", "70000", "must be less than or equal to 65535"),
        ("LOG_LEVEL", "loud", "must be 'debug', 'info', 'warning' or 'error'"),
        ("SMTP_HOST", "", "must not be empty; give it a value or take it out"),
    ],
)
def test_what_a_value_must_be_is_said_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    """Not in those of a library."""
    monkeypatch.setenv(f"CONDUCT_{name}", value)
    with pytest.raises(SettingsError) as refused:
        bot_settings.load()
    assert str(refused.value) == f"CONDUCT_{name}: {told}"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"SMTP_HOST": "mail.example"}, "CONDUCT_MAIL_FROM: must be set where CONDUCT_SMTP_HOST is"),
        ({"SMTP_USER": "conduct"}, "CONDUCT_SMTP_PASSWORD: must be set together with CONDUCT_SMTP_USER"),
        (
            {"SMTP_HOST": "mail.example", "SMTP_SECURITY": "none", "MAIL_FROM": "conduct@gov.example"},
            "CONDUCT_SMTP_SECURITY: must be starttls or tls: without encryption, mail is handed to this machine alone",
        ),
    ],
)
def test_settings_of_mail_belong_together(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], told: str) -> None:
    """What is missing is told before the first mail is to be sent."""
    for name, value in given.items():
        monkeypatch.setenv(f"CONDUCT_{name}", value)
    with pytest.raises(SettingsError) as refused:
        bot_settings.load()
    assert str(refused.value) == told


def test_a_mail_server_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """One on this machine needs no encryption, even with a password."""
    given = {"HOST": "127.0.0.1", "USER": "conduct", "PASSWORD": "hunter2", "SECURITY": "none"}
    for name, value in given.items():
        monkeypatch.setenv(f"CONDUCT_SMTP_{name}", value)
    monkeypatch.setenv("CONDUCT_MAIL_FROM", "conduct@gov.example")
    settings = bot_settings.load()
    assert (settings.smtp_host, settings.smtp_port, settings.smtp_security) == ("127.0.0.1", 587, "none")
    assert settings.mail_from == "conduct@gov.example"


@pytest.mark.parametrize("value", ["sqlite:///var/x.sqlite3", "postgresql://conduct:x@db.example/conduct"])
def test_a_database_is_sqlite_or_postgresql(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """With the driver named, or not."""
    monkeypatch.setenv("CONDUCT_DATABASE_URL", value.replace("://", "+driver://"))
    assert bot_settings.load().database_url is not None
    monkeypatch.setenv("CONDUCT_DATABASE_URL", value)
    found = bot_settings.load().database_url
    assert found is not None
    assert found.get_secret_value() == value


def test_every_setting_is_in_the_readme() -> None:
    """By the name of its variable, in the table of the settings."""
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    table = readme.partition("\n## Settings\n")[2].partition("\n## ")[0]
    assert [name for name in Settings.model_fields if f"`CONDUCT_{name.upper()}`" not in table] == []


def test_a_file_that_is_not_utf_8_is_named() -> None:
    """The person learns which file to save anew."""
    Path(".env").write_bytes(b"CONDUCT_ORG=caf\xe9\n")
    with pytest.raises(SettingsError, match=r"\.env: is not UTF-8"):
        bot_settings.load()


def test_secrets_are_not_in_the_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings that reach a log or an error give nothing away."""
    monkeypatch.setenv("CONDUCT_SESSION_KEY", "hunter2")
    monkeypatch.setenv("CONDUCT_OIDC_CLIENT_SECRET", "hunter3")
    monkeypatch.setenv("CONDUCT_SMTP_USER", "conduct")
    monkeypatch.setenv("CONDUCT_SMTP_PASSWORD", "hunter4")
    monkeypatch.setenv("CONDUCT_WEBHOOK_SECRET", "hunter5-hunter5-hunter5")
    monkeypatch.setenv("CONDUCT_DATABASE_URL", "postgresql://conduct:hunter6@db.example/conduct")
    settings = bot_settings.load()
    assert settings.session_key is not None
    assert settings.session_key.get_secret_value() == "hunter2"
    assert "hunter" not in f"{settings!r} {settings} {settings.model_dump_json()}"


@pytest.mark.parametrize(
    ("host", "is_local"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.5", False),
        ("localhost.example", False),
        ("", False),
    ],
)
def test_only_loopback_is_local(host: str, is_local: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Everything else can be reached by others, or may be."""
    assert Settings(_env_file=None, host=host).is_local is is_local


@pytest.mark.parametrize(
    ("changes", "is_local"),
    [
        ({"base_url": "http://localhost:8080"}, True),
        ({"base_url": "http://[::1]:8080"}, True),
        ({"base_url": "https://conduct.example"}, False),
        ({"base_url": "http://127.0.0.1.example"}, False),
        ({"proxy_header": "X-Person"}, False),
        ({"oidc_issuer": "https://login.example"}, False),
        ({"trusted_proxies": "127.0.0.1/32"}, True),
        ({"slack_bot_token": "xoxb-1"}, False),
        ({"slack_client_id": "1.2"}, False),
    ],
)
def test_a_page_on_loopback_with_something_in_front_is_not_local(
    changes: dict[str, str],
    is_local: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """Where people sign in, come by Slack, or its address is not this machine's, it is there for others."""
    assert Settings(_env_file=None, **changes).is_local is is_local  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "page"),
    [
        ({}, "http://127.0.0.1:8080"),
        ({"host": "::1", "port": 80}, "http://[::1]:80"),
        ({"base_url": "http://localhost:1/"}, "http://localhost:1"),
        ({"host": "0.0.0.0", "base_url": "https://conduct.example/"}, "https://conduct.example"),
        ({"proxy_header": "X-Person", "base_url": "http://localhost:1"}, "http://localhost:1"),
        ({"slack_bot_token": "xoxb-1", "base_url": "http://localhost:1"}, "http://localhost:1"),
    ],
)
def test_the_page_has_one_address(changes: dict[str, object], page: str) -> None:
    """What is set, or else where it listens."""
    assert Settings(_env_file=None, **changes).page == page  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"host": "0.0.0.0"},
        {"host": "0.0.0.0", "base_url": "http://conduct.example"},
        {"host": "0.0.0.0", "base_url": "http://localhost:8080"},
        {"base_url": "http://conduct.example"},
        {"proxy_header": "X-Person"},
        {"slack_bot_token": "xoxb-1"},
    ],
)
def test_no_link_leads_where_others_could_listen_in(changes: dict[str, str]) -> None:
    """Wherever others reach the page its address is said, and encrypted."""
    with pytest.raises(SettingsError, match="CONDUCT_BASE_URL: must be the address at which people reach the page"):
        _ = Settings(_env_file=None, **changes).page  # type: ignore[arg-type]


def test_what_is_set_up_can_be_brought() -> None:
    """The ways of notices, by their kind."""
    mail = {"smtp_host": "mail.example", "mail_from": "conduct@gov.example"}
    assert Settings(_env_file=None).ways == {"here"}
    assert Settings(_env_file=None, **mail).ways == {"here", "mail"}  # type: ignore[arg-type]
    assert Settings(_env_file=None, webhook_secret="hunter2-hunter2-").ways == {"here", "webhook"}
    assert Settings(_env_file=None, slack_bot_token="xoxb-1").ways == {"here", "slack"}


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that even root cannot read")
def test_a_file_that_cannot_be_read_is_named() -> None:
    """One line, not an error of the operating system."""
    Path(".env").symlink_to("/proc/self/mem")
    with pytest.raises(SettingsError, match=r": cannot be read: "):
        bot_settings.load()
