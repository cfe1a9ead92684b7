"""The pages: the chat, the check of drafts, the list of texts, one text."""

from html import escape
from pathlib import Path
from string import Template

from aiohttp import web

from bot.needs import Assistant
from bot.web import layout
from bot.web.document_page import document_page
from handlers.check.messages import MAX_DRAFT
from knowledge.document import Document

_TEMPLATES = Path(__file__).parent / "templates"
_CHAT = (_TEMPLATES / "chat.html").read_text("utf-8")
_CHAT_HEAD = layout.files("ask/ask.js")
_CHECK = Template((_TEMPLATES / "check.html").read_text("utf-8")).substitute(most=MAX_DRAFT)
_CHECK_HEAD = layout.files("shared/forms.css", "check/check.css", "check/check.js")
_NEW_NAME = '<span>New<span class="long"> conversation</span></span>'
_NEW = f'<button type="button" id="new" class="quiet" hidden>{_NEW_NAME}</button>'


class Pages:
    """The routes that a browser opens."""

    def __init__(self, assistant: Assistant, *, offers_signout: bool) -> None:
        """Keep who has the texts, and whether there is something to sign out of."""
        self._assistant = assistant
        self._offers_signout = offers_signout

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get("/", self.chat),
            web.get("/check", self.check),
            web.get("/documents", self.documents),
            web.get("/documents/{id}", self.document),
            web.get("/favicon.ico", self.icon),
            web.get("/health", self.health),
        ]

    async def chat(self, _: web.Request) -> web.Response:
        """Answer with the chat."""
        return self._page("Conduct Assistant", _CHAT, head=_CHAT_HEAD, here="/", actions=_NEW)

    async def check(self, _: web.Request) -> web.Response:
        """Answer with the form for a draft."""
        return self._page("Check a draft", _CHECK, head=_CHECK_HEAD, here="/check")

    async def documents(self, _: web.Request) -> web.Response:
        """Answer with the list of texts, by organisation."""
        organisations = sorted(self._assistant.library.organisations.values(), key=lambda one: one.name)
        parts = (_texts_of(one.name, self._documents_of(one.id)) for one in organisations)
        main = (
            '<main id="main" class="page"><h1>The guideline texts</h1><p class="lead">Every answer is quoted from one '
            f"of these texts, word for word. Open one to read it whole.</p>{''.join(parts)}</main>"
        )
        return self._page("The guideline texts", main, here="/documents")

    async def document(self, request: web.Request) -> web.Response:
        """Answer with a whole text, with the passage that `?passage=` names highlighted."""
        document = self._assistant.library.documents.get(request.match_info["id"])
        if document is None:
            raise web.HTTPNotFound
        organisation = self._assistant.library.organisations[document.organisation].name
        main = document_page(document, organisation, request.query.get("passage"))
        return self._page(document.title, main)

    async def icon(self, _: web.Request) -> web.Response:
        """Send those who ask for the icon by its old name to the file."""
        raise web.HTTPFound("/static/shared/favicon.svg")

    async def health(self, _: web.Request) -> web.Response:
        """Say that the process answers."""
        return web.Response(text="ok")

    def _documents_of(self, organisation: str) -> list[Document]:
        return [one for one in self._assistant.library.documents.values() if one.organisation == organisation]

    def _page(self, title: str, main: str, *, head: str = "", here: str = "", actions: str = "") -> web.Response:
        page = layout.frame(title, main, head=head, here=here, actions=actions, offers_signout=self._offers_signout)
        return layout.response(page)


def _texts_of(organisation: str, documents: list[Document]) -> str:
    if not documents:
        return ""
    items = "".join(_text_item(one) for one in documents)
    return f'<section class="texts"><h2>{escape(organisation)}</h2><ul>{items}</ul></section>'


def _text_item(document: Document) -> str:
    kind = "note warning" if document.status == "superseded" else "note"
    note = f'<p class="{kind}">{escape(document.status_note)}</p>' if document.status_note else ""
    superseded = layout.label("Superseded", "warning") if document.status == "superseded" else ""
    return (
        f'<li><a href="/documents/{escape(document.id)}">{escape(document.title)}</a><p class="facts">'
        f"{escape(layout.written_date(document.date))}{layout.label(layout.CAPACITIES[document.capacity])}"
        f"{superseded}</p>{note}</li>"
    )
