"""What words alone prove, by the product's own lists: what must be found, and what must be left alone."""

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.check.as_meant import as_meant
from handlers.check.detectors.words import WordsDetector
from handlers.check.evidence import Draft, Evidence
from knowledge import library as knowledge_library
from knowledge import screening as knowledge_screening
from knowledge.library import Library
from knowledge.screening import Screening
from tests import alder_creek_screening

Capacity = Literal["personal", "official"]
ORGANISATIONS = ("bc", "ns", "sk-ipc")


@pytest.fixture(scope="module")
def detector(library: Library) -> WordsDetector:
    """The detector over the product's own words."""
    screening = knowledge_screening.load(library)
    assert screening
    return WordsDetector(screening)


@pytest.fixture(scope="module")
def town_words(tmp_path_factory: pytest.TempPathFactory) -> WordsDetector:
    """The detector over the words of an invented town."""
    folder = alder_creek_screening.write(tmp_path_factory.mktemp("town"))
    screening = knowledge_screening.load(knowledge_library.load(folder))
    assert screening
    return WordsDetector(screening)


def detected(detector: WordsDetector, text: str, org: str = "bc", capacity: Capacity = "personal") -> list[Evidence]:
    """Return everything that the words of a draft prove."""
    return list(detector.detect(Draft(text=text, organisation=org, capacity=capacity)))


def proved(
    detector: WordsDetector, kind: str, text: str, org: str = "bc", capacity: Capacity = "personal"
) -> list[str]:
    """Return the words of a draft that prove a kind."""
    return [text[one.start : one.end] for one in detected(detector, text, org, capacity) if one.kind == kind]


@pytest.mark.parametrize(
    "text",
    [
        "Views are my own.",
        "ALL VIEWS ARE MY OWN",
        "These opinions are mine alone, the coffee is Dan's.",
        "Long week. (Opinions are my own, obviously.)",
        "I speak for myself here.",
        "What I post doesn’t represent my employer.",
        "Tweets are my own; RTs are not endorsements",
        "These views are not those of my employer.",
        "All veiws are my own.",
        "opinons expressed are my own",
        "Views expressed here are my won",
        "I don't speek for my employer",
        "they are not those of my emploier",
        "Mes opinions n'engagent que moi.",
    ],
)
def test_a_disclaimer_is_found(detector: WordsDetector, text: str) -> None:
    """In the usual wordings, in any case, with typing errors, in French; and told once."""
    (one,) = [one for one in detected(detector, text) if one.kind == "disclaimer"]
    assert one.score > 0.9
    assert one.detail == "a disclaimer"


@pytest.mark.parametrize(
    "text",
    [
        "The views from the fire tower are the best in the province.",
        "Great views! My own camera, for once.",
        "These are not my views at all.",
        "The views are not my own.",
        "I have my own opinion on pineapple pizza.",
        "This bill does not represent the views of people in Smithers.",
        "He does not speak for the people on my street.",
        "She is not my employer any more.",
        "Opinions, anyone?",
        "Our views on the new bridge: build it.",
        "Long shift at the ministry today.",
        "My truck, not my employer's. Long plough shift for us.",
        "My bad back has nothing to do with my employer.",
        "RTs are not endorsements",
        "",
    ],
)
def test_what_is_no_disclaimer_is_left_alone(detector: WordsDetector, text: str) -> None:
    """Views of mountains, other people's opinions, and a "not" that turns the sense."""
    assert proved(detector, "disclaimer", text) == []


@pytest.mark.parametrize("org", ORGANISATIONS)
def test_every_disclaimer_that_is_suggested_is_known_for_one(
    detector: WordsDetector, library: Library, org: str
) -> None:
    """A draft with the suggested sentence must not be found to miss it."""
    screening = knowledge_screening.load(library)
    assert screening
    for sentence in (screening.disclaimers[org].wording, screening.disclaimers[org].neutral):
        assert sentence
        assert len(proved(detector, "disclaimer", f"Long nights on the plough. {sentence}", org)) == 1


