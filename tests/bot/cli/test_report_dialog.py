"""`conduct report` as a dialog: what is typed, line by line, and what is filed by it."""

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from bot.cli.reporting import filing_options
from tests.bot.cli.conftest import Done, report_refusal
from tests.bot.cli.town_hall import DANGER, LOST, OWN, PRESS, WORDS, TownHall

NUMBER_LINE = "If someone may be in danger now, call 555-0911 first."
QUIET = "In danger: call 555-0911. < goes back a question."
NOTHING = "Nothing was sent or kept.\n"

BULLIED = [WORDS, ".", "1"]
"""The text, and the first type."""

BEGIN, END = ["1", "2026-11-19", "in the hall", "", "", "", "1,3"], ["told a friend", "."]
"""No danger; when, where; no link, not visible, nobody affected; evidence. And what was done."""

FORM = [*BEGIN, "2", "That it stops.", ".", *END]
"""The same with what is asked of bullying: whether it happened before, and what would help."""

NAME = ["Rae Okoro", "after six"]
UNINVOLVED = ["", ""]


def kept(hall: TownHall) -> list[dict[str, Any]]:
    """Return everything that is kept of every case."""
    return [
        json.loads(hall.run("cases", "export", one["case"]).out) for one in hall.listed("cases", "list") if one["case"]
    ]


def reported(hall: TownHall, *lines: list[str], options: tuple[str, ...] = ()) -> Done:
    """Hold a dialog; every line that was typed is one that was asked for."""
    typed = [line for part in lines for line in part]
    done = hall.run("report", *options, typed=typed)
    assert (done.code, done.err) == (0, ""), done.out[-2000:]
    return done


def test_a_whole_dialog(hall: TownHall) -> None:
    """Text, type, form, name, who is involved, who will see it, yes; then all that the reporter must know."""
    done = reported(hall, BULLIED, FORM, NAME, UNINVOLVED, ["y"])
    (case,) = kept(hall)
    assert case["answers"] == {
        "danger": "no",
        "what": WORDS,
        "when": "2026-11-19",
        "where": "in the hall",
        "evidence": ["screenshot", "witness"],
        "again": "several",
        "wish": "That it stops.",
        "done": "told a friend",
    }
    assert case["reporter"] == {"name": "Rae Okoro", "reach": "after six"}
    assert [one["name"] for one in case["recipients"]] == ["Ines Weber"]
    assert hall.post.names() == ["ines.weber"]
    for told in (
        "1. Bullying, harassment or threats: Aimed at a person, by anybody.",
        "these are told in turn: Jo Marsh (stands in for Ines Weber), ",
        "Whoever has it may pass it on to a colleague; never to those whom you said are involved.",
        "5. Another: show me all of them",
        "“Whoever is bullied turns to the Ethics Advisor.” (Whom to Tell)",
        "At most 300 characters. Enter leaves it out.",
        "1. Ines Weber (Ethics Advisor)",
        "Ines Weber (Ethics Advisor): is sent its number and a link, and reads it here.",
        "It is kept in the Town's own database, encrypted.",
        "becomes a record of your organisation",
        "If so, or if you are not sure, call 555-0911 before you go on.",
        "is kept as alleged",
        "This is no grievance, formal complaint, workers' compensation or human rights claim",
        "open http://127.0.0.1:8080/anonymous",
        f"It is kept: case {case['case']}.",
        "Your code: ",
        "To follow it up",
    ):
        assert told in done.out, told


def test_why_it_is_collected_is_said_before_anything_is_asked(hall: TownHall) -> None:
    """And once more before it is sent."""
    done = reported(hall, BULLIED, FORM, NAME, UNINVOLVED, ["y"])
    notice = "Under what authority: section 7 of the Town Records Bylaw."
    assert done.out.index(notice) < done.out.index("What happened?")
    assert done.out.count(notice) == 2
    assert "Who answers questions about that: Records Desk, 555-0150." in done.out


