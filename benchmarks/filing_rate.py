"""Reports filed per second, each durable when it is confirmed, against bare commits of rows of the same size.

Prints for SQLite and for PostgreSQL: filed / bare commits (goal: at least 0.5), both measured in one run in turns.
"""

import asyncio
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import Connection, func, select

from benchmarks import casework
from bot.office import Office
from bot.storage.schema import cases, history, outbox

_ROUNDS, _EACH = 8, 40


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure("SQLite", Path(folder), None))
    with tempfile.TemporaryDirectory() as folder, casework.postgresql() as address:
        asyncio.run(_measure("PostgreSQL", Path(folder), address))


async def _measure(name: str, folder: Path, address: str | None) -> None:
    office = casework.office(casework.stage(folder, database=address, smtp=1, webhook=1))
    await _file(office, 0, 4)  # opens the database
    size = await _size(office)
    filed, bare = [], []
    with _bare_postgresql(address, size) if address else _bare_sqlite(folder / "bare.sqlite3", size) as commit:
        for round_ in range(_ROUNDS):
            filed.append(_EACH / await _file(office, 4 + round_ * _EACH, _EACH))
            bare.append(_EACH / _seconds(lambda: [commit() for _ in range(_EACH)]))
    await office.close()
    ratios = sorted(one / other for one, other in zip(filed, bare, strict=True))
    ours, theirs = statistics.median(filed), statistics.median(bare)
    print(
        f"{name}: {ours:.0f} reports filed a second, {theirs:.0f} bare commits of {size} bytes; "
        f"ratio {ours / theirs:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f} by round)"
    )


async def _file(office: Office, first: int, count: int) -> float:
    """File reports one after the other; return the seconds that keeping them took."""
    filings = [casework.filing(office, number) for number in range(first, first + count)]
    start = time.perf_counter()
    for number, filing in enumerate(filings, first):
        await office.desks.reporter.file(filing, submission=f"submission {number}")
    return time.perf_counter() - start


async def _size(office: Office) -> int:
    """Return the bytes that a report takes in the rows of its case, its history and its notices, on average."""

    def size(connection: Connection) -> int:
        lengths = [select(func.sum(func.length(table.c.sealed))) for table in (cases, history, outbox)]
        sums = [connection.execute(query).scalar_one() or 0 for query in lengths]
        return int(sum(sums) / connection.execute(select(func.count()).select_from(cases)).scalar_one())

    return await office.database.read(size)


@contextmanager
def _bare_sqlite(path: Path, size: int) -> Iterator[Callable[[], object]]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, content BLOB)")
    yield lambda: connection.execute("INSERT INTO bare (content) VALUES (?)", (os.urandom(size),))
    connection.close()


@contextmanager
def _bare_postgresql(address: str, size: int) -> Iterator[Callable[[], object]]:
    connection = psycopg.connect(address, autocommit=True)
    connection.execute("CREATE TABLE bare (id BIGSERIAL PRIMARY KEY, content BYTEA)")
    yield lambda: connection.execute("INSERT INTO bare (content) VALUES (%s)", (os.urandom(size),))
    connection.close()


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
