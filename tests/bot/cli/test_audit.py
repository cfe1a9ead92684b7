"""`conduct audit verify`: whether anybody changed what was kept."""

import sqlite3

import pytest

from tests.bot.cli.conftest import refusal
from tests.bot.cli.town_hall import TownHall


def change(hall: TownHall, statement: str) -> None:
    """Change the database as somebody without the keys could."""
    connection = sqlite3.connect(hall.place.var / "conduct.sqlite3")
    with connection:
        connection.execute(statement)
    connection.close()


def test_what_is_as_it_was_kept_is_said_with_its_head(hall: TownHall) -> None:
    """How many entries, and the newest one, which holds the next time too."""
    hall.file()
    done = hall.run("audit", "verify")
    assert (done.code, done.err) == (0, "")
    counted, head, said = done.out.splitlines()
    assert counted == "Checked 2 entries. The newest, to be noted down elsewhere for --head:"
    assert head.startswith("2:")
    assert len(head) == 66
    assert said == "Everything is as it was kept."
    hall.disclose()
    assert hall.run("audit", "verify", "--head", head).code == 0
    told = hall.parsed(hall.run("audit", "verify", "--json"))
    assert (told["entries"], told["sound"], told["broken"]) == (4, True, None)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE history SET action = 'closed' WHERE number = 2", "entry 2"),
        ("DELETE FROM history WHERE number = 1", "entry 1"),
        ("DELETE FROM history WHERE number = 2", "entry 2"),
        ("UPDATE cases SET state = 'closed'", "a case"),
    ],
)
def test_a_fault_is_told_with_its_place(hall: TownHall, statement: str, told: str) -> None:
    """Exit code 1: what, and where."""
    hall.file()
    change(hall, statement)
    done = hall.run("audit", "verify")
    assert done.code == 1
    assert done.err.startswith(f"conduct: not as it was kept: {told}")
    assert done.err.count("\n") == 1
    assert "Everything is as it was kept" not in done.out
    as_json = hall.run("audit", "verify", "--json")
    assert (as_json.code, hall.parsed(as_json)["sound"]) == (1, False)


def test_a_head_of_before_tells_what_was_replaced_since(hall: TownHall) -> None:
    """The whole history may be new and sound in itself."""
    hall.file()
    done = hall.run("audit", "verify", "--head", f"1:{'0' * 64}")
    assert done.code == 1
    assert "the history up to the entry that was noted was replaced" in done.err
    cut = hall.run("audit", "verify", "--head", f"9:{'0' * 64}")
    assert (cut.code, "cut off" in cut.err) == (1, True)


@pytest.mark.parametrize("head", ["", "1", "x:y", f"-1:{'0' * 64}", f"1:{'0' * 63}", "\x1b[2J"])
def test_a_head_that_is_none_is_refused(hall: TownHall, head: str) -> None:
    """Before anything is opened."""
    assert refusal(hall.run("audit", "verify", "--head", head)).startswith("--head: write NUMBER:HASH")


def test_without_cases_or_keys_it_says_so(hall: TownHall) -> None:
    """Exit code 2, and nothing is made."""
    assert refusal(hall.run("audit", "verify")) == "There is no case here yet."
    assert list(hall.place.var.iterdir()) == []
    hall.file()
    (hall.place.var / "keys.json").unlink()
    assert "there is no such file" in refusal(hall.run("audit", "verify"))
    assert not (hall.place.var / "keys.json").exists()
