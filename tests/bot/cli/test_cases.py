"""`conduct cases`: what whoever holds the keys does with cases."""

import json
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest

from bot.cli.casework.operator import who
from bot.storage import keys
from handlers.cases import acting
from handlers.cases.rules import Rules
from tests.bot.cli.conftest import Done, refusal
from tests.bot.cli.town_hall import LOST, SENT, WORDS, TownHall

NO_CASE = "There is no case of this number here."
LOSS = ("--type", "information_incident", "--variant", "privacy", "--danger", "no", "--information-out", "no")
YEARS = {"days": 366 * 8}


def rows(done: Done) -> list[list[str]]:
    """Return the words of a table that was printed, without its heads."""
    return [line.split() for line in done.out.splitlines()[2:]]


def exported(hall: TownHall, number: str) -> dict[str, Any]:
    """Return a case as it is exported."""
    return hall.parsed(hall.run("cases", "export", number))


def actions(hall: TownHall, number: str) -> list[tuple[str, str, str | None]]:
    """Return the history of a case, without what this adds to it."""
    entries = [(one["action"], one["actor"], one["who"]) for one in exported(hall, number)["history"]]
    return entries[:-1]


def closed(hall: TownHall) -> None:
    """Have the newest case closed by its first recipient."""
    hall.act(lambda case, one, at, rules: acting.close(case, one, "resolved", "Thank you.", at, rules))


def test_cases_are_listed(hall: TownHall) -> None:
    """What is known in the open, with the number; nobody's words, and no name."""
    told = hall.file()
    hall.clock.forward(minutes=1)
    hall.disclose()
    done = hall.run("cases", "list")
    assert (done.code, done.err) == (0, "")
    first, second = rows(done)
    assert first[:5] == [told["case"], "report", "harassment", "alder-creek", "delivered"]
    assert second[1:5] == ["disclosure", "conflict_of_interest", "alder-creek", "disclosed"]
    assert "Rae" not in done.out
    listed = hall.listed("cases", "list")
    assert listed[0]["case"] == told["case"]
    assert set(listed[0]) == {
        "case", "id", "kind", "org", "type", "state", "filed_at", "anonymous", "on_hold", "next_at", "disposed_at",
    }  # fmt: skip


def test_a_list_can_be_narrowed(hall: TownHall) -> None:
    """By organisation, by state, to what is open."""
    hall.file()
    closed(hall)
    hall.disclose()
    assert len(hall.listed("cases", "list", "--org", "ALDER-CREEK")) == 2
    assert hall.listed("cases", "list", "--org", "bc") == []
    assert [one["state"] for one in hall.listed("cases", "list", "--state", "closed")] == ["closed"]
    assert [one["state"] for one in hall.listed("cases", "list", "--open")] == ["disclosed"]
    assert hall.run("cases", "list", "--org", "bc").out == "There are none of these.\n"
    assert refusal(hall.run("cases", "list", "--state", "lost")).startswith("--state: must be one of: received, ")


def test_where_nothing_was_filed_nothing_is_made_by_looking(hall: TownHall) -> None:
    """No database, no keys."""
    made_where = hall.place.var / "conduct.sqlite3"
    assert hall.run("cases", "list").out == f"There are no cases: {made_where} was not made yet.\n"
    assert hall.listed("cases", "list") == []
    for command in ("show", "export", "dispose"):
        assert refusal(hall.run("cases", command, "C-7QK4-M2XD")) == "There is no case here yet."
    assert list(hall.place.var.iterdir()) == []


@pytest.mark.parametrize("keys_are", ["missing", "others", "readable", "broken"])
def test_without_the_keys_the_list_says_what_is_known(hall: TownHall, keys_are: str) -> None:
    """By id, in place of the number; and that the keys are missing, and which file."""
    told = hall.file()
    (before,) = hall.listed("cases", "list")
    path = hall.place.var / "keys.json"
    spoil(path, keys_are)
    done = hall.run("cases", "list")
    assert done.code == 0
    assert done.err.startswith(f"conduct: the numbers of cases are not shown: cannot use the keys in {path}: ")
    assert done.err.count("\n") == 1
    assert rows(done)[0][:5] == [before["id"], "report", "harassment", "alder-creek", "delivered"]
    as_json = hall.run("cases", "list", "--json")
    assert json.loads(as_json.out) == {**before, "case": None}
    assert "not shown" in as_json.err
    line = refusal(hall.run("cases", "show", told["case"]))
    assert f"cannot use the keys in {path}" in line


