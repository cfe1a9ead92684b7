"""The service: one process that serves the page until it is told to stop, and takes up a new index as it comes."""

import asyncio
import signal
import sys
import webbrowser
from collections.abc import Coroutine, Iterator

import structlog

from bot import logs
from bot.incidents import log_incident
from bot.office import Office
from bot.settings import Settings, SettingsError
from bot.web import server, signin
from bot.wiring import Assistant, feedback_store
from index.errors import IndexUnusable
from knowledge.errors import KnowledgeError
from knowledge.reports import FOLDER

_LOOK_EVERY = 2.0
"""Seconds between looks for a new index."""
_FORGET_EVERY = 600.0
"""Seconds between looks for half-filled forms that are older than a day."""

_log = structlog.get_logger()


async def run(settings: Settings, *, open_page: bool = False) -> None:
    """Serve until a signal ends it.

    Raises:
        SettingsError: The address cannot be listened on, the sign-in is not set up, an organisation is unknown, or
            a service that others reach is not ready to take reports.
        KnowledgeError: The texts are broken.
        IndexUnusable: The index is missing, damaged or stale.
        StorageUnusable: The keys or the database's address cannot be used.
    """
    logs.configure(settings.log_level)
    signin.check_signin(settings)
    assistant = Assistant(settings)
    office = _office(assistant)
    feedback = feedback_store(settings)
    application = server.application(assistant, feedback, office)
    try:
        runner, port = await server.start(application, settings.host, settings.port)
    except OSError as error:
        place = f"{settings.host}:{settings.port}"
        raise SettingsError(
            f"CONDUCT_HOST, CONDUCT_PORT: cannot listen on {place}: {error.strerror or error}"
        ) from None
    address = settings.base_url or f"http://{settings.host}:{port}"
    sys.stdout.write(f"The conduct assistant is at {address} (Ctrl+C ends it).\n")
    sys.stdout.flush()
    if open_page:
        await asyncio.to_thread(webbrowser.open, address)
    besides = [asyncio.create_task(one) for one in (_refresh(assistant), *_work_of(office))]
    try:
        await _stopped()
    finally:
        await runner.cleanup()
        for one in besides:
            one.cancel()
        await asyncio.gather(*besides, return_exceptions=True)
        await feedback.close()
        if isinstance(office, Office):
            await office.close()


def _office(assistant: Assistant) -> Office | KnowledgeError:
    """Return what takes and keeps cases, or why there is nothing: asking and checking go on without it.

    Raises:
        SettingsError, StorageUnusable: As `Office`: whoever runs the service means to take reports, and must know.
    """
    try:
        folder = assistant.library.folder / FOLDER
        if not folder.exists():
            raise KnowledgeError(folder, "is missing; without it no report is taken")
        return Office(assistant)
    except KnowledgeError as error:
        return error


def _work_of(office: Office | KnowledgeError) -> Iterator[Coroutine[object, object, None]]:
    """Yield what the office does beside the page."""
    if isinstance(office, Office):
        yield office.courier.run()
        yield _forget(office)


async def _forget(office: Office) -> None:
    """Forget half-filled forms that are older than a day. No fault ends this."""
    while True:
        try:
            await office.form_drafts.expire(office.clock())
        except Exception as error:
            _log.error("could not forget old forms", incident=log_incident(error))
        await asyncio.sleep(_FORGET_EVERY)


async def _stopped() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()


async def _refresh(assistant: Assistant) -> None:
    """Take up new indexes; one that does not fit is logged, and what is loaded stays in use. No fault ends this."""
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        try:
            if await asyncio.to_thread(assistant.refresh):
                _log.info("took up a new index")
        except (IndexUnusable, KnowledgeError, SettingsError) as error:
            _log.warning("kept the index that is loaded", reason=str(error))
        except Exception as error:
            _log.error("kept the index that is loaded", incident=log_incident(error))
