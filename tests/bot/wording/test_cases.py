"""A case in words, as its reporter reads it."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.wording.cases import (
    brought_line,
    case_title,
    clock_time,
    filed_parts,
    kept_out_lines,
    message_line,
    next_line,
    receiver_line,
    task_line,
)
from handlers.cases.case import Case
from handlers.cases.people import INTAKE, Way
from handlers.cases.receivers import Receiver
from handlers.cases.showing import Said, Task
from handlers.cases.views import reporter_view_now
from handlers.cases.wording import LOCAL, LOCAL_NEXT
from knowledge.library import Library
from knowledge.reports import Reports
from tests.handlers.cases.builders import NOON, a_case, assigned, person
from tests.handlers.cases.fakes import Office, office, staffed
from tests.handlers.cases.filings import file, filing

ZONE = ZoneInfo("America/Vancouver")
FRONT = person("Hana Yamamoto", INTAKE)
HERE = person("Whoever Runs", INTAKE, ways=(Way(kind="here", address="here"),))


@pytest.fixture
def here(library: Library, reports: Reports) -> Office:
    """An office with an intake."""
    return office(library, reports, staffed(FRONT))


def test_times_are_told_in_the_zone_of_whoever_reads() -> None:
    """With its abbreviation."""
    assert clock_time(NOON, ZONE) == "2026-11-20 04:00 PST"


async def test_a_case_is_told_by_its_number_and_what_is_next(here: Office, library: Library) -> None:
    """By when that is comes first."""
    view = reporter_view_now((await file(here)).case, here.work, library)
    assert case_title(view, ZONE) == f"Case {view.number}, of 2026-11-20 04:00 PST"
    assert next_line(view, ZONE).startswith("2026-11-22 04:00 PST: by then somebody is to say")
    assert next_line(replace(view, by=None), ZONE) == view.next


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "File it."),
        ({"due": NOON}, "File it. Due by 2026-11-20 04:00 PST."),
        ({"due": NOON, "late": True}, "File it. It was due by 2026-11-20 04:00 PST."),
        ({"due": NOON, "done_at": NOON + timedelta(hours=1)}, "File it. Done on 2026-11-20 05:00 PST."),
    ],
)
def test_what_is_left_is_told_with_its_time(changes: dict[str, object], line: str) -> None:
    """As long as it is left."""
    task = Task(id="gilr", text="File it.", due=None, done_at=None, late=False)
    assert task_line(replace(task, **changes), ZONE) == line  # type: ignore[arg-type]


def test_a_message_and_a_receiver_are_a_line_each() -> None:
    """With when it was, where that is told."""
    said = Said(at=NOON, who="You", text="On Monday.", own=True)
    assert message_line(said, ZONE) == "2026-11-20 04:00 PST, You: On Monday."
    one = Receiver(name="Ada Nygaard", role="Intake", since=NOON, has_it=False, standing="on_its_way", at=None)
    assert receiver_line(one, ZONE) == "Ada Nygaard (Intake): on its way"
    assert receiver_line(replace(one, standing="reached", at=NOON), ZONE).endswith("reached 2026-11-20 04:00 PST")
    assert receiver_line(replace(one, standing="has_it", at=NOON), ZONE).endswith("has it: 2026-11-20 04:00 PST")


async def test_whoever_filed_reads_what_is_next_what_is_left_and_whom_to_call(here: Office, library: Library) -> None:
    """The emergency number first, and not twice."""
    sent = filing(here, "information_incident", role="supervisor")
    view = reporter_view_now((await file(here, "information_incident", role="supervisor")).case, here.work, library)
    parts = list(filed_parts(view, "911", cards=sent.cards.values(), zone=sent.zone))
    assert [one.title for one in parts] == ["What happens next", "What this does not do for you", "Numbers to call"]
    assert len(parts[1].points) == len(view.duties) > 0
    assert [point.split(":")[0] for point in parts[2].points] == [
        "In danger",
        "Service Desk – 250 387-7000 (select Option 3)",
        "MyHR – 1 877 277-0772",
    ]
    again = list(filed_parts(view, "250 387-7000", cards=sent.cards.values(), zone=sent.zone))[2].points
    assert again[0] == "In danger: 250 387-7000"
    assert not any("Service Desk" in one for one in again)


@pytest.mark.parametrize(
    ("case", "waiting", "said"),
    [
        (a_case(assigned(FRONT, delivered_at=NOON)), 0, "has been brought to everybody"),
        (a_case(assigned(FRONT, delivered_at=NOON)), 1, "could not be brought"),
        (a_case(assigned(FRONT, delivered_at=NOON)), None, "could not be brought"),
        (a_case(assigned(FRONT)), 0, "could not be brought"),
        (a_case(assigned(HERE)), None, LOCAL),
    ],
)
def test_how_far_it_has_come_is_told_as_it_is(case: Case, waiting: int | None, said: str) -> None:
    """Nobody believes it brought that is on its way."""
    assert said in brought_line(case, waiting)


async def test_a_local_trial_has_no_time_limit(library: Library, reports: Reports) -> None:
    """What is next begins as it is."""
    trial = office(library, reports, staffed(HERE))
    assert next_line(reporter_view_now((await file(trial)).case, trial.work, library), ZONE) == LOCAL_NEXT


def test_who_is_kept_out_is_told_with_those_whom_nobody_knows() -> None:
    """Only where there are such."""
    assert list(kept_out_lines(["Zoe Ek"], [])) == ["Kept out from now on, with those who stand in for them: Zoe Ek."]
    assert "Nobody of this name is known here: Yan Li." in list(kept_out_lines(["Zoe Ek", "Yan Li"], ["Yan Li"]))[1]
