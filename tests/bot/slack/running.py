"""The Slack door as it runs: signed requests come in on loopback, Slack's side is there too, a database keeps all."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.entrance import Entrance
from bot.settings import Settings
from bot.slack.core.kept import Kept
from bot.slack.core.seals import Seals
from bot.slack.core.speaking import Speaker
from bot.slack.core.web import Web
from bot.slack.core.workspaces import OneWorkspace
from bot.slack.door import SlackDoor
from bot.slack.installing.installations import ManyWorkspaces
from bot.slack.installing.oauth import Installing
from bot.slack.parts import Parts
from bot.storage import keys as storage_keys
from bot.storage.database import Database, file_url
from bot.storage.inbox import SqlInbox
from bot.storage.keys import Keyring
from bot.storage.notes import SqlNotes
from tests.bot.slack import requests as sent
from tests.bot.slack.web_api import FakeSlack
from tests.bot.web.fakes import FakeAssistant, MemoryFeedback
from tests.bot.web.reporting import FakeOffice

SECRET = "a signing secret of the tests"
TODAY = date(2026, 3, 4)
PAGE = "https://conduct.gov.example"


def slack_settings(slack: FakeSlack, **more: Any) -> Settings:
    """Return the settings of a deployment in one workspace, whose people can sign in to the page as well.

    No environment of this machine reaches them.
    """
    plain = {
        "var": Path("unused"),
        "base_url": PAGE,
        "proxy_header": "X-Person",
        "trusted_proxies": "127.0.0.0/8",
        "org": "bc",
        "slack_bot_token": SecretStr(slack.workspace.bot_token),
        "slack_signing_secret": SecretStr(SECRET),
        **({} if "slack_api_url" in more else {"slack_api_url": slack.api}),
        "staff_domains": ("gov.example",),
    }
    return Settings(_env_file=None, **{**plain, **more})


@dataclass(slots=True, kw_only=True, repr=False)  # asyncio asks for it after each fixture
class Running:
    """The door as it runs, and what a test looks at.

    Attributes:
        slack: Slack's side.
        door, parts: The door, and what its listeners work with.
        office: Where cases are kept.
        feedback: What was said of answers.
        signed: Sends what Slack sends, over HTTP.
        way: How Slack hands over what people do: that, or Socket Mode where the settings say so.
        address: Where the door is reached.
        inbox, notes: What came in, and what is kept.
        folder: Where the database is.
    """

    slack: FakeSlack
    door: SlackDoor
    parts: Parts
    office: FakeOffice
    feedback: MemoryFeedback
    signed: sent.Signed
    way: sent.Way
    address: str
    inbox: SqlInbox
    notes: SqlNotes
    folder: Path

    @property
    def workspace(self) -> sent.Workspace:
        """The workspace."""
        return self.slack.workspace

    async def send(self, request: sent.Sent, **how: Any) -> sent.Answer:
        """Send something as Slack does, and wait until the work that it causes has ended."""
        answer = await self.way.send(request, **how)
        await self.door.going.settled(10)
        return answer

    def user(self, name: str = "ana") -> str:
        """Return the id of a person."""
        return self.workspace.user(name)

    async def says(self, text: str, name: str = "ana", **more: Any) -> sent.Answer:
        """Have a person write to the app."""
        return await self.send(sent.message(self.workspace, self.user(name), text, **more))

    async def mentions(self, text: str, name: str = "ana", **more: Any) -> sent.Answer:
        """Have a person mention the app in a channel."""
        channel = more.pop("channel", self.workspace.channel("general"))
        return await self.send(sent.mention(self.workspace, self.user(name), text, channel=channel, **more))

    async def commands(self, command: str, text: str = "", name: str = "ana", **more: Any) -> sent.Answer:
        """Have a person type a slash command in a channel."""
        channel = more.pop("channel", self.workspace.channel("general"))
        return await self.send(sent.slash_command(self.workspace, self.user(name), command, text, channel=channel))

    async def presses(self, where: Any, action: str, *, name: str = "ana", **more: Any) -> sent.Answer:
        """Have a person press or choose something in a message or a view."""
        return await self.send(sent.block_action(self.workspace, self.user(name), where, action, **more))

    async def submits(self, values: dict[str, Any] | None = None, *, name: str = "ana") -> sent.Answer:
        """Have a person fill in the modal that they have open, and send it."""
        view = self.slack.last_view(self.user(name))
        return await self.send(sent.view_submission(self.workspace, self.user(name), view, values))

    def messages(self, name: str = "ana") -> list[Any]:
        """Return what a person was told in their conversation with the app."""
        return self.slack.messages.get(self.workspace.im(name), [])


@dataclass(slots=True, kw_only=True)
class Template:
    """A database that is ready, copied for each test: making one takes a while."""

    database: Path
    keys: Path

    @classmethod
    def made(cls, folder: Path) -> Self:
        """Make one in a folder."""
        made = cls(database=folder / "conduct.sqlite3", keys=folder / "keys.json")
        storage_keys.new_file(made.keys)

        async def open_once() -> None:
            notes = SqlNotes(Database(file_url(made.database)), Keyring(made.keys))
            await notes.put("template", "key", "text")
            await notes.drop("template", "key")
            await notes.close()

        asyncio.run(open_once())
        return made

    def copy(self, folder: Path) -> Path:
        """Put copies into a folder; return it."""
        shutil.copy(self.database, folder / "conduct.sqlite3")
        shutil.copy(self.keys, folder / "keys.json")
        return folder


@asynccontextmanager
async def running(
    slack: FakeSlack,
    assistant: FakeAssistant,
    office: FakeOffice,
    feedback: MemoryFeedback,
    folder: Path,
    *,
    clock: Callable[[], Any],
    port: int | None = None,
) -> AsyncIterator[Running]:
    """Run the door over what a folder keeps, until the end; again over the same folder, it is another process."""
    database, keys = Database(file_url(folder / "conduct.sqlite3")), Keyring(folder / "keys.json")
    calls = Web(assistant.settings.slack_api_url, a_second=1000)
    notes, inbox = SqlNotes(database, keys), SqlInbox(database, keys)
    settings = assistant.settings
    token = settings.slack_bot_token
    many = ManyWorkspaces(notes, clock, settings.slack_organisations) if settings.slack_client_id else None
    parts = Parts(
        assistant=assistant,
        entrance=Entrance(assistant, office.now),
        feedback=feedback,
        workspaces=many or OneWorkspace(token.get_secret_value() if token else "", calls.client),
        speaker=Speaker(calls),
        kept=Kept(notes, clock),
        notes=notes,
        seals=Seals(keys),
        clock=clock,
        today=lambda: TODAY,
    )
    installing = Installing(settings, calls, many, keys, clock) if many else None
    door = SlackDoor(parts, inbox, calls, installing=installing)
    app = web.Application()
    app.add_routes(door.routes())
    linked = assistant.settings.slack_app_token is not None
    async with TestServer(app, port=port) as server, sent.Signed(str(server.make_url("")), SECRET, slack) as signed:
        await parts.workspaces.only()
        work = asyncio.create_task(door.run()) if linked else None
        yield Running(
            slack=slack,
            door=door,
            parts=parts,
            office=office,
            feedback=feedback,
            signed=signed,
            way=sent.Linked(slack) if linked else signed,
            address=str(server.make_url("")),
            inbox=inbox,
            notes=notes,
            folder=folder,
        )
        await door.going.settled(10)
        await _ended(work)
    await calls.close()
    await database.close()


async def _ended(work: asyncio.Task[None] | None) -> None:
    """End what goes on until it is ended; a fault of it is the test's."""
    if work is not None:
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work
