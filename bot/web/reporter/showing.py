"""A case as its reporter sees it on the page."""

from typing import Any

from bot.json_case import reporter_fields
from bot.office import Desks
from handlers.addresses import MAX_MAILBOX
from handlers.cases.acting import MAX_MESSAGE
from handlers.cases.case import Case
from handlers.cases.involved import MAX_NAME, MOST_INVOLVED
from handlers.cases.views import reporter_view_now

LIMITS = {"message": MAX_MESSAGE, "name": MAX_NAME, "mail": MAX_MAILBOX, "involved": MOST_INVOLVED}
"""Most characters of a message, a name, a mail address; most people of whom a reporter says that they are involved."""


def case_fields(desks: Desks, case: Case) -> dict[str, Any]:
    """Return what the reporter sees of a case now, and how much they can add to it, as JSON."""
    view = reporter_view_now(case, desks.work, desks.library)
    return {**reporter_fields(view), "limits": LIMITS}
