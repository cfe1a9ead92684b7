"""Each rule with what it must find, and what looks like it and is none."""

import re

import pytest

from handlers.check.detectors.personal.finder import RULES
from handlers.check.detectors.personal.names import TITLED_RULE
from handlers.check.detectors.personal.rule import Rule
from tests.handlers.check.detectors.personal.shared import ENOUGH, personal

# Entity: what must be found (between bars), and what must be left alone.
EXAMPLES: dict[str, tuple[list[str], list[str]]] = {
    "CA_SIN": (
        [
            "Bev put her SIN |046 454 286| on the sign-in sheet",
            "|046-454-286| is the new guy's",
            "his social insurance number: |046.454.286|",
            "found |130692544| on the back of that cheque, poor lady",
            "SIN #|046454286| for the Nguyen claim",
            "|846 454 288|, hers, from the fax",
            "her SIN (|046 454–286|)",
        ],
        [
            "123 456 789 is what I use as a test value",
            "Order 046454286 is late again",
            "serial 046454286, stolen from the rack on Yates",
            "$046,454,286 for a bridge?",
            "1,046,454,286 views",
            "046454286 views and not one comment",
            "https://example.org/p/046454286 for the slides",
            "#046454286",
            "GST 046454286 RT0001 on the receipt",
            "call centre stats: 046 454 286 000 rows",
        ],
    ),
    "CA_SIN_SPACED": (
        ["Ann's SIN is |0 4 6 4 5 4 2 8 6| since nobody checks", "the client's SIN: |04 64 54 28 6|"],
        ["her SIN is not 0 4 6 4 5 4 2 8 7 whatever", "0 4 6 4 5 4 2 8 6 were the draws"],
    ),
    "CA_BC_HEALTH": (
        ["who left |9698 658 215| on the copier", "his PHN |9698658215|", "PHN: |9698-658-215|, chart is open"],
        ["9698 648 215 steps in my app", "order no. 9698658215", "ref 9698 658 215"],
    ),
    "CA_HEALTH": (
        [
            "her MSI card number is |1234 567 890|",
            "Lou's HSN is |123 456 789| he says",
            "the patient's OHIP is |1234-567-890-AB|",
            "health card |987654321| belongs to that kid",
            "Alberta Health number for her: ULI |12345-6789|",
        ],
        ["MSP premiums went from 150 to 75", "1234 567 890 seconds is 39 years", "we have 123 456 789 stars to count"],
    ),
    "CA_QC_HEALTH": (
        ["carte soleil |ROBM 8412 0513|, retrouvée au bureau", "her RAMQ is |TREM84620513|"],
        ["container MSKU 9970 4213 is late", "parcel ROBM 8412 0513"],
    ),
    "CA_DRIVER": (
        [
            "his driver's licence number is |1234567|",
            "driver license |HOLTK260960004|, hers, is expired",
            "the guy's DL |A1234-12345-12345| is suspended",
        ],
        ["got my driver's licence in 1994", "the licence fee is 75 dollars", "DL'd 1234567 files"],
    ),
    "CA_PASSPORT": (
        ["her passport is |GA302922|", "passport no. |AB123456| for Mr. Roy", "his new passport, |A123456BC|, came"],
        ["passport photos are 2 for $20", "the passport line took 123 minutes"],
    ),
    "CA_PLATE": (
        ["plate |HT4 92K| ran the red", "black Audi, BC plate |LV433H|", "|123 ABC| on the plate, he was texting"],
        ["ordered a plate of 12 ribs", "a plate with RIBS 2 ways", "PLATE 24/7 open", "plates are 2 for 10 at IKEA"],
    ),
    "CA_PLATE_LOOSE": (
        ["licence plate |abc 123| if anyone saw her", "plate number is |ht4 92k| i think"],
        ["that plate is 350 bucks", "plate: 12 oz steak"],
    ),
    "CA_ADDRESS": (
        [
            "she lives at |14 Birch Lane|",
            "he's at |305-1420 Fort St| now",
            "the client's address: |Unit 5, 220 Albert Street, Regina SK S4P 3M1|",
            "his house is |2208 33rd St W|",
            "she moved to |12450 Highway 97|",
            "that family lives at |88 St. George's Cres.|",
            "her apartment, |1010 Quadra Street apt 7|, has mice",
            "il habite au |55 rue Saint-Jean|",
            "he stays at |#12 - 540 Oak Ave|",
        ],
        [
            "Our office at 1515 Blanshard Street is closed Friday",
            "2 Food Drive boxes and 1 Supreme Court ruling",
            "fire at 1420 Fort Street, avoid the area",
            "the new ramen place at 812 Johnson Street is great",
            "Highway 97 is down to 1 Lane",
            "they came in 2nd Place",
        ],
    ),
    "CA_ADDRESS_LOOSE": (
        ["she lives at |14 birch lane|", "his new place is |77 elm st apt 2|", "she lives at |9 Harbour View|"],
        ["it's a 4 lane road", "20 minutes drive from here", "she took 3 trail runs", "5 star place to eat"],
    ),
    "CA_RURAL": (
        ["his mail goes to |PO Box 12|", "she lives on |RR 2|", "their address is |Site 5, Comp 12|"],
        ["RR 4 cylinder engine talk tonight", "box 12 was empty", "donate: PO Box 9431"],
    ),
    "CA_POSTAL_CODE": (
        ["her postal code is |V8W 1B4|", "he lives in |VOR 1XO| somewhere"],
        ["V8 engine, 1B4 gasket", "H0H 0H0 is Santa's", "flight AC 1B4"],
    ),
    "BANK_CARD": (
        [
            "her Visa is |4111 1111 1111 1111|",
            "the client's amex |3782 822463 10005|",
            "|4111111111111111|, from his e-mail",
        ],
        [
            "Tracking 4111111111111111",
            "4111 1111 1111 1112 widgets",
            "gift card 6011000990139424",
            "tweet 1750000000000000000",
        ],
    ),
    "IBAN_CODE": (
        ["his IBAN is |GB82 WEST 1234 5698 7654 32|"],
        ["GB82 WEST 1234 5698 7654 33 is a typo", "version GB82 TEST 1234"],
    ),
    "BANK_ACCOUNT": (
        [
            "her bank account is |00010-003-1234567|",
            "his account number at TD is |6123456|",
            "transit |00010 institution 003 account 1234567| for the tenant",
        ],
        ["the bank on 1234 people's minds", "account created 2014-05-06", "transit 95 is late by 1234 seconds"],
    ),
    "BIRTH_DATE": (
        [
            "DOB |1984-03-12|",
            "her date of birth is |March 3rd, 1958|",
            "his birthday is |3 May|",
            "d.o.b. |03/25/84|, him again",
        ],
        ["happy birthday! party on March 3", "DOB 1867-07-01", "due 2024-03-12", "birthday cake for 12 12 12 kids"],
    ),
    "BORN": (
        ["she was born |March 3, 1984| and still lives at home", "he's born |1990-04-05|, too young"],
        ["Canada was born on July 1, 1867", "the store was born March 3, 2001", "born to run 10-12-14 km"],
    ),
    "IP_ADDRESS": (
        ["his IP is |24.64.12.9|", "the troll's ip address: |2604:3d08:1234::1|"],
        ["my router's IP is 192.168.1.1", "firmware 24.64.12.9", "section 12.3.4.5 of the act"],
    ),
    "STUDENT_NUMBER": (
        ["student number |301234567| cheated", "her student ID is |V00812345|"],
        ["student loans: 301234 people owe", "students wrote 3012 letters"],
    ),
    "EMPLOYEE_NUMBER": (
        ["employee number |004471| was fired for theft", "his staff ID is |E-20417|"],
        ["employee of the month 2024", "staff of 4471 people"],
    ),
    "FILE_NUMBER": (
        ["Karen Holt's file number is |2023-4471|", "your claim number |20417733| was denied"],
        ["see file 2023-4471", "Review report on case number 123-2022", "claim your 2000 points"],
    ),
    "VEHICLE_NUMBER": (
        ["VIN |1M8GDM9AXKP042788| is his", "it's his, |1M8GDM9AXKP042788|, I ran it"],
        ["1M8GDM9AXKP042789 is my new password", "order 1M8GDM9AXKP042788"],
    ),
    "COORDINATES": (
        ["his cabin is at |50.1163, -119.3440|", "she lives at |49°16'57\"N 123°07'14\"W|"],
        ["trailhead at 49.7016, -123.1558", "wildfire near 50.1163, -119.3440"],
    ),
    "PHONE_NUMBER": (
        [
            "her cell is |250-555-0142|",
            "text him at |(902) 555 0177|",
            "his number: |306.555.0199|",
            "Karen Holt, |6045550134|",
            "the landlord: |+1 250 555 0142|",
            "call her in London, |+44 20 7946 0958|",
        ],
        [
            "Call the service desk at 250-555-0142",
            "1-800-663-7867 is free",
            "order 2505550142",
            "call me at 250-555-0142",
            "our front counter: 250 387 6121",
            "the clinic's number is 902-555-0111",
            "scam call from 604 555 0134 again",
            "For sale: bike. 250-555-0142",
        ],
    ),
    "LOCAL_PHONE": (
        ["call her, |555-0142|", "his number is |555 0177|"],
        ["we won 555-0142 to nothing", "part 555-0142", "call the office, 555-0142"],
    ),
    "EMAIL_ADDRESS": (
        [
            "her email is |k.holt62@hotmail.com|",
            "write to him: |dave at gmail dot com|",
            "the applicant, |o'neil_s+x@shaw.ca|, again",
            "her personal email is |karen@holtfamily.ca|",
        ],
        [
            "write to info@novascotia.ca",
            "k.holt@gov.ns.ca answers fast",
            "her work email is k.holt@acme.ca",
            "mail me at me@gmail.com",
            "anna@sub.offices.example approved it",
            "follow @karen@mastodon.social",
            "bookings@yoga.example to register",
        ],
    ),
}
_FOUND = [(entity, text) for entity, (found, _) in EXAMPLES.items() for text in found]
_LEFT = [(entity, text) for entity, (_, left) in EXAMPLES.items() for text in left]
_BY_ENTITY = {rule.entity: rule for rule in RULES}