def spoil(path: Path, how: str) -> None:
    """Make a file of keys useless."""
    if how in ("missing", "others"):
        path.unlink()
    if how == "others":
        keys.new_file(path)
    elif how == "readable":
        path.chmod(0o644)
    elif how == "broken":
        path.write_text("{}", encoding="utf-8")


def test_a_case_is_shown_and_its_history_says_to_whom(hall: TownHall) -> None:
    """All of it, as alleged; and who read it."""
    told = hall.file(WORDS, "--reach", "after six")
    done = hall.run("cases", "show", f" {told['case'].lower()} ")
    assert (done.code, done.err) == (0, "")
    for said in (
        "it is no finding",
        "About: Alleged: Bullying, harassment or threats",
        "Reporter: Rae Okoro",
        "To be reached: after six",
        "What happened? She shouts at me",
        "Ines Weber",
        "State: Nobody has said yet that they have it.",
        "Schedule: Conduct files, by the authority of Town Council",
        "Legal hold: no",
        "Disposal: It was not disposed of.",
    ):
        assert said in done.out, said
    assert who() in done.out
    assert ("read", "operator", who()) in actions(hall, told["case"])


def test_an_export_holds_everything_but_how_people_are_reached(hall: TownHall) -> None:
    """Labels and answers, messages, assignments, history; no address, no link, no code."""
    told = hall.file(WORDS, "--where", "hall")
    hall.run("case", told["receipt"], "--add", "Again today.")
    closed(hall)
    record = exported(hall, told["case"])
    assert record["content"] == [
        {"label": "Is anybody in danger right now?", "text": "No"},
        {"label": "What happened?", "text": WORDS},
        {"label": "Where did it happen?", "text": "hall"},
    ]
    assert [(one["author"], one["text"]) for one in record["messages"]] == [
        ("reporter", "Again today."),
        ("recipient", "Thank you."),
    ]
    assert (record["state"], record["outcome"], record["alleged"]) == (
        "closed",
        "resolved",
        "Alleged: Bullying, harassment or threats",
    )
    assert [(one["name"], one["because"]) for one in record["recipients"]] == [("Ines Weber", "route")]
    made = [one["action"] for one in record["history"]]
    assert made == ["received", "delivered", "added", "acknowledged", "answered", "closed", "exported"]
    assert record["history"][-1]["who"] == who()
    assert record["keeping"]["may_be_disposed_of_from"].startswith("2033-11-")
    text = json.dumps(record)
    for secret in ("aldercreek.example", "/case/", told["receipt"]):
        assert secret not in text


def test_whoever_holds_the_keys_sees_who_is_kept_out(hall: TownHall) -> None:
    """As the reporter named them, before it was sent and after; the history says whom, and when."""
    told = hall.file(WORDS, "--involved", "Sam Roy", "--involved-role", "supervisor")
    hall.run("case", told["receipt"], "--involved", "Ines Weber", "--involved-role", "manager")
    shown = hall.run("cases", "show", told["case"]).out
    assert "Involved, and kept out: Sam Roy; Ines Weber; Your supervisor; Your manager" in shown
    record = exported(hall, told["case"])
    assert record["kept_out"] == {"names": ["Sam Roy", "Ines Weber"], "roles": ["supervisor", "manager"]}
    assert [one["details"] for one in record["history"] if one["action"] == "kept_out"] == ["Ines Weber; manager"]
    assert [(one["name"], one["standing"]) for one in record["recipients"]] == [
        ("Ines Weber", "kept_out"),
        ("Town Hall Intake", "reached"),
    ]


def test_formulas_stay_as_they_are_in_json_and_are_none_in_the_page(hall: TownHall, tmp_path: Path) -> None:
    """Whatever somebody wrote, and wherever it stands."""
    formula = '=HYPERLINK("http://x.example","<script>alert(1)</script>")'
    told = hall.file(f"{formula} shouts", "--where", "+1", "--done", "@SUM(1)", "--affected", "-2+3", "--reach", "=1")
    answers = exported(hall, told["case"])["answers"]
    assert (answers["what"], answers["where"], answers["done"]) == (f"{formula} shouts", "+1", "@SUM(1)")
    page = tmp_path / "record.html"
    assert hall.run("cases", "export", told["case"], "--html", str(page)).code == 0
    html = page.read_text("utf-8")
    assert "<script" not in html
    for cell in ("&#x27;=HYPERLINK(", "&#x27;+1<", "&#x27;@SUM(1)<", "&#x27;-2+3<", "&#x27;=1<"):
        assert f"<td>{cell}" in html


