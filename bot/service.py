"""The service: one process that serves the page until it is told to stop, and takes up a new index as it comes."""

import asyncio
import contextlib
import signal
import sys
import webbrowser

import structlog

from bot import logs
from bot.incidents import log_incident
from bot.settings import Settings, SettingsError
from bot.web import server
from bot.wiring import Assistant, feedback_store
from index.errors import IndexUnusable
from knowledge.errors import KnowledgeError

_LOOK_EVERY = 2.0
"""Seconds between looks for a new index."""

_log = structlog.get_logger()


async def run(settings: Settings, *, open_page: bool = False) -> None:
    """Serve until a signal ends it.

    Raises:
        SettingsError: The address cannot be listened on, the sign-in is not set up, or an organisation is unknown.
        KnowledgeError: The texts are broken.
        IndexUnusable: The index is missing, damaged or stale.
    """
    logs.configure(settings.log_level)
    assistant = Assistant(settings)
    feedback = feedback_store(settings)
    application = server.application(assistant, feedback)
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
    refreshing = asyncio.create_task(_refresh(assistant))
    try:
        await _stopped()
    finally:
        refreshing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await refreshing
        await runner.cleanup()
        await feedback.close()


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