def test_every_step_says_whom_to_call(hall: TownHall) -> None:
    """In full until something was answered, and before it is sent; in a quiet line on each of the others."""
    done = reported(hall, BULLIED, FORM, NAME, UNINVOLVED, ["y"])
    lines = done.out.splitlines()
    told = {line.split(" ──")[0]: lines[place + 1] for place, line in enumerate(lines) if line.endswith("──────────")}
    assert len(told) >= 12
    assert "Under what authority" in told.pop("Before you write")  # the first question stands below it
    loud = ("What happened?", "Before you send it")
    assert {step: line for step, line in told.items() if line != QUIET} == dict.fromkeys(loud, NUMBER_LINE)


def test_danger_is_told_before_anything_is_asked_about_it(hall: TownHall) -> None:
    """By what was written, and by what is answered."""
    done = reported(hall, [DANGER, ".", "1"], ["2", *FORM[1:]], NAME, UNINVOLVED, ["y"])
    assert done.out.index("Call first.") < done.out.index("What is it about?")
    assert done.out.count("│ If someone may be in danger now, call 555-0911 first.") == 2
    assert "Security Desk (Urgent contact): is told at once" in done.out
    assert "desk" in hall.post.names()


def test_another_type_is_chosen_from_all(hall: TownHall) -> None:
    """By number, none beforehand; then whom to choose, for that is the reporter's."""
    lines = [WORDS, ".", "", "0", "x", "6", "5", "4"]  # three that are no number, then another, then the fourth of all
    done = reported(hall, lines, [*BEGIN, *END], NAME, UNINVOLVED, ["", "2", "y"])
    assert done.out.count("Type one of the numbers, 1 to 5.") == 4
    (case,) = kept(hall)
    assert (case["type"], case["recipients"][0]["name"]) == ("conduct_concern", "Town Hall Intake")


def test_variants_conditions_and_somebody_who_is_named(hall: TownHall) -> None:
    """Each is asked; a wrong mail is told and asked again."""
    form = ["1", "2026-11-20T06:15", "", "", "", "", "1", "addresses", ".", "2", "2,4", "", "", ""]
    choose = ["1", "Lee Park", "lee@elsewhere.example", "1", "Lee Park", "lee.park@aldercreek.example"]
    done = reported(hall, [LOST, ".", "1", "1"], form, NAME, UNINVOLVED, ["y"], choose, ["y"])
    assert "A technical cause: A lost device or a hacked account." in done.out
    assert "Communications Office is to know too if the press may hear of it. Does that apply? [y/n]" in done.out
    assert "1. Your supervisor: somebody whom I name" in done.out
    assert "Give their work mail address; it ends with @aldercreek.example." in done.out
    assert "Loss Form (https://forms.aldercreek.example): within 24 hours, to file the loss." in done.out
    assert "Due by 2026-11-21 06:15 AST." in done.out
    (case,) = kept(hall)
    assert [one["name"] for one in case["recipients"]] == ["Lee Park", "Newsroom"]
    assert (case["answers"]["contained"], case["answers"]["told"]) == ("no", ["it", "police"])
    assert "Lee Park gets what you wrote. Speak with them too: immediately, to tell them what happened." in done.out
    assert "Your supervisor or your manager, at once" in done.out


def test_somebody_who_is_known_is_chosen_by_number(hall: TownHall) -> None:
    """Of the reporter's unit; nobody is chosen beforehand."""
    form = ["1", "", "", "", "", "", "2", "", "", "", "", ""]
    lines = [LOST, ".", "1", "1"]
    reported(hall, lines, form, NAME, UNINVOLVED, ["n", "", "1", "y"], options=("--unit", "library"))
    (case,) = kept(hall)
    assert (case["unit"], [one["name"] for one in case["recipients"]]) == ("library", ["Kim Haida"])


def test_who_is_involved_sees_nothing(hall: TownHall) -> None:
    """By number among those of whom it may speak or who would see it, and by names that are typed."""
    text = "My supervisor shouts at me, and Ines Weber laughs."
    done = reported(hall, [text, ".", "1"], FORM, NAME, ["1,2", "Town Hall Intake; Jo Marsh"], ["y"])
    assert "1. Ines Weber (Ethics Advisor)" in done.out
    assert "2. Your supervisor" in done.out
    asked, shown = done.out.split("Who will see this", 1)
    for name in ("Jo Marsh (stands in for Ines Weber)", "Dana Okafor (Independent intake)"):
        assert name in asked
    assert "these are told in turn" not in shown
    assert "nobody else is told: nobody else here may be." in shown
    (case,) = kept(hall)
    assert [one["name"] for one in case["recipients"]] == ["Dana Okafor"]


