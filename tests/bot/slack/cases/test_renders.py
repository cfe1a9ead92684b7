"""Cards and modals of cases, as they were looked at: within what Slack takes, whatever people wrote."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.slack.cases.facts import NOTHING_MORE, Card
from bot.slack.rendering.cases.acting import Asked, asking
from bot.slack.rendering.cases.card import card, code_message, to_reporter
from bot.slack.rendering.cases.received import Received, received_case
from handlers.cases.colleagues import Colleague
from handlers.cases.events import Notice
from handlers.cases.people import Way
from handlers.cases.receivers import Receiver
from handlers.cases.showing import Act, CaseView, Line, Said, Task
from tests.bot.slack.block_kit import message_problems, view_problems
from tests.bot.slack.golden import check_golden, message_of
from tests.bot.slack.kit.texts import texts_of, unescaped_controls
from tests.handlers.cases.builders import NOON

ZONE = ZoneInfo("America/Vancouver")
FORGED = "*<!channel>* <https://evil.example|your case> _&amp;_"
TOKEN = "eyJhIjoiYiJ9.abc"

CARD = Card(
    number="C-7QK4-M2XD",
    subject="Case C-7QK4-M2XD: something was reported that you are to see",
    text=f"Something was reported that you are to see.\n\nWhat happened? {FORGED}",
    state="Somebody has said that they have it.",
    has_it=("Press *Office* (Ben <Okafor>)",),
    outcome=None,
    by=NOON + timedelta(days=2),
    zone=ZONE,
    acts=("acknowledge", "start", "answer", "pass_on", "close"),
    may_read=True,
    token=TOKEN,
    address="https://conduct.example/case/eyJh",
)
VIEW = CaseView(
    number="C-7QK4-M2XD",
    kind="report",
    alleged="Alleged: Harassment <!here>",
    danger=True,
    unit="Parks & *Roads*",
    role="supervisor",
    filed_at=NOON,
    state="Somebody has said that they have it.",
    ended=False,
    content=(Line(label="What happened?", text=FORGED), Line(label="When?", text="On Monday.")),
    reporter=f"Rae {FORGED}",
    reach="after <six>",
    messages=(
        Said(at=NOON, who="You", text="When was it?", own=True),
        Said(at=NOON + timedelta(hours=1), who="Rae Okoro", text=FORGED, own=False),
    ),
    others=(Receiver(name="Sam *Visor*", role="Intake", since=NOON, has_it=True, standing="has_it", at=NOON),),
    duties=(Task(id="late", text="Call the Service Desk.", due=NOON, done_at=None, late=True),),
    acknowledge_by=NOON + timedelta(days=2),
    outcome=None,
    outcomes=("resolved", "no <action> needed"),
    acts=("acknowledge", "start", "answer", "pass_on", "close"),
    review_at=None,
)
RECEIVED = Received(view=VIEW, zone=ZONE, number="911", token=TOKEN)
DISCLOSURE = replace(
    VIEW, kind="disclosure", danger=False, alleged="Disclosed: Their own possible conflict of interest",
    acts=("answer", "pass_on", "decide", "retire"), reporter="anonymous", outcome="allowed with conditions",
    review_at=NOON + timedelta(days=365), role="employee",
)  # fmt: skip
NOTICE = Notice(
    way=Way(kind="slack", address="U0ANA"), to=None, kind="to_reporter", urgency=3,
    subject="Case C-7QK4-M2XD: there is something new", text="There is something new. Open the assistant to read it.",
)  # fmt: skip


def people(count: int) -> list[Colleague]:
    """Return so many colleagues, by name."""
    return [Colleague(tag=f"{one:016x}", name=f"Person {one:05d} {'x' * 40}", role="Intake") for one in range(count)]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("card", CARD),
        ("card_ended", replace(CARD, text="", by=None, acts=(), outcome=f"resolved {FORGED}")),
        ("card_channel", replace(CARD, acts=(), may_read=False)),
        ("card_nothing_more", NOTHING_MORE),
    ],
)
def test_a_card(name: str, shown: Card | str) -> None:
    """What the notice says, how the case stands, who has it, and what can be done."""
    message = message_of(card(shown))
    assert message_problems(message) == []
    assert [*unescaped_controls(message)] == []
    check_golden(name, message)


def test_what_goes_to_one_person() -> None:
    """A code, and that there is something new."""
    code = replace(NOTICE, kind="code", subject="Your code for case C-7QK4-M2XD", text="ABCD-2345\n\nIt works once.")
    for name, message in (("code", code_message(code)), ("to_reporter", to_reporter(NOTICE, "case-1"))):
        assert message_problems(message_of(message)) == []
        check_golden(name, message_of(message))


@pytest.mark.parametrize(
    ("name", "shown"),
    [("received", RECEIVED), ("received_disclosure", replace(RECEIVED, view=DISCLOSURE, done="Noted: you have it."))],
)
def test_a_case_that_is_read(name: str, shown: Received) -> None:
    """All that its recipient sees of it; whom to call stands first where somebody may be in danger."""
    view = received_case(shown)
    assert view_problems(view) == []
    assert [*unescaped_controls(view)] == []
    check_golden(name, view)


@pytest.mark.parametrize("act", ["start", "answer", "pass_on", "close", "decide", "retire"])
def test_what_is_asked_before_an_act(act: Act) -> None:
    """What it does, how the case stands, and what is needed for it."""
    case = replace(RECEIVED, view=DISCLOSURE) if act in ("decide", "retire") else RECEIVED
    view = asking(Asked(act=act, case=case, colleagues=people(2), metadata="sealed"))
    assert view_problems(view) == []
    assert [*unescaped_controls(view)] == []
    check_golden(f"asking_{act}", view)


def test_a_long_case_keeps_to_what_slack_takes() -> None:
    """The newest messages are there, and it is said what there is no room for."""
    content = tuple(Line(label=f"Question {one}", text="word " * 4000) for one in range(20))
    messages = tuple(Said(at=NOON, who="You", text=f"{one} {'word ' * 1500}", own=True) for one in range(60))
    view = received_case(replace(RECEIVED, view=replace(VIEW, content=content, messages=messages)))
    assert view_problems(view) == []
    said = "\n".join(texts_of(view["blocks"]))
    assert "There is more of this than fits here: open the case on the page." in said
    assert "You: 59 word" in said
    assert "earlier messages." in said


def test_many_colleagues_are_offered_in_groups() -> None:
    """Of so many that Slack takes no more, the page offers the rest."""
    for count, groups in ((100, None), (101, 2), (1000, 10), (2500, 10)):
        view = asking(Asked(act="pass_on", case=RECEIVED, colleagues=people(count), metadata="sealed"))
        assert view_problems(view) == []
        (element,) = [one["element"] for one in view["blocks"] if one.get("block_id") == "to"]
        assert (groups is None) == ("options" in element)
        assert groups is None or len(element["option_groups"]) == groups
        assert ("There are more colleagues" in "\n".join(texts_of(view["blocks"]))) == (count > 1000)


def test_where_nobody_is_left_it_is_not_passed_on() -> None:
    """A sentence, and nothing to send."""
    view = asking(Asked(act="pass_on", case=RECEIVED, metadata="sealed"))
    assert view_problems(view) == []
    assert "submit" not in view


@pytest.mark.parametrize("count", [11, 130])
def test_many_outcomes_are_offered_in_a_menu(count: int) -> None:
    """However long they are."""
    outcomes = tuple(f"{one} {'came to this ' * 20}" for one in range(count))
    view = asking(Asked(act="close", case=replace(RECEIVED, view=replace(VIEW, outcomes=outcomes)), metadata="sealed"))
    assert view_problems(view) == []
