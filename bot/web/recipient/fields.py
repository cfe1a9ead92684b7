"""What a recipient sees of a case, as the JSON of the page's interface."""

from dataclasses import asdict
from typing import Any

from bot.json_case import receiver_fields, said_fields, time_text
from bot.settings import Settings
from bot.web.recipient.office import CaseDesks
from bot.wiring import emergency
from handlers.cases.acting import MAX_MESSAGE
from handlers.cases.as_seen import stamp
from handlers.cases.case import Assignment, Case
from handlers.cases.colleagues import colleagues
from handlers.cases.showing import CaseView, Task
from handlers.cases.views import recipient_view_now
from handlers.cases.wording import DANGER
from knowledge.library import Library


def case_fields(desks: CaseDesks, settings: Settings, case: Case, one: Assignment) -> dict[str, Any]:
    """Return what a recipient sees of a case now, and whom they can pass it on to; times with their zone.

    Args:
        desks: The desks as of now.
        settings: May know another emergency number.
        case: The case.
        one: The recipient's own assignment.
    """
    library, work = desks.library, desks.work
    view = recipient_view_now(case, one, work, library)
    to = colleagues(case, work, library) if "pass_on" in view.acts else ()
    return {
        **_seen(view),
        "danger": _danger(library, settings, case) if view.danger else None,
        "anonymous": case.anonymous,
        "you": one.person.name,
        "colleagues": [asdict(colleague) for colleague in to],
        "limit": MAX_MESSAGE,
        "seen": stamp(case),
    }


def _seen(view: CaseView) -> dict[str, Any]:
    return {
        "number": view.number,
        "kind": view.kind,
        "alleged": view.alleged,
        "unit": view.unit,
        "role": view.role,
        "filed_at": time_text(view.filed_at),
        "state": view.state,
        "ended": view.ended,
        "content": [asdict(line) for line in view.content],
        "reporter": view.reporter,
        "reach": view.reach,
        "messages": [said_fields(said) for said in view.messages],
        "others": [receiver_fields(other) for other in view.others],
        "duties": [_task(duty) for duty in view.duties],
        "acknowledge_by": time_text(view.acknowledge_by),
        "outcome": view.outcome,
        "outcomes": list(view.outcomes),
        "acts": list(view.acts),
        "review_at": time_text(view.review_at),
    }


def _danger(library: Library, settings: Settings, case: Case) -> dict[str, Any]:
    number = emergency(settings, library).number_of(case.org)
    return {"number": number, "text": DANGER.format(number=number)}


def _task(one: Task) -> dict[str, Any]:
    return {"text": one.text, "due": time_text(one.due), "done_at": time_text(one.done_at), "late": one.late}