def test_where_nobody_is_left_it_says_whom_to_turn_to(hall: TownHall) -> None:
    """Exit code 2, and nothing is kept."""
    done = hall.run("report", typed=[*BULLIED, *FORM, *NAME, "1", "Town Hall Intake; Dana Okafor", "y"])
    assert done.code == 2
    assert "Nobody is left here who could receive it, and it cannot be sent." in done.out
    assert report_refusal(replace(done, out="")).startswith("Nobody is left here who could receive this; nothing was")
    assert kept(hall) == []


def test_too_many_names_are_asked_again(hall: TownHall) -> None:
    """With the reason."""
    many = "; ".join(f"Person {letter}" for letter in "abcdefghijkl")
    done = reported(hall, BULLIED, FORM, NAME, ["", many, "", "Lee"], ["y"])
    assert "Name at most 10 people who are involved" in done.out


def test_an_answer_that_cannot_be_taken_is_asked_again_with_the_reason(hall: TownHall) -> None:
    """A text without words, a day that is none, one in the future, too much of a line, a number that is none."""
    form = ["", "9", "1", "soon", "2031-01-01", "", "x" * 301, "", "", "", "", "7", "", "", "", ""]
    done = reported(hall, ["🙂", ".", *BULLIED], form, NAME, UNINVOLVED, ["perhaps", "y"])
    for told in (
        "There are no words in this",
        "Type one of the numbers, 1 to 3.",
        "Write it like 2026-11-20 or 2026-11-20T14:30.",
        "That is in the future",
        "At most 300 characters; these are 301.",
        "Type one of the numbers, 1 to 4.",
        "Type y, n, or a number, 1 to ",
    ):
        assert told in done.out, told


def test_without_a_name_it_names_the_page(hall: TownHall) -> None:
    """No report here is anonymous: it is said before the name is asked, and again after an empty one."""
    done = reported(hall, BULLIED, FORM, ["", "\u200b", *NAME], UNINVOLVED, ["y"])
    assert done.out.count("to report without it, open http://127.0.0.1:8080/anonymous.") == 3


def test_an_answer_can_be_changed_before_it_is_sent(hall: TownHall) -> None:
    """By its number; what is asked because of it is asked too, and who will see it is shown again."""
    form = ["1", "", "", "", "", "", "2", "", "", "", "", ""]
    lines = [LOST, ".", "1", "1"]
    done = reported(hall, lines, form, NAME, UNINVOLVED, ["n", "3"], ["8", "1", "addresses", ".", "y"])
    (case,) = kept(hall)
    assert (case["answers"]["information_out"], case["answers"]["information"]) == ("yes", "addresses")
    assert done.out.count("Before you send it") == 2
    assert done.out.count("Whom do you choose?") == 1


def test_a_change_takes_away_what_is_asked_no_more(hall: TownHall) -> None:
    """And does not keep it."""
    form = ["1", "", "", "", "", "", "1", "addresses", ".", "", "", "", "", ""]
    lines = [LOST, ".", "1", "1"]
    reported(hall, lines, form, NAME, UNINVOLVED, ["n", "3"], ["8", "2", "y"])
    (case,) = kept(hall)
    assert case["answers"]["information_out"] == "no"
    assert "information" not in case["answers"]


def test_no_is_no(hall: TownHall) -> None:
    """Nothing is kept, and it says so."""
    done = reported(hall, BULLIED, FORM, NAME, UNINVOLVED, ["n"])
    assert done.out.endswith(NOTHING)
    assert kept(hall) == []


def test_a_trial_ends_before_it_could_be_sent(hall: TownHall) -> None:
    """Without asking whether to send it."""
    done = reported(hall, BULLIED, FORM, NAME, UNINVOLVED, options=("--dry-run",))
    assert "Send it?" not in done.out
    assert done.out.endswith(NOTHING)
    assert kept(hall) == []


