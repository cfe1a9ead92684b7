"""What stands beside the texts of the product: organisations, contacts, references, words, questions."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from knowledge.document import Passage
from knowledge.library import Library
from knowledge.questions import Teaching
from knowledge.quotes import stands_in
from knowledge.records import Contact
from knowledge.text import collapse, words

ORGANISATIONS = ("bc", "ns", "sk-ipc")
ZONES = {"bc": "America/Vancouver", "ns": "America/Halifax", "sk-ipc": "America/Regina"}
HELD_OUT = Path(__file__).parents[2] / "benchmarks" / "heldout" / "questions.jsonl"


def plain(text: str) -> str:
    """Return a text as two of them are compared: white space, case and the kind of apostrophe aside."""
    return collapse(text).casefold().replace("’", "'")


def digits(text: str) -> str:
    """Return the digits of a text."""
    return re.sub(r"\D", "", text)


def passages_of(library: Library, contact: Contact) -> list[Passage]:
    """Return the passages at which a contact stands."""
    return [library.passages[passage] for passage, found in library.contacts_of.items() if contact in found]


def test_every_mention_leads_to_a_passage_of_its_own_organisation(library: Library) -> None:
    """Where its contact stands too: nobody is sent to another organisation's office."""
    for contact in library.contacts:
        there = passages_of(library, contact)
        assert {library.organisation_of(one) for one in there} == {contact.organisation}
        for mention in contact.mentions:
            found = [one.id for one in there if stands_in(mention.document, mention.quote, one)]
            assert found, (contact.id, mention.quote)


def test_what_a_contact_gives_stands_in_the_texts(library: Library) -> None:
    """Every phone number, digit by digit, every address, mail address and page, at a passage that names the contact."""
    given = 0
    for contact in library.contacts:
        said = " ".join(collapse(one.text) for one in passages_of(library, contact))
        for number in (contact.phone or "").split("/"):
            assert digits(number) in digits(said), (contact.id, number)
            given += bool(number)
        for value in (contact.email, contact.address, contact.url, contact.phone_note):
            assert value is None or value.casefold() in said.casefold(), (contact.id, value)
            given += value is not None
    assert given >= 8


def test_a_contact_goes_by_the_name_that_the_text_gives_it(library: Library) -> None:
    """Its name or one of its other names stands at every passage that names it, or its mail address does."""
    for contact in library.contacts:
        names = [plain(name) for name in (contact.name, *contact.aliases, contact.email) if name]
        for passage in passages_of(library, contact):
            assert any(name in plain(passage.text) for name in names), (contact.id, passage.id)


@pytest.mark.parametrize(
    ("organisation", "kind", "contacts"),
    [
        ("bc", "recipient", "supervisor manager ethics_advisor miso public_affairs citizen_engagement records_officer"),
        ("bc", "recipient", "responsible_area"),
        ("bc", "referral", "emergency_911 service_desk gilr ocio myhr take_responsible_action"),
        ("bc", "referral", "public_service_agency information_access_operations"),
        ("ns", "recipient", "manager supervisor communications_director media_relations_advisor"),
        ("ns", "recipient", "communications_nova_scotia deputy_head site_administrator"),
        ("ns", "referral", "cns_policy_director internal_services_department public_service_commission department"),
        ("sk-ipc", "recipient", "commissioner it_staff"),
    ],
)
def test_a_contact_is_a_recipient_or_a_referral(library: Library, organisation: str, kind: str, contacts: str) -> None:
    """A person or team can be sent something; a number, a form or a page is only named."""
    for one in contacts.split():
        found = library.contact(organisation, one)
        assert found is not None, one
        assert found.kind == kind, one


def test_a_reason_to_contact_somebody_goes_on_from_the_name(library: Library) -> None:
    """It says what the employee does or needs, in lower case and without a full stop: the office approves, not they."""
    whys = {mention.why for contact in library.contacts for mention in contact.mentions}
    assert [one for one in whys if not re.match(r"(?:to|for) [a-z]", one) or one.endswith(".")] == []
    assert [one for one in whys if re.match(r"to approve\b", one) or "911" in one] == []


@pytest.mark.parametrize(
    ("contact", "words", "deadline"),
    [
        ("emergency_911", "call 911", "immediate"),
        ("service_desk", "selecting Option 3", "immediate"),
        ("gilr", "within 24 hours", "PT24H"),
        ("supervisor", "within 30 days", "P30D"),
        ("ethics_advisor", "within 30 days", "P30D"),
    ],
)
def test_a_deadline_is_that_of_the_passage(library: Library, contact: str, words: str, deadline: str) -> None:
    """Wherever the text says by when, the mention in that passage says the same."""
    found = library.contact("bc", contact)
    assert found is not None
    passage = next(one for one in passages_of(library, found) if words in collapse(one.text))
    stated = {one.deadline for one in found.mentions if stands_in(one.document, one.quote, passage)}
    assert stated == {deadline}


def test_there_is_always_somebody_to_ask(library: Library) -> None:
    """Each organisation names whom to ask, first choice first, an emergency number, and where the texts say so."""
    assert tuple(library.organisations) == ORGANISATIONS
    for organisation in library.organisations.values():
        assert organisation.ask
        assert organisation.sources
        assert organisation.emergency_number == "911"
        assert organisation.time_zone == ZONES[organisation.id]
        assert all(library.contact(organisation.id, one) for one in organisation.ask)


