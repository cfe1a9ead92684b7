"""Reports filed while the receiving services are down, slow, refusing or cutting the connection.

Prints for each fault how many notices arrived once the services were back (goal: all), and how many of them came before
a more urgent one that waited as well (goal: none but the first, whose success shows that the service is back).
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Literal

from aiosmtpd.smtp import SMTP, Envelope, Session

from benchmarks import casework
from bot.delivery.pace import Pace
from bot.office import Office

Fault = Literal["down", "slow", "450", "550", "cut"]

FAULTS: tuple[Fault, ...] = ("down", "slow", "450", "550", "cut")
_REPORTS, _AWAY, _PATIENCE, _LOOK = 24, 3.0, 60.0, 0.1
_PACE = Pace(
    at_once=1,
    limit=timedelta(seconds=1),
    lease=timedelta(seconds=2),
    base=timedelta(seconds=1),
    longest=timedelta(seconds=2),
    alarm_after=10_000,
    alarm_after_urgent=10_000,
    idle=timedelta(seconds=0.2),
)
"""In seconds what is in minutes otherwise; nobody else is told, so that what arrives can be counted."""


@dataclass(slots=True)
class Mail:
    """A mail server that has a fault until it is mended."""

    fault: Fault | None
    subjects: list[str] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail, or not."""
        if self.fault in ("450", "550"):
            return f"{self.fault} not now"
        if self.fault == "slow":
            await asyncio.sleep(5)
            return "450 too late"
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        self.subjects.append(str(message_from_bytes(content)["Subject"]))
        return "250 OK"


async def main() -> None:
    """Measure and print."""
    for fault in FAULTS:
        with tempfile.TemporaryDirectory() as folder:
            await _measure(fault, Path(folder))


async def _measure(fault: Fault, folder: Path) -> None:
    mail = Mail(fault)
    port, serve, close = await _server(mail)
    office = casework.office(casework.stage(folder, database=None, smtp=port, webhook=1), _PACE)
    courier = asyncio.create_task(office.courier.run())
    await _file(office)
    await asyncio.sleep(_AWAY)
    before = len(mail.subjects)
    mail.fault = None
    await serve()
    for _ in range(round(_PATIENCE / _LOOK)):
        if not any(one.kind == "case" for one in await office.outbox.waiting()):
            break
        await asyncio.sleep(_LOOK)
    courier.cancel()
    with suppress(asyncio.CancelledError):
        await courier
    await office.close()
    close()
    urgent = [number for number, subject in enumerate(mail.subjects) if subject.startswith("Urgent")]
    early = sum(number < max(urgent) for number in range(len(mail.subjects)) if number not in urgent)
    print(f"{fault}: {before} arrived during the fault, {len(mail.subjects)} in all; {early} before a more urgent one")


async def _server(mail: Mail) -> tuple[int, Callable[[], Awaitable[None]], Callable[[], None]]:
    """Return a mail server's port, what lets it work, and what closes it; one that is down listens from then on."""
    loop = asyncio.get_running_loop()

    def connected() -> asyncio.Protocol:
        return Cut() if mail.fault == "cut" else SMTP(mail, hostname="mail.test", loop=loop)

    server = await loop.create_server(connected, "127.0.0.1", 0)
    port = int(server.sockets[0].getsockname()[1])
    if mail.fault == "down":
        server.close()
        await server.wait_closed()

    async def serve() -> None:
        nonlocal server
        if not server.is_serving():
            server = await loop.create_server(connected, "127.0.0.1", port)

    def close() -> None:
        server.close()

    return port, serve, close


class Cut(asyncio.Protocol):
    """Hangs up on whoever connects."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Hang up."""
        transport.close()


async def _file(office: Office) -> None:
    """File reports that go by mail, the urgent ones last."""
    numbers = [number for number in range(_REPORTS * 4) if number % 4 in (0, 3)][:_REPORTS]
    for number in sorted(numbers, key=lambda one: -(one % 4)):
        await office.desks.reporter.file(casework.filing(office, number), submission=str(number))


if __name__ == "__main__":
    asyncio.run(main())
