"""When an anonymous case was filed: in the open, the hour alone; sealed, to the microsecond."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.storage.cases import SqlCaseStore
from bot.storage.database import Database
from bot.storage.keys import Keyring
from bot.storage.open_times import hour_of
from bot.storage.outbox import SqlOutbox
from bot.storage.verifying import verify
from handlers.cases.case import Case
from tests.bot.storage.builders import MINUTE, case, notice, received, said
from tests.bot.storage.places import Place

AT = datetime(2026, 11, 20, 12, 34, 56, 123456, tzinfo=UTC)
AGAIN = AT + timedelta(minutes=3)


@pytest.fixture
async def filed(store: SqlCaseStore, outbox: SqlOutbox) -> Case:
    """A case that was filed anonymously, delivered at once, and added to."""
    one = case(reporter=None, filed_at=AT, next_at=AT + timedelta(days=2))
    await store.file(received(one, notice(text="first")), submission="press", receipt="receipt")
    [claimed] = await outbox.claim(AT, 9, MINUTE)
    await outbox.delivered(claimed.id, AT)
    return await store.change(one.id, said("more", notice(kind="code", text="second")), at=AGAIN)


def times(place: Place) -> list[str]:
    """Return every time that stands in the open."""
    columns = {
        "cases": ("filed_at", "next_at", "disposed_at"),
        "history": ("at",),
        "outbox": ("created_at", "next_at", "alarmed_at", "done_at", "leased_until"),
    }
    rows = [row for table, names in columns.items() for row in place.run(f"SELECT {', '.join(names)} FROM {table}")]
    return [str(value) for row in rows for value in row if value is not None]


async def test_no_log_of_a_proxy_tells_who_filed_it(place: Place, filed: Case) -> None:
    """Neither the case, nor its history, nor what was sent because of it shows a minute."""
    shown = times(place)
    assert len(shown) == 9
    assert [one for one in shown if ":00:00" not in one.partition("+")[0]] == []


async def test_whoever_has_the_keys_knows_when_it_was(
    store: SqlCaseStore, outbox: SqlOutbox, database: Database, keyring: Keyring, filed: Case
) -> None:
    """For what counts from then; and it verifies."""
    assert (await store.get(filed.id)).filed_at == AT
    assert [entry.at async for entry in store.history()] == [AT, AGAIN]
    [claimed] = await outbox.claim(AGAIN, 9, MINUTE)
    assert (claimed.notice.text, claimed.created_at) == ("second", AGAIN)
    assert (await verify(database, keyring)).broken is None


async def test_it_is_not_due_later_than_it_is(store: SqlCaseStore, filed: Case) -> None:
    """What is to be done by then would come late."""
    assert await store.due(AT + timedelta(days=2)) == [filed.id]
    assert await store.due(AT + timedelta(days=1)) == []


async def test_after_disposal_the_hour_is_left(
    store: SqlCaseStore, database: Database, keyring: Keyring, filed: Case
) -> None:
    """Nobody knows any more when it was to the minute."""
    await store.dispose(filed.id, record="x", at=AT + timedelta(days=9))
    first, *_ = [entry.at async for entry in store.history()]
    assert first == hour_of(AT)
    assert [one.filed_at for one in await store.summaries()] == [hour_of(AT)]
    assert (await verify(database, keyring)).broken is None


async def test_a_case_under_a_name_shows_its_time(store: SqlCaseStore, place: Place) -> None:
    """Its reporter is known to whom it goes."""
    await store.file(received(case(filed_at=AT)), submission="press", receipt="receipt")
    assert (await store.summaries())[0].filed_at == AT
    assert "34:56.123456" in times(place)[0]


def test_the_hour_is_that_of_utc() -> None:
    """Half an hour's zone shows no half hours."""
    assert hour_of(AT.astimezone(timezone(timedelta(hours=5, minutes=30)))) == datetime(2026, 11, 20, 12, tzinfo=UTC)
