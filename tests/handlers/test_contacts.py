"""Whom to talk to: the texts' contacts, as a deployment reaches them."""

from datetime import date

from handlers.contacts import Directory, Reach
from knowledge.library import Library
from tests.fakes import FakeDeployment, passage

INCIDENT = "And don't forget, you must immediately report"
DISCLOSURE = "I use LinkedIn for my freelance work"
EMERGENCY = "If you require immediate assistance with an emergency"


def test_each_contact_stands_once_and_the_most_urgent_first(library: Library) -> None:
    """Two passages name the supervisor; what is due at once comes before what is due in 30 days and what is not due."""
    passages = [passage(library, DISCLOSURE), passage(library, EMERGENCY)]
    cards = Directory(library).of_passages(passages, None, emergency=True)
    ids = [card.id for card in cards]
    assert len(ids) == len(set(ids))
    assert ids[0] == "emergency_911"
    dues = [card.deadline for card in cards]
    assert dues == sorted(dues, key=["immediate", "PT24H", "P30D", None].index)
    assert "P30D" in dues


def test_an_emergency_number_is_for_emergencies(library: Library) -> None:
    """A passage that mentions it beside other things does not make every question one."""
    cards = Directory(library).of_passages([passage(library, EMERGENCY)], None)
    assert cards
    assert "emergency_911" not in [card.id for card in cards]


def test_why_and_deadline_are_those_of_the_first_passage_that_names_the_contact(library: Library) -> None:
    """The supervisor is told of a conflict of interest within 30 days, as the first passage says."""
    cards = Directory(library).of_passages([passage(library, DISCLOSURE), passage(library, INCIDENT)], None)
    supervisor = next(card for card in cards if card.id == "supervisor")
    mention = next(
        mention
        for mention in next(one for one in library.contacts if one.id == "supervisor").mentions
        if "within 30 days" in mention.quote
    )
    assert (supervisor.deadline, supervisor.why) == (mention.deadline, mention.why) == ("P30D", mention.why)


def test_own_values_replace_the_texts_one_by_one(library: Library) -> None:
    """What the deployment leaves out stays as the texts have it; a new number drops the old one's note."""
    deployment = FakeDeployment(
        {
            ("bc", None, "service_desk"): Reach(phone="7-7000"),
            ("bc", None, "ocio"): Reach(name="Cyber Desk", email="cyber@gov.example", address="1 Fort St", url=None),
        }
    )
    cards = {card.id: card for card in Directory(library, deployment).of_passages([passage(library, INCIDENT)], None)}
    assert (cards["service_desk"].phone, cards["service_desk"].phone_note) == ("7-7000", None)
    assert cards["service_desk"].name != "Cyber Desk"
    ocio = cards["ocio"]
    assert (ocio.name, ocio.email, ocio.address) == ("Cyber Desk", "cyber@gov.example", "1 Fort St")
    assert ocio.url == "http://www.cio.gov.bc.ca/"


def test_the_units_own_values_hold_for_that_unit_alone(library: Library) -> None:
    """Another unit, and whoever names none, gets the organisation's."""
    deployment = FakeDeployment(
        {
            ("bc", "forests", "supervisor"): Reach(phone="1"),
            ("bc", None, "supervisor"): Reach(phone="2"),
        }
    )
    directory = Directory(library, deployment)
    phones = [directory.when_unsure("bc", unit)[0].phone for unit in ("forests", "health", None)]
    assert phones == ["1", "2", "2"]


def test_another_organisations_values_are_not_taken(library: Library) -> None:
    """Two organisations may use one id for their contacts."""
    deployment = FakeDeployment({("bc", None, "supervisor"): Reach(phone="1")})
    supervisor = next(c for c in Directory(library, deployment).when_unsure("ns", None) if c.id == "supervisor")
    assert supervisor.phone is None


def test_whom_to_ask_comes_in_the_organisations_order(library: Library) -> None:
    """First choice first, with a reason that promises nothing; nobody where the organisation is not known."""
    directory = Directory(library)
    cards = directory.when_unsure("bc", None)
    assert [card.id for card in cards] == ["supervisor", "citizen_engagement"]
    assert {(card.deadline, card.why) for card in cards} == {(None, "for questions that the guidelines leave open")}
    assert directory.when_unsure(None, None) == directory.when_unsure("mars", None) == ()


def test_a_card_says_when_its_values_were_checked(library: Library) -> None:
    """Those of the deployment by whoever keeps them, or not at all; those of the texts are as old as the text."""
    incident = [passage(library, INCIDENT)]
    ours = Reach(phone="7-7000", verified=date(2026, 1, 31))
    for reach, verified in ((ours, "2026-01-31"), (Reach(phone="7"), None)):
        deployment = FakeDeployment({("bc", None, "service_desk"): reach})
        cards = Directory(library, deployment).of_passages(incident, None)
        desk = next(card for card in cards if card.id == "service_desk")
        assert (desk.verified, desk.text_date) == (verified, None)


def test_what_only_the_texts_say_of_a_contact_is_as_old_as_the_text(library: Library) -> None:
    """Nobody has called the number since: the day on which the data was compared with the text says nothing of it."""
    dates = {
        ("bc", "citizen_engagement"): "2010",
        ("bc", "service_desk"): "2010",
        ("bc", "miso"): "",  # the summary of policies bears no date
        ("ns", "cns_policy_director"): "2016-10-18",
        ("bc", "supervisor"): None,  # the texts have no number of theirs
        ("bc", "emergency_911"): None,
    }
    for (org, contact), text_date in dates.items():
        for deployment in (FakeDeployment({}), FakeDeployment({(org, None, contact): Reach(name="Theirs")})):
            (card,) = Directory(library, deployment).named(org, None, [contact], "")
            assert (card.verified, card.text_date) == (None, text_date), contact
        checked = FakeDeployment({(org, None, contact): Reach(verified=date(2026, 11, 20))})
        (card,) = Directory(library, checked).named(org, None, [contact], "")
        assert (card.verified, card.text_date) == ("2026-11-20", None)
