"""`conduct report` all by options: nothing is asked, and what is missing is named by its option."""

import asyncio
import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.paths import RECEIPT
from tests.bot.cli.conftest import Launch, refusal, report_refusal
from tests.bot.cli.town_hall import DANGER, LOST, OWN, PRESS, SENT, WORDS, TownHall

BULLIED = ("--type", "harassment", "--danger", "no")
STOLEN = ("--type", "information_incident", "--variant", "security", "--danger", "no", "--information-out", "unsure")
CONTRACT = {
    "type",
    "alternatives",
    "emergency",
    "route",
    "contacts",
    "deadline",
    "steps",
    "citations",
    "latency_ms",
}
"""Fields of what is understood of a report, as the design fixes them."""


def sent(hall: TownHall, *arguments: str) -> dict[str, Any]:
    """Return what the reporter learns of a report that was sent all by options."""
    done = hall.run("report", *arguments, *SENT)
    assert (done.code, done.err) == (0, "")
    return hall.parsed(done)


def refused(hall: TownHall, *arguments: str, typed: str = "") -> str:
    """Return why a report was refused; nothing was filed."""
    line = report_refusal(hall.run("report", *arguments, typed=typed))
    assert hall.listed("cases", "list") == []
    return line


def test_a_report_is_filed_and_brought(hall: TownHall) -> None:
    """Case and code, the route, who has it, what is left; the recipient is told by mail."""
    told = sent(hall, WORDS, *BULLIED)
    assert told["case"].startswith("C-")
    assert len(told["receipt"]) == 24
    assert [step["any_of"] for step in told["route"]] == [["ethics_advisor"]]
    assert [(one["name"], one["role"], one["full"]) for one in told["recipients"]] == [
        ("Ines Weber", "Ethics Advisor", False)
    ]
    assert (told["type"], told["state"], told["waiting"], told["again"]) == ("harassment", "received", 0, False)
    assert [one["id"] for one in told["duties"]] == ["other_ways"]
    assert told["follow_up"].endswith(RECEIPT)
    assert hall.post.names() == ["ines.weber"]
    assert [one["case"] for one in hall.listed("cases", "list")] == [told["case"]]


def test_on_the_screen_the_reporter_learns_all_they_must_know(hall: TownHall) -> None:
    """The code once, what happens next and by when, what it does not do, numbers, and where to follow it up."""
    done = hall.run("report", LOST, *STOLEN, "--when", "2026-11-20T07:30", "--to", "supervisor=none", *SENT[:-1])
    assert (done.code, done.err) == (0, "")
    for told in (
        "It is kept: case C-",
        "Your code: ",
        "Write it down: it is kept nowhere here, and whoever has it can read the case.",
        "2026-11-20 12:00 AST: by then somebody is to say that they have it",
        "Nobody has told your supervisor or your manager of this: immediately, to tell them what happened.",
        "within 24 hours, to file the loss. Due by 2026-11-21 07:30 AST.",
        "In danger: 555-0911",
        "Help Line – 555-0177",
        "conduct case (it asks for the code), or http://127.0.0.1:8080/receipt",
        "It has been brought to everybody who receives it.",
    ):
        assert told in done.out, told


def test_the_address_of_the_page_is_the_settings_one(hall: TownHall) -> None:
    """Where people reach it."""
    done = hall.run("report", WORDS, *BULLIED, *SENT[:-1], CONDUCT_BASE_URL="http://localhost:1234/")
    assert "http://localhost:1234/receipt" in done.out


def test_the_same_report_run_twice_is_filed_once(hall: TownHall) -> None:
    """The second run says so, and names the case and its code; another word or another day makes another case."""
    first, second = sent(hall, WORDS, *BULLIED), sent(hall, WORDS, *BULLIED)
    assert (second["case"], second["receipt"], second["again"]) == (first["case"], first["receipt"], True)
    assert hall.post.names() == ["ines.weber"]
    shown = hall.run("report", WORDS, *BULLIED, *SENT[:-1])
    assert f"This very report was filed before, as case {first['case']}" in shown.out
    assert f"Your code: {first['receipt']}" in shown.out
    assert not sent(hall, f"{WORDS} Again today.", *BULLIED)["again"]
    hall.clock.forward(days=1)
    assert not sent(hall, WORDS, *BULLIED)["again"]


