"""The pages for whoever reports: reporting, disclosing, reporting without a name, following up."""

import re
from html import escape
from pathlib import Path
from string import Template

from aiohttp import web

from bot.entrance import Entrance
from bot.paths import ANONYMOUS as ANONYMOUS_PAGE
from bot.paths import RECEIPT
from bot.web import layout
from handlers.report.preview import ANONYMOUS

_TEMPLATES = Path(__file__).parents[1] / "templates"


def _template(name: str) -> Template:
    return Template((_TEMPLATES / f"{name}.html").read_text("utf-8"))


_REPORT, _DISCLOSE, _ANONYMOUS = _template("report"), _template("disclose"), _template("anonymous")
_STEPS, _STANDING = _template("report_steps"), _template("standing")
_RECEIPT, _CASES = _template("receipt"), _template("cases")


class ReportPages:
    """The routes that a browser opens to report something, or to follow it up."""

    def __init__(self, entrance: Entrance, *, offers_signout: bool) -> None:
        """Keep the way to the desks, and whether there is something to sign out of."""
        self._entrance = entrance
        self._offers_signout = offers_signout

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get("/report", self.report),
            web.get("/disclose", self.disclose),
            web.get(ANONYMOUS_PAGE, self.anonymous),
            web.get(RECEIPT, self.receipt),
            web.get("/cases", self.cases),
        ]

    async def report(self, _: web.Request) -> web.Response:
        """Answer with the page for reports under a name."""
        return await self._page("Report what happened", _REPORT, "report/report", here="/report")

    async def disclose(self, _: web.Request) -> web.Response:
        """Answer with the page for disclosures."""
        return await self._page(
            "Disclose a possible conflict of interest", _DISCLOSE, "report/report", here="/disclose"
        )

    async def anonymous(self, _: web.Request) -> web.Response:
        """Answer with the page for anonymous reports; it is the same whoever asks for it."""
        return await self._page("Report without your name", _ANONYMOUS, "report/report", signout=False)

    async def receipt(self, _: web.Request) -> web.Response:
        """Answer with the page on which a receipt code is entered; it is the same whoever asks for it."""
        return await self._page("Follow up with a receipt code", _RECEIPT, "followup/receipt", signout=False)

    async def cases(self, _: web.Request) -> web.Response:
        """Answer with the page for own cases."""
        return await self._page("Your cases", _CASES, "followup/cases", here="/cases")

    async def _page(
        self, title: str, template: Template, script: str, *, here: str = "", signout: bool = True
    ) -> web.Response:
        _ = self._entrance.office  # where there is none, the page says so at once
        number = self._entrance.number()
        standing = _STANDING.substitute(number=escape(number), digits=re.sub(r"[^\d+]", "", number))
        main = template.substitute(standing=standing, steps=_STEPS.template, anonymous=escape(ANONYMOUS))
        head = layout.files("shared/forms.css", "report/report.css", f"{script}.js")
        offers = self._offers_signout and signout
        return layout.response(layout.frame(title, main, head=head, here=here, offers_signout=offers))