def test_the_page_is_for_its_owner_alone(hall: TownHall, tmp_path: Path) -> None:
    """And it is said that it stands there in the open."""
    told, page = hall.file(), tmp_path / "record.html"
    done = hall.run("cases", "export", told["case"], "--html", str(page))
    assert done.out == f"Case {told['case']} is in {page}, which holds what people wrote, in the open.\n"
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert f"Record of Case {told['case']}" in page.read_text("utf-8")
    assert ("exported", "operator", who()) in actions(hall, told["case"])


@pytest.mark.parametrize("place", ["missing/record.html", "."])
def test_a_page_that_cannot_be_written_is_refused_before_anything_is_noted(
    hall: TownHall, tmp_path: Path, place: str
) -> None:
    """The history tells of no export that was none."""
    told = hall.file()
    line = refusal(hall.run("cases", "export", told["case"], "--html", str(tmp_path / place)))
    assert line.startswith(f"--html {tmp_path / place}: cannot be written")
    assert "exported" not in [action for action, _, _ in actions(hall, told["case"])]


@pytest.mark.parametrize("name", ["keys.json", "conduct.sqlite3", "conduct.sqlite3-wal", "notes.txt", "link", "loose"])
def test_a_page_takes_the_place_of_nothing(hall: TownHall, name: str) -> None:
    """Neither of what the assistant needs, whether it is there now or not, nor of anything else; nothing is noted."""
    told, page = hall.file(), hall.place.var / name
    (hall.place.var / "notes.txt").write_text("mine", "utf-8")
    (hall.place.var / "link").symlink_to("keys.json")
    (hall.place.var / "loose").symlink_to("conduct.sqlite3-wal")
    before = {one: one.read_bytes() for one in hall.place.var.iterdir() if one.is_file()}
    line = refusal(hall.run("cases", "export", told["case"], "--html", str(page)))
    assert str(page) in line
    assert "name another" in line
    assert {one: one.read_bytes() for one in before} == before
    assert "exported" not in [action for action, _, _ in actions(hall, told["case"])]


@pytest.mark.parametrize("number", ["C-7QK4-M2XD", "", "x" * 5000, "\x1b[2J"])
@pytest.mark.parametrize("command", ["show", "export", "hold", "release", "filed", "dispose", "revoke"])
def test_a_number_of_no_case_is_one_line(hall: TownHall, command: str, number: str) -> None:
    """Exit code 2, whatever is to be done with it."""
    hall.file()
    more = {
        "hold": ("--reason", "a claim"),
        "release": ("--reason", "over"),
        "filed": ("--reference", "1"),
        "revoke": ("Ines Weber",),
    }
    assert refusal(hall.run("cases", command, number, *more.get(command, ()))) == NO_CASE


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("hold", "C"), "Missing option '--reason'"),
        (("release", "C"), "Missing option '--reason'"),
        (("filed", "C"), "Missing option '--reference'"),
        (("revoke", "C"), "Missing argument"),
        (("show",), "Missing argument"),
        (("dispose",), "name a case, or --due"),
        (("dispose", "C", "--due"), "name a case, or --due"),
    ],
)
def test_what_is_missing_is_said(hall: TownHall, arguments: tuple[str, ...], told: str) -> None:
    """By its name."""
    assert told in refusal(hall.run("cases", *arguments))


