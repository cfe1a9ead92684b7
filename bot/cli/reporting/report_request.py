"""A report as it comes in on the command line."""

from typing import Any, cast, get_args

from handlers.report.messages import ReportRequest
from handlers.request import BadRequest, Role


def to_request(record: dict[str, Any]) -> ReportRequest:
    """Return the request that a record of a batch, or the options, make.

    Args:
        record: `text`, `org`, `role`, `unit`; and `type` and `variant` where the reporter has confirmed them.

    Raises:
        BadRequest: A field is missing or has the wrong type or value.
    """
    text, role = record.get("text"), record.get("role") or "employee"
    if not isinstance(text, str):
        raise BadRequest('"text" must be text')
    if role not in get_args(Role):
        raise BadRequest(f"the role must be one of: {', '.join(get_args(Role))}")
    for name in ("org", "unit", "type", "variant"):
        if not isinstance(record.get(name), str | None):
            raise BadRequest(f'"{name}" must be text')
    if not record.get("org"):
        raise BadRequest("a report goes to the contacts of one organisation; name it with --org, or set CONDUCT_ORG")
    return ReportRequest(
        text=text,
        org=record["org"],
        unit=record.get("unit"),
        role=cast("Role", role),
        type=record.get("type"),
        variant=record.get("variant"),
    )
