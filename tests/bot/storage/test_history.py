"""The history: what somebody changed in it who has the database, but not the keys, is found."""

from datetime import timedelta
from typing import Any

import pytest

from bot.storage import history, keys
from bot.storage.cases import SqlCaseStore
from bot.storage.chain import Broken
from bot.storage.database import Database
from bot.storage.errors import KeysUnusable
from bot.storage.history import START, Head
from bot.storage.keys import Keyring
from bot.storage.rotation import SEALED
from bot.storage.schema import metadata
from bot.storage.sealed import WORDS
from bot.storage.verifying import Verified, verify
from handlers.cases.case import Case
from tests.bot.storage.builders import NOON, case, received, said
from tests.bot.storage.places import Place

LATER = NOON + timedelta(days=1)


@pytest.fixture
async def filled(store: SqlCaseStore) -> list[Case]:
    """Two cases with entries 1, 3, 5 and 2, 4, 6."""
    made = [case(), case()]
    for one in made:
        await store.file(received(one), submission=one.id, receipt=one.id)
    for word in ("a", "b"):
        for one in made:
            await store.change(one.id, said(word), at=LATER)
    return made


async def broken(database: Database, keyring: Keyring) -> tuple[int | None, str]:
    """Return the number and the problem of the first fault."""
    found = (await verify(database, keyring)).broken
    assert found is not None
    return found.number, found.problem


def break_off(place: Place, *statements: str) -> None:
    """Change the database past the rules that it keeps, as somebody may who owns it."""
    if place.folder:
        for statement in statements:
            place.run(statement)
    else:
        place.run("DO $$ BEGIN SET session_replication_role = replica; " + "; ".join(statements) + "; END $$")


async def test_an_untouched_history_is_whole(database: Database, keyring: Keyring, filled: list[Case]) -> None:
    """Every entry was checked; the head is the newest one."""
    verified = await verify(database, keyring)
    head = await database.read(history.newest)
    assert verified == Verified(entries=6, head=head, broken=None)
    assert head.number == 6


async def test_an_empty_history_is_whole(database: Database, keyring: Keyring) -> None:
    """It begins with nothing."""
    assert await verify(database, keyring) == Verified(entries=0, head=START, broken=None)


@pytest.mark.parametrize(
    "change",
    [
        "action = 'read'", "actor = 'operator'", "case_id = (SELECT case_id FROM history WHERE number = 2)",
        "digest = (SELECT digest FROM history WHERE number = 2)", "at = (SELECT at FROM history WHERE number = 1)",
        "hash = previous", "sealed = (SELECT sealed FROM history WHERE number = 2)", "previous = hash",
    ],
)  # fmt: skip
async def test_a_changed_entry_is_found(
    database: Database, keyring: Keyring, place: Place, filled: list[Case], change: str
) -> None:
    """Whichever part of it was changed."""
    place.run(f"UPDATE history SET {change} WHERE number = 3")
    assert (await broken(database, keyring))[0] == 3


async def test_a_tampered_word_is_found(database: Database, keyring: Keyring, place: Place, filled: list[Case]) -> None:
    """What an entry says cannot be opened any more."""
    [[sealed]] = place.run("SELECT sealed FROM history WHERE number = 4")
    place.run("UPDATE history SET sealed = :sealed WHERE number = 4", sealed=bytes(sealed)[:-2] + b"A=")
    said = "what the entry says cannot be opened: it was changed, or sealed with a key that is not in the key file"
    assert await broken(database, keyring) == (4, said)


