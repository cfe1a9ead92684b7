"""Reports filed and delivered while the process that does it is killed at random moments (`kill -9`).

A worker files reports and delivers them to a mail server and a webhook on this machine; each is written down here once
the worker has confirmed it. It is killed and started anew, while it files and while it delivers, then runs until
nothing is left to do. Prints for SQLite and for PostgreSQL: confirmed reports, those lost (goal: none), notices that
never arrived (goal: none), and how often a notice arrived once more with the same Message-ID or key (a receiver removes
those).
"""

import asyncio
import random
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path

from aiohttp import web
from aiosmtpd.smtp import SMTP, Envelope, Session

from benchmarks import casework
from bot.office import Office

_COUNT, _KILLS = 500, 40
_READY, _CONFIRMED = "ready", "confirmed"
_SHORTEST, _LONGEST = 0.01, 0.4
"""Seconds after which a worker is killed: at random between these, counted from when it begins to work."""


@dataclass(slots=True)
class Received:
    """What arrived: Message-ID or key -> how often; and the numbers of the cases."""

    times: Counter[str] = field(default_factory=Counter)
    cases: set[str] = field(default_factory=set)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail."""
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        mail = message_from_bytes(content)
        self._note(str(mail["Message-ID"]), str(mail["Subject"]))
        return "250 OK"

    async def post(self, request: web.Request) -> web.Response:
        """Take what is sent to the webhook."""
        body = await request.json()
        self._note(request.headers["Idempotency-Key"], body["subject"])
        return web.Response()

    def _note(self, id_: str, subject: str) -> None:
        self.times[id_] += 1
        self.cases.update(word.strip(":") for word in subject.split() if word.startswith("C-"))


async def main(count: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        await _measure("SQLite", Path(folder), None, count)
    with tempfile.TemporaryDirectory() as folder, casework.postgresql() as address:
        await _measure("PostgreSQL", Path(folder), address, count)


async def _measure(name: str, folder: Path, address: str | None, count: int) -> None:
    received = Received()
    loop = asyncio.get_running_loop()
    mail = await loop.create_server(lambda: SMTP(received, hostname="mail.test", loop=loop), "127.0.0.1", 0)
    application = web.Application()
    application.router.add_post("/cases", received.post)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    ports = [mail.sockets[0].getsockname()[1], runner.addresses[0][1]]
    confirmed, kills = await _with_kills([str(folder), address or "", *map(str, ports)], count)
    await runner.cleanup()
    mail.close()
    left = await _left(folder, address, ports)
    doubled = sum(times - 1 for times in received.times.values())
    print(
        f"{name}: {len(confirmed)} reports confirmed, {kills} kills; lost {len(confirmed - left.cases)}; "
        f"not arrived {len(confirmed - received.cases)}; still on their way {left.waiting}; {doubled} arrived again"
    )


async def _with_kills(arguments: list[str], count: int) -> tuple[set[str], int]:
    """Run and kill workers until all is filed and delivered; return what was confirmed, and how many were killed."""
    confirmed: set[str] = set()
    kills, chance = 0, random.Random(0)
    while True:
        worker = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.case_kills", "work", *arguments, str(len(confirmed)), str(count),
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        limit = chance.uniform(_SHORTEST, _LONGEST) if kills < _KILLS else None
        if await _watched(worker, confirmed, limit):
            return confirmed, kills
        kills += 1


async def _watched(worker: asyncio.subprocess.Process, confirmed: set[str], limit: float | None) -> bool:
    """Write down what a worker confirms until it ends, or is killed after so long; return whether it is done."""
    assert worker.stdout
    killing: asyncio.Task[None] | None = None
    async for line in worker.stdout:
        word, _, number = line.decode().strip().partition(" ")
        if word == _CONFIRMED:
            confirmed.add(number)
        if limit is not None and killing is None:
            killing = asyncio.create_task(_kill(worker, limit))
    if killing:
        killing.cancel()
        with suppress(asyncio.CancelledError):
            await killing
    return await worker.wait() == 0


async def _kill(worker: asyncio.subprocess.Process, after: float) -> None:
    await asyncio.sleep(after)
    with suppress(ProcessLookupError):
        worker.kill()


@dataclass(frozen=True, slots=True)
class _Left:
    cases: set[str]
    waiting: int


async def _left(folder: Path, address: str | None, ports: list[int]) -> _Left:
    """Return the cases that are kept, and how many notices are on their way."""
    office = casework.office(casework.stage(folder, database=address, smtp=ports[0], webhook=ports[1]))
    numbers = {(await office.store.get(one.id)).number for one in await office.store.summaries()}
    waiting = len(await office.outbox.waiting())
    await office.close()
    return _Left(numbers, waiting)


async def work(folder: str, address: str, smtp: int, webhook: int, filed: int, count: int) -> None:
    """File what is left to file, tell each once it is kept, and deliver until nothing is left."""
    office = casework.office(casework.stage(Path(folder), database=address or None, smtp=smtp, webhook=webhook))
    print(_READY, flush=True)
    courier = asyncio.create_task(office.courier.run())
    for number in range(filed, count):
        await _file(office, number)
    while await office.outbox.waiting():
        office.courier.wake()
        await asyncio.sleep(0.2)
    courier.cancel()
    with suppress(asyncio.CancelledError):
        await courier
    await office.close()


async def _file(office: Office, number: int) -> None:
    submission = f"{number}-{random.random()}"
    done = await office.desks.reporter.file(casework.filing(office, number), submission=submission)
    print(_CONFIRMED, done.case.number, flush=True)
    office.courier.wake()
    await asyncio.sleep(0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        place, where, *numbers = sys.argv[2:]
        asyncio.run(work(place, where, *map(int, numbers)))
    else:
        asyncio.run(main(int(sys.argv[1]) if sys.argv[1:] else _COUNT))
