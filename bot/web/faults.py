"""Everything that goes wrong, as an answer: a sentence, never a stack trace."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.incidents import log_incident
from bot.storage.errors import StorageUnusable
from bot.web import layout
from bot.web.bodies import TooLong
from bot.web.limits import TooOften
from handlers.cases.links import NoEntry
from handlers.cases.store import Gone, NotKept
from handlers.forms.model import BadAnswers
from handlers.request import BadRequest

_SENTENCES = {
    404: "There is nothing at this address.",
    405: "This address cannot be used in this way.",
    413: "This is too long. Send at most 64 KiB; a question needs a few sentences.",
}


class Differs(Exception):
    """Something has changed since the person looked; the message tells them to look again."""


_STATUS: dict[type[Exception], int] = {
    BadRequest: 400, NoEntry: 404, Gone: 404, Differs: 409, TooLong: 413, TooOften: 429, NotKept: 503,
}  # fmt: skip
"""Errors that say to people what was wrong, or tell nothing on purpose, and the status that goes with each."""

_NO_ENTRY = "This opens nothing here, or not any more."
_NOT_OPENED = "What is kept here cannot be opened at the moment. Please try again in a few minutes, or call instead."

_log = logging.getLogger(__name__)


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


@web.middleware
async def answer_faults(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn exceptions into answers; the only catch-all of this door."""
    try:
        return await handler(request)
    except tuple(_STATUS) as error:
        return _told(request, error)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return answer(request, error.status, _SENTENCES.get(error.status) or error.text or error.reason)
    except (NotReady, StorageUnusable) as error:
        return answer(request, 503, _not_ready(error if isinstance(error, NotReady) else NotReady(_NOT_OPENED, error)))
    except Exception as error:
        return answer(request, 500, _incident(error))


def answer(
    request: web.Request, status: int, sentence: str, *, problems: Mapping[str, str] | None = None
) -> web.Response:
    """Answer with a sentence: as JSON where the interface was called, else on a page.

    Args:
        request: That is answered.
        status: Of the answer.
        sentence: For the person.
        problems: Id of a field of a form -> what is wrong with its answer.
    """
    if is_api(request):
        return web.json_response({"error": sentence, **({"problems": problems} if problems else {})}, status=status)
    return layout.response(layout.notice(HTTPStatus(status).phrase, sentence), status=status)


def _told(request: web.Request, error: Exception) -> web.Response:
    status = next(status for kind, status in _STATUS.items() if isinstance(error, kind))
    if status == 404:
        return answer(request, 404, _NO_ENTRY)
    if isinstance(error, NotKept) and isinstance(error.__cause__, StorageUnusable):
        # An administrator has to see to why it could not be kept.
        _log.error("incident %s: %s", log_incident(error.__cause__), error.__cause__)
    return answer(request, status, str(error), problems=error.problems if isinstance(error, BadAnswers) else None)


def is_api(request: web.Request) -> bool:
    """Tell whether a program rather than a person's browser reads the answer."""
    return request.path.startswith("/api/")


def _not_ready(error: NotReady) -> str:
    token = log_incident(error.cause)
    _log.error("incident %s: %s", token, error.cause)
    return f"{error.sentence} Tell your administrator: incident {token}."


def _incident(error: Exception) -> str:
    token = log_incident(error)
    return f"Something broke on our side. Please try again; if it goes on, tell your administrator: incident {token}."
