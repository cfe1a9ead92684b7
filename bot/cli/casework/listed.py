"""What is known of cases without their keys, and their numbers where the keys are there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cli.opening import keys_of
from bot.settings import Settings
from bot.wiring import database
from handlers.cases.case import ENDED
from handlers.cases.store import Gone, Summary

if TYPE_CHECKING:
    from bot.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A case in a list.

    Attributes:
        number: None where it was disposed of, or cannot be opened.
    """

    summary: Summary
    number: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which cases are listed; None for whichever.

    Attributes:
        is_open: Whether only those are that somebody still has to see to.
    """

    org: str | None = None
    state: str | None = None
    is_open: bool = False

    def holds(self, one: Summary) -> bool:
        """Tell whether a case is among them."""
        is_open = one.state not in ENDED and one.disposed_at is None
        return self.org in (None, one.org) and self.state in (None, one.state) and (is_open or not self.is_open)


async def numbered(
    here: "Database", settings: Settings, found: Iterable[Summary]
) -> tuple[Sequence[Listed], str | None]:
    """Return cases with their numbers, and why some of them have none: the keys are missing, or do not fit."""
    from bot.storage.cases import SqlCaseStore
    from bot.storage.errors import StorageUnusable

    try:
        store = SqlCaseStore(here, keys_of(settings))
    except StorageUnusable as error:
        return [Listed(summary=one, number=None) for one in found], str(error)
    listed, why = list[Listed](), None
    for one in found:
        number = None
        try:
            number = (await store.get(one.id)).number if one.disposed_at is None else None
        except Gone:
            pass  # disposed of just now
        except StorageUnusable as error:
            why = why or str(error)
        listed.append(Listed(summary=one, number=number))
    return listed, why


async def read(settings: Settings, wanted: Wanted) -> tuple[Sequence[Listed], str | None]:
    """Return the cases that are wanted, and why some of them have no number.

    Raises:
        StorageUnusable: The database cannot be used.
    """
    from bot.storage.summaries import summaries

    here = database(settings)
    if not here.is_there():
        return [], None
    try:
        # Not by way of the store, which asks for the keys: whoever has lost them must still see what there is.
        found = [one for one in await here.read(summaries) if wanted.holds(one)]
        return await numbered(here, settings, found) if found else ([], None)
    finally:
        await here.close()
