"""The other commands: help, index, feedback, knowledge check."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.wiring import feedback_store
from handlers.feedback import Feedback
from knowledge.library import DEFAULT_FOLDER
from tests.bot.cli.conftest import Conduct, refusal
from tests.conftest import Place

TODAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("command", "named"),
    [
        ((), ["ask", "check", "serve", "index", "tune", "feedback", "eval", "knowledge"]),
        ((), ["report", "disclose", "case", "cases", "audit", "keys", "backup", "restore", "outbox"]),
        ((), ["For everybody", "For whoever runs it", "For whoever looks after the cases", "For maintainers"]),
        (("report",), ["--org", "--unit", "--role", "--type", "--variant", "--involved", "--involved-role", "--to"]),
        (
            ("report",),
            ["--applies", "--name", "--reach", "--yes", "--dry-run", "--json", "--batch", "--out", "anonymous"],
        ),
        (("report",), ["--danger", "--when", "--where", "--link", "--still-visible", "--information-out", "--done"]),
        (("report",), ["--information ", "--affected", "--evidence", "no, yes, unsure", "May be given several times."]),
        (("disclose",), ["--org", "--interest", "--duties", "--aware-since", "--parties", "--done", "--post", "--to"]),
        (("case",), ["--add", "--done", "--accept", "--json", "--knowledge", "the shell keeps"]),
        (("cases",), ["list", "show", "export", "hold", "release", "filed", "dispose", "revoke"]),
        (("cases", "list"), ["--org", "--state", "--open", "--json"]),
        (("cases", "export"), ["--html"]),
        (("cases", "hold"), ["--reason"]),
        (("cases", "filed"), ["--reference"]),
        (("cases", "dispose"), ["--due", "--json"]),
        (("audit", "verify"), ["--head", "--json"]),
        (("keys", "new"), ["--out"]),
        (("keys", "rotate"), []),
        (("backup",), []),
        (("restore",), ["into an empty database only"]),
        (("outbox",), ["list", "withdraw", "retry"]),
        (("ask",), ["--org", "--unit", "--role", "--capacity", "--json", "--batch", "--out", "--knowledge"]),
        (("serve",), ["--open", "--knowledge"]),
        (("index",), ["--knowledge"]),
        (("check",), ["--org", "--capacity", "--json", "--batch", "--out", "--knowledge"]),
        (("tune",), ["questions", "drafts"]),
        (("tune", "questions"), ["--steps", "--out", "--knowledge"]),
        (("tune", "drafts"), ["--epochs", "--keep-every", "--out", "--knowledge"]),
        (("feedback",), ["--json"]),
        (("eval",), ["questions", "drafts"]),
        (("eval", "drafts"), ["--no-misses", "--knowledge"]),
        (("eval", "questions"), ["--no-misses", "--knowledge"]),
        (("knowledge",), ["check"]),
        (("knowledge", "check"), ["--knowledge", "--originals"]),
    ],
)
def test_every_command_explains_itself(conduct: Conduct, command: tuple[str, ...], named: list[str]) -> None:
    """`--help` names what there is, and ends well."""
    done = conduct(*command, "--help")
    assert (done.code, done.err) == (0, "")
    assert " ".join(["conduct", *command]) in done.out
    assert [name for name in named if name not in done.out] == []


@pytest.mark.parametrize(
    "command", [(), ("eval",), ("knowledge",), ("cases",), ("audit",), ("keys",), ("outbox",)], ids=" ".join
)
def test_an_incomplete_command_shows_what_there_is(conduct: Conduct, command: tuple[str, ...]) -> None:
    """Exit code 2, the help on the screen, and no riddle after it."""
    done = conduct(*command)
    assert (done.code, done.err) == (2, "")
    assert "Usage: conduct" in done.out


def test_an_unknown_command_is_one_line(conduct: Conduct) -> None:
    """It is named."""
    assert refusal(conduct("aks")).startswith("No such command 'aks'")


def test_index_encodes_only_what_changed(own_town: Place) -> None:
    """After one edited paragraph few of the texts are encoded anew, and the edit is what is answered."""
    own_town.edit("are your own", "are yours alone")
    built = own_town.run(["index"])
    assert built.returncode == 0
    words = built.stdout.split()
    assert words[:3] == ["Indexed", "7", "passages;"]
    encoded, total = int(words[3]), int(words[5])
    assert 0 < encoded <= 4 < total
    asked = own_town.run(["ask", "can I say on linkedin that I work for the town", "--json"])
    assert "are yours alone." in asked.stdout


def test_index_shows_its_progress_apart_from_its_result(own_town: Place) -> None:
    """The bar goes to standard error; nothing is encoded twice."""
    built = own_town.run(["index"])
    assert built.stdout.startswith("Indexed 7 passages; 0 of ")
    assert built.stdout.count("\n") == 1
    assert "Encoding" in built.stderr or "Learning" in built.stderr


def test_index_refuses_broken_texts_and_leaves_the_index_alone(conduct: Conduct, own_town: Place) -> None:
    """A typical question that points nowhere is named; the earlier index stays as it was, with nothing beside it."""
    before = own_town.index.read_bytes(), sorted(own_town.index.parent.iterdir())
    path = own_town.knowledge / "questions" / "alder-creek.yaml"
    path.write_text(path.read_text("utf-8").replace("Report a lost phone", "Report a lost dog"), "utf-8")
    done = conduct("index", place=own_town)
    assert done.code == 2
    assert "alder-creek.yaml: entry 6, source" in done.err
    assert "stands in no passage" in done.err
    assert (own_town.index.read_bytes(), sorted(own_town.index.parent.iterdir())) == before


def test_index_names_a_place_that_it_cannot_write(own_town: Place, tmp_path: Path) -> None:
    """Where the index belongs there is a file."""
    shutil.rmtree(own_town.var / "index")
    (own_town.var / "index").touch()
    built = own_town.run(["index"])
    assert built.returncode == 2
    assert "Traceback" not in built.stderr
    last = built.stderr.strip().splitlines()[-1]
    assert last.startswith("conduct: ")
    assert str(own_town.var / "index") in last
    assert "CONDUCT_VAR" in last


def test_index_names_a_model_that_is_not_there(conduct: Conduct, own_town: Place) -> None:
    """A wrong folder is told before anything is built."""
    done = conduct("index", place=own_town, CONDUCT_MODEL=str(own_town.var / "no-model"))
    assert done.code == 2
    assert "no-model" in done.err.splitlines()[-1]


@pytest.mark.parametrize("out", ["missing/adapter.npz", "."])
def test_tune_names_a_place_that_it_cannot_write(conduct: Conduct, own_town: Place, tmp_path: Path, out: str) -> None:
    """Before it reads or learns anything."""
    shutil.rmtree(own_town.knowledge)
    line = refusal(conduct("tune", "questions", "--steps", "1", "--out", str(tmp_path / out), place=own_town))
    assert f"{tmp_path / out}: cannot be written: " in line


def test_tune_refuses_a_folder_without_questions(conduct: Conduct, own_town: Place, tmp_path: Path) -> None:
    """There is nothing to learn from."""
    shutil.rmtree(own_town.knowledge / "questions")
    done = conduct("tune", "questions", "--steps", "1", "--out", str(tmp_path / "adapter.npz"), place=own_town)
    assert done.code == 2
    assert done.err.splitlines()[-1].startswith(f"conduct: {own_town.knowledge / 'questions'}: holds nothing to learn")
    assert not (tmp_path / "adapter.npz").exists()


async def _keep(place: Place, *given: Feedback) -> None:
    store = feedback_store(place.settings)
    for one in given:
        await store.add(one)
    await store.close()


async def _fill(place: Place) -> None:
    await _keep(
        place,
        Feedback(day=TODAY, org="bc", helpful=True, passages=("a#1", "b#2")),
        Feedback(day=TODAY, org="bc", helpful=False, passages=("a#1",)),
        Feedback(day=TODAY, org=None, helpful=False),
        Feedback(day=TODAY, org="[/b]", helpful=None, question="is [red]this[/] covered?"),
    )


@pytest.fixture
async def filled(own_town: Place) -> Place:
    """A place with feedback of every kind."""
    await _fill(own_town)
    return own_town


def test_feedback_is_counted_by_passage_and_questions_are_listed(conduct: Conduct, filled: Place) -> None:
    """Ratings of the first passage of an answer, of declined ones too; a question's brackets are no markup."""
    done = conduct("feedback", place=filled)
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in done.out.splitlines() if line[:1] == "│"]
    assert (done.code, done.err) == (0, "")
    assert rows == [["(declined)", "0", "1"], ["a#1", "1", "1"]]
    assert "2026-03-04 [/b]: is [red]this[/] covered?" in done.out


