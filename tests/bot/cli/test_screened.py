"""A checked draft in a terminal: everything that it owes, the right words marked, and nothing that can upset it."""

import io
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.cli.screened import marked, show_check
from bot.cli.terminal import harmless
from handlers.check.messages import CheckReply, Finding, PriorApproval, Severity, Suggestion
from handlers.reply import NextStep
from tests.bot.checked import DRAFT, finding, replies, reply, screened
from tests.fakes import card, citation

COLOURS: dict[Severity, str] = {"violation": "\x1b[1;37;41m", "warning": "\x1b[30;43m", "note": "\x1b[4m"}
"""How a terminal is told to show each severity: white on red, black on yellow, underlined."""


def shown(reply: CheckReply, draft: str = DRAFT, width: int = 200) -> str:
    """Return what the terminal shows, without colours."""
    console = Console(file=io.StringIO(), width=width, color_system=None)
    show_check(reply, draft, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def coloured(draft: str, *findings: Finding) -> str:
    """Return a marked draft with the codes that a terminal gets, on one line."""
    console = Console(
        file=io.StringIO(), width=2 * len(draft) + 20, color_system="standard", force_terminal=True, no_color=False
    )
    console.print(marked(draft, findings), end="")
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_finding_says_what_why_what_to_do_and_which_rule() -> None:
    """In this order, with the quote, where it stands and how old it is."""
    rule = citation(section=("Rules", "At work"), quote="Never  tell\nof it.")
    screen = shown(reply(screened(finding("her biopsy", citations=(rule,)))))
    told = [
        "Should not go out like this",
        "Your draft",
        DRAFT,
        "[1] Personal information (violation)",
        "It cannot be taken back.",
        "What to do: Take it out.",
        "“Never tell of it.”",
        "Social Media Rules · Rules › At work · 2024-05-01 · alder-creek-social-media#0123456789ab",
        "Not checked",
        "• Pictures.",
    ]
    assert [screen.find(one) for one in told] == sorted(screen.index(one) for one in told)


def test_findings_are_numbered_and_an_undated_rule_is_said_to_be() -> None:
    """A note that rests on no rule quotes none; what is the same of several words is said once."""
    rule = finding("her biopsy", citations=(citation(date=None),))
    tone = replace(finding("Lovely", "note", citations=()), category="unprofessional_tone", name="Tone")
    screen = shown(reply(screened(rule, finding("Marg", "warning"), tone)))
    assert "[1] Personal information (violation)" in screen
    assert "· undated ·" in screen
    assert [screen.find(words) for words in ("» her biopsy", "» Marg", "[2]")] == sorted(
        screen.index(words) for words in ("» her biopsy", "» Marg", "[2] Tone (note)")
    )
    assert screen.count("Take it out.") == 2
    assert screen.index("[2] Tone (note)") > screen.rindex("“")


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ((), "Nothing found"),
        (("note",), "Nothing found"),
        (("note", "warning"), "Wants a second look"),
        (("warning", "violation"), "Should not go out like this"),
    ],
)
def test_the_verdict_comes_first(severities: tuple[Severity, ...], said: str) -> None:
    """Before the draft and everything that led to it."""
    screen = shown(reply(screened(*(finding("Marg", one) for one in severities))))
    assert screen.startswith(said)


def test_nothing_found_is_no_approval() -> None:
    """It is said, and what was not looked at; there is no draft to be marked and no advice."""
    screen = shown(reply(screened(), not_checked=("Pictures.", "What the links lead to."), contacts=(card(),)))
    assert "This is no approval: only the guidelines were looked at, and by a machine." in screen
    assert "• What the links lead to." in screen
    assert "Whom to ask" in screen
    assert "Town Clerk: to ask about records" in screen
    assert "Your draft" not in screen
    assert "What to do" not in screen
    assert "kept in mind" not in screen
    assert "no approval" not in shown(reply(screened(finding("Marg", "warning"))))


def test_a_note_speaks_against_nothing() -> None:
    """Where only notes are found, they are said to be no more than that."""
    screen = shown(reply(screened(finding("Marg", "note"))))
    assert "This is no approval" in screen
    assert "kept in mind; it speaks against nothing in the draft" in screen
    assert "[1] Personal information (note)" in screen


