"""Short texts kept for a purpose."""

import asyncio

import pytest

from bot.storage.database import Database
from bot.storage.errors import StorageUnusable
from bot.storage.keys import Keyring
from bot.storage.notes import Note, SqlNotes
from tests.bot.storage.builders import IDENTITY, MINUTE, NOON, WORDS
from tests.bot.storage.places import Disk, Open, Place

OTHER = "slack:T1/U2"
LATER = NOON + MINUTE


@pytest.fixture
def notes(database: Database, keyring: Keyring) -> SqlNotes:
    """A store of notes."""
    return SqlNotes(database, keyring)


class Add:
    """A change that notes what it was given."""

    def __init__(self, word: str) -> None:
        """Keep the word that it adds."""
        self.word = word
        self.given: list[str | None] = []

    def __call__(self, text: str | None) -> str:
        """Return the text with the word behind it."""
        self.given.append(text)
        return f"{text or ''}{self.word}"


def gone(_: str | None) -> None:
    """Return that nothing is kept."""


async def test_the_text_that_was_put_last_is_there(notes: SqlNotes, place: Place) -> None:
    """One for each key of each kind."""
    await notes.put("choice", "U1", "first")
    await notes.put("choice", "U1", WORDS)
    await notes.put("choice", "U2", "of another")
    await notes.put("card", "U1", "of another kind")
    assert await notes.get("choice", "U1", at=NOON) == WORDS
    assert await notes.get("choice", "U2", at=NOON) == "of another"
    assert await notes.get("card", "U1", at=NOON) == "of another kind"
    assert await notes.get("card", "U2", at=NOON) is None
    assert place.count("notes") == 3


async def test_what_has_expired_is_not_there(notes: SqlNotes, place: Place) -> None:
    """Even before it is removed; what expires later, or never, stays."""
    await notes.put("draft", "over", "a", owner=IDENTITY, expires_at=NOON)
    await notes.put("draft", "later", "b", owner=IDENTITY, expires_at=LATER)
    await notes.put("draft", "never", "c", owner=IDENTITY)
    assert await notes.get("draft", "over", at=NOON) is None
    assert await notes.get("draft", "later", at=NOON) == "b"
    assert [one.text for one in await notes.of_owner("draft", IDENTITY, at=NOON)] == ["b", "c"]
    assert await notes.expire(NOON) == 1
    assert await notes.expire(NOON) == 0
    assert place.count("notes") == 2


async def test_what_is_put_anew_expires_anew(notes: SqlNotes) -> None:
    """Nothing of what there was is left: it can have been kept for a while first, then for good."""
    await notes.put("draft", "one", "a", owner=IDENTITY, expires_at=NOON)
    await notes.put("draft", "one", "b")
    assert await notes.expire(LATER) == 0
    assert await notes.get("draft", "one", at=LATER) == "b"
    assert await notes.of_owner("draft", IDENTITY, at=LATER) == []


async def test_all_of_an_owner_are_found_and_forgotten(notes: SqlNotes) -> None:
    """Of one kind, in the order of their keys; those of others stay."""
    for key in ("b", "a", "c"):
        await notes.put("card", key, f"text {key}", owner=IDENTITY)
    await notes.put("card", "d", "another's", owner=OTHER)
    await notes.put("choice", "a", "of another kind", owner=IDENTITY)
    await notes.put("card", "e", "nobody's")
    assert await notes.of_owner("card", IDENTITY, at=NOON) == [Note(key=key, text=f"text {key}") for key in "abc"]
    assert await notes.drop_of_owner("card", IDENTITY) == 3
    assert await notes.drop_of_owner("card", IDENTITY) == 0
    assert await notes.of_owner("card", IDENTITY, at=NOON) == []
    assert await notes.get("card", "d", at=NOON) == "another's"
    assert await notes.get("choice", "a", at=NOON) == "of another kind"
    assert await notes.get("card", "e", at=NOON) == "nobody's"


async def test_what_was_dropped_is_forgotten(notes: SqlNotes, place: Place) -> None:
    """The others stay; dropping twice is harmless."""
    await notes.put("card", "a", "a")
    await notes.put("card", "b", "b")
    await notes.drop("card", "a")
    await notes.drop("card", "a")
    assert await notes.get("card", "a", at=NOON) is None
    assert await notes.get("card", "b", at=NOON) == "b"
    assert place.count("notes") == 1


async def test_a_change_is_given_what_there_is_and_says_what_is_kept(notes: SqlNotes, place: Place) -> None:
    """With an owner and an end, as when it is put; nothing kept leaves nothing."""
    first, second = Add("a"), Add("b")
    assert await notes.change("thread", "1", first, at=NOON) == "a"
    assert await notes.change("thread", "1", second, at=NOON, owner=IDENTITY, expires_at=LATER) == "ab"
    assert (first.given, second.given) == ([None], ["a"])
    assert await notes.of_owner("thread", IDENTITY, at=NOON) == [Note(key="1", text="ab")]
    assert await notes.get("thread", "1", at=LATER) is None
    assert await notes.change("thread", "1", gone, at=NOON) is None
    assert await notes.change("thread", "2", gone, at=NOON) is None
    assert place.count("notes") == 0


