"""Sealing everything anew, while others go on working."""

import asyncio
import itertools
import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.storage import keys, rotation
from bot.storage.cases import SqlCaseStore
from bot.storage.database import Database
from bot.storage.errors import KeysUnusable, NotOpened, StorageUnusable
from bot.storage.form_drafts import SqlFormDrafts
from bot.storage.inbox import Received, SqlInbox
from bot.storage.keys import Keyring
from bot.storage.notes import SqlNotes
from bot.storage.outbox import SqlOutbox
from bot.storage.rotation import Rotated
from bot.storage.verifying import verify
from handlers.cases.case import Case
from tests.bot.storage.builders import IDENTITY, MINUTE, NOON, case, notice, received, said
from tests.bot.storage.places import Open, Place

SEALED = ("cases", "history", "outbox", "form_drafts", "notes", "inbox")
REFUSE = {
    "sqlite": (
        "CREATE TRIGGER refuse BEFORE UPDATE ON cases WHEN NEW.id = '{id}' BEGIN SELECT RAISE(ABORT, 'refused'); END"
    ),
    "postgresql": (
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$;"
        "CREATE TRIGGER refuse BEFORE UPDATE ON cases FOR EACH ROW WHEN (NEW.id = '{id}') EXECUTE FUNCTION refuse()"
    ),
}
"""Has the database refuse to write one of the cases."""


@pytest.fixture
async def filled(store: SqlCaseStore, database: Database, keyring: Keyring) -> list[Case]:
    """A hundred cases, an entry and a notice each, a form, a note and a message: 303 sealed values."""
    made = [case() for _ in range(100)]
    for one in made:
        await store.file(received(one), submission=one.id, receipt=one.id)
    await SqlFormDrafts(database, keyring).put(IDENTITY, "report", {"what": "a"}, at=NOON)
    await SqlNotes(database, keyring).put("choice", "one", "a")
    await SqlInbox(database, keyring).take("Ev1", "a", at=NOON, lease=MINUTE)
    await SqlInbox(database, keyring).take("Ev2", "a", at=NOON, lease=MINUTE)
    await SqlInbox(database, keyring).done("Ev2", at=NOON)
    return made


def sealed(place: Place) -> list[bytes]:
    """Return every sealed value."""
    return [bytes(value) for table in SEALED for (value,) in place.run(f"SELECT sealed FROM {table}") if value]


def keys_in(key_file: Path) -> int:
    """Return how many encryption keys a file has."""
    return len(json.loads(key_file.read_text())["encryption"])


def only_newest(key_file: Path, tmp_path: Path) -> Keyring:
    """Return keys of which the newest alone is left, though the file still has them all."""
    content = json.loads(key_file.read_text())
    copy = tmp_path / "newest.json"
    keys.new_file(copy)
    copy.write_text(json.dumps({**content, "encryption": content["encryption"][:1]}))
    return Keyring(copy)


async def test_everything_is_sealed_with_the_newest_key(
    database: Database, keyring: Keyring, key_file: Path, place: Place, filled: list[Case], tmp_path: Path
) -> None:
    """Nothing else changes; a second time there is nothing to do."""
    before = [one async for one in SqlCaseStore(database, keyring).history()]
    keys.add_key(key_file)
    assert await rotation.rotate(database, keyring) == Rotated(renewed=303)
    assert await rotation.rotate(database, keyring) == Rotated(renewed=0)
    newest = only_newest(key_file, tmp_path)
    assert len([newest.open(value) for value in sealed(place)]) == 303
    store = SqlCaseStore(database, newest)
    assert [await store.get(one.id) for one in filled] == filled
    assert [one async for one in store.history()] == before
    assert await SqlNotes(database, newest).get("choice", "one", at=NOON) == "a"
    left = await SqlInbox(database, newest).left_over(at=NOON + MINUTE, lease=MINUTE, most=9, tries=3)
    assert left == [Received(id="Ev1", text="a", tries=2)]
    assert (await verify(database, newest)).broken is None