def test_the_emergency_number_is_on_top() -> None:
    """Before the verdict, in both forms."""
    step = NextStep(kind="emergency", text="If someone may be in danger now, call 911 first.", target="911")
    one = reply(screened(finding("Marg")), emergency=True, next_steps=(step,))
    both = replace(one, by_capacity={"official": one.screened, "personal": screened()})
    for given_ in (one, both):
        screen = shown(given_)
        assert screen.index("call 911 first") < screen.index("Should not go out")


@pytest.mark.parametrize("found", [(), ("note",), ("warning",)])
def test_in_danger_nobody_reads_of_rules(found: tuple[Severity, ...]) -> None:
    """Whoever despairs is neither told that the words are fine nor that a disclaimer is missing."""
    step = NextStep(kind="emergency", text="If someone may be in danger now, call 911 first.", target="911")
    one = screened(*(finding("Marg", severity) for severity in found))
    screen = shown(reply(one, emergency=True, next_steps=(step,), contacts=(card(),)))
    assert "This matters more than a post" in screen
    assert "Whom to talk to" in screen
    for words in ("Nothing found", "no approval", "second look", "Personal information", "Not checked"):
        assert words not in screen


def test_the_main_problem_stands_in_the_verdict() -> None:
    """And what a reader must know of the rule's age stands with the rule."""
    old = replace(finding("Marg"), citations=(replace(citation(), status_note="Superseded in 2025."),))
    screen = shown(reply(screened(old, replace(finding("biopsy", "warning"), name="Tone"))))
    assert screen.startswith("Should not go out like this: personal information\n")
    assert "Superseded in 2025." in screen


def test_both_capacities_are_shown_apart() -> None:
    """The stricter verdict first, then each under its own heading; what holds for both comes once, after them."""
    strict = screened(finding("her biopsy"))
    both = reply(strict, by_capacity={"official": strict, "personal": screened()}, contacts=(card(),))
    screen = shown(both)
    places = [
        screen.index("Should not go out like this"),
        screen.index("That is the stricter of two answers"),
        screen.index("If you post it for your organisation"),
        screen.index("Should not go out like this: personal information"),
        screen.index("If you post it for yourself"),
        screen.index("Nothing found"),
        screen.index("Not checked"),
        screen.index("Whom to ask"),
    ]
    assert places == sorted(places)
    assert screen.count("[1] Personal information") == 1
    assert screen.count("Not checked") == 1
    assert "If you post it" not in shown(reply(strict))


def test_where_no_rule_speaks_of_it_that_is_said() -> None:
    """As on the page and in Slack; nobody shall look for a quote that is not there."""
    said = "The guidelines of your organisation say nothing of this."
    assert said in shown(reply(screened(finding("her biopsy", "note", citations=()))))
    assert said not in shown(reply(screened(finding("her biopsy"))))


def test_what_is_asked_for_before_a_post_names_whom_to_ask() -> None:
    """As sentences, whatever was found."""
    approvals = (
        PriorApproval(
            when="it goes out", text="Follow the procedure.", citation=citation(), contacts=(card(), card(name="Mayor"))
        ),
        PriorApproval(when="you use a logo", text="Get a licence.", citation=citation(), contacts=()),
    )
    screen = shown(reply(screened(prior_approvals=approvals)))
    assert "Before it goes out\n" in screen
    assert "• Before it goes out: Follow the procedure. (Town Clerk, Mayor)\n" in screen
    assert "• Before you use a logo: Get a licence.\n" in screen
    assert "Before it goes out" not in shown(reply(screened()))


def test_a_suggestion_shows_the_text_the_changes_and_what_remains() -> None:
    """And what to know about it."""
    suggestion = Suggestion(
        text="Lovely week. Back on Monday.",
        changes=("Taken out: personal information.", "A disclaimer was added."),
        remaining=("Tone towards the public", "Party politics"),
        note="Or ask your supervisor.",
    )
    screen = shown(reply(screened(finding("her biopsy"), suggestion=suggestion)))
    told = [
        "A smaller change that helps",
        "Lovely week. Back on Monday.",
        "• Taken out: personal information.",
        "• A disclaimer was added.",
        "Still to be looked at: Tone towards the public, Party politics.",
        "Or ask your supervisor.",
    ]
    assert [screen.find(one) for one in told] == sorted(screen.index(one) for one in told)


