"""What somebody knows once a door has answered them: facts, each in the words in which they can be told.

They are made of replies and views of handlers. Where a door may say it in words of its own, these are not in here.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo
from typing import NamedTuple

from bot.wording import answers, cases, checks, previews, reports
from handlers.ask.messages import AskReply
from handlers.cases.rules import Collection
from handlers.cases.showing import ReporterView
from handlers.check.messages import CheckReply, Finding, PriorApproval, Screened
from handlers.reply import Citation, ContactCard, purpose
from handlers.report.messages import RouteStep
from handlers.report.preview import Asked, Preview
from knowledge.report_records import ReportType

FIRST = "comes first"
"""What a fact is about that stands before all others."""
DECLINED = "I found no answer to this"


class Fact(NamedTuple):
    """Something to know.

    Attributes:
        about: What sort of fact it is.
        words: That tell it.
        under: Heading under which it holds, or nothing where it holds in any case.
    """

    about: str
    words: str
    under: str = ""


Facts = frozenset[Fact]


def facts(*some: Iterable[Fact]) -> Facts:
    """Return facts together, each on one line; what says nothing is none."""
    return frozenset(
        Fact(about, " ".join(words.split()), under) for one in some for about, words, under in one if words.strip()
    )


def of_answer(reply: AskReply) -> Iterator[Fact]:
    """Yield what an answer tells."""
    yield Fact(FIRST, answers.urgent(reply) or "")
    if not reply.answered and not reply.emergency:
        yield Fact("is not covered", DECLINED)
    yield Fact("short answer", answers.short_answer(reply))
    if reply.clarify:
        yield Fact("asks for the capacity", answers.DEPENDS)
    for one in reply.citations:
        yield from _of_citation(one)
        yield Fact("whose rule", one.organisation_name)
        yield Fact("not one's own", answers.foreign(one) if one.foreign else "")
        yield Fact("lead-in", one.lead_in or "")
    yield from of_contacts(reply.contacts)
    for note in (*answers.before(reply), *answers.notes(reply)):
        yield Fact("note", note)


def of_check(reply: CheckReply, draft: str) -> Iterator[Fact]:
    """Yield what is told of a draft; in danger, only what is graver than a second look."""
    yield from (Fact(FIRST, step.text) for step in reply.next_steps if step.kind == "emergency")
    yield Fact("danger", checks.CALL_FIRST if reply.emergency else "")
    yield from of_contacts(reply.contacts)
    if reply.emergency and reply.screened.verdict != "stop":
        return
    yield from (Fact("not checked", one) for one in reply.not_checked)
    if reply.by_capacity is None:
        yield from _of_screened(reply.screened, draft, "")
        return
    if not reply.emergency:  # there, what matters more is said in its place
        yield Fact("verdict", checks.VERDICTS[reply.screened.verdict])
        yield Fact("both capacities", checks.stricter(reply))
    for capacity, screened in reply.by_capacity.items():
        yield from _of_screened(screened, draft, checks.POSTED[capacity])


def of_danger(*, is_read: bool) -> Iterator[Fact]:
    """Yield what is told of a report that reads as if somebody may be in danger."""
    yield Fact("danger", reports.CALL_FIRST if is_read else "")


def of_types(types: Iterable[ReportType]) -> Iterator[Fact]:
    """Yield as what a report is offered to be sorted."""
    for one in types:
        yield Fact("type", one.name)
        yield Fact("what a type covers", one.covers)


def of_route(route: Iterable[RouteStep]) -> Iterator[Fact]:
    """Yield whom the texts send something to, and by when."""
    for step in route:
        yield Fact("step", reports.step_line(step))
        yield from of_contacts(step.any_of)
        yield from _of_citation(step.citation, section=False)
        yield Fact("note of a step", step.note or "")
        yield Fact("basis of a step", reports.basis(step))


def of_collection(notice: Collection | None) -> Iterator[Fact]:
    """Yield why something is collected."""
    yield from (Fact("why it is collected", one) for one in (previews.collection(notice) if notice else ()))


def of_form(labels: Iterable[str]) -> Iterator[Fact]:
    """Yield what is asked."""
    yield from (Fact("is asked", one) for one in labels)


def of_choices(choices: Iterable[Asked]) -> Iterator[Fact]:
    """Yield who may be chosen."""
    for choice in choices:
        yield from (Fact("may be chosen", previews.somebody(one.name, one.role)) for one in choice.people)
        yield from (Fact("may be named", f"{role}: somebody whom I name") for role in choice.may_name.values())


def of_concerned(preview: Preview) -> Iterator[Fact]:
    """Yield of whom it is asked whether they are involved."""
    known = preview.concerned
    for one in (*known.said, *known.others):
        yield Fact("may be involved", previews.somebody(one.name, one.who))
    for name in (*known.said_roles.values(), *known.other_roles.values()):
        yield Fact("may be involved", name)


def of_involved(names: Iterable[str]) -> Iterator[Fact]:
    """Yield of whom somebody said that they are involved: that is read again before it is sent."""
    yield from (Fact("kept out", one) for one in names)


def of_preview(preview: Preview) -> Iterator[Fact]:
    """Yield what is shown before something is sent."""
    yield from (Fact("sees it", one.name) for one in preview.recipients)
    yield from (Fact("is told in turn", one.name) for one in preview.line)
    for part in previews.preview_parts(preview):
        yield from (Fact(part.title, point) for point in part.points)


def of_filed(view: ReporterView, number: str, cards: Iterable[ContactCard], zone: tzinfo) -> Iterator[Fact]:
    """Yield what somebody learns once their case is kept."""
    yield Fact("number of the case", view.number)
    for part in cases.filed_parts(view, number, cards=cards, zone=zone):
        yield from (Fact(part.title, point) for point in part.points if point != f"In danger: {number}")


def of_case(view: ReporterView, zone: tzinfo) -> Iterator[Fact]:
    """Yield how a case stands, as its reporter knows it."""
    yield Fact("number of the case", view.number)
    yield Fact("what it is", view.alleged)
    yield Fact("state", view.state)
    yield Fact("what happens next", cases.next_line(view, zone))
    yield Fact("outcome", view.outcome or "")
    yield from (Fact("duty", cases.task_line(one, zone)) for one in view.duties)
    yield from (Fact("message", cases.message_line(one, zone)) for one in view.messages)
    yield from (Fact("went to", cases.receiver_line(one, zone)) for one in view.recipients)
    yield from (Fact("sees it", one.name) for one in view.recipients)
    yield from (Fact("kept out", one) for one in view.kept_out)
    for line in view.content:
        yield Fact("what they wrote", f"{line.label} {line.text}")


def of_contacts(contacts: Iterable[ContactCard]) -> Iterator[Fact]:
    """Yield whom to talk to, how, by when and what for."""
    for one in contacts:
        yield Fact("contact", one.name)
        yield Fact("by when and what for", purpose(one))
        yield from (Fact("phone", said) for said in (one.phone, one.phone_note) if said)
        yield from (Fact("way to reach", said) for said in (one.email, one.address, one.url) if said)


def _of_citation(cited: Citation, under: str = "", *, section: bool = True) -> Iterator[Fact]:
    yield Fact("quote", cited.quote, under)
    yield Fact("document", cited.title, under)
    if section:
        yield Fact("section", " › ".join(cited.section), under)
        yield Fact("date", cited.date or "undated", under)
        yield Fact("age", cited.status_note or "", under)


def _of_screened(found: Screened, draft: str, under: str) -> Iterator[Fact]:
    """Yield what was found in one capacity."""
    yield Fact("verdict", checks.VERDICTS[found.verdict], under)
    yield from (Fact("what that means", one, under) for one in checks.meaning(found))
    for finding in found.findings:
        yield from _of_finding(finding, draft, under)
    for approval in found.prior_approvals:
        yield from _of_approval(approval, under)
    if found.suggestion:
        yield Fact("suggestion", found.suggestion.text or "", under)
        for one in (*found.suggestion.changes, *checks.left(found.suggestion)):
            yield Fact("of the suggestion", one, under)


def _of_finding(finding: Finding, draft: str, under: str) -> Iterator[Fact]:
    yield Fact("finding", checks.name(finding), under)
    if not checks.is_whole(finding, draft):
        yield Fact("words of the draft", finding.span, under)
    yield Fact("why", finding.why, under)
    yield Fact("what to do", finding.advice, under)
    for cited in finding.citations:
        yield from _of_citation(cited, under)
    if not finding.citations:
        yield Fact("no rule", checks.NO_RULE, under)


def _of_approval(approval: PriorApproval, under: str) -> Iterator[Fact]:
    yield Fact("to have before", checks.approval(approval), under)
    yield Fact("where that stands", answers.place(approval.citation), under)


def differences(told: Facts, reference: Facts) -> Sequence[str]:
    """Return what a door does not tell and what it tells beyond that, a line each."""
    lacks = [f"lacks {_line(one)}" for one in sorted(reference - told)]
    return [*lacks, *(f"tells too {_line(one)}" for one in sorted(told - reference))]


def _line(one: Fact) -> str:
    return f"{one.about}{f' ({one.under})' if one.under else ''}: {one.words}"
