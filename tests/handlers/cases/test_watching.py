"""What time does to a case: in the right order, once, and never to somebody who must not see it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.cases.case import Assignment, Case, Duty, State
from handlers.cases.clocks import wound
from handlers.cases.events import Notice, NoticeKind
from handlers.cases.kept_out import is_out, kept_out
from handlers.cases.people import Involved, Person
from handlers.cases.rules import Rules
from handlers.cases.store import Changed
from handlers.cases.watching import escalated, looked_after, next_person
from tests.handlers.cases.builders import NOON, a_case, a_disclosure, assigned, person

RULES = Rules(acknowledge_within=timedelta(days=2), remind_share=0.75)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ADA, BEN, CHI, DINA, EMIL = (
    person(name, "intake") for name in ("Ada Nygaard", "Ben Castellano", "Chidi Okafor", "Dina Brandt", "Emil Sand")
)


def tell(case: Case, one: Assignment, kind: NoticeKind) -> Notice | None:
    """Return a notice by the first way of whoever is told."""
    return Notice(way=one.person.ways[0], to=one.person.key, kind=kind, urgency=2, subject=case.number, text="")


def after(case: Case, at: datetime, *line: Person) -> Changed:
    """Return a case after what is due at a time was done; in line are these."""
    return looked_after(case, at, RULES, lambda one: iter((*one.person.deputies, *line)), tell)


def told(done: Changed) -> list[tuple[str, str]]:
    """Return who is told what."""
    names = {one.person.key: one.person.name for one in done.case.assignments}
    return [(names[one.to] if one.to else "reporter", one.kind) for one in done.notices]


def acted(done: Changed) -> list[str]:
    """Return what happened."""
    return [one.action for one in done.events]


def test_nothing_happens_before_it_is_due() -> None:
    """A case that nobody has yet is left alone for a while."""
    case = a_case(assigned(ADA))
    assert after(case, NOON + 35 * HOUR, BEN) == Changed(case=case)


def test_a_recipient_is_reminded_once() -> None:
    """After three quarters of the time; looking again changes nothing."""
    done = after(a_case(assigned(ADA)), NOON + 36 * HOUR, BEN)
    assert told(done) == [("Ada Nygaard", "reminder")]
    assert acted(done) == ["reminded"]
    assert after(done.case, NOON + 37 * HOUR, BEN) == Changed(case=done.case)


def test_deputies_are_told_first_then_who_comes_next_then_nobody_is_left() -> None:
    """Each gets their own time. When nobody may be told any more, that is noted and the reporter told, once."""
    ada = replace(ADA, deputies=(BEN, CHI))
    case, at, seen = a_case(assigned(ada)), NOON, []
    for _ in range(6):
        at += 2 * DAY
        done = looked_after(case, at, RULES, lambda _: iter((*ada.deputies, DINA, EMIL)), tell)
        case = done.case
        seen.append((told(done), acted(done)))
    assert seen == [
        ([("Ben Castellano", "case")], ["escalated"]),
        ([("Chidi Okafor", "case")], ["escalated"]),
        ([("Dina Brandt", "case")], ["escalated"]),
        ([("Emil Sand", "case")], ["escalated"]),
        ([("reporter", "to_reporter")], ["late"]),
        ([], []),
    ]
    assert case.nobody_left
    assert wound(case, RULES).next_at is None
    assert [one.step for one in case.assignments] == [0] * 5


def test_whoever_comes_late_is_not_reminded_and_replaced_at_once() -> None:
    """Where the watch slept through the time of the reminder, only somebody else is told."""
    done = after(a_case(assigned(ADA)), NOON + 9 * DAY, BEN)
    assert told(done) == [("Ben Castellano", "case")]
    first = done.case.assignments[0]
    assert (first.reminded_at, first.escalated_at) == (None, NOON + 9 * DAY)


def test_of_several_who_are_late_together_one_is_replaced() -> None:
    """Not each of them: nobody more than needed sees a case."""
    case = a_case(assigned(ADA), assigned(BEN))
    assert told(after(case, NOON + 36 * HOUR, CHI)) == [("Ada Nygaard", "reminder"), ("Ben Castellano", "reminder")]
    done = after(case, NOON + 2 * DAY, CHI, DINA)
    assert told(done) == [("Chidi Okafor", "case")]
    assert after(done.case, NOON + 3 * DAY, DINA).notices == ()


def test_somebody_who_still_may_answer_is_waited_for() -> None:
    """Ben was told later, in the place of another; that Ada does not answer is no reason to tell a third."""
    case = a_case(assigned(ADA), assigned(BEN, because="escalated", at=NOON + DAY))
    done = after(case, NOON + 2 * DAY, CHI)
    assert done.notices == ()
    assert told(after(done.case, NOON + 3 * DAY, CHI)) == [("Chidi Okafor", "case")]


def test_steps_are_waited_for_apart() -> None:
    """That the one on the first step has it says nothing of the next."""
    case = a_case(assigned(ADA, acknowledged_at=NOON), assigned(BEN, step=1), state="acknowledged")
    assert told(after(case, NOON + 2 * DAY, CHI)) == [("Chidi Okafor", "case")]
    done = after(case, NOON + 2 * DAY)
    assert (acted(done), told(done), done.case.nobody_left) == (["late"], [], False)


def test_nobody_who_must_not_see_it_comes_next() -> None:
    """Nor their deputies, nor whoever has it already; not even where they stand in the line."""
    dora = person("Dora Eng", "miso", EMIL)
    out = kept_out(Involved(names=("Dora Eng",)), [dora, EMIL, BEN])
    case = a_case(assigned(ADA), out=out)
    assert next_person(case, [dora, EMIL, ADA, BEN]) == BEN
    assert next_person(case, [dora, EMIL, ADA]) is None
    done = after(case, NOON + 2 * DAY, dora, EMIL, ADA)
    assert acted(done) == ["late"]


def test_nothing_is_done_where_somebody_has_it_or_it_has_ended() -> None:
    """However long ago it was filed."""
    for case in (
        a_case(assigned(ADA, acknowledged_at=NOON), state="acknowledged"),
        a_case(assigned(ADA), state="in_progress"),
        a_case(assigned(ADA), state="closed", duties=(Duty(id="gilr", text="File it.", due=NOON),)),
    ):
        assert after(case, NOON + 99 * DAY, BEN) == Changed(case=case)


def test_reporters_are_reminded_of_their_duties_and_recipients_told_when_they_are_late() -> None:
    """Once each; what is ticked off is nobody's business any more."""
    duty = Duty(id="gilr", text="File it.", due=NOON + DAY)
    case = a_case(assigned(ADA, acknowledged_at=NOON), duties=(duty,), state="acknowledged")
    reminded = after(case, NOON + 18 * HOUR)
    assert told(reminded) == [("reporter", "to_reporter")]
    assert after(reminded.case, NOON + 19 * HOUR).notices == ()
    late = after(reminded.case, NOON + DAY)
    assert (told(late), acted(late)) == ([("Ada Nygaard", "late"), ("reporter", "to_reporter")], ["late"])
    assert after(late.case, NOON + 9 * DAY) == Changed(case=late.case)
    done = replace(case, duties=(replace(duty, done_at=NOON),))
    assert after(done, NOON + 9 * DAY) == Changed(case=done)


