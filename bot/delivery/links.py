"""The address at which a notice's case is opened."""

from bot.paths import CASE
from handlers.cases.events import Notice


def opened_at(page: str, notice: Notice) -> str | None:
    """Return the address that opens a notice's case, or None where it has no link. It is a secret.

    Args:
        page: Address of the page as people reach it, such as `https://conduct.example`.
        notice: Its link is a path on the page; a bare token is one below `/case/`.
    """
    if notice.link is None:
        return None
    path = notice.link if notice.link.startswith("/") else f"{CASE}/{notice.link}"
    return page.rstrip("/") + path
