"""What commands open before they work, and close after it; tests put something else in its place."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

import typer

from bot.settings import Settings
from bot.wiring import Assistant
from handlers.report.messages import ReportRequest, Understood
from knowledge import library as knowledge_library

if TYPE_CHECKING:
    from bot.office import Office
    from bot.storage.keys import Keyring

T = TypeVar("T")


class Understanding(Protocol):
    """Tells what a report is about."""

    def handle(self, request: ReportRequest) -> Understood:
        """Return what is understood; nothing is sent or kept."""
        ...


class _Texts:
    """The texts without an index: all that an office asks of an assistant."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.library = knowledge_library.load(settings.knowledge)


def _texts(settings: Settings) -> Assistant:
    return cast("Assistant", _Texts(settings))


def _office(assistant: Assistant) -> "Office":
    from bot.office import Office  # the database is slow to import, and most commands need none

    return Office(assistant)


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What commands work with.

    Attributes:
        assistant: Loads the texts and their index.
        texts: Loads the texts alone: whoever looks after cases must not have to wait for an index.
        office: Opens what takes and keeps cases.
        pause: Lets so many seconds pass.
    """

    assistant: Callable[[Settings], Assistant] = Assistant
    texts: Callable[[Settings], Assistant] = _texts
    office: Callable[[Assistant], "Office"] = _office
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep


def means(context: typer.Context) -> Means:
    """Return what a command works with."""
    return context.find_object(Means) or Means()


def keys_of(settings: Settings) -> "Keyring":
    """Return the keys that are there; unlike for a first report, none are made.

    Raises:
        StorageUnusable: There are none, or they cannot be used.
    """
    from bot.office import key_file
    from bot.storage.keys import Keyring

    return Keyring(key_file(settings))


def kept_office(context: typer.Context, settings: Settings) -> "Office":
    """Return the office that has what was filed before.

    Raises:
        StorageUnusable: Its keys are not there, or cannot be used.
        KnowledgeError, SettingsError: As `bot.office.Office`.
    """
    keys_of(settings)
    here = means(context)
    return here.office(here.texts(settings))


def within(office: "Office", work: Awaitable[T]) -> T:
    """Do something with an office, and close it."""

    async def run() -> T:
        try:
            return await work
        finally:
            await office.close()

    with _quiet():
        return asyncio.run(run())


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep events out of a person's terminal: a command says itself what could not be done."""
    import structlog

    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    try:
        yield
    finally:
        structlog.configure(**before)
