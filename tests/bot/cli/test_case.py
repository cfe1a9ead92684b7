"""`conduct case`: whoever has the code follows a case up."""

import pytest

from bot.office import Office
from handlers.cases import acting
from tests.bot.cli.conftest import refusal
from tests.bot.cli.town_hall import TownHall

WRONG = "This code opens no case here; type it as it was shown when you sent what you reported."


def test_a_case_is_read_by_its_code(hall: TownHall) -> None:
    """State, what is next, what is left, who has it, what was written; typed with small letters and spaces too."""
    told = hall.file()
    done = hall.run("case", told["receipt"].lower().replace("-", " "))
    assert (done.code, done.err) == (0, "")
    for said in (
        f"Case {told['case']}, of 2026-11-20 08:00 AST",
        "Alleged: Bullying, harassment or threats",
        "It has reached somebody who is named here.",
        "2026-11-22 08:00 AST: by then somebody is to say that they have it; if nobody does, somebody else is told.",
        "This is no grievance, formal complaint",
        "(tick it off: --done other_ways)",
        "Ines Weber (Ethics Advisor): reached 2026-11-20 08:00 AST",
        "What happened? She shouts at me",
    ):
        assert said in done.out, said


def test_without_a_code_it_is_asked_for(hall: TownHall) -> None:
    """So that the shell does not keep it; and the help says so."""
    told = hall.file()
    assert hall.parsed(hall.run("case", "--json", typed=[told["receipt"]]))["case"] == told["case"]
    assert "the shell keeps" in " ".join(hall.run("case", "--help").out.split())


