"""The service as it runs: `conduct serve` over an index that is there and a database of its own."""

import asyncio
import json
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from aiohttp import web
from aiosmtpd.smtp import SMTP

from benchmarks.case_kills import Received
from bot import settings
from bot.storage import keys
from tests.bot.slack.web_api import FakeSlack

SIGNING_SECRET = "a signing secret of the benchmarks"
_WEBHOOK_SECRET = "a webhook secret of the benchmarks"
_COMMAND = str(Path(sys.executable).with_name("conduct"))
_UP_WITHIN = 60.0

_CONTACTS = """\
- {organisation: bc, contact: intake, people: [{name: Office of Integrity, mail: intake@gov.example}]}
- {organisation: bc, contact: alternate_intake, people: [{name: Outside Reviewer, mail: reviewer@firm.example}]}
- {organisation: bc, contact: urgent, people: [{name: Security Desk, mail: urgent@gov.example}]}
- {organisation: bc, contact: public_affairs, people: [{name: Newsroom, mail: news@gov.example}]}
"""
_CASE_RULES = """\
- organisation: bc
  collection: {authority: The Act on Records, purpose: to look into what is reported, contact: Office of Integrity}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The service.

    Attributes:
        url: Its address.
        pid: Of its process.
        received: The notices that it sent.
    """

    url: str
    pid: int
    received: Received
    _environment: Mapping[str, str]
    _folder: Path

    async def cases(self) -> list[str]:
        """Return the numbers of the cases that are kept, as `conduct cases list` has them."""
        listing = await asyncio.create_subprocess_exec(
            _COMMAND, "cases", "list", "--json",
            env=self._environment, cwd=self._folder, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        printed, _ = await listing.communicate()
        return [str(json.loads(line)["case"]) for line in printed.decode().splitlines()]

    def complaints(self) -> list[str]:
        """Return the warnings and errors that it logged."""
        return _log(self._folder).read_text("utf-8").splitlines()


@asynccontextmanager
async def serving(slack: FakeSlack, folder: Path, database: str | None) -> AsyncIterator[Service]:
    """Run the service until the end.

    Args:
        slack: Slack's side.
        folder: Where its files are.
        database: Address of a PostgreSQL database, or None for a file.
    """
    received, loop = Received(), asyncio.get_running_loop()
    mail = await loop.create_server(lambda: SMTP(received, hostname="mail.test", loop=loop), "127.0.0.1", 0)
    url = f"http://127.0.0.1:{_free_port()}"
    environment = _environment(slack, folder, database, url, mail.sockets[0].getsockname()[1])
    with _log(folder).open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            _COMMAND, "serve", env=environment, cwd=folder, stdout=asyncio.subprocess.DEVNULL, stderr=log
        )
        try:
            await _up(url, slack, process, folder)
            yield Service(url=url, pid=process.pid, received=received, _environment=environment, _folder=folder)
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()
            mail.close()


def _environment(slack: FakeSlack, folder: Path, database: str | None, url: str, mail: int) -> dict[str, str]:
    """Return the settings; the index is that of whoever measures, all else is in the folder."""
    (folder / "contacts.yaml").write_text(_CONTACTS, "utf-8")
    (folder / "case-rules.yaml").write_text(_CASE_RULES, "utf-8")
    keys.new_file(folder / "keys.json")
    chosen = settings.load()
    own = {
        "VAR": chosen.var.resolve(),
        "KNOWLEDGE": chosen.knowledge.resolve(),
        "ORG": "bc",
        "PORT": url.rpartition(":")[2],
        "BASE_URL": url,
        "DATABASE_URL": database or f"sqlite:///{folder / 'conduct.sqlite3'}",
        "KEY_FILE": folder / "keys.json",
        "CONTACTS": folder / "contacts.yaml",
        "CASE_RULES": folder / "case-rules.yaml",
        "STAFF_DOMAINS": "gov.example",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": mail,
        "SMTP_SECURITY": "none",
        "MAIL_FROM": "conduct@gov.example",
        "WEBHOOK_SECRET": _WEBHOOK_SECRET,
        "LOG_LEVEL": "warning",
        "SLACK_BOT_TOKEN": slack.workspace.bot_token,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": slack.api,
    }
    rest = {name: value for name, value in os.environ.items() if not name.startswith(settings.PREFIX)}
    return rest | {f"{settings.PREFIX}{name}": str(value) for name, value in own.items()}


async def _up(url: str, slack: FakeSlack, process: asyncio.subprocess.Process, folder: Path) -> None:
    """Wait until it answers and knows the workspace.

    Raises:
        RuntimeError: It ended, or did not come up in time; with what it said.
    """
    deadline = time.monotonic() + _UP_WITHIN
    async with aiohttp.ClientSession(url) as client:
        while time.monotonic() < deadline and process.returncode is None:
            if await _answers(client) and slack.called("auth.test"):
                return
            await asyncio.sleep(0.1)
    raise RuntimeError(f"the service did not come up: {_log(folder).read_text('utf-8')}")


async def _answers(client: aiohttp.ClientSession) -> bool:
    try:
        async with client.get("/health") as response:
            return response.status == web.HTTPOk.status_code
    except aiohttp.ClientError:
        return False


def _log(folder: Path) -> Path:
    return folder / "service.log"


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
