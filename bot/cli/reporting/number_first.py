"""Whom to call in danger, before every error of a command that takes reports: danger may have been told in vain."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot import settings as bot_settings
from bot.cli.options import settings_with
from bot.settings import Settings
from bot.wiring import emergency
from handlers.emergency import FALLBACK
from knowledge import library as knowledge_library
from knowledge.errors import KnowledgeError

_COMMANDS = (["report"], ["disclose"])


@contextmanager
def number_first(org: str | None, knowledge: Path | None) -> Iterator[None]:
    """Have every error in here say first whom to call; the network that reads danger may be what is missing."""
    try:
        yield
    except Exception as error:
        error.add_note(_line(_number(org, knowledge)))
        raise


def said_first(error: Exception) -> list[str]:
    """Return what is said before an error: whom to call, also where the options themselves could not be read."""
    found = list(getattr(error, "__notes__", ()))
    is_reporting = sys.argv[1:2] in _COMMANDS  # an error of the options does not always say of which command
    return found or ([_line(_number(None, None))] if is_reporting else [])


def _line(number: str) -> str:
    return f"In danger? Call {number} now."


def _number(org: str | None, knowledge: Path | None) -> str:
    """Return the number of an organisation, as far as settings and texts can be read."""
    try:
        settings = settings_with(knowledge)
    except bot_settings.SettingsError:
        return FALLBACK
    return _number_of(org or settings.org, settings)


def _number_of(org: str | None, settings: Settings) -> str:
    try:
        return emergency(settings, knowledge_library.load(settings.knowledge)).number_of(org)
    except KnowledgeError:
        return settings.emergency_numbers.get(org or "", FALLBACK)
