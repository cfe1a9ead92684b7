"""What the interface is sent, checked: JSON bodies -> records, or one clear sentence on what is wrong."""

import json
from dataclasses import dataclass
from typing import Annotated, Literal, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from handlers.check.messages import MAX_DRAFT
from handlers.request import BadRequest, Capacity

Body = TypeVar("Body", bound=BaseModel)
Token = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
"""Made by a page once for one press of a button."""
PassageId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,80}#[0-9a-f]{12}(-[0-9]{1,3})?$")]

_STRICT = ConfigDict(extra="forbid", strict=True, frozen=True)


class TooLong(Exception):
    """A body holds more than its route takes; the message tells the person how much that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How many bytes a body may hold, and what is said of a longer one."""

    most: int
    sentence: str


DRAFT_LIMIT = Limit(
    # A character beyond the first 65,536 is sent as two escapes of six bytes; the rest is for the other fields.
    most=MAX_DRAFT * 12 + 4096,
    sentence=f"This is too long: a draft may have {MAX_DRAFT:,} characters. Check it in parts.",
)


class AskBody(BaseModel):
    """A question as the page sends it. Without `org` the deployment's own counts; null searches all of them."""

    model_config = _STRICT

    question: str
    org: str | None = None
    role: Literal["employee", "supervisor"] = "employee"
    capacity: Capacity | None = None
    history: Annotated[list[str], Field(max_length=20)] = []


class CheckBody(BaseModel):
    """A draft as the page sends it. Without `org` the deployment's own counts. Its representation lacks the draft."""

    model_config = _STRICT

    draft: str = Field(repr=False)
    org: str | None = None
    capacity: Capacity | None = None


class FeedbackBody(BaseModel):
    """What a person says of an answer."""

    model_config = _STRICT

    helpful: bool | None
    org: str | None = None
    passages: list[PassageId] = []
    question: str | None = None


async def read(request: web.Request, body: type[Body], limit: Limit | None = None) -> Body:
    """Read and check the body of a request.

    Args:
        request: Not read yet.
        body: What it should be.
        limit: How long it may be; by default, as long as the application takes.

    Raises:
        BadRequest: It is not JSON, not declared as such, or a field is missing, unknown or of a wrong type.
        TooLong: It is longer than the limit.
        HTTPRequestEntityTooLarge: It is longer than the application takes.
    """
    if request.content_type != "application/json":
        raise BadRequest("Send JSON, with the header Content-Type: application/json.")
    content = await _content(request, limit)
    try:
        return body.model_validate(json.loads(content))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        raise BadRequest("The request is not valid JSON in UTF-8.") from None
    except ValidationError as error:
        raise BadRequest(_sentence(error, body)) from None


async def _content(request: web.Request, limit: Limit | None) -> bytes:
    if limit is None:
        return await request.read()
    try:
        return await request.clone(client_max_size=limit.most).read()
    except web.HTTPRequestEntityTooLarge:
        raise TooLong(limit.sentence) from None


def _sentence(error: ValidationError, body: type[BaseModel]) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        # The name of an unknown field is the sender's own text, and is not repeated.
        return f"The request has a field that is not known here; it takes: {', '.join(body.model_fields)}."
    if first["type"] == "missing":
        return f"'{field}' is missing."
    if not field:
        return f"The request must be a JSON object with: {', '.join(body.model_fields)}."
    return f"'{field}': {first['msg']}."
