"""Many workspaces, as they are known while the database is slow or gone: Slack waits for nobody."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.slack.core.workspaces import Away, Workspace
from bot.slack.installing.installations import ManyWorkspaces
from bot.storage.database import Database, file_url
from bot.storage.errors import StorageUnusable
from bot.storage.keys import Keyring
from bot.storage.notes import SqlNotes
from tests.bot.slack.running import Template
from tests.handlers.cases.fakes import FakeClock

TEAM = "T0CITY"
CITY = Workspace(team=TEAM, token="xoxb-city", user="U0BOT", bot="B0BOT")


class Notes(SqlNotes):
    """Notes that can be made to say nothing, or to fail."""

    stuck = False
    broken = False

    async def get(self, kind: str, key: str, *, at: datetime) -> str | None:
        """Return a text; while stuck, never; while broken, fail."""
        if self.stuck:
            await asyncio.Event().wait()
        if self.broken:
            raise StorageUnusable("the test's database is gone")
        return await super().get(kind, key, at=at)


@pytest.fixture
async def notes(template: Template, tmp_path: Path) -> AsyncIterator[Notes]:
    """Where workspaces are kept."""
    folder = template.copy(tmp_path)
    notes = Notes(Database(file_url(folder / "conduct.sqlite3")), Keyring(folder / "keys.json"))
    yield notes
    await notes.close()


def known(notes: Notes) -> ManyWorkspaces:
    """Return the workspaces as a process knows them that begins."""
    return ManyWorkspaces(notes, FakeClock(), [TEAM])


async def test_where_the_database_is_slow_a_workspace_is_as_it_was(notes: Notes) -> None:
    """What somebody does in it is acknowledged in time; of one that was never seen, Slack is told to send it again."""
    notes.stuck = True
    hurried = ManyWorkspaces(notes, FakeClock(), [TEAM], in_time=0)
    with pytest.raises(Away):
        await hurried.find(TEAM)
    await hurried.keep(CITY, by="U0ANA")
    assert await hurried.find(TEAM) == CITY


async def test_where_the_database_is_gone_a_workspace_is_as_it_was(notes: Notes) -> None:
    """People are told what is wrong, rather than nothing."""
    await known(notes).keep(CITY, by="U0ANA")
    seen = known(notes)
    assert await seen.find(TEAM) == CITY
    notes.broken = True
    assert await seen.find(TEAM) == CITY
    with pytest.raises(StorageUnusable):
        await known(notes).find(TEAM)


async def test_what_was_taken_out_elsewhere_is_not_remembered(notes: Notes) -> None:
    """Nor where it was forgotten here."""
    here, elsewhere = known(notes), known(notes)
    await here.keep(CITY, by="U0ANA")
    assert await elsewhere.find(TEAM) == CITY
    await here.forget(TEAM)
    assert await elsewhere.find(TEAM) is None
    notes.broken = True
    for one in (here, elsewhere):
        with pytest.raises(StorageUnusable):
            await one.find(TEAM)