def test_no_name_leads_to_two_organisations(library: Library) -> None:
    """What one organisation is called in a question, no other is."""
    names = Counter(
        name for one in library.organisations.values() for name in {plain(each) for each in (one.name, *one.aliases)}
    )
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize(
    ("organisation", "reference"),
    [
        ("bc", "standards_of_conduct"),
        ("bc", "oath_of_employment"),
        ("bc", "cyberbullying_section"),
        ("bc", "conflict_of_interest_section"),
        ("bc", "profile_choices_section"),
        ("bc", "gcpe_guidelines_refreshed"),
        ("bc", "myhr_conflict_of_interest_page"),
        ("ns", "ns_code_of_conduct"),
        ("ns", "ns_social_media_terms_of_use"),
        ("sk-ipc", "ipc_policy_2_04"),
        ("sk-ipc", "ipc_guidelines_2_07"),
    ],
)
def test_what_the_texts_refer_to_and_is_not_here_is_listed(library: Library, organisation: str, reference: str) -> None:
    """At a passage of its organisation, by name, so that an answer can name it."""
    there = [
        library.passages[passage]
        for passage, found in library.references_of.items()
        if (organisation, reference) in {(one.organisation, one.id) for one in found}
    ]
    assert there
    assert {library.organisation_of(one) for one in there} == {organisation}


def test_every_reference_stands_at_passages_of_its_own_organisation(library: Library) -> None:
    """A reader is never referred to another organisation's act."""
    for passage, found in library.references_of.items():
        assert {one.organisation for one in found} == {library.organisation_of(library.passages[passage])}


@pytest.mark.parametrize("term", "PAB GCPE MISO OCIO FOIPPA PIA IPC CNS GILR fb insta dm rt pm tiktok whatsapp".split())
def test_what_employees_type_is_in_the_vocabulary(library: Library, term: str) -> None:
    """Abbreviations, platforms and slang, in any case."""
    assert plain(term) in {word for one in library.vocabulary for word in plain(one.term).split()}


def test_a_term_means_something_else(library: Library) -> None:
    """No entry explains a word by the word itself."""
    assert [one.term for one in library.vocabulary if plain(one.term) == plain(one.means)] == []


def test_every_passage_has_at_least_a_dozen_typical_questions(library: Library, teaching: Teaching) -> None:
    """Even introductions and lists of references answer something that people ask."""
    asked = Counter(one.passage for one in teaching.typical)
    assert {passage: asked[passage] for passage in library.passages if asked[passage] < 12} == {}


def test_no_typical_question_repeats_its_passage(library: Library, teaching: Teaching) -> None:
    """Employees do not type the guideline's own words: of a thousand questions, not one is copied from its passage."""
    copied = [
        one.text
        for one in teaching.typical
        if len(one.text.split()) >= 8 and plain(one.text) in plain(library.passages[one.passage].text)
    ]
    assert len(copied) < len(teaching.typical) / 1000, copied


def test_a_question_has_one_answer_in_a_text(library: Library, teaching: Teaching) -> None:
    """Asked of one document, the same words never stand at two passages."""
    pointed: dict[tuple[str, str], set[str]] = {}
    for one in teaching.typical:
        pointed.setdefault((library.passages[one.passage].document, plain(one.text)), set()).add(one.passage)
    assert [key for key, passages in pointed.items() if len(passages) > 1] == []


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_several_hundred_questions_stay_open(teaching: Teaching, organisation: str) -> None:
    """For every organisation, each of them once."""
    found = [plain(one) for one in teaching.open_questions(organisation)]
    assert len(found) >= 300
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_no_question_is_both_answered_and_open(library: Library, teaching: Teaching, organisation: str) -> None:
    """For the same organisation, neither a typical question nor a follow-up."""
    answered = {
        plain(one.text)
        for one in (*teaching.typical, *teaching.threads)
        if library.organisation_of(library.passages[one.passage]) == organisation
    }
    assert answered
    assert answered & {plain(one) for one in teaching.open_questions(organisation)} == set()


def test_threads_are_many_and_go_on_from_something(library: Library, teaching: Teaching) -> None:
    """Follow-ups of every document, none of which is its own history."""
    assert len(teaching.threads) >= 100
    assert {library.passages[one.passage].document for one in teaching.threads} == set(library.documents)
    assert all(one.history and one.text not in one.history for one in teaching.threads)


def test_danger_and_no_danger_are_told_apart(teaching: Teaching) -> None:
    """Many messages of each kind, none of both, and no typical question that would count as danger."""
    assert teaching.danger is not None
    danger, harmless = ({plain(one) for one in kind} for kind in (teaching.danger.danger, teaching.danger.no_danger))
    assert len(danger) >= 260
    assert len(harmless) >= 480
    assert danger & (harmless | {plain(one.text) for one in teaching.typical}) == set()


def test_held_out_questions_are_not_taught(teaching: Teaching) -> None:
    """What measures the search is not in what teaches it."""
    records = [json.loads(line) for line in HELD_OUT.read_text(encoding="utf-8").splitlines()]
    assert len(records) >= 300
    held_out = {" ".join(words(one["question"])) for one in records}
    opened = [text for subject in teaching.unanswered for text in subject.questions]
    danger, no_danger = teaching.danger_messages()
    typical = [one.text for one in teaching.typical]
    told = [*opened, *danger, *no_danger, *teaching.thread_views(), *typical]
    both = held_out & {" ".join(words(one)) for one in told}
    assert not both
