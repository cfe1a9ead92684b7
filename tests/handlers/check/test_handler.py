"""What a check answers: verdict, marked words, rules, approvals, whom to ask, what was not looked at."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from handlers.check.as_meant import as_meant
from handlers.check.detectors.personal_data import PersonalDataDetector
from handlers.check.messages import MAX_DRAFT, CheckRequest
from handlers.language import is_latin
from handlers.request import BadRequest
from knowledge.library import Library
from knowledge.screening import Screening
from knowledge.text import collapse
from tests.handlers.check.conftest import Check
from tests.handlers.check.detectors.personal.shared import finder
from tests.handlers.check.fakes import WordFinder, danger

TIED = WordFinder(always=["work_tie"])
PRIVATE = WordFinder({"her biopsy": "personal_information"}, always=["work_tie"])
DRAFT = "Lovely week at the clinic. Marg told me of her biopsy. Back on Monday 🙂"


def test_a_finding_says_what_why_and_what_to_do(check: Check, library: Library) -> None:
    """The words, the rule of the own organisation letter by letter, and whom to ask."""
    reply = check(DRAFT, PRIVATE)
    (finding,) = reply.screened.findings
    assert reply.screened.verdict == "stop"
    assert (finding.category, finding.severity, finding.span) == ("personal_information", "violation", "her biopsy")
    assert DRAFT[finding.start : finding.end] == finding.span
    assert finding.why
    assert finding.advice
    (citation,) = finding.citations
    assert citation.organisation == "bc"
    assert not citation.foreign
    assert collapse(citation.quote) in collapse(library.passages[citation.passage_id].text)
    assert [one.id for one in reply.contacts] == ["supervisor", "manager", "ethics_advisor"]


def test_a_clear_draft_is_no_approval(check: Check) -> None:
    """What was not checked and what the texts ask for is said all the same."""
    reply = check("Sunny in Smithers.", WordFinder(), org="ns", capacity="official")
    assert reply.screened.verdict == "clear"
    assert reply.screened.suggestion is None
    assert "Pictures" in reply.not_checked[0]
    asked = [one for one in reply.screened.prior_approvals if "Communications Nova Scotia" in one.citation.quote]
    assert asked
    assert asked[0].contacts
    assert reply.contacts


def test_links_are_named_as_not_checked(check: Check) -> None:
    """Only where there are any."""
    with_link = check("See www.example.com/story", WordFinder())
    assert any("links" in one for one in with_link.not_checked)
    assert not any("links" in one for one in check("See the story", WordFinder()).not_checked)


def test_without_a_capacity_both_are_told(check: Check) -> None:
    """The stricter one stands on top."""
    finder = WordFinder({"nameless": "missing_identification"}, always=["missing_disclaimer", "work_tie"])
    reply = check("A nameless post about the office.", finder, capacity=None)
    assert reply.by_capacity
    told = {name: [one.category for one in screened.findings] for name, screened in reply.by_capacity.items()}
    assert told == {"official": ["missing_identification"], "personal": ["missing_disclaimer"]}
    assert reply.screened == reply.by_capacity["official"]


def test_danger_comes_first(check: Check) -> None:
    """The emergency number, and one person to tell; the findings stay."""
    reply = check(DRAFT, PRIVATE, danger(0.9))
    assert reply.emergency
    assert (reply.next_steps[0].kind, reply.next_steps[0].target) == ("emergency", "911")
    assert len(reply.contacts) == 1
    assert reply.screened.verdict == "stop"


def test_lawful_speech_is_a_note(check: Check) -> None:
    """Private party politics in bc: nothing stops it, and what to keep in mind is said."""
    reply = check("Vote for the Orchard Party!", WordFinder({"orchard party": "partisan_politics"}))
    (finding,) = reply.screened.findings
    assert (reply.screened.verdict, finding.severity) == ("clear", "note")
    assert "yours" in finding.advice
    assert reply.screened.suggestion is None


@pytest.mark.parametrize(
    ("draft", "org", "told"),
    [
        ("  \n", "bc", "There are no words in this draft"),
        ("\u200b\u200b", "bc", "There are no words in this draft"),
        ("🙂" * 100, "bc", "There are no words in this draft"),
        ("שלום לכולם", "bc", "Only drafts in English"),
        ("a" * (MAX_DRAFT + 1), "bc", "at most 40,000 are read"),
        ("words", "mars", "'mars' is no organisation here"),
    ],
)
def test_what_cannot_be_checked_is_refused(check: Check, draft: str, org: str, told: str) -> None:
    """The message says what to do, and holds nothing of the draft."""
    with pytest.raises(BadRequest, match=told):
        check(draft, WordFinder(), org=org)


def test_a_request_does_not_show_its_draft() -> None:
    """Whatever prints a request, a finding or a reply prints no words of the draft."""
    assert "secret" not in repr(CheckRequest(draft="secret", org="bc"))


def test_nothing_of_a_draft_is_in_the_representation_of_a_reply(check: Check) -> None:
    """Neither the span nor the suggestion."""
    reply = check(DRAFT, PRIVATE)
    assert reply.screened.suggestion
    assert "biopsy" not in repr(reply)
    assert "Lovely" not in repr(reply)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    before=st.text(max_size=30), after=st.text(max_size=30), capacity=st.sampled_from(["personal", "official", None])
)
def test_offsets_point_into_the_draft_as_given(check: Check, before: str, after: str, capacity: str | None) -> None:
    """Whatever stands around the words: invisible characters, other scripts, emoji."""
    draft = f"{before} h\u200ber bi\u00adopsy {after}"
    assume(is_latin(as_meant(draft).text))
    reply = check(draft, PRIVATE, capacity=capacity)
    for screened in [reply.screened, *(reply.by_capacity or {}).values()]:
        for one in screened.findings:
            assert draft[one.start : one.end] == one.span
        assert any("opsy" in one.span for one in screened.findings)


def test_every_rule_can_be_told(check: Check, screening: Screening) -> None:
    """Every category of every organisation and capacity makes a finding that can be put into words."""
    for org in ("bc", "ns", "sk-ipc"):
        for capacity in ("personal", "official"):
            finder = WordFinder(always=["work_tie", *screening.categories])
            found = check("Some words of a draft.", finder, org=org, capacity=capacity).screened.findings
            # All that can be said of one and the same words: what is told more specifically is told once.
            assert len(found) == 12
            assert all(one.citations and not one.citations[0].foreign for one in found)


def test_what_was_seen_is_said_where_it_has_a_name(check: Check) -> None:
    """Such as a social insurance number; never its digits."""
    reply = check("Her SIN is 046 454 286.", PersonalDataDetector(finder=finder()), TIED)
    (finding,) = reply.screened.findings
    assert finding.why.startswith("Seen here: social insurance number. ")
    assert "046" not in finding.why


def test_an_offices_own_number_is_no_personal_information(check: Check) -> None:
    """Though what reads for meaning is not sure; a private number in the same words stays one."""
    unsure = WordFinder({"250-387-4411": "personal_information"}, score=0.7)
    draft = "Contact Karen Holt at the Residential Tenancy Branch, 250-387-4411."
    assert check(draft, unsure, capacity="official").screened.findings
    assert check(draft, unsure, PersonalDataDetector(finder=finder()), capacity="official").screened.findings == ()


def test_fancy_letters_are_read(check: Check) -> None:
    """They are letters of English, not of another language."""
    reply = check("𝗘𝘅𝗰𝗶𝘁𝗲𝗱 𝘁𝗼 𝘀𝗵𝗮𝗿𝗲: 𝗵𝗲𝗿 𝗯𝗶𝗼𝗽𝘀𝘆", PRIVATE)
    assert [one.span for one in reply.screened.findings] == ["𝗵𝗲𝗿 𝗯𝗶𝗼𝗽𝘀𝘆"]
    assert not any("English" in one for one in reply.not_checked)


@pytest.mark.parametrize(
    ("draft", "has_link"),
    [
        ("See https://x.example/a", True),
        ("see bit.ly/3xYz", True),
        ("as cbc.ca has it", True),
        ("youtu.be/abc", True),
        ("Write to sam.lee@gmail.com", False),
        ("B.C. is home, e.g. Hope. No.Yes.", False),
        ("done.Next", False),
    ],
)
def test_links_are_said_not_to_be_followed(check: Check, draft: str, has_link: bool) -> None:  # noqa: FBT001
    """However they are written; a mailbox and a missing space are none."""
    assert ("What the links lead to." in check(draft, WordFinder()).not_checked) == has_link


def test_the_gravest_finding_says_whom_to_ask_first(check: Check) -> None:
    """Whichever capacity it is found in."""
    seen = WordFinder({"nameless": "missing_identification", "her biopsy": "personal_information"}, always=["work_tie"])
    reply = check("A nameless post on her biopsy.", seen, capacity=None)
    assert reply.by_capacity
    gravest = reply.screened.findings[0]
    assert gravest.severity == "violation"
    alone = check("A post on her biopsy.", seen, capacity="official")
    assert reply.contacts[0] == alone.contacts[0]


def test_speech_that_no_rule_forbids_is_left_to_the_writer(check: Check) -> None:
    """It is not said to have no tie to the work where it has one."""
    seen = WordFinder({"orchard party": "partisan_politics"})
    assert check("Vote for the Orchard Party!", seen).screened.findings[0].why.startswith("Nothing here ties it")


@pytest.mark.parametrize(("tie", "is_asked"), [("close_tie", True), ("work_tie", False)])
def test_what_is_asked_for_before_a_post_is_told_of_posts_about_the_work(
    check: Check, tie: str, *, is_asked: bool
) -> None:
    """In ns such a post is discussed first, on an own account too; one that only shows the work needs nobody's word."""
    reply = check("A quiet night on the plough.", WordFinder(always=[tie]), org="ns")
    asked = [one.text for one in reply.screened.prior_approvals]
    assert ("Discuss the matter with Communications Nova Scotia staff." in asked) == is_asked
