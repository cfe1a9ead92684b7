"""Lines of labelled files -> records, or one line on what is wrong with them."""

from typing import Any

from pydantic import BaseModel, ValidationError

from bot.cli.batch import BatchError


def read_record(shape: type[BaseModel], place: str, line: bytes) -> dict[str, Any]:
    """Return a line as a record of a shape.

    Raises:
        BatchError: It is not one; the message names the place and the field.
    """
    try:
        return shape.model_validate_json(line).model_dump()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = "".join(f"{part}: " for part in (".".join(map(str, first["loc"])),) if part)
        raise BatchError(f"{place}: {field}{first['msg']}") from None