async def test_what_was_sealed_with_keys_of_another_time_is_not_taken_for_changed(
    database: Database, keyring: Keyring, place: Place, filled: list[Case]
) -> None:
    """The file is named; but one entry that can be opened, or a case, shows that the others were changed."""
    [[sealed]] = place.run("SELECT sealed FROM cases WHERE id = :id", id=filled[0].id)
    keys.add_key(keyring.path)
    keys.drop_old(keyring.path)
    newer = Keyring(keyring.path)
    with pytest.raises(KeysUnusable, match="everything that is kept was sealed with keys that are not in it; put back"):
        await verify(database, newer)
    place.run("UPDATE cases SET sealed = :sealed WHERE id = :id", sealed=newer.seal(b"x"), id=filled[0].id)
    assert (await broken(database, newer))[0] == 1
    place.run("UPDATE cases SET sealed = :sealed WHERE id = :id", sealed=bytes(sealed), id=filled[0].id)
    place.run("UPDATE history SET sealed = :sealed WHERE number = 6", sealed=newer.seal(WORDS.write(history.NOTHING)))
    assert (await broken(database, newer))[0] == 1


async def test_a_missing_entry_is_found(database: Database, keyring: Keyring, place: Place, filled: list[Case]) -> None:
    """The first as well as one in the midst."""
    place.run("DELETE FROM history WHERE number = 4")
    assert await broken(database, keyring) == (4, "an entry is missing")
    place.run("DELETE FROM history WHERE number = 1")
    assert await broken(database, keyring) == (1, "an entry is missing")


async def test_renumbering_hides_no_missing_entry(
    database: Database, keyring: Keyring, place: Place, filled: list[Case]
) -> None:
    """The number is part of what is hashed."""
    place.run("DELETE FROM history WHERE number = 4")
    for number in (5, 6):
        place.run(f"UPDATE history SET number = {number - 1} WHERE number = {number}")
    assert (await broken(database, keyring))[0] == 4


async def test_an_inserted_entry_is_found(
    database: Database, keyring: Keyring, place: Place, filled: list[Case]
) -> None:
    """A copy of another, even where the newest is noted anew."""
    columns = "case_id, at, action, actor, sealed, digest, previous, hash"
    place.run(f"INSERT INTO history (number, {columns}) SELECT 7, {columns} FROM history WHERE number = 6")
    assert await broken(database, keyring) == (7, "the entry was changed, or added by somebody without the keys")
    place.run("UPDATE history_head SET number = 7")
    assert (await broken(database, keyring))[0] == 7


async def test_reordered_entries_are_found(
    database: Database, keyring: Keyring, place: Place, filled: list[Case]
) -> None:
    """Two of them have changed places."""
    for before, after in ((3, 99), (4, 3), (99, 4)):
        place.run(f"UPDATE history SET number = {after} WHERE number = {before}")
    assert (await broken(database, keyring))[0] == 3


async def test_a_tail_that_was_cut_off_is_found(
    database: Database, keyring: Keyring, place: Place, filled: list[Case]
) -> None:
    """By the head; where that was set back as well, by the case; and by a head that was noted elsewhere."""
    before = await verify(database, keyring)
    place.run("DELETE FROM history WHERE number = 6")
    assert await broken(database, keyring) == (6, "the last entries were cut off or added")
    place.run("UPDATE history_head SET number = 5, hash = (SELECT hash FROM history WHERE number = 5)")
    found = await verify(database, keyring)
    assert found.broken == Broken(
        number=None,
        case=filled[1].id,
        problem="an earlier state of the case was put back, or the last entries of its history were cut off",
    )
    found = await verify(database, keyring, earlier=before.head)
    assert found.broken
    assert (found.broken.number, found.broken.problem) == (6, "entries up to the one that was noted were cut off")


async def test_a_head_that_was_removed_is_found(
    database: Database, keyring: Keyring, place: Place, filled: list[Case]
) -> None:
    """Nothing can be appended then either."""
    place.run("DELETE FROM history_head")
    assert await broken(database, keyring) == (6, "the record of the newest entry is missing")


async def test_a_head_noted_elsewhere_proves_what_was_before_it(
    database: Database, keyring: Keyring, store: SqlCaseStore, filled: list[Case]
) -> None:
    """Even where somebody with the keys wrote the history anew; an earlier head than the newest will do."""
    noted = (await verify(database, keyring)).head
    await store.change(filled[0].id, said("c"), at=LATER)
    assert (await verify(database, keyring, earlier=noted)).broken is None
    other = Head(number=noted.number, hash="0" * 64)
    found = (await verify(database, keyring, earlier=other)).broken
    assert found == Broken(number=1, case=None, problem="the history up to the entry that was noted was replaced")