def test_a_case_goes_the_way_of_a_record(hall: TownHall) -> None:
    """Held, released, filed, kept for its time, disposed of; each refused before its time, each in the history."""
    told = hall.file()
    number = told["case"]
    assert refusal(hall.run("cases", "dispose", number)) == f"Case {number} has not ended."
    closed(hall)
    assert hall.run("cases", "hold", number, "--reason", "a claim").out == f"Case {number} is under legal hold.\n"
    assert rows(hall.run("cases", "list"))[0][-3:] == ["under", "legal", "hold"]
    assert refusal(hall.run("cases", "dispose", number)) == f"Case {number} is under legal hold."
    assert hall.run("cases", "release", number, "--reason", "over").out == f"Case {number} is under no legal hold.\n"
    assert "is not confirmed as filed" in refusal(hall.run("cases", "dispose", number))
    done = hall.run("cases", "filed", number, "--reference", "R-17")
    assert done.out == f"Case {number} is noted as filed in the recordkeeping system.\n"
    assert "is kept until 2033-11-" in refusal(hall.run("cases", "dispose", number))
    assert hall.run("cases", "dispose", "--due").out == "Nothing may be disposed of now.\n"
    hall.clock.forward(**YEARS)
    gone = hall.run("cases", "dispose", number)
    assert gone.out.startswith(f"Case {number}: Disposed of under Conduct files, by the authority of Town Council, on")
    assert gone.out.endswith("; filed as R-17.\n")
    assert refusal(hall.run("cases", "show", number)) == NO_CASE
    assert refusal(hall.run("case", told["receipt"])).startswith("This code opens no case")


@pytest.mark.parametrize(("reason", "told"), [(" ", "Say why"), ("x" * 301, "At most 300 characters")])
def test_a_reason_must_be_a_line(hall: TownHall, reason: str, told: str) -> None:
    """Not nothing, and not a page."""
    number = hall.file()["case"]
    assert told in refusal(hall.run("cases", "hold", number, "--reason", reason))


def test_all_that_is_due_is_disposed_of(hall: TownHall) -> None:
    """And what is held, open or not filed stays."""
    due, held, unfiled = (hall.file(WORDS + mark)["case"] for mark in ("", "!", "?"))
    for number in (due, held, unfiled):
        close_case(hall, number)
    for number in (due, held):
        hall.run("cases", "filed", number, "--reference", "R-1")
    hall.run("cases", "hold", held, "--reason", "a claim")
    hall.file(WORDS + "…")
    hall.clock.forward(**YEARS)
    gone = hall.listed("cases", "dispose", "--due")
    assert [one["case"] for one in gone] == [due]
    assert "filed as R-1" in gone[0]["record"]
    assert hall.listed("cases", "dispose", "--due") == []
    assert {one["case"] for one in hall.listed("cases", "list")} >= {held, unfiled, None}


def three_due(hall: TownHall) -> list[dict[str, Any]]:
    """File three cases that may be disposed of by now; return them in the order of the list."""
    for mark in ("", "!", "?"):
        number = hall.file(WORDS + mark)["case"]
        close_case(hall, number)
        hall.run("cases", "filed", number, "--reference", "R-1")
    hall.clock.forward(**YEARS)
    return hall.listed("cases", "list")


def alter(hall: TownHall, statement: str) -> None:
    """Change the database past the assistant."""
    connection = sqlite3.connect(hall.place.var / "conduct.sqlite3")
    with connection:
        connection.execute(statement)
    connection.close()


def test_one_that_cannot_be_read_holds_up_no_disposal(hall: TownHall) -> None:
    """Each that is done is shown; which was not, and why, is told at the end, with exit code 2."""
    first, *others = three_due(hall)
    alter(hall, f"UPDATE cases SET sealed = x'00' WHERE id = '{first['id']}'")
    done = hall.run("cases", "dispose", "--due")
    assert done.code == 2
    assert [line.split(":")[0] for line in done.out.splitlines()] == [f"Case {one['case']}" for one in others]
    assert done.err.startswith(f"conduct: case {first['id']} was not disposed of: cannot use the keys")
    assert done.err.count("\n") == 1
    again = hall.run("cases", "dispose", "--due", "--json")
    assert (again.code, again.out) == (2, "")


def test_one_that_somebody_disposes_of_meanwhile_is_passed_over(hall: TownHall) -> None:
    """They have its record."""
    first, second, third = three_due(hall)
    alter(
        hall,
        f"CREATE TRIGGER meanwhile AFTER UPDATE ON cases WHEN NEW.id = '{first['id']}' "
        f"BEGIN UPDATE cases SET sealed = NULL WHERE id = '{second['id']}'; END",
    )
    gone = hall.listed("cases", "dispose", "--due")
    assert [one["case"] for one in gone] == [first["case"], third["case"]]