def test_where_no_edit_saves_a_draft_none_is_shown() -> None:
    """Only the sentence that says so."""
    beyond = Suggestion(text=None, changes=(), remaining=("Party politics",), note="No small edit makes this fit.")
    screen = shown(reply(screened(finding("her biopsy"), suggestion=beyond)))
    assert "No small edit makes this fit." in screen
    assert "A smaller change" not in screen


@pytest.mark.parametrize("severity", ["violation", "warning", "note"])
def test_the_words_of_a_finding_are_marked_by_its_severity(severity: Severity) -> None:
    """These words, and no others."""
    assert coloured(DRAFT, finding("her biopsy", severity)) == (
        f"Lovely week. Marg told me of {COLOURS[severity]}her biopsy\x1b[0m! Back on Monday."
    )


def test_where_findings_overlap_the_weightiest_is_seen() -> None:
    """The first of the list is the weightiest, and lies uppermost."""
    screen = coloured(DRAFT, finding("her biopsy"), finding("Marg told me of her biopsy", "warning"))
    assert f"{COLOURS['warning']}Marg told me of \x1b[0m{COLOURS['violation']}her biopsy\x1b[0m!" in screen


def test_what_concerns_a_whole_draft_hides_no_words() -> None:
    """It is marked only where nothing else is."""
    whole = finding(DRAFT, "warning")
    assert coloured(DRAFT, finding("Marg"), whole) == coloured(DRAFT, finding("Marg"))
    assert coloured(DRAFT, whole) == f"{COLOURS['warning']}{DRAFT}\x1b[0m"


def test_marks_stand_right_behind_what_takes_no_place() -> None:
    """Line ends of Windows, invisible characters and emoji before the words move nothing."""
    draft = "😀\r\n\u200b\t\x07é\u0301 Marg, back\ron Monday"
    text = marked(draft, (finding("Marg", draft=draft),))
    assert len(text.plain) == len(draft)
    (mark,) = text.spans
    assert text.plain[mark.start : mark.end] == "Marg"


HOSTILE = (
    "\x1b[31mred\x1b[0m \x9b31m \x07bell \x08back \r\u202eturned\u2066 \x1b]0;title\x07 [bold]plain[/bold] :smile:"
)


def test_control_characters_do_not_reach_the_terminal() -> None:
    """Neither from the marked draft nor from the suggestion; markup is shown as it stands."""
    draft = f"{HOSTILE} Marg"
    suggestion = Suggestion(text=HOSTILE, changes=(), remaining=(), note=None)
    screen = shown(reply(screened(finding("Marg", draft=draft), suggestion=suggestion)), draft)
    assert _unseen(screen) == set()
    assert screen.count("[bold]plain[/bold] :smile:") == 2


@given(replies(), st.integers(20, 200))
def test_any_reply_can_be_shown_at_any_width(given_: tuple[CheckReply, str], width: int) -> None:
    """Whatever is in the draft, nothing that a terminal obeys reaches it, and the findings are all there."""
    checked, draft = given_
    screen = shown(checked, draft, width)
    assert _unseen(screen) == set()
    parts = (checked.by_capacity or {"official": checked.screened}).values()
    alike = sum(len({(finding.category, finding.advice) for finding in one.findings}) for one in parts)
    assert "".join(screen.split()).count("Takeitout.") >= alike


@given(st.text())
def test_a_harmless_text_keeps_every_place(text: str) -> None:
    """One for one, and what can be seen stays as it is."""
    out = harmless(text)
    assert len(out) == len(text)
    assert _unseen(out) == set()
    assert all(one == other for one, other in zip(text, out, strict=True) if one.isprintable())


def _unseen(screen: str) -> set[str]:
    """Return what a terminal would obey or not show: control, format and other such characters, but line ends."""
    return {char for char in screen if char != "\n" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn")}
