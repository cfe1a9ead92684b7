"""Several processes at once, and one that is killed."""

import asyncio
import subprocess
import sys
from pathlib import Path

from bot.storage.cases import SqlCaseStore
from bot.storage.keys import Keyring
from bot.storage.verifying import verify
from tests.bot.storage.builders import NOON, RECEIPT, SUBMISSION, case, notice, received, said
from tests.bot.storage.places import Open, Place

_FILE = """
import asyncio, sys
from pathlib import Path
from bot.storage.cases import SqlCaseStore
from bot.storage.database import Database
from bot.storage.keys import Keyring
from tests.bot.storage.builders import case, notice, received

async def main():
    store = SqlCaseStore(Database(sys.argv[1]), Keyring(Path(sys.argv[2])))
    number = 0
    while True:
        number += 1
        one = case(id=f"one{number}", number=f"N-{number}")
        await store.file(received(one, notice(), notice()), submission=f"s{number}", receipt=f"r{number}")
        print(one.id, flush=True)

asyncio.run(main())
"""


def file_until_killed(place: Place, key_file: Path) -> list[str]:
    """Have another process file cases, kill it in the midst of that, and return the ids that it said were kept."""
    command = [sys.executable, "-c", _FILE, place.url, str(key_file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        told = [process.stdout.readline().strip() for _ in range(25)]
        process.kill()
        return told + process.stdout.read().split()


async def test_the_same_press_files_once_from_wherever_it_comes(
    place: Place, open_database: Open, keyring: Keyring
) -> None:
    """All who press are given the same case."""
    stores = [SqlCaseStore(open_database(), keyring) for _ in range(4)]
    made = [case() for _ in range(12)]
    filed = await asyncio.gather(
        *(
            stores[number % 4].file(received(one), submission=SUBMISSION, receipt=f"{RECEIPT}{number}")
            for number, one in enumerate(made)
        )
    )
    assert len({one.id for one in filed}) == 1
    assert [place.count(table) for table in ("cases", "history", "outbox")] == [1, 1, 1]
    receipts = [await stores[0].by_receipt(f"{RECEIPT}{number}") for number in range(12)]
    assert [one for one in receipts if one] == [filed[0]]


async def test_of_two_changes_the_second_sees_the_first(place: Place, open_database: Open, keyring: Keyring) -> None:
    """Nothing that was said is lost, whoever says it at the same time."""
    stores = [SqlCaseStore(open_database(), keyring) for _ in range(4)]
    one = await stores[0].file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    words = [f"word {number}" for number in range(24)]
    await asyncio.gather(
        *(stores[number % 4].change(one.id, said(word, notice()), at=NOON) for number, word in enumerate(words))
    )
    kept = await stores[0].get(one.id)
    assert sorted(message.text for message in kept.messages[1:]) == sorted(words)
    entries = [entry async for entry in stores[0].history()]
    assert [entry.number for entry in entries] == list(range(1, 26))
    assert [entry.details for entry in entries[1:]] == [message.text for message in kept.messages[1:]]
    assert place.count("outbox") == 25


async def test_many_file_at_once_without_a_gap(open_database: Open, keyring: Keyring) -> None:
    """Every case is there, and the numbers of the history are in the order of the commits."""
    databases = [open_database() for _ in range(4)]
    stores = [SqlCaseStore(database, keyring) for database in databases]
    made = [case() for _ in range(40)]
    await asyncio.gather(
        *(stores[number % 4].file(received(one), submission=one.id, receipt=one.id) for number, one in enumerate(made))
    )
    assert {summary.id for summary in await stores[0].summaries()} == {one.id for one in made}
    verified = await verify(databases[0], keyring)
    assert (verified.entries, verified.broken) == (40, None)


async def test_what_was_said_to_be_kept_is_there_after_a_kill(
    place: Place, open_database: Open, key_file: Path
) -> None:
    """Each case whole: with its history and both its notices, or not at all."""
    told = file_until_killed(place, key_file)
    database, keyring = open_database(), Keyring(key_file)
    store = SqlCaseStore(database, keyring)
    assert all([(await store.get(id_)).id == id_ for id_ in told])
    kept = place.count("cases")
    assert len(told) <= kept <= len(told) + 1
    assert [place.count("history"), place.count("outbox")] == [kept, 2 * kept]
    assert (await verify(database, keyring)).broken is None
