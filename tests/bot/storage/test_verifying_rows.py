"""Verifying what stands in rows: notices that were hidden or removed, and what is left of cases disposed of."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.storage.cases import SqlCaseStore
from bot.storage.chain import Broken
from bot.storage.database import Database
from bot.storage.keys import Keyring
from bot.storage.outbox import SqlOutbox
from bot.storage.sealed import CASE, KeptCase
from bot.storage.verifying import verify
from handlers.cases.case import Case
from handlers.cases.store import Changed
from tests.bot.storage.builders import MINUTE, NOON, case, notice, received, said
from tests.bot.storage.places import Place

LATER = NOON + timedelta(days=1)
CHANGED = "what the row of a notice says was changed"
REMOVED = "a notice of the case was removed or added"


@pytest.fixture
async def filed(store: SqlCaseStore, outbox: SqlOutbox) -> Case:
    """A case with a notice that was delivered, one that was withdrawn, one that failed, and two on their way."""
    one = await store.file(received(case(), *(notice() for _ in range(4))), submission="press", receipt="receipt")
    await store.change(one.id, said("more", notice()), at=NOON)
    delivered, withdrawn, failed, *_ = await outbox.claim(NOON, 9, MINUTE)
    await outbox.delivered(delivered.id, NOON)
    await outbox.withdraw(withdrawn.id, NOON)
    await outbox.failed(failed.id, "refused", NOON + MINUTE)
    await outbox.alarmed(failed.id, NOON)
    await outbox.hasten({failed.id}, NOON)
    return one


async def problem(database: Database, keyring: Keyring, one: Case) -> str | None:
    """Return what is wrong with a case, or None where nothing is wrong at all."""
    found = (await verify(database, keyring)).broken
    assert found is None or found == Broken(number=None, case=one.id, problem=found.problem)
    return found.problem if found else None


async def test_whatever_became_of_notices_verifies(
    store: SqlCaseStore, database: Database, keyring: Keyring, place: Place, filed: Case
) -> None:
    """On their way, failed, hastened, delivered, withdrawn, and after the disposal of their case."""
    assert place.run("SELECT state, count(*) FROM outbox GROUP BY state ORDER BY state") == [
        ("delivered", 1), ("queued", 3), ("withdrawn", 1),
    ]  # fmt: skip
    assert await problem(database, keyring, filed) is None
    await store.dispose(filed.id, record="x", at=LATER)
    assert await problem(database, keyring, filed) is None


async def test_what_is_sent_in_the_place_of_another_is_counted(
    store: SqlCaseStore, database: Database, keyring: Keyring, place: Place, filed: Case
) -> None:
    """It verifies, and is missed once it is removed."""
    instead = Changed(case=filed, revise=lambda _: notice(text="in its place"))
    await store.change(filed.id, lambda kept: replace(instead, case=kept), at=LATER)
    assert place.run("SELECT state, count(*) FROM outbox GROUP BY state ORDER BY state") == [
        ("delivered", 1), ("queued", 3), ("withdrawn", 4),
    ]  # fmt: skip
    assert await problem(database, keyring, filed) is None
    place.run("DELETE FROM outbox WHERE id = (SELECT min(id) FROM outbox WHERE state = 'queued')")
    assert await problem(database, keyring, filed) == REMOVED


@pytest.mark.parametrize("state", ["queued", "delivered", "withdrawn"])
async def test_a_notice_that_was_removed_is_found(
    database: Database, keyring: Keyring, place: Place, filed: Case, state: str
) -> None:
    """Whoever was to be told would never be."""
    place.run("DELETE FROM outbox WHERE id = (SELECT min(id) FROM outbox WHERE state = :state)", state=state)
    assert await problem(database, keyring, filed) == REMOVED


async def test_a_notice_in_the_place_of_one_that_was_removed_is_found(
    store: SqlCaseStore, database: Database, keyring: Keyring, place: Place, filed: Case
) -> None:
    """One of another case, or a copy under another id: neither opens as what it says it is."""
    other = await store.file(received(case()), submission="other", receipt="other")
    gone = "SELECT min(id) FROM outbox WHERE state = 'queued' AND case_id = :id"
    place.run(f"DELETE FROM outbox WHERE id = ({gone})", id=filed.id)
    place.run("UPDATE outbox SET case_id = :to WHERE case_id = :id", to=filed.id, id=other.id)
    found = (await verify(database, keyring)).broken
    assert found
    assert found.problem == CHANGED
    place.run("UPDATE outbox SET digest = NULL")
    found = (await verify(database, keyring)).broken
    assert found
    assert found.problem == "a notice that is on its way cannot be opened"


@pytest.mark.parametrize(
    "change",
    [
        "state = 'delivered'", "state = 'withdrawn'", "state = 'lost'", "next_at = '2999-01-01 00:00:00+00:00'",
        "urgency = 9", "created_at = '1999-01-01 00:00:00+00:00'", "kind = 'late'", "failures = 99",
        "state = 'delivered', sealed = NULL, digest = NULL",
    ],
)  # fmt: skip
async def test_a_notice_that_was_hidden_is_found(
    database: Database, keyring: Keyring, place: Place, filed: Case, change: str
) -> None:
    """As one that has left, as one to be tried in a thousand years, as the least urgent of all."""
    place.run(f"UPDATE outbox SET {change} WHERE id = (SELECT min(id) FROM outbox WHERE state = 'queued')")
    assert await problem(database, keyring, filed) == CHANGED


@pytest.mark.parametrize("sealed", [None, b"damaged"])
async def test_a_notice_that_says_nothing_any_more_is_found(
    database: Database, keyring: Keyring, place: Place, filed: Case, sealed: bytes | None
) -> None:
    """It is on its way still, and would never arrive."""
    place.run("UPDATE outbox SET sealed = :sealed WHERE state = 'queued'", sealed=sealed)
    assert await problem(database, keyring, filed) == "a notice that is on its way cannot be opened"


async def test_notices_of_an_earlier_version_need_no_digest(
    store: SqlCaseStore, outbox: SqlOutbox, database: Database, keyring: Keyring, place: Place, filed: Case
) -> None:
    """Nor does their case say how many there were; once it is disposed of, all are known."""
    [[sealed]] = place.run("SELECT sealed FROM cases")
    kept = CASE.read(keyring.open(bytes(sealed)))
    old = KeptCase(case=kept.case, version=kept.version, entries=kept.entries)
    place.run("UPDATE cases SET sealed = :sealed", sealed=keyring.seal(CASE.write(old)))
    place.run("UPDATE outbox SET digest = NULL")
    await store.change(filed.id, said("more", notice()), at=NOON)
    for one in await outbox.claim(LATER, 2, MINUTE):
        await outbox.delivered(one.id, LATER)
    assert await problem(database, keyring, filed) is None
    await store.dispose(filed.id, record="x", at=LATER)
    assert await problem(database, keyring, filed) is None
    place.run("DELETE FROM outbox WHERE id = (SELECT min(id) FROM outbox)")
    assert str(await problem(database, keyring, filed)).startswith("what is left of the case")


@pytest.mark.parametrize(
    "change",
    [
        "org = 'x'", "type = 'x'", "state = 'closed'", "on_hold = true", "anonymous = true", "urgency = 3",
        "kind = 'disclosure'", "filed_at = disposed_at", "disposed_at = filed_at", "receipt_hash = 'x'",
        "submission_hash = 'x'", "number_hash = 'x'", "reporter_hash = 'x'", "version = 99", "next_at = filed_at",
    ],
)  # fmt: skip
async def test_what_is_left_of_a_case_that_was_disposed_of_is_not_changed_unseen(
    store: SqlCaseStore, database: Database, keyring: Keyring, place: Place, filed: Case, change: str
) -> None:
    """Its record would speak of another one."""
    await store.dispose(filed.id, record="x", at=LATER)
    place.run(f"UPDATE cases SET {change}")
    assert str(await problem(database, keyring, filed)).startswith("what is left of the case")


async def test_a_notice_of_a_case_that_was_disposed_of_is_not_removed_unseen(
    store: SqlCaseStore, database: Database, keyring: Keyring, place: Place, filed: Case
) -> None:
    """Nor is its row changed."""
    await store.dispose(filed.id, record="x", at=LATER)
    place.run("UPDATE outbox SET done_at = next_at, next_at = created_at, state = 'delivered' WHERE failures = 0")
    assert await problem(database, keyring, filed) == CHANGED
    place.run("UPDATE outbox SET digest = NULL")
    assert await problem(database, keyring, filed) == CHANGED
    place.run("DELETE FROM outbox WHERE failures = 1")
    assert str(await problem(database, keyring, filed)).startswith("what is left of the case")
