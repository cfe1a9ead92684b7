"""`conduct disclose`: all by options, as a dialog, and tried out."""

import json

import pytest

from tests.bot.cli.conftest import report_refusal
from tests.bot.cli.town_hall import OWN, SENT, TownHall

FORM = ("--interest", OWN, "--duties", "I order gravel.", "--aware-since", "2026-11-10")
TO = ("--to", "ethics_advisor=Ines Weber")


def test_a_disclosure_is_made_and_brought(hall: TownHall) -> None:
    """It waits for a decision; what is left to the employee counts from when they knew."""
    told = hall.disclose()
    assert (told["type"], told["state"], told["waiting"]) == ("conflict_of_interest", "disclosed", 0)
    assert [one["name"] for one in told["recipients"]] == ["Ines Weber"]
    assert next((one["id"], one["due"]) for one in told["duties"]) == ("supervisor", "2026-12-11T03:59:59+00:00")
    assert hall.post.names() == ["ines.weber"]
    assert hall.disclose()["again"]


def test_a_whole_dialog(hall: TownHall) -> None:
    """The lead, the form, the name, who is involved, the choice, and yes."""
    begin = [OWN, ".", "I order gravel.", "", "By phone.", ".", "soon", "2026-11-10"]
    lines = [*begin, "The council meets on Monday.", "", "I told the clerk.", ".", ""]
    done = hall.run("disclose", typed=[*lines, "", "Rae Okoro", "", "", "", "2", "Lee", "lee@aldercreek.example", "y"])
    assert (done.code, done.err) == (0, "")
    for told in (
        "To disclose is no admission of anything wrong.",
        "A disclosure is made under your own name.",
        "Write it like 2026-11-20.",
        "Lee (Your supervisor): is sent its number and a link",
        "It is kept: case C-",
        "Lee gets what you wrote. Speak with them too: within 30 days, ",
        "Due by 2026-12-10 23:59 AST.",
    ):
        assert told in done.out, told
    number = "If someone may be in danger now, call 555-0911 first."
    assert done.out.startswith(number)
    assert done.out.count(number) == 3  # before all else, at the first question and the review
    assert done.out.count("In danger: call 555-0911. < goes back a question.") >= 8
    (listed,) = hall.listed("cases", "list")
    answers = json.loads(hall.run("cases", "export", listed["case"]).out)["answers"]
    assert answers["duties"] == "I order gravel.\n\nBy phone."
    assert (answers["soon"], answers["done"]) == ("The council meets on Monday.", "I told the clerk.")
    assert done.out.index("Under what authority: section 7") < done.out.index("What is the interest?")


def test_no_is_no(hall: TownHall) -> None:
    """Nothing is kept."""
    typed = [OWN, ".", "I order gravel.", ".", "2026-11-10", "", "", "", "", "Rae", "", "", "", "3", "n"]
    done = hall.run("disclose", typed=typed)
    assert (done.code, done.out.endswith("Nothing was sent or kept.\n")) == (0, True)
    assert hall.listed("cases", "list") == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (FORM, "--yes: nothing is sent"),
        ((*FORM, "--json"), "--yes: nothing is sent"),
        (SENT, "--interest: Please answer: What is the interest?; --duties: Please answer: "),
        (("--interest", OWN, *SENT), "--duties: Please answer"),
        ((*FORM, "--yes", *TO), "--name: Give your name"),
        (
            (*FORM, *SENT),
            "--to: say whom you choose, or nobody: ethics_advisor='Ines Weber', or supervisor='NAME<mail>'",
        ),
        ((*FORM, "--aware-since", "2031-01-01", *SENT), "--aware-since: Since when have you known"),
        ((*FORM, "--interest", "x" * 5001, *SENT), "--interest: What is the interest? At most 5,000 characters"),
        ((*FORM, "--org", "mars", *SENT), "'mars' is no organisation here"),
    ],
)
def test_what_is_missing_or_wrong_is_one_line(hall: TownHall, arguments: tuple[str, ...], told: str) -> None:
    """It names the option; nothing is kept."""
    assert told in report_refusal(hall.run("disclose", *arguments))
    assert hall.listed("cases", "list") == []


def test_a_trial_shows_who_would_see_it(hall: TownHall) -> None:
    """With what is still to be said; nothing is kept."""
    told = hall.parsed(hall.run("disclose", *FORM[:4], *TO, "--dry-run", "--json"))
    assert (told["type"], told["missing"]) == ("conflict_of_interest", ["--aware-since", "--name"])
    assert [one["name"] for one in told["preview"]["recipients"]] == ["Ines Weber"]
    assert [step["any_of"] for step in told["route"]] == [["supervisor", "ethics_advisor"]]
    shown = hall.run("disclose", *FORM, "--dry-run", "--name", "Rae")
    assert "Nothing more has to be said." in shown.out
    assert "--to ethics_advisor='Ines Weber', --to supervisor='NAME<mail>', --to ethics_advisor=none" in shown.out
    assert hall.listed("cases", "list") == []


def test_it_needs_no_index(hall: TownHall) -> None:
    """The texts alone are enough: nothing has to be understood."""
    done = hall.launch("disclose", *FORM, *TO, *SENT, place=hall.place, **hall.environment)
    assert (done.code, done.err) == (0, "")
    told = hall.parsed(done)
    assert told["waiting"] >= 1  # no mail server is set up here


def test_where_nothing_is_taken_it_is_said_first(hall: TownHall) -> None:
    """Before anybody has typed anything."""
    (hall.place.knowledge / "organisations.yaml").write_text(
        (hall.place.knowledge / "organisations.yaml").read_text("utf-8") + "- id: mill-valley\n  name: Mill Valley\n",
        "utf-8",
    )
    line = report_refusal(hall.run("disclose", "--org", "mill-valley"))
    assert line == "Reports of 'mill-valley' are not taken here; please turn to your contacts directly."
