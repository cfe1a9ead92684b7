"""The third part of the wiring: settings, assistant and office -> the chat doors."""

from collections.abc import Callable

from bot.entrance import Entrance
from bot.needs import Assistant, OfficeNow
from bot.office import Desks, keyring
from bot.settings import Settings
from bot.slack.cases.book import Book
from bot.slack.door import SlackDoor
from bot.slack.kept import Kept
from bot.slack.parts import Parts
from bot.slack.seals import Seals
from bot.slack.sender import SlackSender
from bot.slack.speaking import Speaker
from bot.slack.web import Web
from bot.slack.workspaces import OneWorkspace, Workspaces
from bot.storage.inbox import SqlInbox
from bot.storage.notes import SqlNotes
from bot.wiring import database
from handlers.cases.clocks import Clock, now_utc
from handlers.feedback import FeedbackStore


def slack_door(assistant: Assistant, office: OfficeNow, feedback: FeedbackStore) -> SlackDoor | None:
    """Return Slack's side of the service; None where nothing is set for it.

    Raises:
        SettingsError: What is set does not go together.
        StorageUnusable: The keys or the database's address cannot be used.
    """
    settings = assistant.settings
    if not settings.has_slack:
        return None
    keys, store, calls = keyring(settings), database(settings), Web(settings.slack_api_url)
    notes = SqlNotes(store, keys)
    parts = Parts(
        assistant=assistant,
        entrance=Entrance(assistant, office),
        feedback=feedback,
        workspaces=workspaces(settings, calls),
        speaker=Speaker(calls),
        kept=Kept(notes, now_utc),
        notes=notes,
        seals=Seals(keys),
        clock=now_utc,
    )
    return SlackDoor(parts, SqlInbox(store, keys), calls)


def slack_sender(settings: Settings, desks: Callable[[], Desks], clock: Clock) -> SlackSender:
    """Return what brings notices in Slack.

    Args:
        settings: Of the deployment; something is set for Slack.
        desks: Returns the desks as of now.
        clock: Tells the time.
    """
    calls = Web(settings.slack_api_url, patient=False)
    book = Book(SqlNotes(database(settings), keyring(settings)), clock)
    return SlackSender(calls, workspaces(settings, calls), book, desks, page=settings.page)


def workspaces(settings: Settings, calls: Web) -> Workspaces:
    """Return where the app is installed."""
    token = settings.slack_bot_token
    return OneWorkspace(token.get_secret_value() if token else "", calls.client)
