"""What an answer owes the employee: a fake search before the real texts."""

from dataclasses import replace

import pytest

from handlers.ask.answer import MAX_CITATIONS
from handlers.ask.handler import AskHandler
from handlers.ask.messages import MAX_QUESTION, AskReply, AskRequest
from handlers.contacts import Directory, Reach
from handlers.emergency import Emergency
from handlers.request import BadRequest
from index.result import Found
from knowledge.library import Library
from tests.fakes import NOTHING, FakeDeployment, FakeSearch, found, hit, passage

INCIDENT = "And don't forget, you must immediately report"
GILR = "File a General Incident or Loss Report"
PERSONAL = "I use LinkedIn for my freelance work"
OFFICIAL = "Beyond these rules, two good tests"
BULLYING = "is bullying me"
NOVA_SCOTIA = "- Communications Nova Scotia is responsible for creating the criteria"
NO_CONTACT = "Citizens increasingly expect greater"


def ask(library: Library, given: Found, question: str = "may I?", org: str | None = "bc", **more: object) -> AskReply:
    """Ask the real handler, whose search finds what is given."""
    handler = AskHandler(library, FakeSearch(given), Directory(library))
    return handler.handle(AskRequest(question=question, org=org, **more))  # type: ignore[arg-type]


def test_a_citation_says_where_it_stands_and_how_old_it_is(library: Library) -> None:
    """Document, section path, date, status, organisation, capacity and score come with the quote."""
    one = ask(library, found(hit(library, INCIDENT, 0.7))).citations[0]
    assert (one.document, one.title) == (
        "bc-2010-guidelines",
        "Guidelines for Government Use of Social Media by Public Service Employees",
    )
    assert one.section == ("Appendix A", "Information Security")
    assert one.passage_id == "bc-2010-guidelines#0dc4858328f7"
    assert (one.date, one.status, one.capacity, one.score) == ("2010", "superseded", "official", 0.7)
    assert one.status_note
    assert "refreshed version exists" in one.status_note
    assert (one.organisation, one.organisation_name, one.foreign) == ("bc", "Government of British Columbia", False)


def test_a_text_without_a_date_is_cited_without_one(library: Library) -> None:
    """Nothing is made up, and the status says so."""
    one = ask(library, found(hit(library, GILR))).citations[0]
    assert (one.date, one.status) == (None, "undated")


def test_the_quote_is_the_passage_and_the_answer_a_sentence_of_it(library: Library) -> None:
    """Letter for letter."""
    reply = ask(library, found(hit(library, INCIDENT, best="you must immediately report")))
    assert reply.answered
    assert reply.citations[0].quote == passage(library, INCIDENT).text
    assert reply.answer.startswith(INCIDENT)
    assert reply.answer in reply.citations[0].quote


def test_the_citations_keep_the_order_of_the_search_and_are_few(library: Library) -> None:
    """Best first, and no more than a person reads."""
    hits = [hit(library, words, 0.9 - n / 10) for n, words in enumerate((PERSONAL, INCIDENT, GILR, BULLYING))]
    reply = ask(library, found(*hits))
    assert [one.passage_id for one in reply.citations] == [one.passage for one in hits[:MAX_CITATIONS]]


def test_contacts_come_with_number_and_deadline_of_the_passage(library: Library) -> None:
    """The Service Desk has its number and its option, and whoever is to be told at once comes with that deadline."""
    reply = ask(library, found(hit(library, INCIDENT)))
    cards = {card.id: card for card in reply.contacts}
    assert set(cards) == {"supervisor", "manager", "service_desk", "ocio"}
    desk = cards["service_desk"]
    assert (desk.phone, desk.phone_note) == ("250 387-7000 / 1-866-660-0811", "select Option 3")
    assert {card.deadline for card in cards.values()} == {"immediate"}
    assert all(card.why for card in cards.values())


def test_a_deadline_of_another_passage_is_not_borrowed(library: Library) -> None:
    """The same supervisor has no deadline where the cited passage gives none."""
    reply = ask(library, found(hit(library, "Limited, reasonable")))
    assert [(card.id, card.deadline) for card in reply.contacts] == [("supervisor", None)]


def test_a_deadline_is_said_in_the_next_step(library: Library) -> None:
    """By when, in plain words, before what for."""
    reply = ask(library, found(hit(library, GILR)))
    assert (reply.contacts[0].id, reply.contacts[0].deadline) == ("gilr", "PT24H")
    step = next(step.text for step in reply.next_steps if step.target == "gilr")
    assert step == f"{reply.contacts[0].name}: within 24 hours, {reply.contacts[0].why}."


