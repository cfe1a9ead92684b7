"""What a recipient and a reporter see of a case."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handlers.cases.case import Assignment, Case, Duty, Message, State
from handlers.cases.following import keep_out
from handlers.cases.kept_out import kept_out
from handlers.cases.people import Involved, Way
from handlers.cases.rules import Rules
from handlers.cases.showing import ANONYMOUS, CaseView, ReporterView, case_view, reporter_view, role_names
from handlers.cases.wording import LOCAL, LOCAL_NEXT, NEXT, NOBODY, REVIEW, TO_RECIPIENT, TO_REPORTER, WAITS
from knowledge.library import Library
from knowledge.reports import Reports
from tests.handlers.cases.builders import NOON, a_case, a_disclosure, assigned, person
from tests.handlers.cases.fakes import naming_of

DAY = timedelta(days=1)
RULES = Rules(outcomes=("settled", "dropped"), decisions=("fine", "not fine"))
ADA = assigned(person("Ada Nygaard", "supervisor"), acknowledged_at=NOON)
BEN = assigned(person("Ben Castellano", "intake"), step=None, because="intake", at=NOON + DAY)
TALK = (
    Message(at=NOON, author="recipient", name="Ada Nygaard", text="When was that?"),
    Message(at=NOON + DAY, author="reporter", name="Rae Okoro", text="On Monday."),
    Message(at=NOON + DAY, author="recipient", name="Ben Castellano", text="Thank you."),
)
DUTIES = (
    Duty(id="gilr", text="File it.", due=NOON + DAY),
    Duty(id="desk", text="Call.", due=NOON - DAY, done_at=NOON),
    Duty(id="other_ways", text="Do that apart."),
)


@pytest.fixture
def seen(library: Library, reports: Reports) -> tuple[CaseView, ReporterView]:
    """A case with two recipients, as Ada and as Rae see it."""
    return views(a_case(ADA, BEN, messages=TALK, duties=DUTIES, state="acknowledged", unit="forests"), library, reports)


def views(case: Case, library: Library, reports: Reports) -> tuple[CaseView, ReporterView]:
    """Return a case as its first recipient and its reporter see it two days later."""
    naming, roles, now = naming_of(library, reports), role_names(library, "bc"), NOON + 2 * DAY
    return (
        case_view(case, case.assignments[0], naming=naming, rules=RULES, roles=roles, now=now),
        reporter_view(case, naming=naming, rules=RULES, roles=roles, now=now),
    )


def test_a_recipient_sees_what_was_reported_as_alleged(seen: tuple[CaseView, ReporterView]) -> None:
    """With the questions, the options in words, and who reported it."""
    view, _ = seen
    assert (view.number, view.kind, view.alleged) == (
        "C-7QK4-M2XD",
        "report",
        "Alleged: Bullying, harassment or threats",
    )
    assert [(line.label, line.text) for line in view.content] == [
        ("Is anybody in danger right now?", "No"),
        ("What happened?", "He read out my diagnosis."),
    ]
    assert (view.reporter, view.reach, view.unit, view.role) == ("Rae Okoro", "after six", "forests", "employee")
    assert (view.state, view.ended, view.danger) == ("Somebody has said that they have it.", False, False)


def test_a_recipient_sees_who_else_received_it(seen: tuple[CaseView, ReporterView]) -> None:
    """By name and role, as somebody else than the reporter calls it; themselves not."""
    view, _ = seen
    assert [(one.name, one.role, one.since, one.has_it) for one in view.others] == [
        ("Ben Castellano", "Intake", NOON + DAY, False)
    ]


def test_a_reporter_sees_who_received_it(seen: tuple[CaseView, ReporterView]) -> None:
    """Everybody, by name and role, as they call it."""
    _, view = seen
    assert [(one.name, one.role, one.has_it) for one in view.recipients] == [
        ("Ada Nygaard", "Your supervisor", True),
        ("Ben Castellano", "Intake", False),
    ]


def test_roles_are_called_as_whoever_reads_them_understands(library: Library, reports: Reports) -> None:
    """`Your supervisor` is the reporter's; a role that nobody knows any more is called by its id."""
    first, gone = assigned(person("Cy Moe", "old_role")), assigned(person("Di Roe", "old_role"))
    view, _ = views(a_case(first, ADA, gone), library, reports)
    assert [one.role for one in view.others] == ["The reporter's supervisor", "old role"]


