"""Short ways through the pages for reports in a browser."""

from playwright.async_api import Locator, expect

from tests.bot.web.browser.conftest import Visit


class Reporter(Visit):
    """Somebody who reports, discloses or follows up."""

    async def open(self, path: str) -> None:
        """Open the page for reports at this path, and wait until it is ready."""
        await self.page.goto(self.home + path)
        await expect(self.page.locator("#stage .describe, #resume .card").first).to_be_visible()

    async def say(self, text: str) -> None:
        """Write what happened, and go on."""
        await self.page.locator("#f-text").fill(text)
        await self.press("Go on")
        await expect(self.page.locator(".stage.confirm")).to_be_visible()

    async def choose(self, type_: str) -> None:
        """Say what it is about, and wait for what to do now."""
        box = self.page.locator(f'input[name="type"][value="{type_}"]')
        if not await box.is_visible():
            await self.page.get_by_text("Something else", exact=True).click()
        await box.check()
        await expect(self.page.get_by_role("heading", name="What to do now", exact=True)).to_be_visible()

    async def go_on(self) -> None:
        """Go on to the details."""
        await self.press("Go on")
        await expect(self.page.locator(".stage.form")).to_be_visible()

    async def fill_in(self, **answers: str) -> None:
        """Answer questions: of options, the one with this id."""
        for field, answer in answers.items():
            options = self.page.locator(f'input[name="f-{field}"][value="{answer}"]')
            if await options.count():
                await options.check()
            else:
                await self.page.locator(f"#f-{field}").fill(answer)

    async def look(self) -> None:
        """Look who will see it."""
        await self.press("See who will see it")
        await expect(self.page.locator(".stage.seen")).to_be_visible()

    async def send(self) -> Locator:
        """Send it; return what is said then."""
        await self.page.get_by_role("button", name="Send this").click()
        sent = self.page.locator(".sent")
        await expect(sent).to_be_visible()
        return sent

    async def report(self, text: str, type_: str, **answers: str) -> None:
        """Go from the open page to who will see it."""
        await self.say(text)
        await self.choose(type_)
        await self.go_on()
        await self.fill_in(danger="no", **answers)
        await self.look()

    async def press(self, name: str) -> None:
        """Press a button of the step that is shown."""
        await self.page.locator(".stage:visible").get_by_role("button", name=name, exact=True).click()

    @property
    def recipients(self) -> Locator:
        """The names of those who will see it."""
        return self.page.locator(".recipient .name")

    async def keep(self) -> None:
        """Pass over the seconds until the page keeps what was typed; the page's clock was installed before that."""
        await self.page.clock.fast_forward(5000)

    async def code(self) -> str:
        """Return the receipt code that is shown."""
        return await self.page.locator(".receipt-code").inner_text()

    async def kept_by_the_browser(self) -> list[object]:
        """Return what the browser keeps of the page."""
        kept: list[object] = await self.page.evaluate(
            "[localStorage.length, sessionStorage.length, document.cookie, location.search + location.hash]"
        )
        return kept
