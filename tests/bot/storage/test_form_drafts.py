"""Forms that somebody has begun to fill in."""

from datetime import timedelta

import pytest

from bot.storage.database import Database
from bot.storage.errors import StorageUnusable
from bot.storage.form_drafts import SqlFormDrafts
from bot.storage.keys import Keyring
from tests.bot.storage.builders import IDENTITY, MINUTE, NOON
from tests.bot.storage.places import Place

DAY = timedelta(hours=24)


@pytest.fixture
def drafts(database: Database, keyring: Keyring) -> SqlFormDrafts:
    """A store of forms."""
    return SqlFormDrafts(database, keyring)


async def test_what_was_filled_in_last_is_there_for_whoever_did(drafts: SqlFormDrafts) -> None:
    """One of each form, for nobody else."""
    await drafts.put(IDENTITY, "report", {"what": "a"}, at=NOON)
    await drafts.put(IDENTITY, "report", {"what": "b", "evidence": ("link",)}, at=NOON)
    await drafts.put(IDENTITY, "disclosure", {"interest": "c"}, at=NOON)
    assert await drafts.get(IDENTITY, "report", at=NOON) == {"what": "b", "evidence": ("link",)}
    assert await drafts.get(IDENTITY, "disclosure", at=NOON) == {"interest": "c"}
    assert await drafts.get("slack:T1/U2", "report", at=NOON) is None


async def test_what_was_sent_or_given_up_is_forgotten(drafts: SqlFormDrafts, place: Place) -> None:
    """The other form stays; dropping twice is harmless."""
    await drafts.put(IDENTITY, "report", {"what": "a"}, at=NOON)
    await drafts.put(IDENTITY, "disclosure", {"interest": "c"}, at=NOON)
    await drafts.drop(IDENTITY, "report")
    await drafts.drop(IDENTITY, "report")
    assert await drafts.get(IDENTITY, "report", at=NOON) is None
    assert place.run("SELECT form FROM form_drafts") == [("disclosure",)]


async def test_it_is_kept_for_a_day_after_the_last_change(drafts: SqlFormDrafts, place: Place) -> None:
    """After that it is not returned, even before it is removed."""
    await drafts.put(IDENTITY, "report", {"what": "a"}, at=NOON)
    await drafts.put(IDENTITY, "disclosure", {"interest": "c"}, at=NOON)
    await drafts.put(IDENTITY, "report", {"what": "b"}, at=NOON + MINUTE)
    assert await drafts.get(IDENTITY, "disclosure", at=NOON + DAY) is None
    assert await drafts.get(IDENTITY, "report", at=NOON + DAY) == {"what": "b"}
    assert await drafts.expire(NOON + DAY) == 1
    assert place.run("SELECT form FROM form_drafts") == [("report",)]


async def test_one_in_the_place_of_anothers_is_not_shown(drafts: SqlFormDrafts, place: Place) -> None:
    """Somebody changed the database."""
    await drafts.put(IDENTITY, "report", {"what": "a"}, at=NOON)
    await drafts.put("slack:T1/U2", "report", {"what": "b"}, at=NOON + MINUTE)
    place.run("UPDATE form_drafts SET sealed = (SELECT sealed FROM form_drafts ORDER BY expires_at LIMIT 1)")
    with pytest.raises(StorageUnusable, match="in the place of another's"):
        await drafts.get("slack:T1/U2", "report", at=NOON)


async def test_a_closed_store_opens_itself_again(drafts: SqlFormDrafts) -> None:
    """Closing loses nothing."""
    await drafts.put(IDENTITY, "report", {"what": "a"}, at=NOON)
    await drafts.close()
    assert await drafts.get(IDENTITY, "report", at=NOON) == {"what": "a"}