def test_each_reads_messages_as_their_own_and_the_others(seen: tuple[CaseView, ReporterView]) -> None:
    """In their order."""
    recipient, reporter = seen
    assert [(one.who, one.own, one.text) for one in recipient.messages] == [
        ("You", True, "When was that?"),
        ("Rae Okoro", False, "On Monday."),
        ("Ben Castellano", False, "Thank you."),
    ]
    assert [(one.who, one.own) for one in reporter.messages] == [
        ("Ada Nygaard", False),
        ("You", True),
        ("Ben Castellano", False),
    ]


def test_what_is_left_to_the_reporter_is_late_or_ticked_off(seen: tuple[CaseView, ReporterView]) -> None:
    """Both see it alike."""
    recipient, reporter = seen
    assert recipient.duties == reporter.duties
    assert [(one.id, one.due, one.done_at, one.late) for one in reporter.duties] == [
        ("gilr", NOON + DAY, None, True),
        ("desk", NOON - DAY, NOON, False),
        ("other_ways", None, None, False),
    ]


def test_nobody_is_shown_as_late_who_may_be_in_time(library: Library, reports: Reports) -> None:
    """Where the day alone is known from which the time counts, though the earliest end is over."""
    for late_from, is_late in ((NOON + 3 * DAY, False), (NOON + DAY, True)):
        duty = Duty(id="gilr", text="File it.", due=NOON, late_from=late_from)
        for view in views(a_case(ADA, duties=(duty,)), library, reports):
            assert [(one.due, one.late) for one in view.duties] == [(NOON, is_late)]


def test_a_reporter_keeps_what_they_wrote(seen: tuple[CaseView, ReporterView]) -> None:
    """The same as the recipients read."""
    recipient, reporter = seen
    assert (
        [line.text for line in reporter.content]
        == ["No", "He read out my diagnosis."]
        == [line.text for line in recipient.content]
    )


def test_an_anonymous_case_names_nobody(library: Library, reports: Reports) -> None:
    """Neither at the head nor over the messages."""
    message = Message(at=NOON, author="reporter", name=None, text="It happened again.")
    view, _ = views(a_case(ADA, reporter=None, messages=(message,)), library, reports)
    assert (view.reporter, view.reach) == (ANONYMOUS, None)
    assert [one.who for one in view.messages] == ["The reporter"]


def test_who_must_not_see_it_is_shown_to_nobody(library: Library, reports: Reports) -> None:
    """Neither by name nor by role, nor in what may reach a log; but to the reporter, who said so."""
    involved = Involved(names=("Zoe Ek",), roles=("manager",))
    out = kept_out(involved, [person("Zoe Ek", "manager")])
    seen = views(a_case(ADA, BEN, out=out, involved=involved), library, reports)
    assert seen[1].kept_out == ("Zoe Ek", "Your manager")
    for view in (seen[0], replace(seen[1], kept_out=())):
        values = [getattr(view, name) for name in type(view).__slots__]
        shown = [repr(value) for value in values] + [
            repr([getattr(item, name) for name in type(item).__slots__])
            for value in values
            if isinstance(value, tuple)
            for item in value
            if hasattr(type(item), "__slots__")
        ]
        assert not any(word in text.lower() for text in shown for word in ("zoe", "manager"))
        assert "Rae" not in repr(view)
        assert "Ada" not in repr(view)


