"""The steps of a report in Slack: what they ask after what was answered, and what is wrong with it."""

from copy import deepcopy

import pytest

from bot.slack import ids
from tests.bot.slack.reporting import (
    DESCRIBED,
    WORDS,
    chooses,
    form,
    goes_back,
    initial,
    names,
    place,
    places_of,
    shown,
    submits,
    to_about,
    to_people,
    to_seen,
)
from tests.bot.slack.running import Running, slack_settings
from tests.bot.web.fakes import FakeAssistant
from tests.bot.web.reporting import FakeOffice, WordReader

_LAPTOP = "I left my laptop on the train."


async def test_nobody_preselects_what_it_is_about(here: Running) -> None:
    """What it reads like is offered first, and everything else after that."""
    await to_about(here)
    assert next(iter(places_of(form(here), "type"))) == "Bullying, harassment or threats"
    assert initial(form(here), "type") is None
    assert "If it is what seems most likely, do this now" in shown(here)
    await chooses(here, "type", "another")
    assert len(places_of(form(here), "any")) == 11  # a supervisor's concern is none of an employee's
    await chooses(here, "any", "records", {"type": "another"})
    assert initial(form(here), "any") == "records"
    assert "What to do now" in shown(here)


async def test_where_the_words_tell_nothing_all_is_offered(here: Running) -> None:
    """A guess would be chance."""
    await to_about(here, "Ich habe gestern meinen Ausweis im Zug verloren und finde ihn nicht mehr.")
    assert "type" not in names(form(here))
    assert "cannot be told from the words" in shown(here)
    assert "do this now" not in shown(here)
    await chooses(here, "any", "information_incident")
    assert "f/information_out" in names(form(here))


async def test_fields_come_and_go_with_their_conditions(here: Running) -> None:
    """By the type, and by what was answered; what stands in the others stays."""
    await to_about(here, _LAPTOP)
    assert "f/information_out" not in names(form(here))
    await chooses(here, "type", "information_incident", {"f/where": "On the train", "f/when": "2026-11-18"})
    assert {"f/information_out", "f/noticed", "f/noticed/time", "f/contained", "f/told"} <= {*names(form(here))}
    assert "f/information" not in names(form(here))
    await chooses(here, "f/information_out", "unsure", {"f/done": "I called IT."})
    assert "f/information" in names(form(here))
    kept = {"f/where": "On the train", "f/when": "2026-11-18", "f/done": "I called IT.", "f/information_out": "unsure"}
    assert {name: initial(form(here), name) for name in kept} == kept
    await chooses(here, "f/information_out", "no")
    assert "f/information" not in names(form(here))
    await chooses(here, "type", "harassment")
    assert "f/information_out" not in names(form(here))
    assert initial(form(here), "f/where") == "On the train"


async def test_a_choice_redraws_the_same_places(here: Running) -> None:
    """Slack keeps what is typed where the ids stay; only what can be chosen among others gets another one."""
    await to_about(here, _LAPTOP)
    before = {place(form(here), name) for name in names(form(here))}
    await chooses(here, "type", "information_incident")
    after = {place(form(here), name) for name in names(form(here))}
    assert before < after


async def test_a_choice_that_comes_late_changes_nothing(here: Running) -> None:
    """The step that was sent after it counts: Slack may hand both over at once, in any order."""
    await to_about(here, _LAPTOP)
    view, kept = deepcopy(form(here)), {"type": "harassment", "f/where": "On the train"}
    await submits(here, kept)
    for hash_ in (view.view["hash"], form(here).view["hash"]):
        view.view["hash"] = hash_
        chosen = {place(view, "type"): "information_incident"}
        at = place(view, "type")
        await here.presses(view, ids.REPORT_CHANGED, chosen="information_incident", block_id=at, values=chosen)
    assert "Step 3 of 4" in shown(here)
    await goes_back(here)
    assert {name: initial(form(here), name) for name in kept} == kept


async def test_two_choices_at_once_both_count(here: Running) -> None:
    """The second was made before the first was shown."""
    await to_about(here, _LAPTOP)
    view = deepcopy(form(here))
    await chooses(here, "type", "information_incident")
    later = {place(view, "type"): "information_incident", "f/where": "On the train"}
    at = place(view, "type")
    await here.presses(view, ids.REPORT_CHANGED, chosen="information_incident", block_id=at, values=later)
    assert initial(form(here), "f/where") == "On the train"


async def test_a_sort_is_asked_where_the_organisation_routes_it_apart(here: Running) -> None:
    """None is preselected."""
    await to_about(here, "Somebody uses our logo.")
    await chooses(here, "type", "intellectual_property")
    assert initial(form(here), "variant/intellectual_property") is None
    await chooses(here, "variant/intellectual_property", "marks")
    await submits(here)
    assert "name" in names(form(here))


async def test_an_answer_that_helps_first_is_shown_first(here: Running) -> None:
    """Then it can be reported all the same."""
    await to_about(here, "A journalist called me.")
    await chooses(here, "type", "media_request")
    said = shown(here)
    assert said.index("What the guidelines say of it") < said.index("What to do now")
    assert form(here).view["submit"]["text"] == "Report it all the same"


