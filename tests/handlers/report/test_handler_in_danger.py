"""In danger the number comes first."""

from dataclasses import replace

import pytest

from handlers.ask.handler import AskHandler
from handlers.contacts import Directory
from handlers.emergency import Emergency
from handlers.report.handler import ReportHandler
from handlers.report.messages import ReportRequest
from knowledge.library import Library
from knowledge.reports import Reports
from tests.fakes import NOTHING, FakeSearch
from tests.handlers.report.fakes import TOWN, FakeReportReader, reading
from tests.handlers.report.understanding import FRENCH, LIKELY, understood


@pytest.mark.parametrize("org", ["bc", "ns", "sk-ipc"])
@pytest.mark.parametrize("text", ["he stands at the counter with a knife", FRENCH])
def test_in_danger_the_emergency_comes_first(library: Library, reports: Reports, org: str, text: str) -> None:
    """In any organisation and language: the number, then its route; the types that fit beside it, if any is read."""
    one = understood(library, reports, reading(*LIKELY, danger=0.9), text, org=org)
    assert one.emergency
    assert (one.steps[0].kind, one.steps[0].target, one.number) == ("emergency", "911", "911")
    assert "call 911 first" in one.steps[0].text
    assert (one.guess.type.id, one.guess.chance) == ("emergency", 0.9)
    assert [other.type.id for other in one.alternatives] == ([] if text == FRENCH else list(LIKELY[:3]))
    assert [card.id for card in one.contacts] == ["emergency_911"]
    assert one.deadline == "immediate"


@pytest.mark.parametrize(("danger", "first"), [(0.0, "harassment"), (0.49, "harassment"), (0.5, "emergency")])
def test_danger_counts_from_a_half_on(library: Library, reports: Reports, danger: float, first: str) -> None:
    """Below that nobody is sent to the phone, but the number stands on every form."""
    one = understood(library, reports, reading(*LIKELY, danger=danger))
    assert one.guess.type.id == first
    assert one.emergency == (first == "emergency")
    assert ("emergency" in [step.kind for step in one.steps]) == one.emergency
    assert one.number == "911"


@pytest.mark.parametrize("type_", ["harassment", "information_incident", "media_request", "conflict_of_interest"])
def test_danger_comes_first_whatever_the_reporter_says_that_it_is(
    library: Library, reports: Reports, type_: str
) -> None:
    """The type is theirs to say; the number is called all the same."""
    one = understood(library, reports, reading(*LIKELY, danger=0.8), type=type_)
    assert (one.guess.type.id, one.emergency) == (type_, True)
    assert (one.steps[0].kind, one.steps[0].target) == ("emergency", "911")
    assert len(one.steps) > 1


def test_an_emergency_that_the_reporter_confirms_is_one(library: Library, reports: Reports) -> None:
    """Whatever was read."""
    one = understood(library, reports, reading(*LIKELY, danger=0.01), type="emergency")
    assert (one.guess.type.id, one.guess.chance, one.emergency) == ("emergency", 1.0, True)
    assert one.steps[0].kind == "emergency"


def test_the_number_is_that_of_the_setting_then_of_the_organisation(
    library: Library, reports: Reports, town_library: Library, town_reports: Reports
) -> None:
    """What the deployment sets for an organisation is what its people are told."""
    numbers = {"bc": "7-911"}
    told = [
        understood(library, reports, reading(*LIKELY, danger=0.9), org=org, numbers=numbers) for org in ("bc", "ns")
    ]
    assert [(one.number, one.steps[0].target) for one in told] == [("7-911", "7-911"), ("911", "911")]
    town = understood(town_library, town_reports, reading("harassment", danger=0.9), org=TOWN)
    assert (town.number, town.steps[0].target) == ("555-0911", "555-0911")
    assert (town.contacts[0].phone, town.contacts[0].name) == ("555-0911", "555-0911")


def test_the_number_is_known_without_danger(library: Library, reports: Reports) -> None:
    """Every form shows it; of an organisation that is unknown here, the first that is set."""
    calm = understood(library, reports, reading(*LIKELY), numbers={"bc": "7-911"})
    assert (calm.emergency, calm.number) == (False, "7-911")
    own = Emergency(library, {"ns": "9-911"})
    assert [own.number_of(org) for org in ("bc", "ns", "gone", None)] == ["911", "9-911", "9-911", "9-911"]
    assert Emergency(library).number_of("gone") == "911"


def test_by_default_organisations_say_their_number(town_library: Library, town_reports: Reports) -> None:
    """A deployment need not."""
    directory = Directory(town_library)
    ask = AskHandler(town_library, FakeSearch(), directory)
    plain = ReportHandler(town_library, town_reports, FakeReportReader(reading()), directory, ask)
    told = plain.handle(ReportRequest(text="He hit me.", org=TOWN))
    assert told.number == "555-0911"


def test_a_question_that_only_the_search_takes_for_danger_is_answered_as_such(
    library: Library, reports: Reports
) -> None:
    """What reads reports knows more of them; the answer itself still begins with the number."""
    search = FakeSearch(replace(NOTHING, danger=0.9))
    one = understood(library, reports, reading("media_request"), search=search)
    assert not one.emergency
    assert one.answer
    assert one.answer.next_steps[0].kind == "emergency"