def test_what_the_texts_answer_is_shown_first(hall: TownHall) -> None:
    """With whom to talk to; then whether to file it, which is no by no."""
    done = reported(hall, [PRESS, ".", "1", "n"])
    assert done.out.index("Send journalists to the Communications Office") < done.out.index(
        "Do you want to file it here"
    )
    assert "news@aldercreek.example" in done.out
    assert done.out.endswith(NOTHING)
    filed = reported(hall, [PRESS, ".", "1", "maybe", "y"], ["1", "", "", "", "", ""], NAME, UNINVOLVED, ["y"])
    assert "Type y for yes or n for no." in filed.out
    assert [one["type"] for one in kept(hall)] == ["media_request"]


def test_ones_own_conflict_of_interest_goes_on_as_a_disclosure(hall: TownHall) -> None:
    """What was written is the first answer of its form."""
    form = ["I order gravel.", ".", "2026-11-10", "", "", "", ""]
    done = reported(hall, [OWN, ".", "1"], form, NAME, UNINVOLVED, ["1", "y"])
    assert "is disclosed, not reported: this goes on with that form" in done.out
    assert "To disclose is no admission of anything wrong." in done.out
    (case,) = kept(hall)
    assert (case["kind"], case["state"]) == ("disclosure", "disclosed")
    assert case["answers"] == {"interest": OWN, "duties": "I order gravel.", "aware_since": "2026-11-10"}


def test_a_long_story_of_ones_own_conflict_is_asked_anew(hall: TownHall) -> None:
    """For the disclosure takes less."""
    form = ["Gravel.", ".", "I order gravel.", ".", "2026-11-10", "", "", "", ""]
    reported(hall, [f"{OWN} " * 200, ".", "1"], form, NAME, UNINVOLVED, ["1", "y"])
    assert kept(hall)[0]["answers"]["interest"] == "Gravel."


def test_what_options_say_is_not_asked(hall: TownHall) -> None:
    """But it is checked, and it is asked who will see it."""
    options = ("--type", "information_incident", "--variant", "security", "--danger", "no", "--name", "Rae Okoro")
    more = ("--to", "supervisor=none", "--applies", "3", "--involved", "none", "--information-out", "no")
    done = reported(hall, [LOST, ".", *[""] * 10, "y"], options=(*options, *more))
    for asked in (
        "What is it about?",
        "Which of these",
        "in danger right now? ──",
        "Your name ──",
        "Whom do you choose",
    ):
        assert asked not in done.out
    assert [one["name"] for one in kept(hall)[0]["recipients"]] == ["Newsroom", "Town Hall Intake"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--when", "soon"), "--when: When did it happen? Write it like 2026-11-20"),
        (("--done", "x" * 2001), "--done: What has been done about it? At most 2,000 characters"),
        (("--name", "x" * 121), "--name, --reach: at most 120 characters each"),
        (("--involved", "x" * 121), "Name at most 10 people who are involved, with 120 characters each."),
        (("--type", "gossip"), "--type: 'gossip' is nothing that is reported as employee"),
        (("--org", "mars"), "'mars' is no organisation here"),
    ],
)
def test_an_option_that_cannot_be_taken_is_told_before_anything_is_typed(
    hall: TownHall, options: tuple[str, ...], told: str
) -> None:
    """Whoever has written a page must not lose it by a slip above it."""
    done = hall.run("report", *options, typed=BULLIED)
    assert report_refusal(done).startswith(told)


def test_a_choice_by_option_that_cannot_be_taken_is_asked_for(hall: TownHall) -> None:
    """What there is to choose is known only once it is said what it is about."""
    lines, form = [LOST, ".", "1", "1"], ["1", "", "", "", "", "", "2", "", "", "", "", ""]
    for to in ("clerk=Lee", "supervisor=Lee<lee@elsewhere.example>"):
        done = reported(hall, lines, form, NAME, UNINVOLVED, ["n", "3", "n"], options=("--to", to))
        assert "Whom do you choose?" in done.out
        assert "there is no choice for 'clerk'" in done.out or "Give their work mail address" in done.out


