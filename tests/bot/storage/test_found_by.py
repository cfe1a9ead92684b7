"""What a case is found by is its own: whoever writes to the database without the keys reads nothing through it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.storage.cases import SqlCaseStore
from bot.storage.database import Database
from bot.storage.errors import StorageUnusable
from bot.storage.keys import Keyring
from bot.storage.sealed import CASE, KeptCase
from bot.storage.verifying import verify
from handlers.cases.case import Case
from handlers.cases.store import NotKept
from tests.bot.storage.builders import ANA, IDENTITY, NOON, case, received, said
from tests.bot.storage.places import Place

EVE = "slack:T1/EVE"
NOT_ITS_OWN = "is found by what is not its own; check the history"

Look = Callable[[SqlCaseStore, Case], Awaitable[object]]


async def press_again(store: SqlCaseStore, hers: Case) -> Case:
    """Press the button again that filed a case."""
    return await store.file(received(case()), submission=f"press {hers.id}", receipt="another")


LOOKS: dict[str, Look] = {
    "receipt_hash": lambda store, hers: store.by_receipt(f"receipt {hers.id}"),
    "number_hash": lambda store, hers: store.by_number(hers.number),
    "reporter_hash": lambda store, _: store.of_reporter(EVE),
    "submission_hash": press_again,
}
"""Column -> how somebody finds a case of hers by what stands there."""


@pytest.fixture
async def filed(store: SqlCaseStore) -> tuple[Case, Case]:
    """A case of Ana's, and one of Eve's."""
    made = case(), case(reporter=replace(ANA, identity=EVE))
    for one in made:
        await store.file(received(one), submission=f"press {one.id}", receipt=f"receipt {one.id}")
    return made


def move(place: Place, column: str, filed: tuple[Case, Case]) -> None:
    """Put what Eve's case is found by onto Ana's, as Eve may who writes to the database."""
    anas, eves = filed
    [[hash_]] = place.run(f"SELECT {column} FROM cases WHERE id = :id", id=eves.id)
    place.run(f"UPDATE cases SET {column} = 'x' WHERE id = :id", id=eves.id)
    place.run(f"UPDATE cases SET {column} = :hash WHERE id = :id", hash=hash_, id=anas.id)


@pytest.mark.parametrize("column", LOOKS)
async def test_nobody_finds_anothers_case_by_what_finds_their_own(
    store: SqlCaseStore, place: Place, filed: tuple[Case, Case], column: str
) -> None:
    """By what they have it is found at first; once that was moved, nothing is opened with it."""
    _, eves = filed
    assert await LOOKS[column](store, eves) in (eves, [eves])
    move(place, column, filed)
    with pytest.raises((StorageUnusable, NotKept)) as refused:
        await LOOKS[column](store, eves)
    assert NOT_ITS_OWN in str(refused.value.__cause__ or refused.value)


@pytest.mark.parametrize("column", LOOKS)
async def test_what_was_moved_is_found_by_verifying(
    database: Database, keyring: Keyring, place: Place, filed: tuple[Case, Case], column: str
) -> None:
    """Even where the place that it was taken from has another of the same form."""
    move(place, column, filed)
    found = (await verify(database, keyring)).broken
    assert found
    assert found.case in {one.id for one in filed}
    assert found.problem == "the case cannot be opened, or is found by what is not its own"


async def test_nothing_happens_to_a_case_that_is_found_by_what_is_not_its_own(
    store: SqlCaseStore, place: Place, filed: tuple[Case, Case]
) -> None:
    """Writing it would make of what was moved what it has always had."""
    move(place, "receipt_hash", filed)
    with pytest.raises(NotKept):
        await store.change(filed[0].id, said("more"), at=NOON)
    assert place.count("history") == 2


async def test_a_case_of_an_earlier_version_is_found_by_what_its_row_says(
    store: SqlCaseStore, database: Database, keyring: Keyring, place: Place, filed: tuple[Case, Case]
) -> None:
    """It was sealed without; the next change seals it too, and what is moved after that opens nothing."""
    anas, _ = filed
    old = keyring.seal(CASE.write(KeptCase(case=anas, version=1, entries=1)))
    place.run("UPDATE cases SET sealed = :sealed WHERE id = :id", sealed=old, id=anas.id)
    place.run("UPDATE outbox SET digest = NULL WHERE case_id = :id", id=anas.id)
    assert await store.by_receipt(f"receipt {anas.id}") == anas
    assert await store.of_reporter(IDENTITY) == [anas]
    assert (await verify(database, keyring)).broken is None
    changed = await store.change(anas.id, said("more"), at=NOON)
    assert await store.by_receipt(f"receipt {anas.id}") == changed
    assert (await verify(database, keyring)).broken is None
    move(place, "receipt_hash", filed)
    with pytest.raises(StorageUnusable, match=NOT_ITS_OWN):
        await store.get(anas.id)
