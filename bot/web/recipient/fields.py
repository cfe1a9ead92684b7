"""What a recipient sees of a case, as the JSON of the page's interface."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.json_case import receiver_fields, said_fields, time_text
from bot.settings import Settings
from bot.web.recipient.office import CaseDesks
from bot.wiring import emergency
from handlers.cases.acting import MAX_MESSAGE
from handlers.cases.as_seen import stamp
from handlers.cases.case import Assignment, Case
from handlers.cases.links import Links
from handlers.cases.people import Person
from handlers.cases.recipient_desk import RecipientDesk
from handlers.cases.showing import CaseView, Task, case_view, role_names
from knowledge.library import Library

_DANGER = (
    "Somebody may be in danger, as the reporter says, or as their words sound. If that may still be so, call {number} "
    "first."
)


def case_fields(desks: CaseDesks, settings: Settings, case: Case, one: Assignment, now: datetime) -> dict[str, Any]:
    """Return what a recipient sees of a case, and whom they can pass it on to; times with their zone.

    Args:
        desks: The desks as of now.
        settings: May know another emergency number.
        case: The case.
        one: The recipient's own assignment.
        now: The time.
    """
    roles, work = role_names(desks.library, case.org), desks.work
    view = case_view(case, one, naming=work.naming, rules=work.rules(case), roles=roles, now=now)
    colleagues = RecipientDesk(work).colleagues(case) if "pass_on" in view.acts else ()
    return {
        **_seen(view),
        "danger": _danger(desks.library, settings, case) if view.danger else None,
        "anonymous": case.anonymous,
        "you": one.person.name,
        "colleagues": _colleagues(colleagues, roles, work.links),
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
    return {"number": number, "text": _DANGER.format(number=number)}


def _colleagues(people: Iterable[Person], roles: dict[str, str], links: Links) -> list[dict[str, str]]:
    found = [
        {"tag": links.tag(one.key), "name": one.name, "role": _called(roles.get(one.role, one.role))} for one in people
    ]
    return sorted(found, key=lambda one: (one["name"].casefold(), one["role"]))


def _called(role: str) -> str:
    """Return how a role is called to somebody for whom it is not their own: `Your manager` is `Manager`."""
    name = role.removeprefix("Your ").replace("_", " ")
    return name[:1].upper() + name[1:]


def _task(one: Task) -> dict[str, Any]:
    return {"text": one.text, "due": time_text(one.due), "done_at": time_text(one.done_at), "late": one.late}
