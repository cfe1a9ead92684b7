"""The steps of a report as they are rendered, whatever the texts and the deployment hold: Slack takes them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from slack_sdk.models.blocks import Block

from bot.slack import ids
from bot.slack.rendering.reporting.about import AboutStep, about_step
from bot.slack.rendering.reporting.before_form import anonymous, anonymous_view, call_first, offer, try_again
from bot.slack.rendering.reporting.form import form_view
from bot.slack.rendering.reporting.seen import seen_step
from bot.slack.rendering.views import View
from bot.slack.rendering.whom import whom_to_call
from bot.slack.reporting.setting import redraw
from handlers.cases.rules import Collection
from handlers.forms.report import REPORT
from handlers.report.concerned import Concerned, Somebody
from handlers.report.messages import ReportRequest
from handlers.report.preview import ANONYMOUS, RECORD, Preview, Seen
from handlers.request import Role
from knowledge.report_records import ReportType
from knowledge.reports import Reports
from tests.bot.slack.block_kit import message_problems, view_problems
from tests.bot.slack.web_api import texts_of
from tests.bot.web.fakes import FakeAssistant

PAGE = "https://conduct.gov.example"
LONG = "Somebody does something that has a very long name, " * 6


def as_view(blocks: Sequence[Block], **more: Any) -> View:
    """Return blocks as a modal that Slack takes."""
    view = form_view("report", blocks, first=whom_to_call("911", loud=True), metadata="sealed", submit="Go on", **more)
    assert view_problems(view) == []
    return view


def about(assisting: FakeAssistant, types: Sequence[ReportType], type_: ReportType, org: str, role: Role) -> AboutStep:
    """Return the second step of a report of this type, with all that it can ask."""
    known = tuple(one for one in types if one.role in (None, role))
    request = ReportRequest(text="diagnosis", org=org, role=role, type=type_.id)
    asked = REPORT.asked({"type": type_.id, "information_out": "yes"})
    return AboutStep(
        asks=True,
        guesses=known[:4],
        another=True,
        types=known,
        type=type_,
        variants=type_.variants,
        variant=None,
        understood=assisting.report.handle(request),
        fields=asked,
        answers={"what": "x" * 20_000},
        redraw=redraw(REPORT),
        page=PAGE,
    )


def test_every_type_of_every_organisation_is_taken(assisting: FakeAssistant, reports: Reports) -> None:
    """With its route, what the texts say, every field, and the longest text there is."""
    roles: tuple[Role, ...] = ("employee", "supervisor")
    for org in reports.organisations():
        for role in roles:
            for type_ in reports.types.values():
                if type_.role in (None, role):
                    step = about(assisting, [*reports.types.values()], type_, org, role)
                    view = as_view(about_step(step))
                    assert ids.REPORT_BACK in str(view["blocks"][-1])


def test_small_print_stands_below_other_small_print(assisting: FakeAssistant, reports: Reports) -> None:
    """Slack shows the texts of one context beside each other, as narrow columns."""
    types = [*reports.types.values()]
    view = as_view(about_step(about(assisting, types, reports.types["harassment"], "bc", "employee")))
    small = [one["elements"] for one in view["blocks"] if one["type"] == "context"]
    assert any("\n" in one[0]["text"] for one in small)
    assert all(len(one) == 1 for one in small)


def test_types_with_long_names_can_be_told_apart(assisting: FakeAssistant, reports: Reports) -> None:
    """What is cut where one chooses is said in full above it."""
    types = [replace(one, name=f"{LONG}{number}") for number, one in enumerate(reports.types.values())]
    view = as_view(about_step(about(assisting, types, types[2], "bc", "employee")))
    said = "\n".join(texts_of(view))
    assert all(f"• {one.name}" in said for one in types if one.role is None)


def test_the_longest_report_is_shown_whole_before_it_is_sent() -> None:
    """Everybody who will see it, and every word that is sent; what notifies elsewhere is only words."""
    people = tuple(Somebody(name=f"<!channel> {number}", who=LONG) for number in range(30))
    recipients = tuple(Seen(name=f"<@U{n}>", role=LONG, because="route", full=False, here=False) for n in range(15))
    preview = Preview(
        recipients=recipients,
        line=people,
        choices=(),
        conditions=(),
        names=(),
        roles={},
        concerned=Concerned(said=(), others=people, said_roles={}, other_roles={}),
        kept="in the database",
        record=RECORD,
        collection=Collection(authority=LONG, purpose=LONG, contact=LONG),
        anonymous=ANONYMOUS,
        remains=(LONG,) * 10,
        call=None,
    )
    sent = [("What happened?", "word " * 4000), *((f"{LONG}{number}", "x" * 2000) for number in range(15))]
    said = "".join(texts_of(as_view(seen_step(preview, sent), note=LONG)))
    assert said.count("word ") == 4000
    assert all(f"<@U{number}>" in said for number in range(15))


def test_what_comes_before_the_form_is_taken() -> None:
    """Messages and modals."""
    for message in (
        call_first("disclosure", "911", (), "sealed"),
        anonymous("911", PAGE, (), "typed " * 2000),
        anonymous("911", None, ()),
    ):
        for piece in message.pieces():
            assert message_problems(piece) == []
        assert "911" in message.text
        assert view_problems(anonymous_view(message)) == []
    for view in (offer("disclosure", "911", "sealed", typed=True), try_again("911", LONG, "sealed")):
        assert view_problems(view) == []
        assert "911" in "".join(texts_of(view))