def test_each_rule_has_examples() -> None:
    """Of what it finds and of what it leaves; and each has another name."""
    assert list(EXAMPLES) == [rule.entity for rule in RULES]
    assert all(found and left for found, left in EXAMPLES.values())


@pytest.mark.parametrize(("entity", "text"), _FOUND)
def test_it_is_found(entity: str, text: str) -> None:
    """By its plain name, in exactly its place, and nothing else with it."""
    before, words, after = text.split("|")
    found = [(what, where) for what, where, score in personal(before + words + after) if score >= ENOUGH]
    assert found == [(_BY_ENTITY[entity].what, words)]


@pytest.mark.parametrize(("entity", "text"), _LEFT)
def test_it_is_left_alone(entity: str, text: str) -> None:
    """No score is high enough for the policy to take notice."""
    assert [one for one in personal(text) if one[2] >= ENOUGH] == []


def _unbounded(pattern: str) -> bool:
    """Tell whether a pattern has a repetition without an end, outside of brackets."""
    bare = re.sub(r"\\.|\[(?:\\.|[^\]])*\]", "x", pattern)
    return bool(re.search(r"[*+]|\{\d*,\}", bare))


@pytest.mark.parametrize("pattern", ["a+", "a*?", r"[*+]+", r"\d{3,}"])
def test_a_repetition_without_an_end_is_seen(pattern: str) -> None:
    """By the next test."""
    assert _unbounded(pattern)


@pytest.mark.parametrize("rule", [*RULES, TITLED_RULE], ids=lambda rule: str(rule.entity))
def test_no_pattern_repeats_without_end(rule: Rule) -> None:
    """So that none can be made to hang; and its scores are in order."""
    assert not any(_unbounded(pattern) for pattern in rule.patterns)
    assert 0 <= rule.alone <= rule.known <= 1
    assert 0 < rule.base <= rule.known
