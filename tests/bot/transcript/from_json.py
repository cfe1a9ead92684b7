"""The JSON of the page's interface, read as its JavaScript reads it: records again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.ask.messages import AskReply
from handlers.cases.receivers import Receiver
from handlers.cases.rules import Collection
from handlers.cases.showing import Line, ReporterView, Said, Task
from handlers.check.messages import CheckReply, Finding, PriorApproval, Screened, Suggestion
from handlers.reply import Citation, ContactCard, NextStep
from handlers.report.concerned import Concerned, Somebody
from handlers.report.messages import RouteStep
from handlers.report.preview import Asked, Condition, Offered, Preview, Seen
from knowledge.report_records import ReportType

Json = Mapping[str, Any]


def answer(sent: Json) -> AskReply:
    """Return an answer."""
    return AskReply(
        answered=sent["answered"],
        answer=sent["answer"],
        citations=tuple(map(_citation, sent["citations"])),
        contacts=contacts(sent),
        clarify=sent["clarify"],
        emergency=sent["emergency"],
        next_steps=_steps(sent),
    )


def checked(sent: Json) -> CheckReply:
    """Return what was found in a draft."""
    both = sent["by_capacity"]
    return CheckReply(
        screened=_screened(sent),
        by_capacity=both and {name: _screened(one) for name, one in both.items()},
        not_checked=tuple(sent["not_checked"]),
        contacts=contacts(sent),
        emergency=sent["emergency"],
        next_steps=_steps(sent),
    )


def types(understood: Json, setting: Json) -> Sequence[ReportType]:
    """Return as what a report is offered to be sorted."""
    known = {one["id"]: one for one in setting["types"]}
    found = [known[one["type"]] for one in (understood["guess"], *understood["alternatives"])]
    return [
        ReportType(id=one["id"], name=one["name"], covers=one["covers"], handling=one["handling"], urgency=0)
        for one in found
    ]


def route(understood: Json) -> Sequence[RouteStep]:
    """Return whom the texts send something to."""
    cards = {one.id: one for one in contacts(understood)}
    return [
        RouteStep(
            number=one["number"],
            any_of=tuple(cards[id_] for id_ in one["any_of"]),
            when=one["when"],
            deadline=one["deadline"],
            counted_from=one["from"],
            basis=one["basis"],
            citation=_citation(one["citation"]),
            note=one["note"],
        )
        for one in understood["route"]
    ]


def labels(form: Json, answers: Mapping[str, object]) -> Sequence[str]:
    """Return what a form asks after these answers."""
    return [
        one["label"]
        for one in form["fields"]
        if all(answers.get(only["field"]) in only["among"] for only in one["only"])
    ]


def preview(sent: Json) -> Preview:
    """Return what is shown before something is sent."""
    known = sent["concerned"]
    return Preview(
        recipients=tuple(Seen(**one) for one in sent["recipients"]),
        line=tuple(Somebody(**one) for one in sent["line"]),
        choices=tuple(_choice(one) for one in sent["choices"]),
        conditions=tuple(Condition(**one) for one in sent["conditions"]),
        names=(),
        roles={},
        concerned=Concerned(
            said=tuple(Somebody(**one) for one in known["said"]),
            others=tuple(Somebody(**one) for one in known["others"]),
            said_roles=known["said_roles"],
            other_roles=known["other_roles"],
        ),
        kept=sent["kept"],
        record=sent["record"],
        collection=collection(sent),
        anonymous=sent["anonymous"],
        remains=tuple(sent["remains"]),
        call=sent["call"],
    )


def collection(sent: Json) -> Collection | None:
    """Return why something is collected."""
    return sent["collection"] and Collection(**sent["collection"])


def case(sent: Json) -> ReporterView:
    """Return how a case stands."""
    return ReporterView(
        number=sent["number"],
        kind=sent["kind"],
        alleged=sent["alleged"],
        filed_at=datetime.fromisoformat(sent["filed_at"]),
        state=sent["state"],
        next=sent["next"],
        by=_time(sent["by"]),
        duties=tuple(map(_task, sent["duties"])),
        messages=tuple(Said(**{**one, "at": datetime.fromisoformat(one["at"])}) for one in sent["messages"]),
        outcome=sent["outcome"],
        recipients=tuple(map(_receiver, sent["recipients"])),
        kept_out=tuple(sent["kept_out"]),
        content=tuple(Line(**one) for one in sent["content"]),
        may_accept=sent["may_accept"],
        ended=sent["ended"],
    )


def contacts(sent: Json) -> tuple[ContactCard, ...]:
    """Return whom to talk to."""
    return tuple(ContactCard(**one) for one in sent["contacts"])


def _citation(sent: Json) -> Citation:
    return Citation(
        document=sent["doc"],
        title=sent["title"],
        section=tuple(filter(None, sent["section"].split(" › "))),
        anchor=sent["url"].rpartition("#")[2],
        passage_id=sent["passage_id"],
        quote=sent["quote"],
        lead_in=sent["lead_in"],
        organisation=sent["org"],
        organisation_name=sent["org_name"],
        foreign=sent["foreign"],
        capacity=sent["capacity"],
        date=sent["date"],
        status=sent["status"],
        status_note=sent["status_note"],
        not_included=tuple(sent["not_included"]),
        score=sent["score"],
    )


def _steps(sent: Json) -> tuple[NextStep, ...]:
    return tuple(NextStep(**one) for one in sent["next_steps"])


def _screened(sent: Json) -> Screened:
    return Screened(
        verdict=sent["verdict"],
        findings=tuple(
            Finding(**{**one, "citations": tuple(map(_citation, one["citations"]))}) for one in sent["findings"]
        ),
        prior_approvals=tuple(
            PriorApproval(
                when=one["when"], text=one["text"], citation=_citation(one["citation"]), contacts=contacts(one)
            )
            for one in sent["prior_approvals"]
        ),
        suggestion=Suggestion(
            text=sent["suggestion"],
            changes=tuple(sent["suggestion_changes"]),
            remaining=tuple(sent["suggestion_remaining"]),
            note=sent["suggestion_note"],
        ),
    )


def _choice(sent: Json) -> Asked:
    people = tuple(Offered(**one) for one in sent["people"])
    return Asked(step=sent["step"], people=people, may_name=sent["may_name"])


def _task(sent: Json) -> Task:
    return Task(**{**sent, "due": _time(sent["due"]), "done_at": _time(sent["done_at"])})


def _receiver(sent: Json) -> Receiver:
    return Receiver(
        name=sent["name"],
        role=sent["role"],
        since=datetime.fromisoformat(sent["since"]),
        has_it=sent["has_it"],
        standing=sent["standing"],
        at=_time(sent["standing_at"]),
    )


def _time(sent: str | None) -> datetime | None:
    return datetime.fromisoformat(sent) if sent else None
