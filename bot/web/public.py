"""What is open without a sign-in: for people who must not be known, or who are known by a secret that they have."""

from bot.paths import ANONYMOUS, CASE, RECEIPT

_OPEN = (ANONYMOUS, RECEIPT, CASE)


def is_public(path: str) -> bool:
    """Tell whether a path is open: a page of one of these parts, or its interface."""
    own = path.removeprefix("/api")
    return any(own == part or own.startswith(f"{part}/") for part in _OPEN)
