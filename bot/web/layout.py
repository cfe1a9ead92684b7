"""The frame around every page, and its small parts. All text from outside is escaped here."""

from datetime import date
from html import escape
from pathlib import Path
from string import Template

from aiohttp import web

_TEMPLATES = Path(__file__).parent / "templates"
_FRAME = Template((_TEMPLATES / "frame.html").read_text("utf-8"))
_DOORS = {
    "/": ("Ask", ""),
    "/check": ("Check", " a draft"),
    "/report": ("Report", ""),
    "/disclose": ("Disclose", ""),
    "/cases": ("My cases", ""),
    "/documents": ("Texts", ""),
}
"""Address of a part -> its name, and what of the name is left out where there is little room."""
_SIGN_OUT = '<form method="post" action="/signout"><button class="quiet">Sign out</button></form>'

CAPACITIES = {"official": "Official use", "personal": "Personal use", "both": "Official and personal use"}


def frame(
    title: str, main: str, *, head: str = "", here: str = "", actions: str = "", offers_signout: bool = False
) -> str:
    """Return a whole page.

    Args:
        title: Plain text.
        main: HTML of the main part.
        head: HTML for the head, such as a script.
        here: Path of the link in the header that leads to this page, if one does.
        actions: HTML beside the links of the header.
        offers_signout: Whether the header offers to sign out.
    """
    return _FRAME.substitute(
        title=escape(title),
        main=main,
        head=head,
        doors="".join(_door(path, *name, is_here=path == here) for path, name in _DOORS.items()),
        actions=actions + (_SIGN_OUT if offers_signout else ""),
    )


def files(*names: str) -> str:
    """Return what loads these style sheets and scripts in a page's head; named as in the folder of static files."""
    return "".join(_loads(f"/static/{escape(one)}") for one in names)


def notice(
    title: str, sentence: str, *, link: tuple[str, str] = ("/", "Ask a question"), first: str | None = None
) -> str:
    """Return a page that says one thing, with one way on (address, text), and what comes before it, if anything."""
    address, text = (escape(part) for part in link)
    before = f"<p><strong>{escape(first)}</strong></p>" if first else ""
    texts = '<a class="button quiet" href="/documents">Read the guideline texts</a>' if link[0] == "/" else ""
    main = (
        f'<main id="main" class="page notice"><h1>{escape(title)}</h1>{before}<p>{escape(sentence)}</p>'
        f'<p class="ways"><a class="button" href="{address}">{text}</a>{texts}</p></main>'
    )
    return frame(title, main)


def response(page: str, *, status: int = 200) -> web.Response:
    """Return a page as a response."""
    return web.Response(text=page, status=status, content_type="text/html", charset="utf-8")


def label(text: str, kind: str = "") -> str:
    """Return a small label."""
    return f'<span class="label {escape(kind)}">{escape(text)}</span>'


def _door(path: str, name: str, rest: str, *, is_here: bool) -> str:
    current = ' aria-current="page"' if is_here else ""
    # One piece within the button, which lays out its pieces by itself and would drop the space between two.
    words = f'<span>{escape(name)}<span class="long">{escape(rest)}</span></span>' if rest else escape(name)
    return f'<a class="quiet button" href="{path}"{current}>{words}</a>'


def _loads(path: str) -> str:
    if path.endswith(".css"):
        return f'<link rel="stylesheet" href="{path}">'
    return f'<script type="module" src="{path}"></script>'


def written_date(value: str | None) -> str:
    """Return a document's date as people write it: `2019-07-05` -> `5 July 2019`."""
    if value is None:
        return "No date in the text"
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day} {day:%B %Y}"