@pytest.mark.parametrize(
    ("org", "text", "address"),
    [
        ("bc", "Selling my canoe, write to sam.lee@gov.bc.ca.", "sam.lee@gov.bc.ca"),
        ("bc", "Sam_J_Lee@GOV.BC.CA", "Sam_J_Lee@GOV.BC.CA"),
        ("bc", "reach me (kim-roy2@victoria1.gov.bc.ca) any time", "kim-roy2@victoria1.gov.bc.ca"),
        ("bc", "mailto:sam.lee@forests.gov.bc.ca", "sam.lee@forests.gov.bc.ca"),
        ("ns", "yours, kim.roy@novascotia.ca", "kim.roy@novascotia.ca"),
        ("ns", "yours, kim.roy@gov.ns.ca", "kim.roy@gov.ns.ca"),
        ("sk-ipc", "kim.roy@oipc.sk.ca", "kim.roy@oipc.sk.ca"),
    ],
)
def test_a_persons_work_address_ties_a_private_post_to_the_work(
    detector: WordsDetector, org: str, text: str, address: str
) -> None:
    """It shows the work, and lends the post the employer's name; a private address may stand in its place."""
    assert proved(detector, "work_tie", text, org) == [address]
    (used,) = [one for one in detected(detector, text, org) if one.kind == "unauthorized_representation"]
    assert text[used.start : used.end] == address
    assert used.instead == "[your private e-mail address]"
    assert detected(detector, text, org, "official") == []


@pytest.mark.parametrize(
    ("org", "text"),
    [
        ("bc", "Ask servicebc@gov.bc.ca or info@gov.bc.ca"),
        ("bc", "Ask media.relations@gov.bc.ca"),
        ("bc", "Report it to fire.info@gov.bc.ca"),
        ("bc", "Book at permits-office@gov.bc.ca"),
        ("bc", "Ask citizen_services@gov.bc.ca"),
        ("bc", "sam.lee@gmail.com"),
        ("bc", "sam.lee@notgov.bc.ca"),
        ("bc", "sam.lee@gov.bc.canada"),
        ("bc", "kim.roy@novascotia.ca"),
        ("bc", "kim.roy at gov.bc.ca's page"),
        ("bc", "www.gov.bc.ca/sam.lee"),
        ("sk-ipc", "webmaster@oipc.sk.ca"),
        ("sk-ipc", "sam.lee@gov.bc.ca"),
    ],
)
def test_an_office_mailbox_and_other_addresses_are_left_alone(detector: WordsDetector, org: str, text: str) -> None:
    """Anybody may pass on where an office is reached; a private or another government's address is no work address."""
    assert detected(detector, text, org) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What the fuck is this form", ["fuck"]),
        ("Bullshit, and you know it. Piss off!", ["Bullshit", "Piss off"]),
        ("WTF", ["WTF"]),
        ("sh*t happens", ["sh*t"]),
        ("Tabarnak!", ["Tabarnak"]),
    ],
)
def test_swearing_is_told_of_official_posts_alone(detector: WordsDetector, text: str, words: list[str]) -> None:
    """In a private one, what it is about decides; and alone it is not sure enough to stop a post."""
    found = detected(detector, text, capacity="official")
    assert [text[one.start : one.end] for one in found] == words
    assert {one.kind for one in found} == {"unprofessional_tone"}
    assert all(0.5 <= one.score < 0.75 for one in found)
    assert detected(detector, text, capacity="personal") == []


@pytest.mark.parametrize(
    "text",
    [
        "Scunthorpe council",
        "shiitake and prickly pear",
        "a cocktail in Dickinson",
        "What a damn shame",
        "Holy smokes",
        "",
    ],
)
def test_a_word_that_only_holds_one_is_no_swearing(detector: WordsDetector, text: str) -> None:
    """Nor are mild words."""
    assert detected(detector, text, capacity="official") == []


@pytest.mark.parametrize("text", ["what the f u c k", "fսck this", "f#ck this", "fu\u200bck this"])
def test_disguised_swearing_is_found_once_it_is_read_as_meant(detector: WordsDetector, text: str) -> None:
    """Spaced, with look-alike letters, starred, with nothing between."""
    meant = as_meant(text, ["fuck"]).text
    assert proved(detector, "unprofessional_tone", meant, capacity="official") == ["fuck"]


@pytest.mark.parametrize(
    ("org", "text", "name"),
    [
        ("bc", "I work for the BC government.", "BC government"),
        ("bc", "I'm a clerk with the Ministry of Finance", "Ministry of Finance"),
        ("bc", "Ten years at BC Parks and still no bear", "BC Parks"),
        ("bc", "Proud to be on staff at Service BC!", "Service BC"),
        ("bc", "I joined the Ministry of Health in 2011", "Ministry of Health"),
        ("bc", "We’re the Residential Tenancy Branch's night crew", "Residential Tenancy Branch"),
        ("bc", "I am a BC public servant", "BC public servant"),
        ("bc", "I have worked nights at the Ministry of Forests", "Ministry of Forests"),
        ("bc", "Long nights at the Ministry of Forests", "Ministry of Forests"),
        ("bc", "We work for BC Wildfire Service", "BC Wildfire Service"),
        ("bc", "My colleagues at the Ministry of Health are the best", "Ministry of Health"),
        ("ns", "My job with the Province of Nova Scotia", "Province of Nova Scotia"),
        ("sk-ipc", "I work at the Saskatchewan IPC", "Saskatchewan IPC"),
    ],
)
def test_the_employer_named_by_the_writer_is_found(detector: WordsDetector, org: str, text: str, name: str) -> None:
    """Where something of the writer's own stands before it."""
    assert proved(detector, "employer_named", text, org) == [name]