def test_on_a_terminal_it_is_typed_unseen(hall: TownHall, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the system's own means."""
    told = hall.file()
    asked: list[str] = []

    def typed(prompt: str) -> str:
        asked.append(prompt)
        return str(told["receipt"])

    monkeypatch.setattr("bot.cli.casework.case.getpass", typed)
    monkeypatch.setattr("bot.cli.casework.case._is_terminal", lambda: True)
    assert hall.parsed(hall.run("case", "--json"))["case"] == told["case"]
    assert asked == ["Your code (it is not shown): "]


@pytest.mark.parametrize("code", ["", "7QK4", "7QK4-M2XD-7QK4-M2XD-7QK4", "\x1b[2J", "x" * 10_000])
def test_a_wrong_code_is_slowed_down_and_told_in_one_sentence(hall: TownHall, code: str) -> None:
    """Whether there are cases or none; the code is not repeated."""
    assert refusal(hall.run("case", code)) == WRONG
    hall.file()
    assert refusal(hall.run("case", code, "--add", "more", "--done", "other_ways")) == WRONG
    assert hall.paused == [1.0, 1.0]


def test_something_is_added_and_brought(hall: TownHall) -> None:
    """From an argument or standard input; the recipients are told."""
    code = hall.file()["receipt"]
    view = hall.parsed(hall.run("case", code, "--add", "Again today.", "--json"))
    assert [(one["who"], one["text"]) for one in view["messages"]] == [("You", "Again today.")]
    more = hall.parsed(hall.run("case", "--add", "-", "--json", typed=f"{code}\nAnd\nagain.\n"))
    assert [one["text"] for one in more["messages"]] == ["Again today.", "And\nagain."]
    assert [one.notice.kind for one in hall.post.taken] == ["case", "message", "message"]
    assert "You: And" in hall.run("case", code).out


def test_what_is_left_is_ticked_off(hall: TownHall) -> None:
    """By its name; a second time changes nothing, and one that is none is named."""
    code = hall.file()["receipt"]
    for _ in range(2):
        view = hall.parsed(hall.run("case", code, "--done", "other_ways", "--json"))
        assert view["duties"][0]["done_at"] == "2026-11-20T12:00:00+00:00"
    assert "Done on 2026-11-20 08:00 AST." in hall.run("case", code).out
    line = refusal(hall.run("case", code, "--done", "laundry", "--add", "more"))
    assert line == "--done: 'laundry' is nothing to tick off in this case; these are: other_ways"
    assert hall.parsed(hall.run("case", code, "--json"))["messages"] == []


def test_a_decision_is_accepted_once_there_is_one(hall: TownHall) -> None:
    """Before that, it says that there is none."""
    told = hall.disclose()
    assert refusal(hall.run("case", told["receipt"], "--accept")).startswith("There is no decision in this case")
    hall.act(lambda case, one, at, rules: acting.decide(case, one, "no conflict", "Fine.", at, rules))
    shown = hall.run("case", told["receipt"]).out
    assert "Outcome: no conflict" in shown
    assert "conduct case --accept" in shown
    view = hall.parsed(hall.run("case", told["receipt"], "--accept", "--json"))
    assert (view["may_accept"], view["state"]) == (False, "There is a decision, and you have said that you read it.")


def test_somebody_who_turns_out_to_be_involved_sees_nothing_more(hall: TownHall) -> None:
    """By name or by role: the intake has it then, and what is added at once does not reach them."""
    code = hall.file()["receipt"]
    view = hall.parsed(hall.run("case", code, "--involved", "Ines Weber", "--add", "It was Ines.", "--json"))
    assert "Town Hall Intake" in [one["name"] for one in view["recipients"]]
    assert "ines.weber" not in hall.post.names()[1:]
    assert "intake" in hall.post.names()
    line = refusal(hall.run("case", code, "--involved-role", "mayor"))
    assert line.startswith("'mayor' is nobody's role here; name who is involved, or one of these roles: ")
    assert "by name or by role" in refusal(hall.run("case", code, "--involved", "none"))


@pytest.mark.parametrize(("add", "told"), [(" \n", "There is nothing in this message"), ("x" * 10_001, "10,000")])
def test_what_cannot_be_added_is_told(hall: TownHall, add: str, told: str) -> None:
    """Nothing of it is repeated."""
    line = refusal(hall.run("case", hall.file()["receipt"], "--add", add))
    assert told in line


def test_without_the_keys_nothing_is_opened(hall: TownHall) -> None:
    """One line that names the file; and no new keys are made."""
    code = hall.file()["receipt"]
    (hall.place.var / "keys.json").unlink()
    line = refusal(hall.run("case", code))
    assert f"cannot use the keys in {hall.place.var / 'keys.json'}: there is no such file" in line
    assert not (hall.place.var / "keys.json").exists()


def test_who_is_kept_out_is_said_and_marked(hall: TownHall) -> None:
    """Whom they named, whom nobody here is called, and who had it before; they are listed from then on."""
    code = hall.file()["receipt"]
    told = hall.run("case", code, "--involved", "Ines Weber", "--involved-role", "manager", "--involved", "Zzz Qqq")
    assert (told.code, told.err) == (0, "")
    for said in (
        "Kept out from now on, with those who stand in for them: Ines Weber, Zzz Qqq, Your manager.",
        "Nobody of this name is known here: Zzz Qqq. It is remembered: whoever turns out to have it sees nothing",
        "Ines Weber (Ethics Advisor): kept out; sees nothing more",
        "Town Hall Intake (Intake): reached 2026-11-20 08:00 AST",
    ):
        assert said in told.out, said
    later = hall.run("case", code)
    assert "Kept out from now on" not in later.out
    assert (
        later.out.split("Who is involved, and kept out")[1].split()[:9]
        == "• Ines Weber • Zzz Qqq • Your manager".split()
    )
    known = hall.parsed(hall.run("case", code, "--involved", "Sam Roy", "--json"))
    assert known["noted"] == {"kept_out": ["Sam Roy"], "unknown": []}
    assert known["kept_out"] == ["Ines Weber", "Zzz Qqq", "Sam Roy", "Your manager"]
    assert "Nobody of this name" not in hall.run("case", code, "--involved", "S. Roy").out


@pytest.mark.parametrize("name", ["", "  ", "?!"])
def test_nobody_is_kept_out_by_what_is_no_name(hall: TownHall, name: str) -> None:
    """It would look as if somebody were."""
    line = refusal(hall.run("case", hall.file()["receipt"], "--involved", name))
    assert line == "--involved: this is no name; say who is involved, or none"


def test_whom_it_has_not_reached_is_said(hall: TownHall) -> None:
    """On its way; once it was time and nobody took it, that somebody else was told; then who has it, and since when."""
    hall.post.refuses = "unreachable"
    code = hall.file()["receipt"]
    assert "Ines Weber (Ethics Advisor): on its way" in hall.run("case", code).out
    hall.clock.forward(days=2, hours=1)
    hall.post.refuses = None
    hall.work(Office.look_after)
    hall.run("case", code, "--add", "Again today.")
    hall.act(lambda case, one, at, _: acting.acknowledge(case, case.assignments[1], at))
    shown = hall.run("case", code).out
    assert "Jo Marsh (Ethics Advisor): has it: 2026-11-22 09:00 AST" in shown


def test_the_next_is_told_where_somebody_could_not_be_reached(hall: TownHall) -> None:
    """Both are shown as they are."""
    hall.post.refuses = "unreachable"
    code = hall.file()["receipt"]
    hall.clock.forward(days=2, hours=1)
    hall.work(Office.look_after)
    shown = hall.run("case", code).out
    assert "Ines Weber (Ethics Advisor): could not be reached yet; somebody else was told" in shown
    assert "Jo Marsh (Ethics Advisor): on its way" in shown
    (listed,) = hall.listed("cases", "list")
    stands = [one["standing"] for one in hall.parsed(hall.run("cases", "export", listed["case"]))["recipients"]]
    assert stands == ["told_instead", "on_its_way"]
