"""Somebody in a browser who follows the link that they were sent."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect

from handlers.cases.case import Duty
from handlers.cases.people import ALTERNATE, INTAKE
from handlers.cases.reporter_desk import ReporterDesk
from tests.bot.web.browser.conftest import Visit
from tests.bot.web.recipient_fakes import Door
from tests.handlers.cases.builders import NOON, person
from tests.handlers.cases.fakes import Office
from tests.handlers.cases.filings import code, file, token

FRONT, OTHER = person("Hana Yamamoto", INTAKE), person("Jun Takahashi", ALTERNATE)
MISO = person("Dina Vuković", "miso")


SHOTS = os.environ.get("CONDUCT_SHOTS")
"""Folder for screenshots, for whoever wants to look."""


class Recipient(Visit):
    """Somebody who follows the link that they were sent."""

    def __init__(self, page: Page, door: Door, person_key: str = FRONT.key) -> None:
        """Begin nowhere."""
        super().__init__(page, str(door.client.make_url("/")))
        self.door, self.key = door, person_key

    async def follow(self) -> str:
        """Open the link; return its secret part."""
        link = token(self.door.here, self.key)
        await self.page.goto(f"{self.home}case/{link}")
        return link

    async def enter(self) -> None:
        """Open the case by the link and the code that is sent."""
        await self.follow()
        await self.page.get_by_role("button", name="Send me a code").click()
        await expect(self.page.get_by_label("Code", exact=True)).to_be_focused()
        await self.page.keyboard.type(code(self.door.here, self.key))
        await self.page.keyboard.press("Enter")
        await expect(self.page.locator(".alleged")).to_be_visible()

    async def press(self, name: str) -> None:
        """Press a button."""
        await self.page.get_by_role("button", name=name, exact=True).click()

    async def unfold(self, name: str) -> None:
        """Open one of the forms that are folded away."""
        await self.page.locator("summary", has_text=name).click()

    async def shot(self, name: str) -> None:
        """Take a picture of the whole page, where somebody wants to look."""
        if SHOTS:
            await self.page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)

    @property
    def said(self) -> Any:
        """What became of the last act."""
        return self.page.locator(".acts > .outcome")


async def full(here: Office) -> Any:
    """File a case in which there is something of everything."""
    words = {"danger": "unsure", "what": "On Monday he read out my diagnosis in the corridor.\nTwo others stood by."}
    case = (await file(here, content={**words, "where": "Third floor"}, unit="Forests", danger=True)).case
    kept = await here.store.get(case.id)
    tasks = (
        Duty(id="gilr", text="File the General Incident or Loss Report.", due=NOON - timedelta(hours=1)),
        Duty(id="desk", text="Call the Service Desk, 250 387-7000, option 3.", done_at=NOON),
    )
    here.store.put(replace(kept, duties=tasks))
    return await ReporterDesk(here.work).add(case.id, "It happened again today.")
