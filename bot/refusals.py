"""Why something cannot be done, as a person is told at whatever door: a sentence, never a stack trace."""

import logging

from bot.incidents import log_incident
from bot.storage.errors import StorageUnusable
from handlers.cases.links import NoEntry
from handlers.cases.store import Gone, NotKept
from handlers.request import BadRequest

_NO_ENTRY = "This opens nothing here, or not any more."
_NOT_OPENED = "What is kept here cannot be opened at the moment. Please try again in a few minutes, or call instead."

_log = logging.getLogger(__name__)


class Differs(Exception):
    """Something has changed since the person looked; the message tells them to look again."""


class NotReady(Exception):
    """What a request needs is missing or broken until an administrator mends it.

    Attributes:
        sentence: For the person: what cannot be done.
        cause: For the log: what is wrong, in the words of its message. It was raised before what a person wrote was
            looked at.
    """

    def __init__(self, sentence: str, cause: Exception) -> None:
        """Keep apart what each of them reads."""
        super().__init__(sentence)
        self.sentence, self.cause = sentence, cause


def told(error: Exception) -> str:
    """Return what a person is told of an error; what an administrator has to see to is logged.

    Args:
        error: Of whatever kind. Of one that nobody foresaw, neither the person nor the log learns its message.
    """
    if isinstance(error, (NoEntry, Gone)):
        return _NO_ENTRY
    if isinstance(error, (BadRequest, Differs, NotKept)):
        if isinstance(error, NotKept) and isinstance(error.__cause__, StorageUnusable):
            # An administrator has to see to why it could not be kept.
            _logged(error.__cause__)
        return str(error)
    if isinstance(error, StorageUnusable):
        error = NotReady(_NOT_OPENED, error)
    if isinstance(error, NotReady):
        return f"{error.sentence} Tell your administrator: incident {_logged(error.cause)}."
    token = log_incident(error)
    return f"Something broke on our side. Please try again; if it goes on, tell your administrator: incident {token}."


def _logged(cause: Exception) -> str:
    """Log what an administrator mends, in its own words; return the token that finds it."""
    token = log_incident(cause)
    _log.error("incident %s: %s", token, cause)
    return token
