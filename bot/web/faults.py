"""Everything that goes wrong, as an answer: a sentence, never a stack trace."""

import logging
from http import HTTPStatus

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.incidents import log_incident
from bot.web import layout
from bot.web.bodies import TooLong
from bot.web.limits import TooOften
from handlers.cases.links import NoEntry
from handlers.cases.store import Gone, NotKept
from handlers.request import BadRequest

_SENTENCES = {
    404: "There is nothing at this address.",
    405: "This address cannot be used in this way.",
    413: "This is too long. Send at most 64 KiB; a question needs a few sentences.",
}

_STATUS: dict[type[Exception], int] = {BadRequest: 400, TooLong: 413, TooOften: 429, NotKept: 503}
"""Errors that say to people what was wrong, and the status that goes with each."""

_NO_ENTRY = "This opens nothing here, or not any more."

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
        return answer(request, _status(error), str(error))
    except (NoEntry, Gone):
        return answer(request, 404, _NO_ENTRY)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return answer(request, error.status, _SENTENCES.get(error.status) or error.text or error.reason)
    except NotReady as error:
        return answer(request, 503, _not_ready(error))
    except Exception as error:
        return answer(request, 500, _incident(error))


def answer(request: web.Request, status: int, sentence: str) -> web.Response:
    """Answer with a sentence: as JSON where the interface was called, else on a page."""
    if is_api(request):
        return web.json_response({"error": sentence}, status=status)
    return layout.response(layout.notice(HTTPStatus(status).phrase, sentence), status=status)


def _status(error: Exception) -> int:
    return next(status for kind, status in _STATUS.items() if isinstance(error, kind))


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