@pytest.mark.parametrize("count", [0, 1, 2, 3, 6, 12, 13, 15])
def test_wherever_the_input_ends_nothing_is_sent(hall: TownHall, count: int) -> None:
    """Exit code 2, and a line that says so."""
    typed = [*BULLIED, *FORM, *NAME, *UNINVOLVED][:count]
    done = hall.run("report", typed=typed)
    told = report_refusal(replace(done, out=""), "555-0911")
    assert told == "The input ended before everything was answered; nothing was sent or kept."
    assert hall.listed("cases", "list") == []


def test_interrupted_it_says_that_nothing_was_sent(hall: TownHall, monkeypatch: pytest.MonkeyPatch) -> None:
    """The exit code of an interrupt."""

    def interrupt(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupt)
    done = hall.run("report")
    assert (done.code, done.err) == (130, "")
    assert done.out.endswith(NOTHING)


def test_bytes_that_are_no_text_and_what_a_terminal_obeys_do_no_harm(hall: TownHall) -> None:
    """They are replaced, in what is asked and in what is kept."""
    lines = [WORDS.encode() + b" \xff\xfe \x1b[31m \xc2\x9b2J", *(one.encode() for one in [*BULLIED[1:], *FORM, *NAME])]
    done = hall.run("report", typed=b"\n".join([*lines, b"", b"", b"y", b""]))
    assert (done.code, done.err) == (0, "")
    assert not {"\x1b", "\x9b"} & set(done.out)
    assert not {"\x1b", "\x9b"} & set(str(kept(hall)))