def test_contacts_are_of_the_best_passage_and_of_those_close_to_it(library: Library) -> None:
    """A passage that is far behind lends none: its contact may be for something else."""
    close = ask(library, found(hit(library, NO_CONTACT), hit(library, GILR, 0.5)))
    assert [card.id for card in close.contacts] == ["gilr"]
    far = ask(library, found(hit(library, NO_CONTACT), hit(library, GILR, 0.1)))
    assert [card.id for card in far.contacts] == ["supervisor", "citizen_engagement"]


def test_where_no_passage_names_anybody_the_organisation_says_whom_to_ask(library: Library) -> None:
    """The employee is never left without a person."""
    reply = ask(library, found(hit(library, NO_CONTACT)))
    assert [card.id for card in reply.contacts] == ["supervisor", "citizen_engagement"]
    assert {card.why for card in reply.contacts} == {"to ask how this applies to you"}


def test_another_organisations_rule_is_labelled_and_its_contacts_are_not_given(library: Library) -> None:
    """The asker's own contacts come instead of those that the foreign passage names."""
    reply = ask(library, found(hit(library, NOVA_SCOTIA)), org="bc")
    assert [(one.foreign, one.organisation) for one in reply.citations] == [(True, "ns")]
    assert [card.id for card in reply.contacts] == ["supervisor", "citizen_engagement"]
    assert "communications_nova_scotia" not in [step.target for step in reply.next_steps]


def test_a_foreign_passage_first_does_not_hide_the_own_ones_contacts(library: Library) -> None:
    """Of the passages, only the asker's own lend their contacts."""
    reply = ask(library, found(hit(library, NOVA_SCOTIA), hit(library, GILR, 0.5)), org="bc")
    assert [one.foreign for one in reply.citations] == [True, False]
    assert [card.id for card in reply.contacts] == ["gilr"]


def test_without_an_organisation_no_rule_is_foreign(library: Library) -> None:
    """Whoever does not say where they work sees every text alike, with its contacts."""
    reply = ask(library, found(hit(library, NOVA_SCOTIA)), org=None)
    assert not reply.citations[0].foreign
    assert [card.id for card in reply.contacts] == ["communications_nova_scotia"]


def test_rival_capacities_are_both_given_and_the_missing_fact_is_asked_for(library: Library) -> None:
    """Official and personal use are both cited, each labelled, and the person can say which it is."""
    reply = ask(library, found(hit(library, PERSONAL, 0.6), hit(library, OFFICIAL, 0.4)))
    assert reply.clarify == "capacity"
    assert [one.capacity for one in reply.citations] == ["personal", "official"]
    assert [step.target for step in reply.next_steps if step.kind == "capacity"] == ["official", "personal"]


@pytest.mark.parametrize(
    ("score", "capacity"),
    [(0.05, None), (0.55, "official"), (0.55, "personal")],
    ids=["a weak rival", "official is known", "personal is known"],
)
def test_the_capacity_is_not_asked_for_needlessly(library: Library, score: float, capacity: str | None) -> None:
    """Where it is known, or the other use hardly competes, nobody is asked."""
    reply = ask(library, found(hit(library, PERSONAL, 0.6), hit(library, OFFICIAL, score)), capacity=capacity)
    assert reply.clarify is None
    assert not [step for step in reply.next_steps if step.kind == "capacity"]


def test_a_text_for_both_uses_needs_no_capacity(library: Library) -> None:
    """Where the best passage speaks to both, the answer does not hang on which it is."""
    reply = ask(library, found(hit(library, GILR, 0.5), hit(library, PERSONAL, 0.5)))
    assert reply.clarify is None


def test_a_document_that_is_not_included_is_named(library: Library) -> None:
    """The Cyberbullying section is referred to, and the person learns that it is not here."""
    reply = ask(library, found(hit(library, BULLYING)))
    names = reply.citations[0].not_included
    assert any("Cyberbullying" in name for name in names)
    told = [step.text for step in reply.next_steps if step.kind == "reference"]
    assert len(told) == 3 < len(names)
    assert any("Cyberbullying" in text and "not included here. Ask MyHR for it" in text for text in told)


def test_a_document_that_the_answer_names_is_told_of(library: Library) -> None:
    """Of five that the passage refers to, the one that the decisive sentence sends the reader to."""
    reply = ask(library, found(hit(library, "In other cases, there may be", best="follow the Information Incident")))
    told = [step.text for step in reply.next_steps if step.kind == "reference"]
    assert any("Information Incident Management" in text for text in told)


def test_where_another_organisations_documents_are_is_no_next_step(library: Library) -> None:
    """They are named, but its notes name its own contacts."""
    given = found(hit(library, "- Communications Nova Scotia is responsible for creating the criteria"))
    foreign, own = ask(library, given, org="bc"), ask(library, given, org="ns")
    texts = [[step.text for step in one.next_steps if step.kind == "reference"] for one in (foreign, own)]
    assert all(text.endswith("not included here.") for text in texts[0])
    assert any("not included here. Ask Communications Nova Scotia" in text for text in texts[1])


