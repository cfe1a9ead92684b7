"""Wiring: where things are kept, and how a running assistant takes up a new index."""

import os
from datetime import date
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError
from bot.wiring import Assistant, encoders_folder, feedback_store, index_command, index_folder
from handlers.ask.messages import AskRequest
from handlers.feedback import Feedback
from index.errors import IndexUnusable
from knowledge.errors import KnowledgeError
from knowledge.library import DEFAULT_FOLDER
from tests.conftest import Place

QUESTION = AskRequest(question="can I say on linkedin that I work for the town", org="alder-creek")


def settings(**changes: object) -> Settings:
    """Return settings that no environment or file of this machine reaches."""
    return Settings(_env_file=None, **changes)  # type: ignore[arg-type]


def quotes(assistant: Assistant) -> str:
    """Return everything that is quoted in answer to the question."""
    return " ".join(one.quote for one in assistant.ask.handle(QUESTION).citations)


def test_every_knowledge_folder_has_an_index_of_its_own(tmp_path: Path) -> None:
    """Folders of one name do not overwrite each other; one folder written in two ways is one."""
    one, other = tmp_path / "a" / "texts", tmp_path / "b" / "texts"
    one.mkdir(parents=True)
    folders = [index_folder(settings(knowledge=path)) for path in (one, other, one / ".." / "texts", DEFAULT_FOLDER)]
    assert folders[0] == folders[2]
    assert len(set(folders)) == 3
    assert folders[3] == Path("var/index/default")


def test_everything_that_is_stored_goes_to_one_folder(tmp_path: Path) -> None:
    """The folder that a setting names, and no other."""
    given = settings(var=tmp_path, knowledge=tmp_path)
    assert index_folder(given).is_relative_to(tmp_path)
    assert encoders_folder(given).is_relative_to(tmp_path)


async def test_feedback_goes_to_that_folder_too(tmp_path: Path) -> None:
    """Nothing is made before it is needed."""
    store = feedback_store(settings(var=tmp_path / "var"))
    assert await store.all() == []
    assert os.listdir(tmp_path) == []
    await store.add(Feedback(day=date(2026, 3, 4), org=None, helpful=True))
    await store.close()
    assert os.listdir(tmp_path / "var") == ["conduct.sqlite3"]


def test_the_command_that_builds_the_index_names_the_folder_where_it_must() -> None:
    """Our own texts need no option; a name with a space is quoted."""
    assert index_command(settings()) == "conduct index"
    assert index_command(settings(knowledge=Path("my texts"))) == "conduct index --knowledge 'my texts'"


def test_without_an_index_there_is_no_assistant(tmp_path: Path) -> None:
    """It is told before anybody asks."""
    with pytest.raises(IndexUnusable, match="run 'conduct index'"):
        Assistant(settings(var=tmp_path))


def test_a_broken_contacts_file_is_told_at_once(town: Place, tmp_path: Path) -> None:
    """Not when somebody needs a number."""
    (tmp_path / "numbers.yaml").write_text("- {organisation: alder-creek, contact: nobody}\n", "utf-8")
    with pytest.raises(KnowledgeError, match="nobody"):
        Assistant(settings(knowledge=town.knowledge, var=town.var, contacts=tmp_path / "numbers.yaml"))


def test_the_deployments_emergency_number_reaches_the_answer(town: Place) -> None:
    """Settings, handler and search are put together: the organisation's number, or the deployment's before it."""
    danger = AskRequest(question="a man with a knife is at the front desk", org="alder-creek")
    plain = Assistant(town.settings)
    own = Assistant(town.settings.model_copy(update={"emergency_numbers": {"alder-creek": "5-0911"}}))
    first = [one.ask.handle(danger).next_steps[0] for one in (plain, own)]
    assert [(step.kind, step.target) for step in first] == [("emergency", "555-0911"), ("emergency", "5-0911")]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"org": "mars"}, "CONDUCT_ORG: 'mars' is no organisation here; choose one of: alder-creek"),
        ({"org": ""}, "CONDUCT_ORG: '' is no organisation here; choose one of: alder-creek"),
        ({"emergency_numbers": {"alder-creek": "1", "mars": "2"}}, "CONDUCT_EMERGENCY_NUMBERS: 'mars' is no organisat"),
        ({"slack_organisations": {"T0123ABC": "mars"}}, "CONDUCT_SLACK_ORGANISATIONS: 'mars' is no organisation here"),
    ],
)
def test_a_setting_that_names_an_unknown_organisation_is_refused(
    town: Place, changes: dict[str, object], told: str
) -> None:
    """At the start, with the variable and the known ones; not when somebody is in danger."""
    with pytest.raises(SettingsError) as refused:
        Assistant(town.settings.model_copy(update=changes))
    assert told in str(refused.value)
    assert str(refused.value).endswith("choose one of: alder-creek")


def test_a_new_index_is_taken_up_with_the_texts_that_it_was_built_from(own_town: Place) -> None:
    """The running assistant quotes the edited text after the build, and the old one until then."""
    assistant = Assistant(own_town.settings)
    assert not assistant.refresh()
    own_town.edit("are your own", "are yours alone")
    built = own_town.run(["index"])
    assert built.returncode == 0, built.stderr
    assert "are your own" in quotes(assistant)
    assert assistant.refresh()
    assert "are yours alone" in quotes(assistant)
    assert not assistant.refresh()


def test_a_changed_contacts_file_is_taken_up(town: Place, tmp_path: Path) -> None:
    """A number that people are told is the new one; a broken file leaves the old one until it is mended."""
    path = tmp_path / "numbers.yaml"
    asked = AskRequest(question="I lost my work phone on the bus", org="alder-creek")

    def write(number: str, contact: str = "town_clerk") -> None:
        path.write_text(f"- {{organisation: alder-creek, contact: {contact}, phone: '{number}'}}\n", "utf-8")

    write("5-1")
    assistant = Assistant(settings(knowledge=town.knowledge, var=town.var, contacts=path))
    write("5-22", contact="nobody")
    with pytest.raises(KnowledgeError, match="nobody"):
        assistant.refresh()
    assert not assistant.refresh()
    assert "5-1" in [one.phone for one in assistant.ask.handle(asked).contacts]
    write("5-333")
    assert assistant.refresh()
    assert "5-333" in [one.phone for one in assistant.ask.handle(asked).contacts]


def test_an_index_that_does_not_fit_leaves_the_old_one_in_use(own_town: Place) -> None:
    """A damaged file is refused once, is not read again until it changes, and answers go on."""
    assistant = Assistant(own_town.settings)
    content = own_town.index.read_bytes()
    own_town.index.write_bytes(content[:1000])
    with pytest.raises(IndexUnusable):
        assistant.refresh()
    assert not assistant.refresh()
    assert "are your own" in quotes(assistant)
    own_town.index.write_bytes(content)
    os.utime(own_town.index, ns=(1, 1))
    assert assistant.refresh()


def test_an_edited_text_alone_changes_nothing_that_is_loaded(own_town: Place) -> None:
    """Texts are taken up with their index, never without."""
    assistant = Assistant(own_town.settings)
    own_town.edit("are your own", "are yours alone")
    assert not assistant.refresh()
    assert "are your own" in quotes(assistant)
