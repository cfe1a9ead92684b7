"""The smallest change that helps: it takes out, it adds, it says what remains, and it checks clear."""

from collections.abc import Sequence

import pytest

from handlers.check.evidence import Draft, Evidence
from tests.handlers.check.conftest import Check
from tests.handlers.check.fakes import WordFinder, danger

UNSIGNED = WordFinder(always=["missing_disclaimer", "work_tie"])


def test_the_sentence_that_breaks_a_rule_is_taken_out(check: Check) -> None:
    """And nothing else."""
    finder = WordFinder({"her biopsy": "personal_information"}, always=["work_tie"])
    draft = "Lovely week at the clinic. Marg told me of her biopsy! Back on Monday."
    suggestion = check(draft, finder).screened.suggestion
    assert suggestion
    assert suggestion.text == "Lovely week at the clinic. Back on Monday."
    assert suggestion.changes == ("Taken out: personal information about somebody else.",)
    assert suggestion.remaining == ()


@pytest.mark.parametrize(
    ("org", "draft", "added"),
    [
        (
            "bc",
            "Long nights at the Ministry of Forests.",
            "These views are mine alone and do not represent those of the Government of British Columbia or the BC "
            "Public Service.",
        ),
        (
            "bc",
            "Long nights in the fire tower.",
            "These views are mine alone and do not represent those of my employer.",
        ),
        (
            "ns",
            "Long nights on the plough.",
            "The postings on this site are my own and do not represent the views or opinions of my employer.",
        ),
    ],
)
def test_a_disclaimer_is_added_in_the_guidelines_words(check: Check, org: str, draft: str, added: str) -> None:
    """It names the employer only where the draft does; the suggestion checks clear."""
    suggestion = check(draft, UNSIGNED, org=org).screened.suggestion
    assert suggestion
    assert suggestion.text == f"{draft} {added}"
    assert suggestion.remaining == ()


def test_where_the_text_says_not_to_engage_so_does_the_suggestion(check: Check) -> None:
    """In sk-ipc a disclaimer is the lesser advice."""
    suggestion = check("Busy day with the reviews.", UNSIGNED, org="sk-ipc").screened.suggestion
    assert suggestion
    assert suggestion.note
    assert "do not engage" in suggestion.note


def test_a_draft_that_no_edit_saves(check: Check) -> None:
    """Nothing would be left of it."""
    finder = WordFinder({"read his file": "personal_information"}, always=["work_tie"])
    suggestion = check("I read his file today", finder).screened.suggestion
    assert suggestion
    assert suggestion.text is None
    assert suggestion.note
    assert "No small edit" in suggestion.note


@pytest.mark.parametrize("rest", ["Cheers, Dave", "#yyj #nightshift #forests #foggy", "@marg_at_home @dave"])
def test_what_is_left_must_say_something(check: Check, rest: str) -> None:
    """A sign-off, tags and names alone are not worth posting."""
    finder = WordFinder({"read his file": "personal_information"}, always=["work_tie"])
    suggestion = check(f"I read his file today. {rest}", finder).screened.suggestion
    assert suggestion
    assert suggestion.text is None


def test_a_threat_is_not_mended(check: Check) -> None:
    """What a draft tells that someone may be in danger of is no slip of the pen."""
    finder = WordFinder({"the clerk will pay": "harassment"}, always=["work_tie"])
    draft = "Tonight the clerk will pay. Lovely weather we have this week."
    calm, threat = (check(draft, finder, danger(chance)).screened.suggestion for chance in (0.1, 0.9))
    assert calm
    assert calm.text == "Lovely weather we have this week."
    assert threat
    assert threat.text is None


@pytest.mark.parametrize(
    ("draft", "joint"),
    [
        ("Long nights on the plough", ". "),
        ("Long nights on the plough!", " "),
        ("Long nights on the plough 😴", " "),
        ("Long nights on the plough #ns", "\n\n"),
        ("Long nights.\nOn the plough", "\n\n"),
    ],
)
def test_what_is_added_is_a_sentence_of_its_own(check: Check, draft: str, joint: str) -> None:
    """After a full stop, or after a blank line where a tag or lines stand before it."""
    suggestion = check(draft, UNSIGNED, org="ns").screened.suggestion
    assert suggestion
    assert suggestion.text
    assert suggestion.text.startswith(f"{draft}{joint}The postings on this site")


