"""A case as its reporter sees it on the page."""

from typing import Any

from bot.json_case import reporter_fields
from bot.office import Desks
from handlers.cases.case import Case
from handlers.cases.showing import reporter_view, role_names


def case_fields(desks: Desks, case: Case) -> dict[str, Any]:
    """Return what the reporter sees of a case now, as JSON."""
    work = desks.work
    view = reporter_view(
        case,
        naming=work.naming,
        rules=work.rules(case),
        roles=role_names(desks.library, case.org),
        now=work.clock(),
    )
    return reporter_fields(view)