def test_next_steps_stand_in_the_order_in_which_to_take_them(library: Library) -> None:
    """Emergency, capacity, contacts, references."""
    reply = ask(library, found(hit(library, PERSONAL, 0.6), hit(library, OFFICIAL, 0.5), danger=0.9))
    kinds = [step.kind for step in reply.next_steps]
    order = ["emergency", "capacity", "contact", "reference"]
    assert kinds == sorted(kinds, key=order.index)
    assert set(kinds) == set(order)


def test_in_danger_the_emergency_number_comes_first(library: Library) -> None:
    """Before everything else that is said, also where the texts answer."""
    reply = ask(library, found(hit(library, BULLYING), danger=0.8))
    assert reply.emergency
    assert (reply.next_steps[0].kind, reply.next_steps[0].target) == ("emergency", "911")
    assert "911" in reply.next_steps[0].text


@pytest.mark.parametrize(
    "question", ["he is at my door with a knife", "il est à la porte avec un couteau dans les mains"]
)
@pytest.mark.parametrize("org", ["bc", "ns", "sk-ipc", None])
def test_in_danger_nobody_reads_that_nothing_was_found(library: Library, org: str | None, question: str) -> None:
    """The answer is the number, in any organisation and any language, and no lecture about languages."""
    reply = ask(library, replace(NOTHING, danger=0.95), question=question, org=org)
    assert reply.emergency
    assert not reply.answered
    assert "911" in reply.answer
    assert "no answer" not in reply.answer
    assert "English" not in reply.answer
    assert reply.next_steps[0].kind == "emergency"


@pytest.mark.parametrize(("org", "contact"), [("bc", "supervisor"), ("ns", "manager"), ("sk-ipc", "commissioner")])
def test_in_danger_the_person_to_tell_is_named(library: Library, org: str, contact: str) -> None:
    """One who can act, and no mailbox for questions about guidelines."""
    reply = ask(library, replace(NOTHING, danger=0.95), question="he has a knife", org=org)
    assert [(card.id, card.why) for card in reply.contacts] == [(contact, "to tell them what is happening")]
    assert reply.answer == f"{reply.next_steps[0].text} Then tell whoever is named below."


def test_in_danger_the_person_to_tell_is_named_beside_a_passage_too(library: Library) -> None:
    """Where the passage names nobody."""
    reply = ask(library, found(hit(library, NO_CONTACT), danger=0.9))
    assert [(card.id, card.why) for card in reply.contacts] == [("supervisor", "to tell them what is happening")]


def test_in_danger_nobody_is_promised_whom_the_answer_does_not_name(library: Library) -> None:
    """Without an organisation there is no contact below."""
    reply = ask(library, replace(NOTHING, danger=0.9), org=None)
    assert (reply.contacts, "below" in reply.answer) == ((), False)


def test_a_deployments_emergency_number_comes_before_the_texts(library: Library) -> None:
    """What the deployment sets for an organisation is what its people are told."""
    search = FakeSearch(replace(NOTHING, danger=0.9))
    handler = AskHandler(library, search, Directory(library), Emergency(library, {"bc": "7-911"}))
    targets = [handler.handle(AskRequest(question="help", org=org)).next_steps[0].target for org in ("bc", "ns")]
    assert targets == ["7-911", "911"]


def test_without_danger_no_number_is_pushed(library: Library) -> None:
    """An ordinary question gets no emergency step."""
    reply = ask(library, found(hit(library, BULLYING), danger=0.2))
    assert not reply.emergency
    assert not [step for step in reply.next_steps if step.kind == "emergency"]


def test_declining_names_whom_to_ask_and_cites_nothing(library: Library) -> None:
    """An honest "no answer" of the asker's own organisation, with contacts."""
    reply = ask(library, NOTHING, question="what does the dental plan cover?", org="ns")
    assert not reply.answered
    assert reply.citations == ()
    assert reply.clarify is None
    assert "Nova Scotia" in reply.answer
    assert [card.id for card in reply.contacts] == ["manager", "supervisor", "communications_nova_scotia"]
    assert [step.target for step in reply.next_steps] == [card.id for card in reply.contacts]


def test_declining_tells_that_another_organisation_has_a_rule(library: Library) -> None:
    """It is offered to read, as one that does not bind."""
    reply = ask(library, replace(NOTHING, elsewhere="ns"))
    step = next(step for step in reply.next_steps if step.kind == "elsewhere")
    assert step.target == "ns"
    assert "Government of Nova Scotia" in step.text
    assert "does not bind you" in step.text
    assert reply.citations == ()