async def test_words_that_were_removed_without_a_disposal_are_found(
    database: Database, keyring: Keyring, place: Place, filled: list[Case]
) -> None:
    """Of an entry and of a case; to mark the case as disposed of is not enough."""
    place.run("UPDATE history SET sealed = NULL WHERE number = 5")
    place.run("UPDATE cases SET disposed_at = filed_at")
    assert await broken(database, keyring) == (
        5,
        "what the entry says was removed, though its case was not disposed of",
    )


async def test_a_case_that_was_emptied_without_a_disposal_is_found(
    database: Database, keyring: Keyring, place: Place, filled: list[Case]
) -> None:
    """Its entries are all there."""
    place.run("UPDATE cases SET sealed = NULL, disposed_at = filed_at WHERE id = :id", id=filled[0].id)
    assert await broken(database, keyring) == (
        None,
        "what the case holds was removed, though it was not disposed of",
    )


async def test_after_a_disposal_the_history_is_whole(
    database: Database, keyring: Keyring, store: SqlCaseStore, place: Place, filled: list[Case]
) -> None:
    """By the digests of what it said; the record of the disposal cannot be taken away."""
    await store.dispose(filled[0].id, record="Disposed of under 1-2.", at=LATER)
    verified = await verify(database, keyring)
    assert (verified.entries, verified.broken) == (8, None)
    place.run("UPDATE history SET sealed = NULL WHERE action = 'disposed'")
    assert await broken(database, keyring) == (8, "the record of the disposal was removed")


async def test_an_earlier_state_of_a_case_that_was_put_back_is_found(
    database: Database, keyring: Keyring, store: SqlCaseStore, place: Place, filled: list[Case]
) -> None:
    """It was sealed with the keys, but the history has gone on."""
    [before] = place.run("SELECT sealed FROM cases WHERE id = :id", id=filled[0].id)
    await store.change(filled[0].id, said("c"), at=LATER)
    place.run("UPDATE cases SET sealed = :sealed WHERE id = :id", sealed=before[0], id=filled[0].id)
    assert (await broken(database, keyring))[1].startswith("an earlier state of the case was put back")


async def test_a_case_in_the_place_of_another_is_found(
    database: Database, keyring: Keyring, place: Place, filled: list[Case]
) -> None:
    """Though it can be opened."""
    place.run("UPDATE cases SET sealed = (SELECT sealed FROM cases WHERE id = :id)", id=filled[0].id)
    assert await broken(database, keyring) == (None, "the case cannot be opened, or is found by what is not its own")


@pytest.mark.parametrize(
    "change", ["state = 'closed'", "on_hold = true", "next_at = NULL", "org = 'x'", "urgency = 3", "anonymous = true"]
)
async def test_a_row_that_says_other_than_its_case_is_found(
    database: Database, keyring: Keyring, place: Place, filled: list[Case], change: str
) -> None:
    """Else a case would never be due, or be missing from a list."""
    place.run(f"UPDATE cases SET {change}")
    assert await broken(database, keyring) == (None, "what its row says in the open is not what the case holds")


async def test_a_missing_case_is_found(database: Database, keyring: Keyring, place: Place, filled: list[Case]) -> None:
    """The history tells of it."""
    ours: Any = filled[1].id
    break_off(
        place,
        f"DELETE FROM outbox WHERE case_id = '{ours}'",
        f"DELETE FROM cases WHERE id = '{ours}'",
    )
    found = (await verify(database, keyring)).broken
    assert found == Broken(number=None, case=ours, problem="the case is missing, though the history tells of it")


def test_every_table_with_something_sealed_is_known() -> None:
    """Rotation renews them all."""
    assert {table.name for table in SEALED} == {
        name for name, table in metadata.tables.items() if "sealed" in table.columns
    }