async def test_then_the_file_keeps_the_newest_key_alone(
    database: Database, keyring: Keyring, key_file: Path, filled: list[Case]
) -> None:
    """Not before: what needs an older one would be lost."""
    keys.add_key(key_file)
    with pytest.raises(KeysUnusable, match="sealed with an older key still; rotate once more"):
        await rotation.finish(database, keyring)
    assert keys_in(key_file) == 2
    await rotation.rotate(database, keyring)
    await rotation.finish(database, keyring)
    assert keys_in(key_file) == 1
    assert (await verify(database, Keyring(key_file))).broken is None


async def test_a_rotation_that_was_stopped_goes_on(
    database: Database, keyring: Keyring, key_file: Path, place: Place, filled: list[Case]
) -> None:
    """Meanwhile everything can be read."""
    keys.add_key(key_file)
    # It comes to this value in its midst, and cannot write it.
    place.run(REFUSE["sqlite" if place.folder else "postgresql"].format(id=filled[60].id))
    with pytest.raises(StorageUnusable):
        await rotation.rotate(database, keyring)
    assert len([keyring.open(value) for value in sealed(place)]) == 303
    place.run("DROP TRIGGER refuse" if place.folder else "DROP TRIGGER refuse ON cases")
    done = await rotation.rotate(database, keyring)
    assert 0 < done.renewed < 303
    await rotation.finish(database, keyring)
    assert (await verify(database, Keyring(key_file))).broken is None


@dataclass(slots=True)
class Load:
    """Work that goes on until it is told to stop."""

    over: bool = False
    made: list[Case] = field(default_factory=list)

    async def file(self, store: SqlCaseStore) -> None:
        """File cases and change them."""
        while not self.over:
            one = case()
            await store.file(received(one, notice(), notice()), submission=one.id, receipt=one.id)
            self.made.append(await store.change(one.id, said("more"), at=NOON))

    async def change(self, store: SqlCaseStore, cases: list[Case]) -> None:
        """Change cases that were there before, and read them."""
        for one in itertools.cycle(cases):
            if self.over:
                return
            changed = await store.change(one.id, said("more"), at=NOON)
            assert await store.by_receipt(one.id) == changed

    async def deliver(self, outbox: SqlOutbox) -> None:
        """Deliver what is on its way."""
        while not self.over:
            for one in await outbox.claim(NOON, 3, MINUTE):
                await outbox.delivered(one.id, NOON)

    async def rotate(self, database: Database, key_file: Path) -> None:
        """Rotate twice, then stop all others."""
        keyring = Keyring(key_file)
        for _ in range(2):
            keys.add_key(key_file)
            await rotation.rotate(database, keyring)
            await rotation.finish(database, keyring)
        self.over = True


async def test_under_load_there_is_no_gap(
    database: Database, key_file: Path, open_database: Open, filled: list[Case]
) -> None:
    """Other processes file, change, read and deliver all the time; afterwards the newest key opens everything."""
    load, one, other = Load(), Keyring(key_file), Keyring(key_file)
    await asyncio.gather(
        load.file(SqlCaseStore(open_database(), one)),
        load.change(SqlCaseStore(open_database(), other), filled),
        load.deliver(SqlOutbox(open_database(), other)),
        load.rotate(database, key_file),
    )
    assert keys_in(key_file) == 1
    newest = Keyring(key_file)
    store = SqlCaseStore(database, newest)
    assert load.made
    assert [await store.get(case_.id) for case_ in load.made] == load.made
    assert (await verify(database, newest)).broken is None


async def test_what_cannot_be_opened_is_left_and_counted(
    database: Database, keyring: Keyring, key_file: Path, place: Place, filled: list[Case]
) -> None:
    """The rest is sealed anew; no key is dropped, for one of a former file may be wanting."""
    place.run("UPDATE outbox SET sealed = :sealed WHERE case_id = :id", sealed=b"damaged", id=filled[0].id)
    keys.add_key(key_file)
    assert await rotation.rotate(database, keyring) == Rotated(renewed=302, unopened=1)
    with pytest.raises(NotOpened):
        await rotation.finish(database, keyring)
    assert keys_in(key_file) == 2
