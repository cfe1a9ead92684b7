"""What goes wrong on the way to a case in Slack: the person reads a sentence, and what they wrote is still there."""

from copy import deepcopy
from dataclasses import replace

import pytest

from bot.deployment.staff import Roster
from bot.slack import ids
from bot.slack.incoming import Somebody
from bot.slack.reporting.drafts import Drafts
from bot.slack.workspaces import Workspace
from bot.storage.errors import StorageUnusable
from bot.storage.notes import SqlNotes
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.reports import Reports
from tests.bot.slack import requests as sent
from tests.bot.slack.reporting import WORDS, form, initial, place, shown, submits, to_about, to_seen
from tests.bot.slack.running import Running
from tests.bot.slack.test_refusing import Log, log
from tests.bot.web.reporting import office, only_case, staff
from tests.handlers.cases.builders import person

__all__ = ["log"]

SOMEWHERE = Workspace(team="T1", token="", user="U0", bot="B0")
SECRET = "Rumpelstiltskin told my diagnosis to the whole team."


async def test_where_others_would_get_it_who_will_see_it_is_shown_anew(
    here: Running, library: Library, reports: Reports
) -> None:
    """Nothing is sent to somebody who was not shown; after another look it is."""
    await to_seen(here)
    known = staff()
    people = {one: known.people(*one) for one in known.places}
    others = office(library, reports, Roster({**people, ("bc", None, "intake"): (person("Nia New", "intake"),)}))
    here.office.made = others.made
    await submits(here)
    assert "⚠ Who will see this has changed since you looked." in shown(here)
    assert "Nia New (Intake)" in shown(here)
    assert not await others.store.summaries()
    await submits(here)
    assert [one.person.name for one in only_case(others).recipients] == ["Nia New"]


async def test_what_could_not_be_kept_is_told_and_sent_once_it_can(here: Running) -> None:
    """With the sentence of the store; nothing is confirmed before."""
    await to_seen(here)
    here.office.store.broken = True
    await submits(here)
    assert "nothing was sent" in shown(here).splitlines()[3]
    assert WORDS in shown(here)
    assert not here.messages()
    here.office.store.broken = False
    await submits(here)
    assert only_case(here.office).number in shown(here)


async def test_where_nothing_can_be_read_it_is_tried_again(here: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """The modal knows what it was about to send, and nothing else."""
    await to_seen(here)

    async def broken(*_: object, **__: object) -> None:
        raise StorageUnusable("cannot use conduct.sqlite3")

    with monkeypatch.context() as patch:
        patch.setattr(SqlNotes, "get", broken)
        await submits(here)
    assert "cannot be opened at the moment" in shown(here)
    assert "call 911 first" in shown(here)
    assert form(here).view["submit"]["text"] == "Try again"
    await submits(here)
    assert only_case(here.office).number in shown(here)


async def test_what_breaks_in_a_step_is_said_in_it(here: Running, log: Log) -> None:
    """At its last field, so that everything that was entered stays; the log has the incident, not the words."""
    await here.commands("/report", SECRET)
    here.office.failing = KnowledgeError(here.folder, "is broken")
    answer = await submits(here, {"f/danger": "no"})
    assert "are not taken here" in answer.body["errors"][place(form(here), "f/what")]
    here.office.failing = None
    await submits(here, {"f/danger": "no"})
    assert "Step 2 of 4" in shown(here)
    assert "Rumpelstiltskin" not in log.read()


async def test_a_case_is_kept_also_where_it_cannot_be_confirmed(here: Running, log: Log) -> None:
    """The modal has shown it; the log says that the message did not arrive."""
    await to_seen(here, text=SECRET)
    here.slack.fail("chat.postMessage", error="not_allowed", times=None)
    await submits(here)
    assert only_case(here.office).number in shown(here)
    said = log.read()
    assert "could not confirm a case" in said
    assert "Rumpelstiltskin" not in said


@pytest.mark.parametrize("changed", ["", "gAAAAAB", "half"])
async def test_a_modal_whose_seal_was_changed_is_refused(here: Running, changed: str, log: Log) -> None:
    """Nothing is read, and nothing kept."""
    await to_seen(here, text=SECRET)
    view = deepcopy(form(here))
    sealed = view.view["private_metadata"]
    view.view["private_metadata"] = sealed[: len(sealed) // 2] if changed == "half" else changed
    await here.send(sent.view_submission(here.workspace, here.user(), view))
    said = log.read()
    assert "This belongs to somebody else, or is not valid any more." in shown(here)
    assert "sealed for somebody else, or changed" in said
    assert "Rumpelstiltskin" not in said
    assert not await here.office.store.summaries()


async def test_somebody_elses_dialog_is_refused(here: Running, log: Log) -> None:
    """However they came by what is sealed for it: to send it, to change it, or to go back."""
    await to_seen(here, text=SECRET)
    await here.commands("/report", name="ben")
    stolen = deepcopy(form(here, "ben"))
    stolen.view["private_metadata"] = form(here).view["private_metadata"]
    stolen.view["blocks"] = form(here).view["blocks"]
    await here.send(sent.view_submission(here.workspace, here.user("ben"), stolen))
    assert "This belongs to somebody else" in shown(here, "ben")
    await here.presses(stolen, ids.REPORT_BACK, name="ben")
    assert "This belongs to somebody else" in here.messages("ben")[-1].text
    assert "Rumpelstiltskin" not in str(here.slack.views[stolen.id].view) + str(here.messages("ben"))
    assert "Rumpelstiltskin" not in log.read()
    assert not await here.office.store.summaries()


async def test_a_step_of_what_was_discarded_cannot_be_sent(here: Running) -> None:
    """It says so, and how to begin anew."""
    await to_about(here)
    open_ = form(here)
    await here.commands("/report")
    await here.presses(form(here), ids.REPORT_DISCARD)
    await here.send(sent.view_submission(here.workspace, here.user(), open_, {place(open_, "type"): "harassment"}))
    assert "is not kept any more" in "\n".join(here.slack.texts_of(here.slack.views[open_.id].view))


async def test_a_modal_that_was_closed_meanwhile_is_let_go(here: Running) -> None:
    """Nobody is told of an update that nobody sees; what was entered is kept."""
    await to_about(here)
    view = form(here)
    await here.send(sent.view_closed(here.workspace, here.user(), view))
    await here.presses(view, ids.REPORT_BACK, values={"f/where": "In the kitchen"})
    assert not here.messages()
    await here.commands("/report")
    await here.presses(form(here), ids.REPORT_CONTINUE)
    await submits(here)
    assert initial(form(here), "f/where") == "In the kitchen"


async def test_what_is_kept_late_does_not_undo_what_went_further(here: Running) -> None:
    """Of two that come at once, also in two processes; at the same step the later one counts."""
    drafts, who = Drafts(here.notes, here.office.clock), Somebody(workspace=SOMEWHERE, id="U1")
    first = drafts.new(who, "report", org="bc", answers={"what": "First"})
    await drafts.keep(first)
    await drafts.keep(replace(first, answers={"what": "Second"}))
    await drafts.keep(replace(first, answers={"what": "Third"}, step="about", moves=1))
    await drafts.keep(first)
    found = await drafts.get(who, first.id)
    assert found is not None
    assert (found.answers, found.step) == ({"what": "Third"}, "about")
