"""Whose something is, where people are signed in."""

from aiohttp import web

from bot.web.signin import PERSON

_LOCAL = "local"
"""Whoever opens a page that this machine alone reaches, and where nobody signs in."""


def identity(request: web.Request) -> str:
    """Return who is signed in, as cases and unfinished forms know them.

    It is never to be asked for on the parts that are open without a sign-in (`bot.web.public`).
    """
    return f"web:{request.get(PERSON, _LOCAL)}"
