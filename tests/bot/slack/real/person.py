"""A person at the page of local-slack, who does what people do there and reads what stands there."""

from playwright.async_api import Locator, Page, expect

from tests.bot.slack.real.local_slack import APP


class AtThePage:
    """Somebody with the page open."""

    def __init__(self, page: Page) -> None:
        """Keep the page."""
        self.page = page
        self.modal = page.locator(".modal")
        self.home = page.locator(".home")
        self.thread = page.locator(".thread-pane")

    async def is_(self, name: str) -> None:
        """Be somebody."""
        await self.page.get_by_label("Act as").select_option(label=name.title())

    async def goes_to(self, place: str) -> None:
        """Open a channel, or the conversation between the app and whoever is named."""
        await self.page.locator(".sidebar-item").filter(has_text=place).first.click()

    async def opens_home(self) -> None:
        """Open the app's home tab."""
        await self.page.locator(".sidebar-section:text-is('Apps') ~ .sidebar-item").click()

    async def writes(self, text: str) -> None:
        """Write a message or a command where it is."""
        await self._writes(self.page.locator("main"), text)

    async def replies(self, text: str) -> None:
        """Write into the thread that is open."""
        await self._writes(self.thread, text)

    async def mentions(self, text: str) -> None:
        """Write a message with a mention of the app, chosen from what the page offers."""
        await self.page.locator("main .composer-input").press_sequentially(f"@{APP}")
        await self.page.locator(".mention-option").first.click()
        await self.page.keyboard.insert_text(f" {text}")
        await self.page.keyboard.press("Enter")

    async def opens_thread(self, text: str) -> None:
        """Open the thread of a message."""
        await self.message(text).get_by_role("button", name="repl").click()

    def message(self, text: str) -> Locator:
        """Return the newest message that says something."""
        return self.page.locator("main .msg").filter(has_text=text).last

    def reply(self, text: str) -> Locator:
        """Return the newest message of the open thread that says something."""
        return self.thread.locator(".msg").filter(has_text=text).last

    async def fills(self, label: str, text: str) -> None:
        """Fill in the field below a label of the modal."""
        await self._field(label).locator("input").fill(text)

    async def chooses(self, label: str, option: str) -> None:
        """Choose below a label of the modal."""
        field = self._field(label)
        await expect(field).to_be_visible()
        if await field.locator("select").count():
            await field.locator("select").select_option(label=option)
        else:
            await field.locator(".bk-options label").filter(has_text=option).first.click()

    async def sends(self) -> None:
        """Send the modal."""
        await self.modal.locator(".modal-btn.primary").click()

    async def closes(self) -> None:
        """Close the modal."""
        await self.modal.locator(".modal-x").click()

    def _field(self, label: str) -> Locator:
        return self.modal.locator(".bk-input").filter(has=self.page.locator(".bk-label").filter(has_text=label))

    async def _writes(self, where: Locator, text: str) -> None:
        await where.locator(".composer-input").fill(text)
        await where.locator(".composer-input").press("Enter")


async def arrived(page: Page, address: str) -> AtThePage:
    """Open the page, and wait until it knows who and what is there, and the app."""
    await page.goto(address)
    await expect(page.get_by_text("ui live")).to_be_visible()
    await expect(page.locator(".status.bad")).to_have_count(0)
    return AtThePage(page)