@pytest.mark.parametrize(
    ("org", "text"),
    [
        ("bc", "The BC government should fix the ferries."),
        ("bc", "I think the BC government should fix the ferries."),
        ("bc", "I don't trust the Government of British Columbia one bit"),
        ("bc", "We thank the BC Wildfire Service"),
        ("bc", "BC Parks is closing the trail."),
        ("bc", "I love camping. BC Parks rocks."),
        ("bc", "The Province of British Columbia announced new rinks"),
        ("bc", "I work nights. The Ministry of Health is hiring."),
        ("bc", "I work for the Nova Scotia government"),
        ("bc", "I work at the PSA"),
        ("bc", "My sister works for the Ministry of Health"),
        ("bc", "Lunch with a friend from the Ministry of Health"),
        ("bc", "My clients all got a letter from the Ministry of Finance"),
        ("bc", "I am angry at the Ministry of Health"),
        ("bc", "Our street petitioned the Ministry of Transportation"),
        ("ns", "I called Access Nova Scotia twice"),
        ("ns", "Shame on the Nova Scotia government"),
        ("sk-ipc", "The Saskatchewan privacy commissioner wrote a report"),
        ("sk-ipc", "I work at the IPC"),
    ],
)
def test_a_government_that_is_only_talked_about_is_not_the_employer(
    detector: WordsDetector, org: str, text: str
) -> None:
    """Nor another's, nor a few letters alone, nor one in another sentence."""
    assert proved(detector, "employer_named", text, org) == []


def test_another_organisation_is_more_data(town_words: WordsDetector) -> None:
    """Its own names, domains and wordings; nobody else's, and no domain means no work address."""
    town = "alder-creek"
    assert proved(town_words, "employer_named", "I work for the Town of Alder Creek", town) == ["Town of Alder Creek"]
    assert proved(town_words, "work_tie", "kim.roy@aldercreek.example", town) == ["kim.roy@aldercreek.example"]
    assert proved(town_words, "unprofessional_tone", "Drat.", town, "official") == ["Drat"]
    assert proved(town_words, "disclaimer", "before breakfast I speak for nobody", town) == []
    assert proved(town_words, "disclaimer", "before breakfast I speak for nobody", "mill-valley") != []
    assert detected(town_words, "kim.roy@aldercreek.example, I work for the Town of Alder Creek", "mill-valley") == []


@given(
    st.lists(
        st.sampled_from(
            ["I work for the BC government", "views are my own", "sam.lee@gov.bc.ca", "shit", "İ", "😀", "\n", "x" * 30]
        )
        | st.text(max_size=20),
        max_size=8,
    ).map(" ".join),
    st.sampled_from(["personal", "official"]),
    st.sampled_from(ORGANISATIONS),
)
def test_every_place_is_one_of_the_draft(detector: WordsDetector, text: str, capacity: Capacity, org: str) -> None:
    """Whatever is in it, places lie inside it, scores from 0 to 1, and no detail quotes it."""
    for one in detected(detector, text, org, capacity):
        assert 0 <= one.start < one.end <= len(text)
        assert 0 < one.score <= 1
        assert one.detail in (
            "a disclaimer",
            "the employer's name",
            "a work e-mail address",
            "swearing",
            "a name of the organisation",
        )


def test_lists_of_several_organisations_do_not_mix(detector: WordsDetector) -> None:
    """One detector serves all of them, whichever was read first."""
    for _ in range(2):
        for org, domain in (("bc", "gov.bc.ca"), ("ns", "novascotia.ca"), ("sk-ipc", "oipc.sk.ca")):
            addresses = "a.b@gov.bc.ca c.d@novascotia.ca e.f@oipc.sk.ca"
            assert [one.rpartition("@")[2] for one in proved(detector, "work_tie", addresses, org)] == [domain]


def test_a_screening_without_words_proves_nothing(library: Library) -> None:
    """Lists are optional."""
    screening = knowledge_screening.load(library)
    assert screening
    bare = Screening(
        categories=screening.categories, approvals=(), disclaimers={}, words=(), passages=screening.passages
    )
    text = "Views are my own, shit, I work for the BC government, sam.lee@gov.bc.ca"
    assert detected(WordsDetector(bare), text) == detected(WordsDetector(bare), text, capacity="official") == []
