"""Everything that goes wrong, as an answer: a sentence, never a stack trace."""

from collections.abc import Mapping
from http import HTTPStatus

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.refusals import Differs, NotReady, told
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
_STATUS: dict[type[Exception], int] = {
    BadRequest: 400, NoEntry: 404, Gone: 404, Differs: 409, TooLong: 413, TooOften: 429,
    NotKept: 503, NotReady: 503, StorageUnusable: 503,
}  # fmt: skip
"""Errors that are told to people, and the status that goes with each; any other is one that nobody foresaw: 500."""


@web.middleware
async def answer_faults(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn exceptions into answers; the only catch-all of this door."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return answer(request, error.status, _SENTENCES.get(error.status) or error.text or error.reason)
    except Exception as error:
        return _refused(request, error)


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


def _refused(request: web.Request, error: Exception) -> web.Response:
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 500)
    sentence = str(error) if isinstance(error, (TooLong, TooOften)) else told(error)
    return answer(request, status, sentence, problems=error.problems if isinstance(error, BadAnswers) else None)


def is_api(request: web.Request) -> bool:
    """Tell whether a program rather than a person's browser reads the answer."""
    return request.path.startswith("/api/")