@pytest.mark.parametrize(
    ("case", "acts", "outcomes"),
    [
        (a_case(BEN), "acknowledge start answer pass_on close", RULES.outcomes),
        (a_case(ADA, state="acknowledged"), "start answer pass_on close", RULES.outcomes),
        (a_case(ADA, state="in_progress"), "answer pass_on close", RULES.outcomes),
        (a_case(ADA, state="closed", outcome="settled"), "", ()),
        (a_disclosure(BEN), "acknowledge answer pass_on decide retire", RULES.decisions),
        (a_disclosure(ADA, state="due_for_review"), "answer pass_on decide retire", RULES.decisions),
        (a_disclosure(ADA, state="retired"), "", ()),
    ],
)
def test_what_a_recipient_can_do(
    library: Library, reports: Reports, case: Case, acts: str, outcomes: tuple[str, ...]
) -> None:
    """A report is worked on and closed, a disclosure decided and retired; what has ended is only read."""
    view, _ = views(case, library, reports)
    assert (view.acts, view.outcomes, view.ended) == (tuple(acts.split()), outcomes, not acts)
    assert view.outcome == case.outcome


def test_a_recipient_sees_until_when_to_answer(library: Library, reports: Reports) -> None:
    """Unless they have, or somebody else of their step has."""
    view, _ = views(a_case(BEN), library, reports)
    assert view.acknowledge_by == BEN.at + RULES.acknowledge_within
    assert views(a_case(ADA), library, reports)[0].acknowledge_by is None
    second = replace(BEN, step=0, because="route")
    assert views(a_case(second, ADA), library, reports)[0].acknowledge_by is None


EVERY_STATE: list[tuple[Case, State]] = [
    *[(a_case(ADA, state=state), state) for state in ("acknowledged", "in_progress", "closed")],
    *[(a_disclosure(ADA, state=state), state) for state in ("disclosed", "decided", "due_for_review", "retired")],
]


@pytest.mark.parametrize(("case", "state"), EVERY_STATE, ids=[state for _, state in EVERY_STATE])
def test_each_state_is_told_in_plain_words(library: Library, reports: Reports, case: Case, state: State) -> None:
    """With what happens next."""
    recipient, reporter = views(case, library, reports)
    assert (recipient.state, reporter.state, reporter.next) == (TO_RECIPIENT[state], TO_REPORTER[state], NEXT[state])
    assert reporter.by is None
    assert reporter.may_accept is (state == "decided")
    assert reporter.ended is recipient.ended is (state in ("closed", "retired"))


def test_every_state_has_its_words() -> None:
    """Those that the views are not tried with above too."""
    assert set(TO_RECIPIENT) == set(TO_REPORTER) == set(NEXT)
    assert len(TO_REPORTER) == 10


def test_a_reporter_sees_by_when_somebody_is_to_answer(library: Library, reports: Reports) -> None:
    """As long as nobody has; the earliest of several."""
    for state in ("received", "delivered"):
        _, view = views(a_case(BEN, replace(BEN, step=1, at=NOON), state=state), library, reports)
        assert (view.next, view.by) == (WAITS, NOON + RULES.acknowledge_within)
    _, view = views(a_case(ADA, replace(BEN, step=1), state="acknowledged"), library, reports)
    assert (view.next, view.by) == (NEXT["acknowledged"], None)


def test_a_reporter_is_told_when_nobody_is_left(library: Library, reports: Reports) -> None:
    """So that they do not wait for ever: whom to turn to, and the number of their organisation."""
    silent = replace(BEN, reminded_at=NOON, escalated_at=NOON)
    _, view = views(a_case(silent, nobody_left=True), library, reports)
    assert (view.next, view.by) == (NOBODY.format(number="911"), None)
    assert view.next.endswith("In danger, call 911.")


def test_a_reporter_sees_when_their_decision_is_looked_at_again(library: Library, reports: Reports) -> None:
    """Once they have read it."""
    case = a_disclosure(ADA, state="acknowledged_by_employee", review_at=NOON + 365 * DAY, outcome="fine")
    recipient, reporter = views(case, library, reports)
    assert (reporter.next, reporter.by, reporter.outcome) == (REVIEW, NOON + 365 * DAY, "fine")
    assert recipient.review_at == NOON + 365 * DAY
    _, once = views(replace(case, review_at=None), library, reports)
    assert (once.next, once.by) == (NEXT["acknowledged_by_employee"], None)


