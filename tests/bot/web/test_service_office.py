"""The office behind the service: it works beside the page, and where there is none, the page goes on."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from structlog.testing import capture_logs

from bot import service
from bot.office import Office
from bot.settings import Settings, SettingsError
from bot.storage import keys
from bot.wiring import Assistant
from knowledge import library as knowledge_library
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from tests import alder_creek
from tests.bot.web.fakes import settings


def _assistant(library: Library, given: Settings) -> Assistant:
    return cast("Assistant", SimpleNamespace(library=library, settings=given))


def test_without_report_data_there_is_no_office(tmp_path: Path) -> None:
    """Why, is kept for whoever opens a page for reports; no key is made for it."""
    town = knowledge_library.load(alder_creek.write(tmp_path))
    why = service._office(_assistant(town, settings(var=tmp_path)))
    assert isinstance(why, KnowledgeError)
    assert "no report is taken" in str(why)
    assert why.__traceback__  # where it came from can be logged
    assert not (tmp_path / "keys.json").exists()


def test_a_service_that_is_not_ready_to_take_reports_does_not_start(library: Library, tmp_path: Path) -> None:
    """It says what to set."""
    keys.new_file(tmp_path / "keys.json")
    with pytest.raises(SettingsError, match="CONDUCT_CONTACTS"):
        service._office(_assistant(library, settings(host="0.0.0.0", var=tmp_path)))


@pytest.fixture
async def office(library: Library, tmp_path: Path) -> AsyncIterator[Office]:
    """A local trial's office."""
    made = service._office(_assistant(library, settings(var=tmp_path)))
    assert isinstance(made, Office)
    yield made
    await made.close()


async def test_the_office_works_beside_the_page(office: Office) -> None:
    """Its courier runs, and ends when it is told to."""
    running = [asyncio.create_task(one) for one in service._work_of(office)]
    await asyncio.sleep(0.05)
    assert [one.done() for one in running] == [False, False]
    for one in running:
        one.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    assert not list(service._work_of(KnowledgeError(office.settings.var, "is missing")))


async def test_old_forms_are_forgotten(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a day they are gone from the database, not only out of sight; no fault ends that."""
    monkeypatch.setattr(service, "_FORGET_EVERY", 0.001)
    await office.form_drafts.put("web:rae", "report", {"what": "x"}, at=office.clock() - timedelta(hours=25))
    expired, failed = asyncio.Event(), asyncio.Event()
    plain = office.form_drafts.expire

    async def expire(at: datetime) -> int:
        if not expired.is_set():
            assert await plain(at) == 1
            expired.set()
            return 1
        if logged:
            failed.set()
        raise RuntimeError("cannot expire 'what Kim wrote'")

    monkeypatch.setattr(office.form_drafts, "expire", expire)
    with capture_logs() as logged:
        forgetting = asyncio.create_task(service._forget(office))
        await asyncio.wait_for(failed.wait(), 5)
        assert not forgetting.done()
        forgetting.cancel()
    assert logged[0]["event"] == "could not forget old forms"
    assert "Kim" not in str(logged)
