"""What goes on beside the page: cases are brought, old forms forgotten, new things taken up; no fault ends it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from structlog.testing import capture_logs

from bot.office import Office
from bot.settings import Settings, SettingsError
from bot.storage.errors import StorageUnusable
from bot.upkeep import Receiving, Refreshing, Upkeep
from bot.wiring import Assistant
from handlers.cases.case import Case
from handlers.report.dialog import Submission
from index.errors import IndexUnusable
from knowledge.errors import KnowledgeError
from knowledge.library import Library

MISSING = KnowledgeError(Path("reports"), "is missing")


@dataclass(slots=True)
class Things:
    """Something that does, at each look for what is new, what it is told to.

    Attributes:
        office: That is there as of now, or why there is none.
        looks: How often it was looked at once there was nothing more to do.
    """

    outcomes: list[bool | Exception | Office] = field(default_factory=list)
    office: Office | Exception = MISSING
    looks: int = 0

    def now(self) -> Office | Exception:
        """Return what there is."""
        return self.office

    def refresh(self) -> bool:
        """Do the next one; after the last, nothing is new."""
        if not self.outcomes:
            self.looks += 1
            return False
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        if isinstance(outcome, Office):
            self.office = outcome
        return bool(outcome)


async def at_once(_: float) -> None:
    """Let no time pass, but others work."""
    await asyncio.sleep(0)


@asynccontextmanager
async def kept_up(assistant: Refreshing, reception: Receiving) -> AsyncIterator[Callable[..., Awaitable[None]]]:
    """Do what goes on beside the page; give what waits for something that comes of it."""
    running = asyncio.create_task(Upkeep(assistant, reception, pause=at_once).run())

    async def until(holds: Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(30):
            while not await holds():
                assert not running.done()
                await asyncio.sleep(0)

    try:
        yield until
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert running.cancelled()


@pytest.fixture
async def office(library: Library, tmp_path: Path) -> AsyncIterator[Office]:
    """A local trial's office."""
    given = Settings(_env_file=None, var=tmp_path)
    made = Office(cast("Assistant", SimpleNamespace(library=library, settings=given)))  # it is asked for no more
    yield made
    await made.close()


async def filed(office: Office) -> Case:
    """File a report, as a door does."""
    submission = Submission(
        kind="report", org="bc", unit=None, role="employee", type="harassment", answers={"danger": "no", "what": "x"}
    )
    return (await office.desks.reporter.file(office.desks.dialog.filing(submission), submission="press")).case


async def test_a_case_that_is_filed_is_delivered(office: Office) -> None:
    """Whether it was there before, or came since."""
    case = await filed(office)

    async def is_delivered() -> bool:
        return (await office.store.get(case.id)).state == "delivered"

    async with kept_up(Things(), Things(office=office)) as until:
        await until(is_delivered)


async def test_an_office_that_is_opened_later_begins_to_work(office: Office) -> None:
    """Without a restart; it works once, however often something new is taken up."""
    case = await filed(office)
    reception = Things([office, True, True])

    async def is_delivered() -> bool:
        return (await office.store.get(case.id)).state == "delivered" and reception.looks > 0

    async with kept_up(Things(), reception) as until:
        await until(is_delivered)
    assert [one.action async for one in office.store.history(case.id)].count("delivered") == 1


async def test_old_forms_are_forgotten(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a day they are gone from the database, not only out of sight; no fault ends that."""
    await office.form_drafts.put("web:rae", "report", {"what": "x"}, at=office.clock() - timedelta(hours=25))
    plain, expired = office.form_drafts.expire, list[int]()

    async def expire(at: object) -> int:
        expired.append(0)
        if len(expired) == 1:
            raise RuntimeError("cannot expire 'what Kim wrote'")
        expired[-1] = await plain(office.clock())
        return expired[-1]

    async def went_on() -> bool:
        return len(expired) > 2

    monkeypatch.setattr(office.form_drafts, "expire", expire)
    with capture_logs() as logged:
        async with kept_up(Things(), Things(office=office)) as until:
            await until(went_on)
    assert expired[:3] == [0, 1, 0]
    assert [one["event"] for one in logged] == ["could not forget old forms"]
    assert "Kim" not in str(logged)


async def test_no_fault_ends_the_looking_for_what_is_new() -> None:
    """Each is logged, one that nobody foresaw by its incident alone; what comes next is taken up."""
    faults = [
        IndexUnusable("is damaged"),
        KnowledgeError(Path("x.md"), "cannot be read"),
        SettingsError("CONDUCT_ORG: unknown"),
        StorageUnusable("cannot use the keys"),
        RuntimeError("cannot encode 'is Kim fired'"),
    ]
    things = Things([*faults, True])

    async def is_through() -> bool:
        return things.looks > 0

    for assistant, reception in ((things, Things()), (Things(), things)):
        things.outcomes, things.looks = [*faults, True], 0
        with capture_logs() as logged:
            async with kept_up(assistant, reception) as until:
                await until(is_through)
        assert [one.get("reason") for one in logged] == [*map(str, faults[:4]), None, None]
        assert len(logged[4]["incident"]) == 8
        assert "Kim" not in str(logged)
        assert logged[5]["event"].startswith("took up a new ")


async def test_one_file_that_is_broken_is_told_once() -> None:
    """It may keep from being taken up both what answers and what takes reports."""
    broken = KnowledgeError(Path("contacts.yaml"), "is broken")
    assistant, reception = Things([broken]), Things([broken, IndexUnusable("another reason")])

    async def is_through() -> bool:
        return reception.looks > 0

    with capture_logs() as logged:
        async with kept_up(assistant, reception) as until:
            await until(is_through)
    assert [one["reason"] for one in logged] == ["contacts.yaml: is broken", "another reason"]
