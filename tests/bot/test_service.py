"""`conduct serve` in a process of its own, and the service that it runs."""

import asyncio
import gc
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import warnings
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from bot import service
from bot.settings import Settings, SettingsError
from bot.storage import keys
from bot.storage.database import Database
from bot.storage.errors import KeysUnusable
from bot.storage.keys import Keyring
from bot.storage.vault import Vault
from tests.bot.slack import requests as sent
from tests.bot.slack.web_api import FakeSlack
from tests.conftest import COMMAND, Place

SECRET = "a signing secret of the tests"
QUESTION = {"question": "can I say on linkedin that I work for the town", "org": "alder-creek"}


@contextmanager
def served(
    place: Place, *, told: str = r"(http://127\.0\.0\.1:\d+)", **more: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the service on a free port; yield its process and its address, and end it whatever happens."""
    process = subprocess.Popen(
        [str(COMMAND), "serve"],
        env=place.environment(CONDUCT_PORT="0", **more),
        cwd=place.var,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        found = re.search(told, process.stdout.readline())
        assert found, process.communicate(timeout=30)[1]
        yield process, found[1]
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=30)


def fetch(address: str, body: object = None) -> str:
    """Return what an address of the service answers; with a body, it is sent as JSON."""
    data = None if body is None else json.dumps(body).encode()
    request = Request(address, data=data, headers={"Content-Type": "application/json"})
    with urlopen(request, timeout=30) as response:
        answer: str = response.read().decode()
        return answer


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_it_answers_and_stops_when_told(town: Place, number: signal.Signals) -> None:
    """Health and questions while it runs; a signal ends it with exit code 0, and nothing was logged of the question."""
    with served(town) as (process, address):
        health = fetch(f"{address}/health")
        reply = json.loads(fetch(f"{address}/api/ask", QUESTION))
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert health
    assert reply["citations"][0]["org"] == "alder-creek"
    assert process.returncode == 0
    assert "Traceback" not in err
    assert "linkedin" not in out + err


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "is at http://127.0.0.1:8913"),
        ({"host": "::1"}, "is at http://[::1]:8913"),
        (
            {"base_url": "https://conduct.example/"},
            "listens on 127.0.0.1:8913; people reach it at https://conduct.example",
        ),
        (
            {"host": "::", "base_url": "https://conduct.example"},
            "listens on [::]:8913; people reach it at https://conduct.example",
        ),
    ],
)
def test_it_says_where_it_listens_and_where_people_reach_it(changes: dict[str, str], told: str) -> None:
    """They differ behind a proxy."""
    assert service.announced(Settings(_env_file=None, port=8913, **changes)) == told  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, ""),
        ({"slack_bot_token": "xoxb-1"}, "Slack: it posts to https://conduct.example/slack/events.\n"),
        (
            {"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1"},
            "Slack: Socket Mode; nothing is to be reached from outside.\n",
        ),
        (
            {"slack_client_id": "1.2"},
            "Slack: it posts to https://conduct.example/slack/events.\n"
            "Slack: workspaces install it at https://conduct.example/slack/install.\n",
        ),
    ],
)
def test_it_says_how_slack_reaches_it(changes: dict[str, str], told: str) -> None:
    """The address must stand in the app's settings there."""
    given = Settings(_env_file=None, base_url="https://conduct.example", **changes)  # type: ignore[arg-type]
    assert service.in_slack(given) == told


async def test_people_are_answered_in_slack_while_it_runs(
    town: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is signed is taken without a sign-in, of which there is none; the page is for nobody."""
    async with FakeSlack() as slack:
        running, said = asyncio.create_task(service.run(_in_slack(town, slack, tmp_path))), list[str]()

        async def until(holds: Callable[[], Awaitable[bool]]) -> None:
            while not await holds():
                assert not running.done(), running.exception()
                await asyncio.sleep(0)

        async def listens() -> bool:
            said.append(capsys.readouterr().out)
            return "Slack: it posts to https://conduct.example/slack/events." in "".join(said)

        async def takes() -> bool:  # once it knows the workspace of its token
            return (await signed.send(question)).status == 200

        async def answers() -> bool:
            return bool(slack.called("chat.postMessage"))

        async with asyncio.timeout(60), ClientSession() as http:
            await until(listens)
            here = "http://" + "".join(said).partition("listens on ")[2].partition(";")[0]
            question = sent.message(slack.workspace, slack.workspace.user("ana"), str(QUESTION["question"]))
            async with sent.Signed(here, SECRET) as signed:
                await until(takes)
                refused = await signed.send(question, signature="wrong")
            await until(answers)
            async with http.get(here) as page:
                closed = page.status
            os.kill(os.getpid(), signal.SIGTERM)
            await running
    assert "are your own" in str(slack.called("chat.postMessage"))
    assert (refused.status, closed) == (401, 401)


def _in_slack(place: Place, slack: FakeSlack, folder: Path) -> Settings:
    """Return the settings of a service in one workspace, which keeps what it has in a folder."""
    keys.new_file(folder / "keys.json")
    return place.settings.model_copy(
        update={
            "port": 0,
            "base_url": "https://conduct.example",
            "key_file": folder / "keys.json",
            "database_url": SecretStr(f"sqlite:///{folder}/conduct.sqlite3"),
            "slack_bot_token": SecretStr(slack.workspace.bot_token),
            "slack_signing_secret": SecretStr(SECRET),
            "slack_api_url": slack.api,
        }
    )


async def test_keys_of_another_database_are_told(town: Place, tmp_path: Path) -> None:
    """Before it listens: otherwise nothing that is kept could be read, and nobody would know why."""
    for name in ("keys.json", "others.json"):
        keys.new_file(tmp_path / name)
    given = town.settings.model_copy(
        update={
            "port": 0,
            "key_file": tmp_path / "keys.json",
            "database_url": SecretStr(f"sqlite:///{tmp_path}/conduct.sqlite3"),
        }
    )
    filled = Vault(Database(f"sqlite:///{tmp_path}/conduct.sqlite3"), Keyring(tmp_path / "others.json"))
    await filled.write(lambda _: None)
    await filled.close()
    with pytest.raises(KeysUnusable, match="was filled with other keys; put back the file"):
        await asyncio.wait_for(service.run(given), 30)


async def test_a_port_that_is_taken_leaves_nothing_open(town: Place, tmp_path: Path) -> None:
    """What the door to Slack opened is closed, so that nothing is complained of after the one line."""
    async with FakeSlack() as slack:
        with socket.socket() as taken, warnings.catch_warnings(record=True) as left:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = {"port": taken.getsockname()[1]}
            with pytest.raises(SettingsError, match="cannot listen on"):
                await service.run(_in_slack(town, slack, tmp_path).model_copy(update=port))
            gc.collect()
    assert [one for one in left if "Unclosed" in str(one.message)] == []


async def test_settings_of_slack_that_do_not_go_together_are_told(town: Place) -> None:
    """Before anything is loaded."""
    given = town.settings.model_copy(update={"slack_bot_token": SecretStr("xoxb-1")})
    with pytest.raises(SettingsError, match="CONDUCT_SLACK_SIGNING_SECRET: is missing"):
        await service.run(given)


def test_a_service_behind_a_proxy_says_on_which_port_it_listens(town: Place) -> None:
    """The one that it has found, and not the one of the address that people reach."""
    with served(town, CONDUCT_BASE_URL="http://localhost:1", told=r"listens on (127\.0\.0\.1:\d+); people") as (
        _,
        here,
    ):
        assert fetch(f"http://{here}/health")


def test_a_new_index_is_taken_up_while_it_runs(own_town: Place) -> None:
    """`conduct index` beside the running service: within moments it quotes the edited text, without a restart."""
    with served(own_town) as (process, address):
        before = fetch(f"{address}/api/ask", QUESTION)
        own_town.edit("are your own", "are yours alone")
        built = own_town.run(["index"])
        assert built.returncode == 0, built.stderr
        assert process.stderr is not None
        event = json.loads(process.stderr.readline())
        after = fetch(f"{address}/api/ask", QUESTION)
        process.terminate()
        process.communicate(timeout=30)
    assert event["event"] == "took up a new index or contacts file"
    assert ("are your own" in before, "are yours alone" in after) == (True, True)
    assert process.returncode == 0


def test_an_index_that_does_not_fit_is_logged_once_and_answers_go_on(own_town: Place) -> None:
    """The reason is in the log, with the command that mends it."""
    with served(own_town) as (process, address):
        damaged = own_town.index.with_suffix(".new")
        damaged.write_bytes(b"nonsense" * 100)
        os.replace(damaged, own_town.index)
        assert process.stderr is not None
        event = json.loads(process.stderr.readline())
        reply = json.loads(fetch(f"{address}/api/ask", QUESTION))
        process.terminate()
        process.communicate(timeout=30)
    assert event["event"] == "did not take up a new index or contacts file"
    assert "run 'conduct index" in event["reason"]
    assert reply["answered"] is True


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "intranet.example"])
async def test_another_address_than_loopback_needs_a_sign_in(town: Place, host: str) -> None:
    """Without one it does not begin to listen, and the missing variables are named."""
    given = town.settings.model_copy(update={"host": host, "port": 0})
    with pytest.raises(SettingsError, match=r"CONDUCT_HOST: .*CONDUCT_PROXY_HEADER.*CONDUCT_OIDC_ISSUER"):
        await service.run(given)


def test_the_command_refuses_it_in_one_line(town: Place) -> None:
    """Exit code 2, no traceback."""
    done = town.run(["serve"], CONDUCT_HOST="0.0.0.0")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("conduct: CONDUCT_HOST: ")


def test_a_port_that_is_taken_is_told(town: Place) -> None:
    """Address and variables are named, in one line."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = town.run(["serve"], CONDUCT_PORT=str(port))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert f"CONDUCT_PORT: cannot listen on 127.0.0.1:{port}" in done.stderr


def test_without_an_index_it_does_not_begin(own_town: Place) -> None:
    """One line with the command that builds it."""
    shutil.rmtree(own_town.index.parent)
    done = own_town.run(["serve"], CONDUCT_PORT="0")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "run 'conduct index" in done.stderr