def close_case(hall: TownHall, number: str) -> None:
    """Have a case closed by its first recipient."""

    async def closing(office: Any) -> None:
        case = await office.store.by_number(number)

        def close(one: Any, at: Any) -> Any:
            return acting.close(one, one.assignments[0], "resolved", "", at, Rules())

        await office.desks.work.change(case.id, close)

    hall.work(closing)


def test_what_was_disposed_of_leaves_a_record(hall: TownHall, tmp_path: Path) -> None:
    """By its id, as the list has it: that it was there, what was done with it, and the record of its disposal."""
    number = hall.file()["case"]
    closed(hall)
    hall.run("cases", "filed", number, "--reference", "R-17")
    (before,) = hall.listed("cases", "list")
    assert refusal(hall.run("cases", "show", before["id"])).startswith("This is the id of a case; give its number")
    hall.clock.forward(**YEARS)
    hall.run("cases", "dispose", number)
    listed = hall.run("cases", "list")
    assert (listed.code, listed.err) == (0, "")
    assert rows(listed)[0][0] == before["id"]
    record = exported(hall, before["id"])
    assert (record["case"], record["id"]) == (None, before["id"])
    assert record["keeping"]["disposal"].startswith("Disposed of under Conduct files")
    assert "shouts" not in json.dumps(record)
    page = tmp_path / "record.html"
    hall.run("cases", "export", before["id"], "--html", str(page))
    assert "Disposed of under Conduct files" in page.read_text("utf-8")
    assert "Disposed of under Conduct files" in hall.run("cases", "show", before["id"]).out


def test_the_links_of_a_recipient_are_made_void(hall: TownHall) -> None:
    """By name; whoever is none of its recipients is refused, and who they are is not told past the history."""
    number = hall.file()["case"]
    done = hall.run("cases", "revoke", number, "ines WEBER")
    assert done.out == f"Case {number} is opened no more by the links that this person was sent; they get no others.\n"
    assert ("link_revoked", "operator", who()) in actions(hall, number)
    line = refusal(hall.run("cases", "revoke", number, "Sam Roy"))
    assert line == f"No recipient of the case has this name; conduct cases show {number} shows who has it."


def test_a_case_is_given_again_to_whom_it_was_taken_from(hall: TownHall) -> None:
    """By name, with a new link; to whoever has it, or none of its recipients, it is not."""
    number = hall.file()["case"]
    assert "cannot be given to this person again" in refusal(hall.run("cases", "resend", number, "Ines Weber"))
    hall.run("cases", "revoke", number, "Ines Weber")
    done = hall.run("cases", "resend", number, "ines WEBER")
    assert done.out == f"Case {number} is given to this person again; a new link is on its way to them.\n"
    assert ("given_again", "operator", who()) in actions(hall, number)
    hall.post.taken.clear()
    hall.run("outbox", "retry")
    assert "ines.weber" in hall.post.names()
    line = refusal(hall.run("cases", "resend", number, "Nobody Here"))
    assert line.startswith("No recipient of the case has this name")


def test_nothing_that_a_terminal_obeys_comes_out(hall: TownHall, tmp_path: Path) -> None:
    """Of what people wrote, in any of it."""
    told = hall.file(LOST + " \x1b[31m\x9b2J\u202e", *LOSS, "--reach", "\x1b]0;x\x07")
    page = tmp_path / "record.html"
    outs = [
        hall.run("cases", "show", told["case"]).out,
        hall.run("cases", "show", told["case"], "--json").out,
        hall.run("cases", "export", told["case"]).out,
        hall.run("cases", "export", told["case"], "--html", str(page)).out,
        page.read_text("utf-8"),
    ]
    for out in outs:
        assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(out)


def test_whoever_looks_after_cases_needs_no_index(hall: TownHall) -> None:
    """Nor a mail server: the texts, the database and the keys."""
    number = hall.file()["case"]
    done = hall.launch("cases", "show", number, place=hall.place, **hall.environment)
    assert (done.code, done.err) == (0, "")
    assert SENT[1] in done.out


def test_who_became_another_user_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service's own account says little of who it was; but anybody can set what says it."""
    monkeypatch.delenv("SUDO_USER", raising=False)
    plain = who()
    monkeypatch.setenv("SUDO_USER", "kim")
    assert who() == f"{plain} (unverified: for kim)"
