"""The third part of the wiring: settings, assistant and office -> the chat doors."""

from collections.abc import Callable

from bot.entrance import Entrance
from bot.needs import Assistant, OfficeNow
from bot.office import Desks, keyring
from bot.settings import Settings
from bot.slack.cases.book import Book
from bot.slack.core.kept import Kept
from bot.slack.core.notes import Notes
from bot.slack.core.seals import Seals
from bot.slack.core.speaking import Speaker
from bot.slack.core.web import Web
from bot.slack.core.workspaces import OneWorkspace
from bot.slack.door import SlackDoor
from bot.slack.installing.installations import ManyWorkspaces
from bot.slack.installing.oauth import Installing
from bot.slack.installing.setup import check_slack
from bot.slack.parts import Parts
from bot.slack.sender import SlackSender
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
    check_slack(settings)
    if not settings.has_slack:
        return None
    keys, store, calls = keyring(settings), database(settings), Web(settings.slack_api_url)
    notes = SqlNotes(store, keys)
    installed = workspaces(settings, calls, notes)
    parts = Parts(
        assistant=assistant,
        entrance=Entrance(assistant, office),
        feedback=feedback,
        workspaces=installed,
        speaker=Speaker(calls),
        kept=Kept(notes, now_utc),
        notes=notes,
        seals=Seals(keys),
        clock=now_utc,
    )
    if isinstance(installed, OneWorkspace):
        return SlackDoor(parts, SqlInbox(store, keys), calls)
    installing = Installing(settings, calls, installed, keys, now_utc)
    return SlackDoor(parts, SqlInbox(store, keys), calls, installing=installing)


def slack_sender(settings: Settings, notes: Notes, desks: Callable[[], Desks], clock: Clock) -> SlackSender:
    """Return what brings notices in Slack.

    Args:
        settings: Of the deployment; something is set for Slack.
        notes: Keep where cards were posted.
        desks: Returns the desks as of now.
        clock: Tells the time.
    """
    calls = Web(settings.slack_api_url, patient=False)
    return SlackSender(calls, workspaces(settings, calls, notes), Book(notes, clock), desks, page=settings.page)


def workspaces(settings: Settings, calls: Web, notes: Notes) -> OneWorkspace | ManyWorkspaces:
    """Return where the app is installed: in the workspace of the token that is set, or in those that install it."""
    if settings.slack_client_id:
        return ManyWorkspaces(notes, now_utc, settings.slack_organisations)
    token = settings.slack_bot_token
    return OneWorkspace(token.get_secret_value() if token else "", calls.client)
