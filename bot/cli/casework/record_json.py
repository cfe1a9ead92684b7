"""A record as JSON, for another program to keep. What people wrote stands there as it is."""

from dataclasses import asdict
from typing import Any

from bot.cli.casework.record import ALLEGED, Record
from handlers.cases.case import Assignment, Case, Message
from handlers.cases.notices import contents
from handlers.cases.standing import standing
from handlers.cases.wording import TO_RECIPIENT

FORMAT = 1


def record_json(record: Record) -> dict[str, Any]:
    """Return the fields of a record; how people are reached, and what opens the case for them, is not among them."""
    own = _case(record, record.case) if record.case else _left(record)
    return {
        "format": FORMAT,
        **own,
        "keeping": _keeping(record),
        "history": [asdict(one) for one in record.history],
        "made_at": record.at,
        "made_by": record.who,
    }


def _case(record: Record, case: Case) -> dict[str, Any]:
    return {
        "case": case.number,
        "id": case.id,
        "kind": case.kind,
        "alleged": record.alleged,
        "note": ALLEGED,
        **{name: getattr(case, name) for name in ("org", "unit", "role", "type", "variant", "state", "filed_at")},
        "state_in_words": TO_RECIPIENT[case.state],
        "reporter": {"name": case.reporter.name, "reach": case.reporter.reach} if case.reporter else None,
        "answers": case.content,
        "content": [{"label": label, "text": text} for label, text in contents(case)],
        "recipients": [_recipient(record, case, one) for one in case.assignments],
        "kept_out": {"names": case.excluded.names, "roles": case.excluded.roles},
        "duties": [asdict(one) for one in case.duties],
        "messages": [_message(one) for one in case.messages],
        **{name: getattr(case, name) for name in ("outcome", "ended_at", "review_at", "nobody_left")},
    }


def _left(record: Record) -> dict[str, Any]:
    return {"case": None, **(asdict(record.summary) if record.summary else {})}


def _message(one: Message) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("at", "author", "name", "text")}


def _recipient(record: Record, case: Case, one: Assignment) -> dict[str, Any]:
    times = ("at", "delivered_at", "acknowledged_at", "reminded_at", "escalated_at")
    return {
        "name": one.person.name,
        "role": one.person.role,
        "role_name": record.roles.get(one.person.role, one.person.role),
        "step": one.step,
        "because": one.because,
        "standing": standing(case, one),
        **{name: getattr(one, name) for name in times},
    }


def _keeping(record: Record) -> dict[str, Any]:
    schedule = record.schedule
    return {
        "on_hold": record.case.on_hold if record.case else False,
        "filed_as": record.case.filed_as if record.case else None,
        "schedule": {"name": schedule.name, "authority": schedule.authority} if schedule else None,
        "may_be_disposed_of_from": record.may_be_disposed_of(),
        "disposal": record.disposal,
    }