def test_danger_is_shown(library: Library, reports: Reports) -> None:
    """To whoever received the case."""
    found = [views(a_case(ADA, danger=danger), library, reports)[0].danger for danger in (True, False)]
    assert found == [True, False]


HOUR = timedelta(hours=1)
HERE = person("Whoever Runs", "intake", ways=(Way(kind="here", address="here"),))


@pytest.mark.parametrize(
    ("one", "standing", "at"),
    [
        (BEN, "on_its_way", None),
        (replace(BEN, escalated_at=NOON + HOUR), "not_reached", None),
        (replace(BEN, escalated_at=NOON), "told_instead", None),
        (replace(BEN, delivered_at=NOON + HOUR, escalated_at=NOON), "reached", NOON + HOUR),
        (replace(BEN, delivered_at=NOON, acknowledged_at=NOON + HOUR), "has_it", NOON + HOUR),
        (replace(BEN, person=HERE, delivered_at=NOON), "here", None),
    ],
)
def test_how_far_it_has_come_with_each(
    library: Library, reports: Reports, one: Assignment, standing: str, at: datetime | None
) -> None:
    """Alike to the reporter and to another recipient; nobody who was never reached looks as if they were."""
    instead = assigned(person("Cy Moe", "miso"), because="escalated", at=NOON)
    recipient, reporter = views(a_case(ADA, one, instead), library, reports)
    assert (recipient.others[0].standing, recipient.others[0].at) == (standing, at)
    assert (reporter.recipients[1].standing, reporter.recipients[1].at) == (standing, at)


def test_who_sees_no_more_of_it_is_marked_to_the_reporter_alone(library: Library, reports: Reports) -> None:
    """Another recipient learns what was, and nothing of those whom it never reached."""
    zoe, dan = person("Zoe Ek", "miso"), person("Dan Ro", "hr")
    out = kept_out(Involved(names=("Zoe Ek", "Dan Ro")), [zoe, dan])
    had, never = assigned(zoe, acknowledged_at=NOON), assigned(dan)
    void = replace(BEN, revoked=True, delivered_at=NOON)
    recipient, reporter = views(a_case(ADA, had, never, void, out=out), library, reports)
    assert [(other.name, other.standing) for other in recipient.others] == [
        ("Zoe Ek", "has_it"),
        ("Ben Castellano", "reached"),
    ]
    assert [one.standing for one in reporter.recipients] == ["has_it", "kept_out", "kept_out", "taken_away"]


def test_of_a_case_from_before_that_was_kept_the_marks_say_who_is_involved(library: Library, reports: Reports) -> None:
    """In small letters, for there is no more; and the next who is kept out is added to them."""
    out = kept_out(Involved(names=("Zoe Ek",), roles=("manager",)), [], reporter="Rae Okoro")
    _, view = views(a_case(ADA, out=out), library, reports)
    assert view.kept_out == ("zoe ek", "Your manager")
    after = keep_out(a_case(ADA, out=out), Involved(names=("ZOE EK", "Yan Li")), out).case
    assert after.excluded == Involved(names=("zoe ek", "Yan Li"), roles=("manager",))


@pytest.mark.parametrize("changes", [{}, {"state": "delivered"}, {"nobody_left": True}])
def test_a_local_trial_waits_for_nobody_who_is_notified(
    library: Library, reports: Reports, changes: dict[str, object]
) -> None:
    """Whoever runs it finds it there: no time runs, and nobody else is told."""
    _, view = views(a_case(assigned(HERE, delivered_at=NOON), **changes), library, reports)
    assert (view.state, view.next, view.by) == (LOCAL, LOCAL_NEXT, None)
