"""A case as its reporter sees it on the page."""

from typing import Any

from bot.json_case import reporter_fields
from bot.office import Desks
from handlers.addresses import MAX_MAILBOX
from handlers.cases.acting import MAX_MESSAGE
from handlers.cases.case import Case
from handlers.cases.involved import MAX_NAME, MOST_INVOLVED
from handlers.cases.showing import reporter_view, role_names

LIMITS = {"message": MAX_MESSAGE, "name": MAX_NAME, "mail": MAX_MAILBOX, "involved": MOST_INVOLVED}
"""Most characters of a message, a name, a mail address; most people of whom a reporter says that they are involved."""


def case_fields(desks: Desks, case: Case) -> dict[str, Any]:
    """Return what the reporter sees of a case now, and how much they can add to it, as JSON."""
    work = desks.work
    view = reporter_view(
        case,
        naming=work.naming,
        rules=work.rules(case),
        roles=role_names(desks.library, case.org),
        now=work.clock(),
    )
    return {**reporter_fields(view), "limits": LIMITS}