def test_nobody_is_told_of_being_late_who_may_be_in_time() -> None:
    """Where the reporter gave the day alone: only once the time is over whenever on that day it was."""
    duty = Duty(id="gilr", text="File it.", due=NOON + 4 * HOUR, late_from=NOON + DAY)
    case = a_case(assigned(ADA, acknowledged_at=NOON), duties=(duty,), state="acknowledged")
    reminded = after(case, NOON + 3 * HOUR)
    assert acted(reminded) == ["reminded"]
    assert after(reminded.case, NOON + 23 * HOUR) == Changed(case=reminded.case)
    assert wound(reminded.case, RULES).next_at == NOON + DAY
    assert acted(after(reminded.case, NOON + DAY)) == ["late"]
    over = replace(case, duties=(replace(duty, due=NOON - HOUR),))
    assert after(over, NOON + 17 * HOUR) == Changed(case=over)
    assert acted(after(over, NOON + 18 * HOUR)) == ["reminded"]


def test_an_anonymous_reporter_is_told_nothing_but_it_is_noted() -> None:
    """They look for themselves."""
    duty = Duty(id="gilr", text="File it.", due=NOON + DAY)
    case = a_case(assigned(ADA, acknowledged_at=NOON), duties=(duty,), state="acknowledged", reporter=None)
    done = after(case, NOON + 18 * HOUR)
    assert (told(done), acted(done)) == ([], ["reminded"])


def test_nobody_gets_two_notices_at_one_time() -> None:
    """Whoever is told of the case sees there what else is late; two duties are one reminder."""
    duties = (Duty(id="gilr", text="File it.", due=NOON + DAY), Duty(id="desk", text="Call.", due=NOON + DAY))
    done = after(a_case(assigned(ADA), duties=duties), NOON + 2 * DAY, BEN)
    assert told(done) == [("Ben Castellano", "case"), ("Ada Nygaard", "late"), ("reporter", "to_reporter")]
    assert acted(done) == ["escalated", "late", "late"]


def test_a_decision_is_looked_at_again_when_its_time_has_come() -> None:
    """Everybody who received it is told, and whoever it is about, once."""
    case = a_disclosure(assigned(ADA, acknowledged_at=NOON), state="acknowledged_by_employee", review_at=NOON + DAY)
    assert after(case, NOON + 23 * HOUR) == Changed(case=case)
    done = after(case, NOON + DAY)
    assert (done.case.state, acted(done)) == ("due_for_review", ["due_for_review"])
    assert told(done) == [("Ada Nygaard", "reminder"), ("reporter", "to_reporter")]
    assert after(done.case, NOON + 2 * DAY) == Changed(case=done.case)