def test_what_cannot_be_brought_yet_is_kept_and_said(hall: TownHall) -> None:
    """The code is shown all the same, and the notice waits."""
    hall.post.refuses = "unreachable"
    done = hall.run("report", WORDS, *BULLIED, *SENT[:-1])
    assert (done.code, done.err) == (0, "")
    assert "Your code: " in done.out
    assert "It could not be brought to everybody who receives it yet. It is kept, and the service goes on" in done.out
    assert sent(hall, LOST, *STOLEN, "--to", "manager=none")["waiting"] == 1
    assert [one["last_reason"] for one in hall.listed("outbox", "list")] == ["unreachable", "unreachable"]


@pytest.fixture
def at_a_terminal() -> Iterator[None]:
    """Whoever runs the tests in the background has interrupts ignored, and commands with them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize("output", ["json", "text"])
def test_interrupted_while_it_is_brought_the_code_is_not_lost(
    hall: TownHall, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    """It was printed by then, or is at the last moment: it is kept nowhere."""

    async def interrupt(_: object) -> int:
        signal.raise_signal(signal.SIGINT)
        await asyncio.sleep(0)  # here it goes no further
        return 0

    monkeypatch.setattr("bot.delivery.courier.Courier.deliver_once", interrupt)
    done = hall.run("report", WORDS, *BULLIED, *SENT[: 4 if output == "json" else 3])
    assert done.code == 130
    code = hall.parsed(done)["receipt"] if output == "json" else done.out.split("Your code: ")[1][:24]
    monkeypatch.undo()
    assert hall.run("case", code).code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((*BULLIED, "--name", "Rae", "--json"), "--yes: nothing is sent until you say that you have read"),
        ((*BULLIED, "--name", "Rae"), "--yes: nothing is sent"),
        ((*BULLIED, "--yes", "--dry-run"), "--yes sends it, and --dry-run does not"),
        (SENT, "--type: say what it is about; it reads like one of harassment, conduct_concern"),
        (("--type", "gossip", *SENT), "--type: 'gossip' is nothing that is reported as employee; choose: emergency, "),
        (
            ("--type", "supervisor_concern", *SENT),
            "--type: 'supervisor_concern' is nothing that is reported as employee",
        ),
        (("--type", "harassment", "--variant", "loud", *SENT), "--variant: 'loud' is none of this type; choose: none"),
        (("--type", "information_incident", *SENT), "--variant: say which of these it is: security, privacy"),
        (("--type", "conflict_of_interest", *SENT), "use 'conduct disclose'"),
        (("--type", "harassment", *SENT), "--danger: Please answer: Is anybody in danger right now?"),
        (
            (*BULLIED, "--yes"),
            "--name: Give your name; to report without it, use the page for anonymous reports; the page is",
        ),
        ((*BULLIED, "--name", "\u200b", "--yes"), "--name: Give your name"),
        ((*BULLIED, "--name", "x" * 121, "--yes"), "--name, --reach: at most 120 characters each"),
        ((*BULLIED, "--danger", "perhaps", *SENT), "--danger: Is anybody in danger right now? Choose one of: No, Yes"),
        ((*BULLIED, "--when", "yesterday", *SENT), "--when: When did it happen? Write it like"),
        ((*BULLIED, "--when", "2031-01-01", *SENT), "--when: "),
        ((*BULLIED, "--where", "x" * 301, *SENT), "--where: Where did it happen? At most 300 characters"),
        ((*BULLIED, "--evidence", "rumours", *SENT), "--evidence: What have you kept? Choose among"),
        ((*BULLIED, "--role", "boss", *SENT), "--role: must be one of: employee, supervisor"),
        ((*BULLIED, "--org", "mars", *SENT), "'mars' is no organisation here"),
        (
            (*BULLIED, "--involved-role", "mayor", *SENT),
            "'mayor' is nobody's role here; name who is involved, or one of these roles: ",
        ),
        ((*BULLIED, "--involved", "", *SENT), "--involved: this is no name; say who is involved, or none"),
        ((*BULLIED, "--involved", " ?! ", *SENT), "--involved: this is no name; say who is involved, or none"),
        ((*BULLIED, "--to", "supervisor=Kim", *SENT), "--to: there is no choice for 'supervisor'; here is nothing to"),
        ((*BULLIED, "--applies", "3", *SENT), "--applies: 3 is no condition here; these are: none"),
        (("--batch", "in.jsonl", "--out", "out.jsonl"), "a text and --batch exclude each other"),
        (("--out", "out.jsonl"), "--batch IN and --out OUT go together"),
    ],
)
def test_what_is_missing_or_wrong_is_one_line(hall: TownHall, arguments: tuple[str, ...], told: str) -> None:
    """It names the option, and repeats nothing of what was written; nothing is filed."""
    line = refused(hall, WORDS, *arguments)
    assert line.startswith(told) or told in line
    assert "shouts" not in line


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "There are no words in this"),
        ("🙂 !", "There are no words"),
        ("x " * 10_001, "At most 20,000"),
        (None, "say"),
    ],
)
def test_what_happened_must_be_said(hall: TownHall, text: str | None, told: str) -> None:
    """As an argument or on standard input; no text, none with words, too much of it."""
    arguments = () if text is None else (text,)
    assert told in refused(hall, *arguments, *BULLIED, *SENT)


def test_without_an_organisation_the_option_is_named(hall: TownHall) -> None:
    """And the setting."""
    line = report_refusal(hall.run("report", WORDS, *BULLIED, *SENT, CONDUCT_ORG=""))
    assert line.endswith("name it with --org, or set CONDUCT_ORG")


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        (("report", "he has a gun", "--org", "xx", "--yes"), "911"),
        (("report", "he has a gun", "--yes"), "555-0911"),
        (("report", "he has a gun", "--org"), "555-0911"),
        (("report", "he has a gun", "--colour", "red"), "555-0911"),
        (("report", "he has a gun", "--yes", "--dry-run"), "555-0911"),
        (("report", "he has a gun", "--out", "x"), "555-0911"),
        (("report", "--json"), "555-0911"),
        (("disclose", "--org", "xx"), "911"),
        (("disclose", "he has a gun"), "555-0911"),
        (("disclose", "--interest", "he has a gun", "--yes"), "555-0911"),
    ],
)
def test_every_error_says_first_whom_to_call(hall: TownHall, arguments: tuple[str, ...], number: str) -> None:
    """Danger may have been told in vain: nothing has read it, or nothing can."""
    assert report_refusal(hall.run(*arguments), number)


def test_whom_to_call_is_said_where_nothing_can_be_read(hall: TownHall) -> None:
    """No organisation, no settings, no texts, no network; the number of the settings where there is one."""
    text = ("he has a gun", "--yes")
    assert report_refusal(hall.run("report", *text, CONDUCT_ORG=""), "911").endswith("set CONDUCT_ORG")
    assert report_refusal(hall.run("report", *text, CONDUCT_PORT="abc"), "911")
    bare = hall.launch("report", *text, place=hall.place, CONDUCT_PORT="8080", **hall.environment)
    assert "run 'conduct index" in report_refusal(bare, "555-0911")
    (hall.place.knowledge / "organisations.yaml").write_text("- [", "utf-8")
    assert report_refusal(hall.run("report", *text), "911")
    numbers = '{"alder-creek": "555-7911"}'
    assert report_refusal(hall.run("report", *text, CONDUCT_EMERGENCY_NUMBERS=numbers), "555-7911")


def test_other_commands_say_no_more_than_what_is_wrong(hall: TownHall) -> None:
    """Nobody reports by them."""
    assert refusal(hall.run("cases", "show", "C-7QK4-M2XD")) == "There is no case here yet."
    assert refusal(hall.run("cases", "show", "--colour")).startswith("No such option")


@pytest.mark.parametrize("arguments", [BULLIED + SENT, ("--dry-run",), ("--type", "harassment", "--dry-run"), ()])
def test_a_unit_that_is_not_known_is_refused(hall: TownHall, arguments: tuple[str, ...]) -> None:
    """Where any is known, before anything is typed; else nobody can tell."""
    text = (WORDS,) if arguments else ()
    line = refused(hall, *text, *arguments, "--unit", "nowhere", typed=f"{WORDS}\n.\n")
    assert line == "--unit: 'nowhere' is no unit of 'alder-creek' here; known: 'library'"
    assert hall.tried_out().run("report", WORDS, *BULLIED, *SENT, "--unit", "nowhere").code == 0
    own = ("--interest", OWN, "--duties", "x", "--aware-since", "2026-11-10", "--unit", "nowhere", *SENT)
    assert report_refusal(hall.run("disclose", *own)).startswith("--unit: 'nowhere' is no unit")


def test_a_local_trial_is_one_story(hall: TownHall) -> None:
    """Nobody is notified: neither before it is sent, nor after, nor when it is followed up."""
    local = hall.tried_out()
    trial = local.run("report", WORDS, *BULLIED, "--name", "Rae", "--dry-run")
    sent_here = local.run("report", WORDS, *BULLIED, *SENT[:-1])
    code = sent_here.out.split("Your code: ")[1][:24]
    followed = local.run("case", code)
    assert {done.code for done in (trial, sent_here, followed)} == {0}
    assert "this, or may see it; finds it here; nobody is notified." in trial.out
    assert sent_here.out.endswith("It is kept here. This is a local trial: nobody is notified.\n")
    assert "It is kept here. This is a local trial: nobody is notified." in followed.out
    assert "(Intake): finds it here; nobody is notified" in followed.out
    for out in (trial.out, sent_here.out, followed.out):
        for untrue in ("is sent its number", "being brought", "has been brought", "reached", "by then somebody"):
            assert untrue not in out


def test_the_text_can_come_from_standard_input(hall: TownHall) -> None:
    """So that the shell does not remember it; what is no text is refused."""
    done = hall.run("report", "-", *BULLIED, *SENT, typed=f"\ufeff{WORDS}\nTwice.\n")
    exported = hall.run("cases", "export", hall.parsed(done)["case"])
    assert json.loads(exported.out)["answers"]["what"] == f"{WORDS}\nTwice."
    assert "is not UTF-8 text (byte 0)" in report_refusal(hall.run("report", "-", *BULLIED, *SENT, typed=b"\xff\xfe"))


def test_every_field_of_the_form_has_an_option(hall: TownHall) -> None:
    """Those with several values may be given several times; what is not asked of this type is not kept."""
    told = sent(
        hall, LOST, *STOLEN, "--when", "2026-11-19", "--where", "bus 9", "--link", "https://x.example",
        "--still-visible", "no", "--information", "addresses", "--affected", "clients", "--evidence", "witness",
        "--evidence", "message", "--done", "called", "--noticed", "2026-11-20T07:00", "--contained", "yes",
        "--told", "it", "--told", "police", "--to", "supervisor=none",
    )  # fmt: skip
    kept = json.loads(hall.run("cases", "export", told["case"]).out)["answers"]
    assert (kept["evidence"], kept["told"]) == (["witness", "message"], ["it", "police"])
    assert (kept["where"], kept["information"], kept["done"]) == ("bus 9", "addresses", "called")
    other = sent(hall, WORDS, *BULLIED, "--information", "addresses")
    assert "information" not in json.loads(hall.run("cases", "export", other["case"]).out)["answers"]


def test_a_choice_must_be_made_and_nobody_is_one(hall: TownHall) -> None:
    """Missing: the ways to say it. Named by mail, known by name, or nobody: then the intake has it."""
    line = refused(hall, LOST, *STOLEN, *SENT)
    assert line == (
        "--to: say whom you choose, or nobody: supervisor='NAME<mail>', or manager='NAME<mail>', or supervisor=none"
    )
    named = sent(hall, LOST, *STOLEN, "--to", "supervisor=Lee Park<lee.park@aldercreek.example>")
    assert [(one["name"], one["role"]) for one in named["recipients"]] == [("Lee Park", "Your supervisor")]
    known = sent(hall, LOST, *STOLEN, "--unit", "library", "--to", "supervisor=kim haida")
    assert [one["name"] for one in known["recipients"]] == ["Kim Haida"]
    nobody = sent(hall, LOST, *STOLEN, "--to", "manager=none")
    assert [(one["name"], one["because"]) for one in nobody["recipients"]] == [("Town Hall Intake", "intake")]


@pytest.mark.parametrize(
    ("to", "told"),
    [
        (("supervisor",), "--to: write CONTACT=NAME"),
        (("supervisor=",), "--to: write CONTACT=NAME"),
        (("supervisor=Lee<",), "--to: write CONTACT=NAME"),
        (("clerk=Lee",), "--to: there is no choice for 'clerk'; choose for: supervisor, manager"),
        (
            ("supervisor=Nobody Known",),
            "--to: this person cannot be chosen for 'supervisor'; choose among: Kim Haida, or",
        ),
        (("supervisor=Lee<lee@elsewhere.example>",), "Give their work mail address; it ends with @aldercreek.example"),
        (("supervisor=Kim Haida", "manager=Lee<lee@aldercreek.example>"), "--to: choose one person for supervisor or"),
    ],
)
def test_a_choice_that_cannot_be_taken_is_refused(hall: TownHall, to: tuple[str, ...], told: str) -> None:
    """Shape, contact, person, mail, and two for one step."""
    options = [part for one in to for part in ("--to", one)]
    assert told in refused(hall, LOST, *STOLEN, "--unit", "library", *options, *SENT)


def test_nobody_can_be_named_where_no_mail_domain_is_set(hall: TownHall) -> None:
    """Then there is no choice without people who are known, and none has to be made."""
    done = hall.run("report", LOST, *STOLEN, *SENT, CONDUCT_STAFF_DOMAINS="")
    assert [one["name"] for one in hall.parsed(done)["recipients"]] == ["Town Hall Intake"]
    arguments = ("--unit", "library", "--to", "supervisor=Lee<lee@aldercreek.example>")
    line = report_refusal(hall.run("report", LOST, *STOLEN, *arguments, *SENT, CONDUCT_STAFF_DOMAINS=""))
    assert "nobody can be named for 'supervisor' who is not known here; choose among: Kim Haida" in line


def test_a_step_under_a_condition_belongs_to_it_where_it_applies(hall: TownHall) -> None:
    """By its number, which the trial shows."""
    plain = sent(hall, LOST, *STOLEN, "--to", "supervisor=none")
    more = sent(hall, LOST, *STOLEN, "--to", "supervisor=none", "--applies", "3", "--where", "bus")
    assert "Newsroom" not in str(plain["recipients"])
    assert "Newsroom" in str(more["recipients"])
    line = refused_again(hall, LOST, *STOLEN, "--applies", "1", *SENT)
    assert line == "--applies: 1 is no condition here; these are: 3: if the press may hear of it"


def refused_again(hall: TownHall, *arguments: str) -> str:
    """Return why a report was refused, whatever was filed before."""
    return report_refusal(hall.run("report", *arguments))


def test_whoever_is_spoken_of_must_be_cleared_first(hall: TownHall) -> None:
    """By name or by role; whoever is involved sees nothing of it, and their deputy neither."""
    text = "Ines Weber shouts at me, and my supervisor laughs."
    line = refused(hall, text, *BULLIED, *SENT)
    assert line.startswith(
        "--involved: this may speak of Ines Weber, Your supervisor (supervisor); say --involved NAME"
    )
    told = sent(hall, text, *BULLIED, "--involved", "Ines Weber")
    assert [one["name"] for one in told["recipients"]] == ["Town Hall Intake"]
    assert hall.post.names() == ["intake"]
    cleared = sent(hall, text, *BULLIED, "--involved", "none")
    assert [one["name"] for one in cleared["recipients"]] == ["Ines Weber"]
    by_role = sent(hall, text, *BULLIED, "--involved-role", "ethics_advisor")
    assert "Ines Weber" not in str(by_role["recipients"])


def test_where_everybody_is_involved_nothing_is_kept(hall: TownHall) -> None:
    """And it says whom to turn to."""
    everybody = ("Ines Weber", "Town Hall Intake", "Dana Okafor")
    options = [part for name in everybody for part in ("--involved", name)]
    assert "Nobody is left here who could receive this; nothing was sent or kept." in refused(
        hall, WORDS, *BULLIED, *options, *SENT
    )


def test_danger_comes_first(hall: TownHall) -> None:
    """On the screen before all else, in JSON as a field; the urgent contact is told."""
    done = hall.run("report", DANGER, "--type", "emergency", "--danger", "yes", *SENT[:-1])
    assert "If someone may be in danger now, call 555-0911 first." in done.out[: done.out.index("It is kept")]
    assert "desk" in hall.post.names()
    told = sent(hall, DANGER, "--type", "harassment", "--danger", "no")
    assert (told["emergency"], told["number"]) == (True, "555-0911")


def test_a_matter_that_the_texts_answer_is_filed_as_well(hall: TownHall) -> None:
    """Whoever says --yes has read the answer."""
    told = sent(hall, PRESS, "--type", "media_request", "--danger", "no")
    assert [one["name"] for one in told["recipients"]] == ["Newsroom"]


def test_a_trial_tells_what_is_understood_and_makes_nothing(hall: TownHall) -> None:
    """The contract of what is understood; no preview without a type, no keys, no database."""
    before = sorted(hall.place.var.iterdir())
    told = hall.parsed(hall.run("report", WORDS, "--dry-run", "--json"))
    assert set(told) >= CONTRACT
    assert (told["type"], "preview" in told) == ("harassment", False)
    shown = hall.run("report", WORDS, "--dry-run")
    assert "Bullying, harassment or threats: Aimed at a person, by anybody. (--type harassment)" in shown.out
    assert shown.out.endswith("Nothing was sent or kept.\n")
    assert sorted(hall.place.var.iterdir()) == before


def test_a_trial_passes_nothing_off_as_a_guess(hall: TownHall) -> None:
    """Where the words cannot be read, it says so, and names no type and nobody."""
    french = "Mon collègue lit mes dossiers de santé devant tous les autres et je ne sais pas quoi faire."
    shown = hall.run("report", french, "--dry-run").out
    assert "The words do not tell it; say it with --type." in shown
    assert "harassment" not in shown
    line = report_refusal(hall.run("report", french, *SENT))
    assert line.startswith("--type: say what it is about; the words do not tell it; all are: emergency, ")


def test_a_trial_with_a_type_shows_who_would_see_it(hall: TownHall) -> None:
    """All of the preview, what can be chosen, and what is still to be said; nothing is filed."""
    arguments = ("--type", "information_incident", "--variant", "security", "--dry-run")
    told = hall.parsed(hall.run("report", LOST, *arguments, "--json"))
    assert set(told) >= CONTRACT
    assert [one["name"] for one in told["preview"]["recipients"]] == ["Town Hall Intake"]
    assert told["preview"]["conditions"] == [
        {"step": 3, "when": "if the press may hear of it", "contacts": ["Communications Office"]}
    ]
    assert told["missing"] == ["--danger", "--information-out", "--name"]
    shown = hall.run("report", LOST, *arguments, "--name", "Rae", *STOLEN[4:])
    for said in (
        "Town Hall Intake (Intake): takes it because nobody else here takes this, or may see it; is sent",
        "It is kept in the Town's own database, encrypted.",
        "becomes a record of your organisation",
        "Under what authority: section 7 of the Town Records Bylaw.",
        "What for: to look into what is reported.",
        "Records Desk, 555-0150",
        "is kept as alleged",
        "Help Line (555-0177): immediately, to have it locked.",
        "--to supervisor='NAME<mail>', --to manager='NAME<mail>', --to supervisor=none",
        "--applies 3: Communications Office is to know too if the press may hear of it",
    ):
        assert said in shown.out, said
    assert "Still to be said" not in shown.out
    assert hall.listed("cases", "list") == []
    assert hall.post.taken == []


@pytest.mark.parametrize("type_", ["gossip", "conflict_of_interest", "information_incident"])
def test_a_trial_refuses_what_could_not_be_filed(hall: TownHall, type_: str) -> None:
    """By the same words."""
    assert refused(hall, WORDS, "--type", type_, "--dry-run").startswith("--")


def test_nothing_that_a_terminal_obeys_comes_out(hall: TownHall) -> None:
    """Neither in what is shown, nor in a report_refusal, nor in what is kept."""
    nasty = f"{WORDS} \x1b[31m\x9b2J\x07 \u202egnp.exe"
    done = hall.run("report", nasty, *BULLIED, "--name", "Rae\x1b]0;x\x07", "--yes")
    assert done.code == 0
    number = done.out.split("case ")[1][:11]
    shown = hall.run("cases", "show", number)
    assert "shouts at me" in shown.out
    line = report_refusal(hall.run("report", WORDS, *BULLIED, "--org", "\x1b[2Jmars", *SENT))
    for out in (done.out, shown.out, line):
        assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(out)


def test_what_cannot_be_kept_is_said_before_anything_is_sent(hall: TownHall) -> None:
    """A database that is none: one line, exit code 2, and nobody is told."""
    (hall.place.var / "conduct.sqlite3").write_bytes(b"no database " * 500)
    line = report_refusal(hall.run("report", WORDS, *BULLIED, *SENT))
    assert "This could not be kept" in line
    assert "nothing was sent" in line
    assert hall.post.taken == []


def test_a_conflict_of_interest_is_not_understood_as_a_report(hall: TownHall) -> None:
    """The trial says what it is; filing names the other command."""
    assert hall.parsed(hall.run("report", OWN, "--dry-run", "--json"))["type"] == "conflict_of_interest"


def test_a_batch_is_understood_and_not_filed(hall: TownHall, tmp_path: Path) -> None:
    """Ids and order are kept; a line that cannot be read becomes an error, and the exit code is 2 at the end."""
    given = [
        json.dumps({"id": "a", "text": WORDS, "org": "alder-creek", "role": "employee"}),
        "{broken",
        json.dumps({"id": "c", "text": 7}),
        json.dumps({"id": "d", "text": DANGER, "unit": None}),
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(given), encoding="utf-8")
    done = hall.run("report", "--batch", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl"))
    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert (done.code, done.out) == (2, "")
    assert "lines that could not be understood: 2" in done.err
    assert [one["id"] for one in answers] == ["a", None, "c", "d"]
    assert set(answers[0]) >= CONTRACT
    assert answers[1]["line"] == 2
    assert answers[2]["error"] == '"text" must be text'
    assert (answers[3]["emergency"], answers[3]["type"]) == (True, "emergency")
    assert list(hall.place.var.iterdir()) == []


def test_a_batch_without_a_bad_line_ends_well(hall: TownHall, tmp_path: Path) -> None:
    """Exit code 0, and nothing on the screen."""
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": 1, "text": WORDS}), encoding="utf-8")
    done = hall.run("report", "--batch", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl"))
    assert (done.code, done.out, done.err) == (0, "", "")


def test_without_a_network_for_reports_the_command_that_learns_it_is_named(launch: Launch, hall: TownHall) -> None:
    """Nothing stands in for it."""
    done = launch("report", WORDS, *BULLIED, *SENT, place=hall.place, **hall.environment)
    assert "run 'conduct index" in report_refusal(done)