def test_a_french_question_is_told_that_only_english_is_read(library: Library) -> None:
    """Not that the guidelines are silent, which nobody knows."""
    reply = ask(library, NOTHING, question="Est-ce que je peux parler de mon travail sur Facebook ?")
    assert not reply.answered
    assert "English" in reply.answer
    assert reply.contacts


def test_what_is_found_for_words_that_cannot_be_read_is_no_answer(library: Library) -> None:
    """Neither the own passages nor those of another organisation; danger still comes first."""
    french = "puis je utiliser les photos sur mon compte"
    given = replace(found(hit(library, GILR)), elsewhere="ns")
    reply = ask(library, given, question=french)
    assert not reply.answered
    assert "English" in reply.answer
    assert {step.kind for step in reply.next_steps} == {"contact"}
    urgent = ask(library, replace(given, danger=0.9), question=french)
    assert urgent.next_steps[0].kind == "emergency"
    assert "English" not in urgent.answer


def test_declining_names_the_guidelines_that_were_searched(library: Library) -> None:
    """Those of the organisation that the question names, not the asker's own."""
    reply = ask(library, replace(NOTHING, named="ns"), org="bc")
    assert "guidelines that you asked for (Government of Nova Scotia)" in reply.answer
    assert "British Columbia" not in reply.answer


def test_a_foreign_rule_that_nobody_asked_for_is_said_not_to_bind(library: Library) -> None:
    """First of all, after danger; not where the question names that organisation, nor beside an own rule."""
    given = found(hit(library, NOVA_SCOTIA))
    step = ask(library, given).next_steps[0]
    assert (step.kind, step.target) == ("elsewhere", "ns")
    assert step.text == "Your own guidelines say nothing on this; the rule below does not bind you."
    urgent = ask(library, replace(given, danger=0.9))  # then it would only be in the way of whom to call
    assert (urgent.citations, urgent.next_steps[0].kind) == ((), "emergency")
    for other in (replace(given, named="ns"), found(hit(library, NOVA_SCOTIA), hit(library, GILR, 0.5))):
        assert "elsewhere" not in {one.kind for one in ask(library, other).next_steps}


def test_the_words_of_a_request_stay_out_of_its_representation() -> None:
    """It may be logged."""
    shown = repr(AskRequest(question="my secret", org="bc", history=("an older secret",)))
    assert "secret" not in shown
    assert "bc" in shown


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("", "There is no question"),
        (" \n ", "There is no question"),
        ("\u200b\x00", "There is no question"),
        ("🙂🙃", "no words"),
        ("a" * 50_000, "50,000 characters"),
    ],
    ids=["empty", "blank", "invisible", "emoji", "too long"],
)
def test_a_question_that_cannot_be_read_never_reaches_the_search(library: Library, question: str, told: str) -> None:
    """One clear sentence, and nothing is searched."""
    search = FakeSearch()
    handler = AskHandler(library, search, Directory(library))
    with pytest.raises(BadRequest, match=told):
        handler.handle(AskRequest(question=question, org="bc"))
    assert not search.asked


def test_an_unknown_organisation_is_refused_with_the_known_ones(library: Library) -> None:
    """The person sees what to choose from."""
    with pytest.raises(BadRequest, match=r"'mars' is no organisation here; choose one of: bc, ns, sk-ipc\."):
        ask(library, NOTHING, org="mars")


def test_the_search_gets_what_is_known_of_the_asker(library: Library) -> None:
    """Organisation, role and capacity are handed on; question and history without what is invisible."""
    search = FakeSearch()
    AskHandler(library, search, Directory(library)).handle(
        AskRequest(
            question=" and\u200b now? ",
            org="ns",
            role="supervisor",
            capacity="official",
            history=("first\x00  one", " \u200b ", "half\ud800", "long " * MAX_QUESTION),
        )
    )
    query = search.asked[0]
    assert (query.text, query.organisation, query.role, query.capacity) == ("and now?", "ns", "supervisor", "official")
    assert query.history[:2] == ("first one", "half")
    assert len(query.history) == 3
    assert len(query.history[2]) < MAX_QUESTION


def test_a_deployments_numbers_come_before_the_texts(library: Library) -> None:
    """In the contact of an answer, for the asker's unit."""
    deployment = FakeDeployment({("bc", "forests", "service_desk"): Reach(phone="7-7000")})
    handler = AskHandler(library, FakeSearch(found(hit(library, INCIDENT))), Directory(library, deployment))
    reply = handler.handle(AskRequest(question="lost it", org="bc", unit="forests"))
    assert next(card.phone for card in reply.contacts if card.id == "service_desk") == "7-7000"
