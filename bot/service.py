"""The service: one process that serves the page until it is told to stop."""

import asyncio
import signal
import sys
import webbrowser
from typing import TYPE_CHECKING

import structlog

from bot import logs
from bot.office import Office, key_file, keyring
from bot.reception import Reception
from bot.settings import Settings, SettingsError
from bot.slack.installing.setup import check_slack
from bot.slack.paths import EVENTS, INSTALL
from bot.storage.errors import KeysUnusable, StorageUnusable
from bot.storage.vault import Vault
from bot.upkeep import Upkeep
from bot.web import server, signin
from bot.wiring import Assistant, database, feedback_store
from handlers.feedback import FeedbackStore

if TYPE_CHECKING:
    from bot.slack.door import SlackDoor

_log = structlog.get_logger()


async def run(settings: Settings, *, open_page: bool = False) -> None:
    """Serve until a signal ends it.

    Raises:
        SettingsError: The address cannot be listened on, the sign-in is not set up, what is set for Slack does not go
            together, an organisation is unknown, or a service that others reach is not ready to take reports.
        KnowledgeError: The texts, the contacts file or the case rules are broken.
        IndexUnusable: The index is missing, damaged or stale.
        StorageUnusable: The keys or the database's address cannot be used, or the keys are those of another database.
    """
    logs.configure(settings.log_level)
    check_slack(settings)
    signin.check_signin(settings)
    assistant = Assistant(settings)
    reception = Reception(assistant)
    await _check_keys(settings)
    feedback = feedback_store(settings)
    slack = _slack(assistant, reception, feedback)
    application = server.application(assistant, feedback, reception.now, doors=slack.routes() if slack else ())
    try:
        runner, port = await server.start(application, settings.host, settings.port)
    except OSError as error:
        if slack is not None:
            await slack.close()
        place = f"{settings.host}:{settings.port}"
        raise SettingsError(
            f"CONDUCT_HOST, CONDUCT_PORT: cannot listen on {place}: {error.strerror or error}"
        ) from None
    here = settings.model_copy(update={"port": port})
    address = here.page
    sys.stdout.write(f"The conduct assistant {announced(here)} (Ctrl+C ends it).\n{in_slack(here)}")
    sys.stdout.flush()
    if open_page:
        await asyncio.to_thread(webbrowser.open, address)
    beside = [asyncio.create_task(Upkeep(assistant, reception).run())]
    beside += [asyncio.create_task(slack.run())] if slack else []
    try:
        await _stopped()
    finally:
        await runner.cleanup()
        for one in beside:
            one.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        await feedback.close()
        office = reception.now()
        if isinstance(office, Office):
            await office.close()


def announced(settings: Settings) -> str:
    """Return where it listens, and where people reach it, if that is elsewhere."""
    if settings.base_url is None:
        return f"is at {settings.page}"
    return f"listens on {settings.listens_on}; people reach it at {settings.page}"


def in_slack(settings: Settings) -> str:
    """Return how people reach it in Slack, a line each; nothing where they do not."""
    if not settings.has_slack:
        return ""
    if settings.slack_app_token:
        return "Slack: Socket Mode; nothing is to be reached from outside.\n"
    installs = f"Slack: workspaces install it at {settings.page}{INSTALL}.\n" if settings.slack_client_id else ""
    return f"Slack: it posts to {settings.page}{EVENTS}.\n{installs}"


async def _check_keys(settings: Settings) -> None:
    """Refuse keys that are not those of the database; one that cannot be used now may be there later.

    Raises:
        KeysUnusable: They are those of another one: nothing that is kept could be read.
    """
    if not key_file(settings).exists():
        return
    vault = Vault(database(settings), keyring(settings))
    try:
        await vault.read(lambda _: None)
    except KeysUnusable:
        raise
    except StorageUnusable as error:
        _log.warning("the database cannot be used as of now", reason=str(error))
    finally:
        await vault.close()


def _slack(assistant: Assistant, reception: Reception, feedback: FeedbackStore) -> "SlackDoor | None":
    if not assistant.settings.has_slack:
        return None
    from bot.chat import slack_door  # takes time and memory, which others need not give

    return slack_door(assistant, reception.now, feedback)


async def _stopped() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