def test_whoever_no_way_reaches_is_not_told_but_waited_for() -> None:
    """It must not be sent where others read; their time goes on, and then somebody else is told."""
    done = looked_after(a_case(assigned(ADA)), NOON + 36 * HOUR, RULES, lambda _: iter(()), lambda *_: None)
    assert (done.notices, acted(done)) == ((), ["reminded"])


def test_a_failed_delivery_counts_as_no_answer() -> None:
    """Somebody else is told at once, unless another one of the same step may still answer."""
    alone = a_case(assigned(ADA))
    assert told(escalated(alone, alone.assignments[0], NOON, lambda _: iter([BEN]), tell)) == [
        ("Ben Castellano", "case")
    ]
    both = a_case(assigned(ADA), assigned(BEN))
    first = escalated(both, both.assignments[0], NOON, lambda _: iter([CHI]), tell)
    assert first.notices == ()
    then = escalated(first.case, first.case.assignments[1], NOON, lambda _: iter([CHI]), tell)
    assert told(then) == [("Chidi Okafor", "case")]


# --- whatever the case and the time

PEOPLE = [person(f"{name}a {name}sen", "intake") for name in ("Bryl", "Kvost", "Munth", "Pelz", "Rixo", "Tund")]
TIMES = st.integers(-200, 200).map(lambda hours: NOON + hours * HOUR)
MAYBE = st.none() | TIMES
RULE_SETS = st.builds(
    Rules,
    acknowledge_within=st.integers(1, 10**6).map(lambda seconds: timedelta(seconds=seconds)),
    remind_share=st.floats(0.001, 0.999),
)
REPORT_STATES: list[State] = ["received", "delivered", "acknowledged", "in_progress", "closed"]
DISCLOSURE_STATES: list[State] = ["disclosed", "decided", "acknowledged_by_employee", "due_for_review", "retired"]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Return any case, also such as never come about."""
    people = draw(st.lists(st.sampled_from(PEOPLE), max_size=4, unique_by=lambda one: one.key))
    assignments = tuple(
        Assignment(
            person=replace(one, deputies=tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=1)))),
            step=draw(st.sampled_from([None, 0, 1])),
            because=draw(st.sampled_from(["route", "intake", "urgent", "escalated", "passed_on"])),
            at=draw(TIMES),
            acknowledged_at=draw(st.none() | st.none() | TIMES),
            reminded_at=draw(MAYBE),
            escalated_at=draw(MAYBE),
        )
        for one in people
    )
    duties = tuple(
        Duty(
            id=id_,
            text=id_,
            due=(by := draw(MAYBE)),
            late_from=by and by + draw(st.sampled_from([0, 12, 24])) * HOUR,
            reminded_at=draw(MAYBE),
            late_at=draw(MAYBE),
            done_at=draw(MAYBE),
        )
        for id_ in draw(st.lists(st.sampled_from(["gilr", "desk"]), unique=True))
    )
    make = draw(st.sampled_from([a_case, a_disclosure]))
    state = draw(st.sampled_from(REPORT_STATES if make is a_case else DISCLOSURE_STATES))
    out = draw(st.sets(st.sampled_from([one.name for one in PEOPLE]), max_size=3))
    return make(
        *assignments,
        state=state,
        duties=duties,
        review_at=draw(MAYBE),
        nobody_left=draw(st.booleans()),
        out=kept_out(Involved(names=tuple(out)), PEOPLE),
    )


@given(case=cases(), at=TIMES, rules=RULE_SETS)
def test_what_is_to_be_done_next_always_lies_ahead(*, case: Case, at: datetime, rules: Rules) -> None:
    """The watch never spins: once it has looked, there is nothing to do, or not yet; and it tells nobody twice."""

    def line(one: Assignment) -> Iterator[Person]:
        yield from (*one.person.deputies, *PEOPLE)

    done = looked_after(case, at, rules, line, tell)
    next_at = wound(done.case, rules).next_at
    assert next_at is None or next_at > at
    assert looked_after(done.case, at, rules, line, tell) == Changed(case=done.case)
    people = [one.to for one in done.notices]
    assert len(set(people)) == len(people)
    new = done.case.assignments[len(case.assignments) :]
    assert not any(is_out(one.person, case.out) for one in new)
    earlier = wound(case, rules).next_at
    if earlier is None or earlier > at:
        assert done == Changed(case=case)


@given(case=cases(), rules=RULE_SETS)
def test_in_the_end_nothing_is_left_to_do(*, case: Case, rules: Rules) -> None:
    """Followed from one time to the next, it comes to rest, and the same person is made a recipient once."""
    keys = [one.person.key for one in case.assignments]
    for _ in range(60):
        case = wound(case, rules)
        if case.next_at is None:
            break
        case = looked_after(case, case.next_at, rules, lambda one: iter((*one.person.deputies, *PEOPLE)), tell).case
    assert case.next_at is None
    found = [one.person.key for one in case.assignments]
    assert len(set(found)) == len(found)
    assert found[: len(keys)] == keys
