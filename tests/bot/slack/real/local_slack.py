"""local-slack: a Slack on loopback that others made, with a page on which people write, press and fill in."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tests.bot.slack.fake.workspace import Workspace, im_of
from tests.bot.slack.real.node import program
from tests.bot.slack.web_api import APP_TOKEN

APP = "conduct"
"""What the app is called there."""
_PROGRAM = "local-slack-linux-x64/bin/local-slack"
_READY = "Web UI:"
_IN_TIME = 20
"""Seconds in which it is ready."""

Mode = Literal["http", "socket"]


@dataclass(frozen=True, slots=True)
class LocalSlack:
    """It, as it runs; `page` is its address."""

    page: str

    @property
    def api(self) -> str:
        """The address of its Web API."""
        return f"{self.page}/api/"


@asynccontextmanager
async def local_slack(
    workspace: Workspace, folder: Path, *, mode: Mode, secret: str, posts_to: str
) -> AsyncIterator[LocalSlack]:
    """Run it until the end.

    Args:
        workspace: Who and what is there.
        folder: An empty one, for its files.
        mode: How it hands over what people do.
        secret: With which it signs.
        posts_to: Where it posts over HTTP.
    """
    described = folder / "workspace.json"
    described.write_text(json.dumps(_described(workspace, mode, secret, posts_to)), "utf-8")
    process = await asyncio.create_subprocess_exec(
        *[str(program(_PROGRAM)), "--config", str(described), "--port", "0"],
        *["--base-host", "127.0.0.1", "--files-dir", str(folder / "files")],
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield LocalSlack(await asyncio.wait_for(_address(process), _IN_TIME))
    finally:
        process.terminate()
        await process.communicate()


async def _address(process: asyncio.subprocess.Process) -> str:
    """Return the address of its page, once it is there."""
    assert process.stdout is not None
    async for line in process.stdout:
        _, found, address = line.decode().partition(_READY)
        if found:
            return address.strip()
    raise AssertionError("local-slack ended before it was ready")


def _described(workspace: Workspace, mode: Mode, secret: str, posts_to: str) -> dict[str, Any]:
    app = {
        "appId": workspace.app_id,
        "botUserId": workspace.bot_user,
        "botName": APP,
        "botToken": workspace.bot_token,
        "appToken": APP_TOKEN,
        "signingSecret": secret,
        **({"mode": "socket"} if mode == "socket" else {"mode": "events", "requestUrl": posts_to}),
    }
    people = [{"id": one.id, "name": name, "real_name": one.real_name} for name, one in workspace.people.items()]
    channels = [
        {"id": one.id, "name": one.name, "is_private": one.is_private, "members": sorted(one.members)}
        for one in workspace.channels.values()
    ]
    private = [
        {"id": im_of(one.id), "name": name, "is_im": True, "members": [one.id, workspace.bot_user]}
        for name, one in workspace.people.items()
    ]
    about = {"name": workspace.name, "domain": workspace.domain, "teamId": workspace.team_id}
    return {"workspace": about, "apps": [app], "users": people, "channels": [*channels, *private]}
