"""A case that was just filed: what its reporter learns, as JSON."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from bot.json_report import step_fields
from bot.paths import RECEIPT
from bot.settings import Settings
from handlers.cases.reporter_desk import Filed
from handlers.cases.showing import ReporterView
from handlers.report.messages import RouteStep
from handlers.report.preview import Preview


def filed_json(
    filed: Filed, view: ReporterView, seen: Preview, route: Iterable[RouteStep], settings: Settings
) -> dict[str, Any]:
    """Return what the reporter must know now."""
    case = filed.case
    return {
        "case": case.number,
        "receipt": filed.receipt,
        "again": filed.again,
        "route": [step_fields(one, settings.base_url) for one in route],
        "recipients": [asdict(one) for one in seen.recipients],
        "type": case.type,
        "variant": case.variant,
        "filed_at": case.filed_at,
        "state": case.state,
        "next": view.next,
        "by": view.by,
        "duties": [asdict(one) for one in view.duties],
        "follow_up": f"{settings.page}{RECEIPT}",
    }