def test_on_a_terminal_a_text_begins_a_dialog(hall: TownHall, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one, or with --yes, nothing is asked."""
    terminal = SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(filing_options, "sys", terminal)
    done = reported(hall, ["1", *FORM, *NAME, *UNINVOLVED, "y"], options=(WORDS,))
    assert "What is it about?" in done.out
    options = ("--type", "harassment", "--danger", "no", "--name", "Rae", "--yes")
    assert "in danger right now? ──" not in reported(hall, options=(WORDS, *options)).out
    assert hall.run("report", WORDS, "--dry-run").code == 0


def test_the_question_before_is_asked_again(hall: TownHall) -> None:
    """By `<`: within the form and before it, in the middle of a question of two lines, and from the review."""
    begin = ["<", WORDS, ".", "<", WORDS, ".", "5", "<", "1"]  # from the first, from the type, from all the types
    form = ["2", "<", "1", "<", "<", "1", *FORM[:1], *FORM[1:3], "<", "at the gate", *FORM[3:]]
    who = ["Rae", "<", "Rae Okoro", "by phone", "<", "after six", "", "<", "", "Lee"]
    done = reported(hall, begin, form, who, ["<", "", "Sam Roy"], ["y"])
    assert done.out.count("This is the first question.") == 1
    (case,) = kept(hall)
    assert (case["answers"]["danger"], case["answers"]["where"]) == ("no", "at the gate")
    assert case["reporter"] == {"name": "Rae Okoro", "reach": "after six"}
    assert case["kept_out"] == {"names": ["Sam Roy"], "roles": []}


def test_a_line_within_a_text_is_a_line(hall: TownHall) -> None:
    """Only as the first one does it go back."""
    reported(hall, [WORDS, "<", ".", "1"], FORM, NAME, UNINVOLVED, ["y"])
    assert kept(hall)[0]["answers"]["what"] == f"{WORDS}\n<"


def test_from_a_disclosure_one_goes_back_to_what_was_reported(hall: TownHall) -> None:
    """It was handed over by a slip."""
    reported(hall, [OWN, ".", "1", "<", "5", "4"], BEGIN, END, NAME, ["", "", "2", "y"])
    assert [one["type"] for one in kept(hall)] == ["conduct_concern"]


def test_before_it_is_sent_all_of_it_is_shown_and_can_be_changed(hall: TownHall) -> None:
    """Type, name, how to be reached, who is involved, what applies, whom they choose: each by its number."""
    form = ["1", "", "", "", "", "", "2", "", "", "", "", ""]
    lines = [LOST, ".", "1", "1"]
    choose = ["1", "Lee Park", "lee.park@aldercreek.example"]
    nobody = "3"
    changes = ["15", "Ina Moe", "16", "", "17", "", "Sam Roy", nobody, "18", "n", "14", "1", "2"]
    done = reported(hall, lines, form, NAME, UNINVOLVED, ["y"], choose, changes, ["y"])
    (case,) = kept(hall)
    assert case["reporter"] == {"name": "Ina Moe", "reach": None}
    assert case["kept_out"] == {"names": ["Sam Roy"], "roles": []}
    assert [one["name"] for one in case["recipients"]] == ["Town Hall Intake"]
    assert case["variant"] == "privacy"
    for told in (
        "17. Involved, and kept out: nobody",
        "14. What it is about: Information or security incident (A technical cause)",
        "15. Your name: Rae Okoro",
        "16. How you want to be reached: after six",
        "18. Communications Office is to know too if the press may hear of it. Does that apply? Yes",
        "19. Whom you choose: Lee Park (Your supervisor)",
        "16. How you want to be reached: nothing (left out)",
        "17. Involved, and kept out: Sam Roy",
        "19. Whom you choose: nobody",
    ):
        assert told in done.out, told


def test_a_change_that_is_taken_back_leaves_it_as_it_was(hall: TownHall) -> None:
    """By `<` in place of the answer."""
    reported(hall, BULLIED, FORM, NAME, UNINVOLVED, ["13", "<", "y"])
    assert kept(hall)[0]["reporter"]["name"] == "Rae Okoro"


def test_what_is_about_to_be_sent_is_read_again_where_it_was_changed(hall: TownHall) -> None:
    """Danger that is told only then is danger."""
    done = reported(hall, BULLIED, FORM, NAME, UNINVOLVED, ["2", DANGER, ".", "2", "y"])
    assert "Call first." in done.out
    assert "desk" in hall.post.names()


def test_an_answer_that_is_missing_is_asked_again_with_how_it_ends(hall: TownHall) -> None:
    """Whoever pressed Enter twice must not wonder."""
    done = reported(hall, ["", *BULLIED], FORM, NAME, UNINVOLVED, ["y"])
    assert "Please answer: What happened? End with a line that holds nothing but '.'." in done.out


def test_without_an_organisation_it_is_asked(hall: TownHall) -> None:
    """Among those whose reports are taken here, before anything else; a disclosure asks too."""
    typed = ["<", "2", "1", *BULLIED, *FORM, *NAME, *UNINVOLVED, "y"]
    done = hall.run("report", typed=typed, CONDUCT_ORG="")
    assert (done.code, done.err) == (0, "")
    assert "Which organisation do you work for?" in done.out
    assert "1. Town of Alder Creek" in done.out
    assert "Type the number 1." in done.out
    assert kept(hall)[0]["case"]
    asked = hall.run("disclose", typed=["1"], CONDUCT_ORG="")
    assert "What is the interest?" in asked.out
    assert report_refusal(replace(asked, out="")).startswith("The input ended")


def test_interrupted_before_the_first_question_it_says_so_too(hall: TownHall, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for the organisation, or loads the texts, has sent nothing either."""

    def interrupt(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupt)
    for command in ("report", "disclose"):
        done = hall.run(command, CONDUCT_ORG="")
        assert (done.code, done.err) == (130, "")
        assert done.out.endswith(NOTHING)


def test_what_cannot_be_told_from_the_words_is_asked_among_all(hall: TownHall) -> None:
    """Nothing is offered as a guess that is none."""
    french = "Mon collègue lit mes dossiers de santé devant tous les autres et je ne sais pas quoi faire."
    done = reported(hall, [french, ".", "4"], BEGIN, END, NAME, ["", "", "2", "y"])
    assert "What it is about cannot be told from the words. Which one is it?" in done.out
    assert "Another: show me all" not in done.out
    assert [one["type"] for one in kept(hall)] == ["conduct_concern"]