def test_feedback_as_json_is_one_line_each(conduct: Conduct, filled: Place) -> None:
    """Oldest first, with these fields and no others."""
    lines = [json.loads(line) for line in conduct("feedback", "--json", place=filled).out.splitlines()]
    assert [one["helpful"] for one in lines] == [True, False, False, None]
    assert lines[0] == {"day": "2026-03-04", "org": "bc", "helpful": True, "passages": ["a#1", "b#2"], "question": None}


def test_no_feedback_is_said(conduct: Conduct, own_town: Place) -> None:
    """Not an empty table; and nothing is made by looking."""
    before = sorted(own_town.var.iterdir())
    assert conduct("feedback", place=own_town).out == "There is no feedback yet.\n"
    assert conduct("feedback", "--json", place=own_town).out == ""
    assert sorted(own_town.var.iterdir()) == before


def test_feedback_names_a_database_that_it_cannot_use(conduct: Conduct, own_town: Place) -> None:
    """A damaged one, and a place that cannot be written."""
    (own_town.var / "conduct.sqlite3").write_bytes(b"no database " * 500)
    assert "conduct.sqlite3: file is not a database" in refusal(conduct("feedback", place=own_town))
    blocked = {"CONDUCT_VAR": str(own_town.index)}
    assert "make its folder writable" in refusal(conduct("feedback", place=own_town, **blocked))


def test_our_own_texts_are_sound(conduct: Conduct) -> None:
    """Every reference points somewhere, and every text is word for word its original."""
    done = conduct("knowledge", "check", "--knowledge", str(DEFAULT_FOLDER))
    assert (done.code, done.err) == (0, "")
    assert "5 documents (5 compared with their originals)" in done.out
    assert done.out.rstrip().endswith("sound.")


def test_an_edited_word_of_an_original_is_found(conduct: Conduct, tmp_path: Path) -> None:
    """A changed rule does not pass for the original's; the document and the place are named."""
    folder = tmp_path / "knowledge"
    shutil.copytree(DEFAULT_FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "questions"))
    path = folder / "documents" / "sk-ipc-2-07.md"
    path.write_text(path.read_text("utf-8").replace("At all times IPC employees must", "IPC employees may"), "utf-8")
    done = conduct("knowledge", "check", "--knowledge", str(folder))
    assert (done.code, done.out) == (2, "")
    assert "sk-ipc-2-07" in done.err


def test_a_folder_without_originals_is_checked_for_the_rest(conduct: Conduct) -> None:
    """Another organisation's texts need no provenance."""
    done = conduct("knowledge", "check")
    assert done.out == (
        "2 documents (0 compared with their originals), 7 passages, 2 contacts, 48 typical questions: sound.\n"
    )
