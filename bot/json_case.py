"""Forms, what is shown before sending, and what a reporter sees of a case, as the JSON of the page's interface."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from handlers.cases.receivers import Receiver
from handlers.cases.rules import Collection
from handlers.cases.showing import Line, ReporterView, Said, Task
from handlers.cases.wording import STANDING
from handlers.forms.model import Field, Form
from handlers.report.preview import ALLEGED, Asked, Condition, Preview
from knowledge.report_records import ReportType


def form_fields(form: Form) -> dict[str, Any]:
    """Return a form: what is asked, how, and what decides whether it is asked."""
    fields = [_field(one) for one in form.fields]
    return {"id": form.id, "title": form.title, "lead": form.lead, "opening": form.opening, "fields": fields}


def type_fields(one: ReportType) -> dict[str, Any]:
    """Return a type as a person chooses it."""
    return {
        "id": one.id,
        "name": one.name,
        "covers": one.covers,
        "handling": one.handling,
        "role": one.role,
        "variants": [asdict(variant) for variant in one.variants],
    }


def preview_fields(preview: Preview, *, may_name: bool) -> dict[str, Any]:
    """Return what a reporter is shown before they send something.

    Args:
        preview: What they confirm by sending.
        may_name: Whether somebody can be named here whom the deployment does not know (`Settings.staff_domains`);
            without that, a choice among nobody is none.
    """
    return {
        "recipients": [asdict(one) for one in preview.recipients],
        "choices": [_choice(one, may_name=may_name) for one in preview.choices if one.people or may_name],
        "conditions": [_condition(one) for one in preview.conditions],
        "line": [asdict(one) for one in preview.line],
        "concerned": asdict(preview.concerned),
        "alleged": ALLEGED,
        "kept": preview.kept,
        "record": preview.record,
        "collection": collection_fields(preview.collection),
        "anonymous": preview.anonymous,
        "remains": list(preview.remains),
        "call": preview.call,
    }


def collection_fields(notice: Collection | None) -> dict[str, str] | None:
    """Return the collection notice of an organisation; None in local use."""
    return asdict(notice) if notice else None


def reporter_fields(view: ReporterView) -> dict[str, Any]:
    """Return what a reporter sees of their case; times with their zone."""
    return {
        "number": view.number,
        "kind": view.kind,
        "alleged": view.alleged,
        "filed_at": time_text(view.filed_at),
        "state": view.state,
        "next": view.next,
        "by": time_text(view.by),
        "duties": [_task(one) for one in view.duties],
        "messages": [said_fields(one) for one in view.messages],
        "outcome": view.outcome,
        "recipients": [receiver_fields(one) for one in view.recipients],
        "kept_out": list(view.kept_out),
        "content": [_line(one) for one in view.content],
        "may_accept": view.may_accept,
        "ended": view.ended,
    }


def _field(one: Field) -> dict[str, Any]:
    return {
        "id": one.id,
        "label": one.label,
        "kind": one.kind,
        "help": one.help,
        "limit": one.limit,
        "most": one.most,
        "options": [asdict(option) for option in one.options],
        "required": one.required,
        "only": [{"field": only.field, "among": list(only.among)} for only in one.only],
    }


def _choice(one: Asked, *, may_name: bool) -> dict[str, Any]:
    people = [asdict(person) for person in one.people]
    return {"step": one.step, "people": people, "may_name": dict(one.may_name) if may_name else {}}


def _condition(one: Condition) -> dict[str, Any]:
    return {"step": one.step, "when": one.when, "contacts": list(one.contacts)}


def _task(one: Task) -> dict[str, Any]:
    return {
        "id": one.id,
        "text": one.text,
        "due": time_text(one.due),
        "done_at": time_text(one.done_at),
        "late": one.late,
    }


def said_fields(one: Said) -> dict[str, Any]:
    """Return the fields of a message."""
    return {"at": time_text(one.at), "who": one.who, "text": one.text, "own": one.own}


def receiver_fields(one: Receiver) -> dict[str, Any]:
    """Return the fields of somebody to whom a case went; how far it has come with them, also in words."""
    return {
        "name": one.name,
        "role": one.role,
        "since": time_text(one.since),
        "has_it": one.has_it,
        "standing": one.standing,
        "standing_in_words": STANDING[one.standing],
        "standing_at": time_text(one.at),
    }


def _line(one: Line) -> dict[str, str]:
    return {"label": one.label, "text": one.text}


def time_text(at: datetime | None) -> str | None:
    """Return a time with its zone, or None without one."""
    return at.isoformat() if at else None