def test_what_remains_is_said(check: Check) -> None:
    """A finding that comes back with every change is named."""
    finder = WordFinder(always=["missing_identification"], score=0.99)
    reply = check("The road is closed tonight.", finder, capacity="official")
    suggestion = reply.screened.suggestion
    assert suggestion
    assert suggestion.text == (
        "The road is closed tonight. I am a BC Public Service employee and post this for my ministry."
    )
    assert suggestion.remaining


def test_a_work_address_is_taken_out(check: Check) -> None:
    """A private post bears no work e-mail address."""
    suggestion = check(
        "Selling my canoe. Write to sam.lee@gov.bc.ca for it. Pick up in Nelson.", WordFinder()
    ).screened.suggestion
    assert suggestion
    assert suggestion.text == ("Selling my canoe. Write to [your private e-mail address] for it. Pick up in Nelson.")


@pytest.mark.parametrize("end", ["", "\n", " \n\n"])
def test_a_line_end_is_no_edit(check: Check, end: str) -> None:
    """Every text file has one."""
    suggestion = check(f"Busy night shift{end}", UNSIGNED, org="ns").screened.suggestion
    assert suggestion
    assert suggestion.text
    assert suggestion.text.startswith("Busy night shift")
    assert "The postings on this site are my own" in suggestion.text


def test_the_suggestion_is_read_by_every_detector(check: Check) -> None:
    """What only shows once words around it are gone is told as remaining: nobody finds it by checking it again."""
    shy = WordFinder({"250-555-0142": "personal_information"})

    class Shy:
        def detect(self, draft: Draft) -> Sequence[Evidence]:
            return [] if "selling" in draft.text.lower() else shy.detect(draft)

    rude = WordFinder({"marg is a nightmare": "harassment"}, always=["work_tie"])
    draft = "Selling my truck and Marg is a nightmare. Text 250-555-0142, evenings and weekends. Ask for the truck."
    suggestion = check(draft, rude, Shy()).screened.suggestion
    assert suggestion
    assert suggestion.text == "Ask for the truck."
    again = check(suggestion.text, rude, Shy())
    assert again.screened.verdict == "clear"


def test_an_unchanged_draft_is_no_suggestion(check: Check) -> None:
    """Where the sentence to add stands there already, it is said that no edit helps."""
    draft = "The road is closed. I am a BC Public Service employee and post this for my ministry."
    finder = WordFinder(always=["missing_identification"], score=0.99)
    suggestion = check(draft, finder, capacity="official").screened.suggestion
    assert suggestion
    assert suggestion.text is None


def test_what_was_changed_is_said_as_it_is(check: Check) -> None:
    """A false name was not "no word on who is speaking"; what has to be filled in is said."""
    finder = WordFinder({"as a regular mom": "missing_identification"})
    hidden = check("As a regular mom I love it. The new clinic opens on Monday.", finder, capacity="official")
    assert hidden.screened.suggestion
    assert "Taken out: words that hide who is speaking." in hidden.screened.suggestion.changes
    address = check("Selling my canoe, write to sam.lee@gov.bc.ca soon.")
    assert address.screened.suggestion
    assert address.screened.suggestion.changes[0] == (
        "Put in: [your private e-mail address]. Fill it in before you post."
    )


def test_what_has_to_be_filled_in_is_said(check: Check) -> None:
    """The sentence of ns names an area that only the writer knows."""
    finder = WordFinder(always=["missing_identification"])
    suggestion = check("The road is closed tonight.", finder, org="ns", capacity="official").screened.suggestion
    assert suggestion
    assert suggestion.text
    assert "[your area]" in suggestion.text
    assert "Fill in what stands in brackets" in suggestion.changes[0]
