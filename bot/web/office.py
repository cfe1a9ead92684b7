"""What the page needs of the office."""

from typing import Protocol

from bot.office import Desks
from handlers.cases.clocks import Clock


class Courier(Protocol):
    """Brings notices."""

    def wake(self) -> None:
        """Say that there may be something to bring."""
        ...


class Office(Protocol):
    """Takes and keeps cases; what it works with may be replaced while it runs: ask it for it each time."""

    @property
    def desks(self) -> Desks:
        """Return what is done with cases, as of now."""
        ...

    @property
    def courier(self) -> Courier:
        """Return what brings notices."""
        ...

    @property
    def clock(self) -> Clock:
        """Return what tells the time."""
        ...