async def test_back_leaves_everything_as_it_was(here: Running) -> None:
    """Step by step, what was entered but not sent too."""
    people = ["person Ina Take"]
    await to_people(here)
    await submits(here, {"name": "Rae Okoro", "reach": "after six", "others": "Kim\nNoa", "involved/others/0": people})
    await goes_back(here)
    assert (initial(form(here), "name"), initial(form(here), "reach")) == ("Rae Okoro", "after six")
    assert initial(form(here), "others") == "Kim\nNoa"
    assert initial(form(here), "involved/others/0") == people
    await goes_back(here, {"name": "Rae"})
    assert initial(form(here), "type") == "harassment"
    await goes_back(here, {"f/where": "In the kitchen"})
    assert (initial(form(here), "f/what"), initial(form(here), "f/danger")) == (WORDS, "no")
    for _ in range(3):
        await submits(here)
    assert "In the kitchen" in shown(here)
    assert "Rae" in shown(here)


async def test_with_other_words_another_type_stays_chosen(here: Running) -> None:
    """It is not among what the new words read like, and is seen to be chosen all the same."""
    await to_about(here)
    await chooses(here, "type", "harassment")
    await goes_back(here)
    await submits(here, {"f/what": "A journalist called me."})
    assert (initial(form(here), "type"), initial(form(here), "any")) == ("another", "harassment")


@pytest.mark.parametrize(
    ("values", "at", "told"),
    [
        ({"f/what": "!?"}, "f/what", "no words in this"),
        ({"f/danger": "no", "f/what": " "}, "f/what", "Please answer"),
    ],
)
async def test_what_is_wrong_with_the_words_stands_at_them(
    here: Running, values: dict[str, str], at: str, told: str
) -> None:
    """The step stays as it is."""
    await here.commands("/report")
    answer = await submits(here, {**DESCRIBED, **values})
    assert answer.body["response_action"] == "errors"
    assert told in answer.body["errors"][place(form(here), at)]


async def test_what_is_wrong_with_answers_stands_at_their_fields(here: Running) -> None:
    """All of them at once, each in a sentence."""
    await to_about(here)
    await chooses(here, "type", "harassment")
    answer = await submits(here, {"f/when": "2031-01-01", "f/done": "x"})
    assert answer.body["errors"] == {"f/when": "When did it happen? That is in the future; it must have begun already."}
    answer = await submits(here, {"f/when/time": "14:30"})
    assert answer.body["errors"] == {"f/when": "Choose the day as well."}


async def test_a_field_that_is_not_shown_yet_is_asked_for(here: Running) -> None:
    """Whoever is quicker than the update sees what is missing in the same step."""
    await to_about(here, _LAPTOP)
    answer = await submits(here, {"type": "information_incident"})
    assert answer.body["response_action"] == "update"
    assert "⚠ Please answer: Is personal or confidential information out?" in shown(here)
    answer = await submits(here, {"f/information_out": "no"})
    assert "name" in names(form(here))


async def test_a_name_is_needed(here: Running) -> None:
    """One of spaces is none."""
    await to_people(here)
    answer = await submits(here, {"name": " "})
    assert answer.body["errors"]["name"].startswith("Give your name")


async def test_the_organisation_is_asked_where_it_is_not_known(here: Running, assisting: FakeAssistant) -> None:
    """Number, notice and units follow it; what was typed stays."""
    assisting.settings = slack_settings(here.slack, org=None)
    await here.commands("/report", WORDS)
    assert initial(form(here), "org") is None
    assert not any(name.startswith("unit/") for name in names(form(here)))
    await chooses(here, "org", "bc")
    assert "Under what authority" in shown(here)
    assert [*places_of(form(here), "unit/bc")] == ["None of these, or not said", "Parks", "Forests"]
    assert initial(form(here), "f/what") == WORDS


async def test_an_organisation_whose_reports_are_not_taken_says_whom_to_tell(
    here: Running, assisting: FakeAssistant
) -> None:
    """Nothing can be sent then, and what was typed stays."""
    assisting.settings = slack_settings(here.slack, org="ns")
    await here.commands("/report", WORDS)
    assert "Reports of Government of Nova Scotia are not taken here." in shown(here)
    answer = await submits(here, {"f/danger": "no"})
    assert "not taken here" in answer.body["errors"]["org"]
    assert initial(form(here), "f/what") == WORDS


async def test_a_supervisor_is_offered_what_supervisors_report(here: Running, reader: WordReader) -> None:
    """It is read as theirs too."""
    await to_about(here, role="supervisor")
    assert reader.asked[-1] == "supervisor"
    await chooses(here, "type", "another")
    assert "A concern about somebody who reports to you" in places_of(form(here), "any")


async def test_danger_is_loud_as_soon_as_it_is_said(here: Running) -> None:
    """In the step itself, and in those that follow."""
    await here.commands("/report")
    assert "Call first." not in shown(here)
    await chooses(here, "f/danger", "unsure", {"f/what": WORDS})
    assert "Call first." in shown(here).splitlines()[2]
    await submits(here)
    assert "Call first." in shown(here).splitlines()[2]


async def test_words_that_read_like_danger_are_loud_and_urgent(here: Running, office: FakeOffice) -> None:
    """Also where nobody said that somebody is in danger: who is told at once is shown."""
    await here.commands("/report")
    await submits(here, {"f/danger": "unsure", "f/what": "He stood there with a knife."})
    assert "Call first." in shown(here).splitlines()[2]
    assert next(iter(places_of(form(here), "type"))) == "Somebody is in danger now"
    await submits(here, {"type": "emergency"})
    await submits(here, {"name": "Rae Okoro"})
    assert "Uma Gent" in shown(here)


async def test_unanswered_fields_are_not_told(here: Running) -> None:
    """What is sent is shown, and no more."""
    await to_seen(here)
    said = shown(here).split("\nWhat you send\n")[1]
    assert "What happened?\nHe read out" in said
    assert "Where did it happen?" not in said
    assert ids.REPORT_BACK in str(form(here).blocks[-1])