async def test_a_change_is_not_given_what_has_expired(notes: SqlNotes) -> None:
    """Of it nothing stays."""
    await notes.put("thread", "1", "old", owner=IDENTITY, expires_at=NOON)
    assert await notes.change("thread", "1", Add("new"), at=NOON) == "new"
    assert await notes.get("thread", "1", at=LATER) == "new"
    assert await notes.of_owner("thread", IDENTITY, at=LATER) == []


@pytest.mark.parametrize("text", [None, "before"])
async def test_a_change_that_fails_leaves_everything_as_it_was(notes: SqlNotes, place: Place, text: str | None) -> None:
    """Where there was a text, and where there was none."""

    def fail(_: str | None) -> str:
        raise KeyError

    if text:
        await notes.put("thread", "1", text)
    with pytest.raises(KeyError):
        await notes.change("thread", "1", fail, at=NOON)
    assert await notes.get("thread", "1", at=NOON) == text
    assert place.count("notes") == bool(text)


async def test_of_two_changes_at_once_the_second_sees_the_first(open_database: Open, keyring: Keyring) -> None:
    """In another process too, and where nothing was kept before: each change is made once."""
    stores = [SqlNotes(open_database(), keyring) for _ in range(4)]
    await stores[0].get("thread", "0", at=NOON)
    changes = {key: [Add(word) for word in "abcdefgh"] for key in ("1", "2", "3")}
    await asyncio.gather(
        *(
            stores[number % 4].change("thread", key, change, at=NOON)
            for key, some in changes.items()
            for number, change in enumerate(some)
        )
    )
    for key, some in changes.items():
        assert sorted(await stores[0].get("thread", key, at=NOON) or "") == list("abcdefgh")
        assert [len(change.given) for change in some] == [1] * 8


async def test_what_is_dropped_and_added_at_once_is_there_or_not(open_database: Open, keyring: Keyring) -> None:
    """Nobody is told that something failed, and no text of before comes back."""
    stores = [SqlNotes(open_database(), keyring) for _ in range(2)]
    await stores[0].put("thread", "1", "old")
    for _ in range(8):
        await asyncio.gather(
            stores[0].change("thread", "1", gone, at=NOON), stores[1].change("thread", "1", Add("x"), at=NOON)
        )
        assert await stores[0].get("thread", "1", at=NOON) in (None, "x")


@pytest.mark.parametrize("column", ["sealed", "owner_hash"])
async def test_one_in_the_place_of_another_is_refused(notes: SqlNotes, place: Place, column: str) -> None:
    """Somebody changed the database; what is put there afterwards is taken again."""
    await notes.put("card", "a", WORDS, owner=IDENTITY)
    await notes.put("card", "b", "b", owner=OTHER, expires_at=LATER)
    place.run(f"UPDATE notes SET {column} = (SELECT {column} FROM notes WHERE expires_at IS NULL)")
    with pytest.raises(StorageUnusable, match="in the place of another") as refused:
        await notes.get("card", "b", at=NOON)
    assert WORDS not in str(refused.value)
    with pytest.raises(StorageUnusable, match="in the place of another"):
        await notes.change("card", "b", Add("c"), at=NOON)
    with pytest.raises(StorageUnusable, match="in the place of another"):
        await notes.of_owner("card", OTHER if column == "sealed" else IDENTITY, at=NOON)
    await notes.put("card", "b", "mended", owner=OTHER)
    assert await notes.get("card", "b", at=NOON) == "mended"


async def test_one_of_another_kind_is_refused(notes: SqlNotes, place: Place) -> None:
    """Under the same key."""
    await notes.put("card", "a", WORDS)
    await notes.put("choice", "a", "b")
    place.run("UPDATE notes SET sealed = (SELECT sealed FROM notes WHERE kind = 'card')")
    with pytest.raises(StorageUnusable, match="in the place of another"):
        await notes.get("choice", "a", at=NOON)


async def test_without_the_keys_nobody_sees_who_is_the_same(notes: SqlNotes, place: Place) -> None:
    """As key or owner, in whichever kind."""
    for kind in ("card", "choice"):
        await notes.put(kind, IDENTITY, WORDS, owner=IDENTITY)
    digests = [digest for row in place.run("SELECT key_hash, owner_hash FROM notes") for digest in row]
    assert len(set(digests)) == 4


async def test_a_closed_store_opens_itself_again(notes: SqlNotes) -> None:
    """Closing loses nothing."""
    await notes.put("card", "a", "a")
    await notes.close()
    assert await notes.get("card", "a", at=NOON) == "a"


def test_no_representation_shows_a_text() -> None:
    """Nor what it is found by."""
    shown = repr(Note(key=IDENTITY, text=WORDS))
    assert IDENTITY not in shown
    assert WORDS not in shown


async def test_only_what_stays_waits_for_the_disk(place: Place, keyring: Keyring) -> None:
    """What expires would be gone soon anyway, and there may be much of it."""
    disk = Disk(place.url)
    notes = SqlNotes(disk, keyring)
    await notes.put("choice", "U1", "stays")
    await notes.put("thread", "U1", "passes", expires_at=LATER)
    await notes.change("choice", "U1", Add("a"), at=NOON)
    await notes.change("thread", "U1", Add("a"), at=NOON, expires_at=LATER)
    await notes.drop("choice", "U1")
    await disk.close()
    assert disk.waited == [True, False, True, False, True]
