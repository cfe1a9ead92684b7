"""What the interface is sent, checked: JSON bodies -> records, or one clear sentence on what is wrong."""

import json
from typing import Annotated, Literal, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from handlers.request import BadRequest

Body = TypeVar("Body", bound=BaseModel)
PassageId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,80}#[0-9a-f]{12}(-[0-9]{1,3})?$")]

_STRICT = ConfigDict(extra="forbid", strict=True, frozen=True)


class AskBody(BaseModel):
    """A question as the page sends it. Without `org` the deployment's own counts; null searches all of them."""

    model_config = _STRICT

    question: str
    org: str | None = None
    role: Literal["employee", "supervisor"] = "employee"
    capacity: Literal["official", "personal"] | None = None
    history: Annotated[list[str], Field(max_length=20)] = []


class FeedbackBody(BaseModel):
    """What a person says of an answer."""

    model_config = _STRICT

    helpful: bool | None
    org: str | None = None
    passages: list[PassageId] = []
    question: str | None = None


async def read(request: web.Request, body: type[Body]) -> Body:
    """Read and check the body of a request.

    Raises:
        BadRequest: It is not JSON, not declared as such, or a field is missing, unknown or of a wrong type.
        HTTPRequestEntityTooLarge: It is longer than the application takes.
    """
    if request.content_type != "application/json":
        raise BadRequest("Send JSON, with the header Content-Type: application/json.")
    try:
        return body.model_validate(json.loads(await request.read()))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        raise BadRequest("The request is not valid JSON in UTF-8.") from None
    except ValidationError as error:
        raise BadRequest(_sentence(error, body)) from None


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
