"""`conduct outbox`: what is on its way, withdrawn, and tried again."""

import sqlite3
from pathlib import Path

import pytest

from bot.cli.casework.operator import who
from tests.bot.cli.conftest import refusal
from tests.bot.cli.town_hall import TownHall


@pytest.fixture
def stuck(hall: TownHall) -> TownHall:
    """The Town Hall after a report that could not be brought to anybody yet."""
    hall.post.refuses = "unreachable"
    assert hall.file()["waiting"] == 1
    return hall


def test_what_is_on_its_way_is_listed(stuck: TownHall) -> None:
    """What it is, since when, when it is tried next, and why it did not arrive; to whom it goes stays sealed."""
    done = stuck.run("outbox", "list")
    assert (done.code, done.err) == (0, "")
    (one,) = stuck.listed("outbox", "list")
    assert (one["kind"], one["failures"], one["last_reason"]) == ("case", 1, "unreachable")
    (case,) = stuck.listed("cases", "list")
    assert (one["case"], one["number"]) == (case["id"], case["case"])
    for said in (one["id"], case["case"], "unreachable", "2026-11-20"):
        assert said in done.out
    assert case["id"] not in done.out
    assert "ines" not in (done.out + str(one)).lower()


def test_a_case_that_cannot_be_opened_goes_by_its_id(stuck: TownHall) -> None:
    """What is on its way because of it is listed all the same."""
    (case,) = stuck.listed("cases", "list")
    connection = sqlite3.connect(stuck.place.var / "conduct.sqlite3")
    with connection:
        connection.execute("UPDATE cases SET sealed = x'00'")
    connection.close()
    assert case["id"] in stuck.run("outbox", "list").out
    assert [one["number"] for one in stuck.listed("outbox", "list")] == [None]


def test_nothing_is_made_by_looking(hall: TownHall) -> None:
    """Where nothing was filed."""
    assert hall.run("outbox", "list").out == "Nothing is on its way.\n"
    for command in (("retry",), ("withdraw", "x")):
        assert refusal(hall.run("outbox", *command)) == "Nothing is on its way."
    assert list(hall.place.var.iterdir()) == []


def test_what_waits_is_tried_again_now(stuck: TownHall) -> None:
    """Though its next try is later; once it is taken, nothing is left."""
    assert stuck.run("outbox", "retry").out == "Tried 1; 1 are still on their way.\n"
    stuck.post.refuses = None
    assert stuck.run("outbox", "retry").out == "Tried 1; 0 are still on their way.\n"
    assert stuck.post.names() == ["ines.weber"]
    assert stuck.run("outbox", "retry").out == "Nothing is on its way.\n"


def test_all_of_many_are_tried_once(stuck: TownHall) -> None:
    """More than the courier takes at a time; those that fail again do not keep others back."""
    for number in range(9):
        stuck.file(f"She shouts at me, day {number}.")
    assert stuck.run("outbox", "retry").out == "Tried 10; 10 are still on their way.\n"
    assert {one["failures"] for one in stuck.listed("outbox", "list")} == {2}


def test_what_is_withdrawn_is_brought_to_nobody(stuck: TownHall) -> None:
    """The history says who withdrew it; a second time there is nothing to withdraw."""
    (one,) = stuck.listed("outbox", "list")
    assert stuck.run("outbox", "withdraw", one["id"].upper()).out == "The notice (case) is withdrawn.\n"
    assert refusal(stuck.run("outbox", "withdraw", one["id"])) == "This is not on its way (any more)."
    (case,) = stuck.listed("cases", "list")
    history = stuck.parsed(stuck.run("cases", "export", case["case"]))["history"]
    assert ("delivery_withdrawn", who()) in [(entry["action"], entry["who"]) for entry in history]
    stuck.post.refuses = None
    assert stuck.run("outbox", "retry").out == "Nothing is on its way.\n"
    assert stuck.post.taken == []


@pytest.mark.parametrize("command", [("list",), ("retry",), ("withdraw", "x")])
def test_without_the_keys_it_is_one_line(stuck: TownHall, command: tuple[str, ...]) -> None:
    """That names the file."""
    path: Path = stuck.place.var / "keys.json"
    path.unlink()
    assert f"cannot use the keys in {path}" in refusal(stuck.run("outbox", *command))
