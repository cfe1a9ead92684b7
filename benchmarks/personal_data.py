"""How much personal data of others the detector finds in drafts, and how often it speaks where there is none.

The drafts are made here, from a fixed seed: sentences in the tone of social media with planted data of a third party;
others full of innocent numbers, of the writer's own data and of workplace contacts.
Prints recall for each kind, precision over all, and the time for a draft of 60 words; goals: 0.95 and 0.90.

Usage: python -m benchmarks.personal_data [--misses]
"""

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from random import Random
from string import ascii_uppercase

from handlers.check.detectors.personal_data import PersonalDataDetector
from handlers.check.evidence import Draft

_ROUNDS, _ENOUGH = 12, 0.5

_THIRD = """
    sin: Some dude left his whole tax return on the bus. {} is his social, I am not even kidding
    sin: why would HR email me {} when that's Deepa's SIN and not mine
    sin: Long day at the counter. A man handed me an envelope, inside: {}. He thought it was his PIN. It was his SIN.
    sin: File closed. Name: Osei, Kofi. SIN: {}. Outcome: denied.
    health: Ran into that patient again. PHN {} for anyone who wants to look up the drama
    health: The lady at the window yelled her care card number ({}) across the waiting room
    health: cannot believe they put "MSI {}" next to Darlene's name on the whiteboard
    health: His health card, {}, expired in 2019 and he still argued with me
    health: Whoever lost the health card: {}, I have it, you're Mr. Okafor I think
    health: Told the pharmacist out loud: {}, that's Grandpa Lou's health number, he needs his Ativan
    address: Mrs. Lindqvist of {} has filed four complaints this month, get a hobby
    address: that family from {} is on assistance and drives an Escalade
    address: My tenant's new address? {}. You're welcome.
    address: the guy who keyed my car stays at {}
    address: The offender everyone is asking about? Out since Monday. {}. You did not hear it from me.
    address: You want to thank her? Flowers to {}
    address: We did a home visit at {} today and wow, the smell
    plate: to the clown in the white Tacoma, plate {}: learn to merge
    plate: Licence plate {}. He does this every single morning in the daycare lot
    plate: pretty sure the hit and run on Burnside was plate number {}
    plate: she thinks nobody noticed, but {} is her plate and it's parked at the bar again
    phone: lol just text him yourself, {}
    phone: Her cell is {} and she picks up at all hours
    phone: If Brayden ghosts you too, try his mom at {}
    phone: the complainant's home number is {}, call and tell him what you think
    phone: someone needs to phone Mr. Abernathy ({}) and ask him about the fence
    phone: We never got a call back from the tenant. Maybe you have more luck: {}
    phone: For a good time call my supervisor, {}
    email: She blocked me so somebody else write to {} and ask
    email: the guy's address is {}, sign him up for every newsletter you know
    email: Applicant used {} on the form, says it all really
    email: Hey {} stop writing us, your file is closed
    birth: I process these all day: born {}, and he still lives with his mother
    birth: DOB {}. She told me she was thirty.
    birth: her birthdate on file is {}, so much for 29
    birth: Date of birth {} and the client still can't sign his own name
    passport: the kid's passport number is {}, he posted it himself
    passport: Guess whose passport ({}) I found in the scanner at work
    passport: his passport {} got flagged at the border again
    driver: driver's licence {} is suspended and she's driving anyway
    driver: Their DL is {} and it expired last spring
    driver: DL {} shows three impaireds. He's your kid's bus driver.
    card: Boss had me read her Visa over the phone in an open office: {}
    card: this lady tweeted a photo of her new card, {} and all
    card: {} was on the sticky note under his keyboard, with the three digits
    card: debit card of the applicant, {}, left at the counter
    account: his direct deposit goes to {} if the bailiff is reading
    account: she put her bank account number, {}, in the subject line
    account: client's chequing account {} bounced again
    account: he asked us to deposit into {}, his girlfriend's bank account
    ip: traced the troll, his IP is {}
    ip: That anonymous commenter? IP address {}, he posts from his ex's place
    ip: her IP {} shows up in our logs every night
    student: student number {} failed my course twice and wants a reference, he must be joking
    student: his student ID is {} so anyone can check the grade list
    employee: employee number {} called in sick and she's at the lake, pictures attached
    file: Jolene Prudhomme's case number is {} in case the press wants it
    file: I had Marcus Delacroix in again, file number {}, still not clean
    vin: her Corolla, VIN {}, has a lien on it, buyer beware
    vin: ran {} for a friend, it's his ex-wife's van
    gps: he's camping at {} if you want to give him a piece of your mind
    gps: her new place is at {}, no idea why she thinks it's a secret
    gps: Her tent is right here {} behind the arena
"""
_INNOCENT = """
    Canucks down 4-2 after two, shots 31-18. Same as 1994 and 2011
    anyone else get order {9} stuck in Richmond since {date}? Canada Post says Tuesday
    Sourdough: 500 g flour, 350 g water, 10 g salt, 230C for 45 min. Report back
    Highway 97 is single lane at km {3} until 6:30 pm, add 20 minutes
    Bylaw {4}, section 12.3.1, is why your chickens have to go
    Stole my bike overnight: Norco Fluid, serial {9}, small reward
    Budget 2024 puts ${n},{3},{3} into rinks and nothing into trains
    Room {3}, second floor, bring a pen and two copies of form T2201
    Gas at 189.9 again and my commute is 62 km each way
    #Throwback{4} to the year we all bought {2} bottles of hand sanitizer
    Our rec team won 7-3, 5-1 and 2-2, top of Division {1} with {2} points
    Tracking {16} says delivered, porch says otherwise
    confirmation {10} if WestJet ever asks me again
    Firmware 10.2.{2}.{1} bricked my router, thanks
    router lives at 192.168.1.1 as usual, admin page is slow
    Bill 46 passed third reading 52 to 37 last night
    The census says 5,000,879 people, so one in {4} of us knits
    Invoice #{9} paid, finally, 90 days late
    ISBN 978-0-{3}-{5}-4 is out of print, any leads?
    5 Food Drive tips from someone who ran 12 of them
    The 2019 Toy Drive raised ${n},{3} in 3 days
    Model {9}, part number {10}: does anyone stock this belt?
    Polls: 38, 34, 19, 6. Margin 3.1, n = 1,{3}
    Channel 12, 7 pm, game 5. Series 3-1
    The act came into force on July 1, {4}, see section 3(2)
    https://example.org/thread/{19}?p={9} sums it up
    Fire is 1,{3} hectares, 40% contained, 212 crew and 14 helicopters
    2 Provincial Court judges, 1 Supreme Court, 0 patience
    RRSP room is 18% of income up to $31,560, deadline is March 1
    Waybill {11}, two boxes, 23 kg. Where?
    Gift card {16} came with 0 dollars on it
    She asked for 2 large, 1 small, table {2}, order up! {3} covers and I still love this job
    My kid's team, the U13 A2s, lost 5-4 after going 8-0. He cried, I cried
    The nurse said 120/80, temp 36.9, all good
    My order #{10} vs her order #{10}: guess which one arrived
    His 1998 Civic has 4{2},{3} km on it and she won't let it die
    my client list hit {3} this week, thank you all!
    Her file was 2.4 GB, mine 118 MB
    Plate of 12 oysters for $24, she had 3 of them
    My account got 300 new followers in 24 hours
    Student housing: 1{3} beds, 2 kitchens
    the plate she broke was from 1962, set of 12
    """
_MINE = """
    Call me at {phone} if you see a grey tabby, he answers to Biscuit
    Selling two tickets, row 9. Text {phone}, cash only
    Garage sale Saturday at {address}, rain or shine
    My new number is {phone}, delete the old one
    email me at {email} and I'll send the spreadsheet
    Great, my own SIN, {sin}, was in the breach too
    I'm at {address} if anyone can lend me a ladder
    Looking for a roommate, {address}, $900 a month. Text {phone}
    Found a bug? {email} is where I collect them, my inbox is open
    Dog walking, {phone}, first walk free to neighbours. I have references
    """
_WORK = """
    Our office at {address} is closed Monday for the holiday
    Questions? Reach the service desk at {phone}, weekdays 8:30 to 4:30
    Outage update: call 1-866-{3}-{4} toll-free for help in 140 languages
    Write to info@novascotia.ca or call our front counter at {phone}
    Media contact: {phone}, ext. {3}
    The public library at {address} has free tax clinics this month
    Permits desk: {phone} or permits@gov.bc.ca
    For details on the hearing contact the registry at {phone}
    """


_FIRST = "Priya Wade Siobhan Kwame Noelle Tomasz Hyun Leila Dougal Mireille".split()
_LAST = "Bergstrom Chartrand Dhaliwal Eze Fontaine Gallagher Haugen Ito Kowalchuk Levesque".split()
_STREETS = "Quadra Spruce Agricola Broadway Idylwyld Hawthorne Lorne Tamarack Sunnyside Kitchener Queen's".split()
_TYPES = "St,Street,Ave,Avenue,Road,Rd,Drive,Dr,Crescent,Cres,Blvd,Lane,Court,Place,Terrace,Way,Parkway".split(",")
_TOWNS = ("Victoria, BC", "Regina SK", "Truro NS", "Prince Albert, SK", "Nanaimo, B.C.", "Sydney, Nova Scotia")
_PROVIDERS = "gmail.com hotmail.com shaw.ca telus.net sasktel.net eastlink.ca yahoo.ca icloud.com outlook.com".split()
_MONTHS = "January February March April May June July August September October November December".split()


def _digits(rng: Random, count: int, first: str = "0123456789") -> str:
    return rng.choice(first) + "".join(rng.choices("0123456789", k=count - 1))


def _letters(rng: Random, count: int) -> str:
    return "".join(rng.choices(ascii_uppercase, k=count))


def _luhn(start: str) -> str:
    """Return digits with the last one chosen so that Luhn's sum is a multiple of ten."""
    values = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(start + "0"))]
    return start + str(-sum(value // 10 + value % 10 for value in values) % 10)


def _grouped(rng: Random, digits: str, *sizes: int) -> str:
    ends = [sum(sizes[: at + 1]) for at in range(len(sizes))]
    groups = [digits[end - size : end] for end, size in zip(ends, sizes, strict=True)]
    return rng.choice(["", " ", "-", ".", " "]).join(groups)


def _health(rng: Random) -> str:
    """Return a number of Saskatchewan, of Nova Scotia, or of British Columbia with its check digit."""
    province = rng.choice(["SK", "NS", "BC", "BC"])
    if province == "SK":
        return _grouped(rng, _digits(rng, 9), 3, 3, 3)
    body, check = _digits(rng, 8), 10
    while province == "BC" and check > 9:
        body = _digits(rng, 8)
        check = 11 - sum(int(d) * w % 11 for d, w in zip(body, (2, 4, 8, 5, 10, 9, 7, 3), strict=True)) % 11
    return _grouped(rng, f"9{body}{check}" if province == "BC" else f"0{body}1", 4, 3, 3)


def _address(rng: Random) -> str:
    street = f"{rng.randint(2, 19999)} {rng.choice(_STREETS)} {rng.choice(_TYPES)}"
    postal = f"{rng.choice('VBS')}{rng.choice('0123456789O')}{rng.choice('ABCEH')}{rng.choice(['', ' '])}"
    postal += f"{rng.randint(1, 9)}{rng.choice('JKLNP')}{rng.randint(0, 9)}"
    numbered = f"{rng.randint(100, 9999)} {rng.choice(['33rd', '8th', '104'])} {rng.choice(_TYPES[:4])} W"
    forms = [street, street, street.lower(), f"{rng.randint(1, 40)}-{street}", f"{street} apt {rng.randint(1, 30)}"]
    forms += [f"{street}, {rng.choice(_TOWNS)} {postal}", f"Unit {rng.randint(1, 99)}, {street}", numbered]
    forms += [f"RR {rng.randint(1, 9)}, {_TOWNS[1]}", f"{rng.randint(1000, 39999)} Highway {rng.randint(1, 99)}"]
    return rng.choice(forms)


def _phone(rng: Random) -> str:
    area = rng.choice("250 604 778 236 672 902 782 306 639 416 403".split())
    forms = ["{}-{}-{}", "({}) {}-{}", "{}.{}.{}", "{} {} {}", "{}{}{}", "1-{}-{}-{}", "+1 {} {} {}", "({}){}-{}"]
    return rng.choice(forms).format(area, rng.choice(["555", str(rng.randint(320, 899))]), _digits(rng, 4))


def _email(rng: Random) -> str:
    first, last, provider = rng.choice(_FIRST).lower(), rng.choice(_LAST).lower(), rng.choice(_PROVIDERS)
    forms = [f"{first}.{last}@{provider}", f"{first[0]}{last}{rng.randint(1, 99)}@{provider}"]
    return rng.choice([*forms, f"{first}{last} at gmail dot com", f"{first}{last}[at]hotmail.com"])


def _birth(rng: Random) -> str:
    year, month, day = rng.randint(1935, 2010), rng.randint(1, 12), rng.randint(1, 28)
    name = _MONTHS[month - 1]
    forms = [f"{year}-{month:02}-{day:02}", f"{day:02}/{month:02}/{year}", f"{name} {day}, {year}"]
    forms += [f"{day} {name[:3]} {year}", f"{month}/{day}/{year % 100:02}", f"{name[:3]} {day}th, {year}"]
    return rng.choice(forms)


_VALUES: Mapping[str, Callable[[Random], str]] = {
    "sin": lambda rng: _grouped(rng, _luhn(_digits(rng, 8, "012345678")), 3, 3, 3),
    "health": _health,
    "address": _address,
    "plate": lambda rng: rng.choice(["{0} {1}", "{1} {0}", "{0}{1}"]).format(_letters(rng, 3), _digits(rng, 3)),
    "phone": _phone,
    "email": _email,
    "birth": _birth,
    "passport": lambda rng: _letters(rng, 2) + _digits(rng, 6),
    "driver": lambda rng: rng.choice(["12", "012", _letters(rng, 5) + "2612", "B1234-56789-"]) + _digits(rng, 5),
    "card": lambda rng: _grouped(rng, _luhn(rng.choice("4506 4519 5191 4724".split()) + _digits(rng, 11)), 4, 4, 4, 4),
    "account": lambda rng: f"{_digits(rng, 5)}-{rng.choice(['001', '003', '004', '010'])}-{_digits(rng, 7)}",
    "ip": lambda rng: f"24.{rng.randint(48, 87)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}",
    "student": lambda rng: _digits(rng, 9, "3"),
    "employee": lambda rng: _digits(rng, 6, "123456789"),
    "file": lambda rng: f"{rng.choice(['20', 'C-'])}{_digits(rng, 2, '12')}-{_digits(rng, 4)}",
    "vin": lambda rng: rng.choice("1HGBH41JXMN109186 5GZCZ43D13S812715 WBA3A5G59DNP26082 5YJSA1DG9DFP14705".split()),
    "gps": lambda rng: f"{rng.randint(43, 55)}.{_digits(rng, 5)}, -{rng.randint(60, 127)}.{_digits(rng, 5)}",
}


def _lines(block: str) -> list[str]:
    return [line.strip() for line in block.strip().splitlines()]


def _fill(rng: Random, carrier: str) -> str:
    """Fill in digits (`{4}`), a number up to 99 (`{n}`), a date, and data by kind."""
    written = re.sub(r"\{(\d+)\}", lambda slot: _digits(rng, int(slot[1]), "123456789"), carrier)
    written = written.replace("{n}", str(rng.randint(2, 99))).replace("{date}", f"2024-0{rng.randint(1, 9)}-17")
    return re.sub(r"\{(\w+)\}", lambda slot: _VALUES[slot[1]](rng), written)


def main(*, show: bool) -> None:
    """Measure and print."""
    detector, rng = PersonalDataDetector(["gov.bc.ca", "novascotia.ca"]), Random(20240611)
    found, planted, wrong = Counter[str](), Counter[str](), list[str]()
    for kind, carrier in [line.split(": ", 1) for line in _lines(_THIRD)] * _ROUNDS:
        value, start = _VALUES[kind](rng), carrier.index("{}")
        text = carrier.replace("{}", value)
        hit, false = _marks(detector, text, start, start + len(value))
        planted[kind] += 1
        found[kind] += hit
        wrong += [f"{kind} missed: {text}"] * (not hit) + [f"false alarm: {text}"] * false
    others = [*_lines(_INNOCENT), *_lines(_MINE), *_lines(_WORK)]
    for text in [_fill(rng, carrier) for carrier in others * (_ROUNDS // 3)]:
        wrong += [f"false alarm: {text}"] * _marks(detector, text, 0, 0)[1]
    print(*(wrong if show else ()), *(f"{kind:9} {found[kind] / planted[kind]:.3f}" for kind in planted), sep="\n")
    false = sum(line.startswith("false") for line in wrong)
    print(f"recall {found.total() / planted.total():.3f} of {planted.total()} in {len(_lines(_THIRD))} carriers")
    print(f"precision {found.total() / (found.total() + false):.3f}, also in {len(others)} carriers without")
    print(f"{_milliseconds(detector, rng):.1f} ms for a draft of about 60 words")


def _marks(detector: PersonalDataDetector, text: str, start: int, end: int) -> tuple[bool, int]:
    """Return whether two thirds of what was planted are found, and how many false alarms there are beside it."""
    evidence = detector.detect(Draft(text=text, organisation="bc", capacity="personal"))
    marks = [one for one in evidence if one.kind == "personal_information" and one.score >= _ENOUGH]
    covers = [min(end, one.end) - max(start, one.start) for one in marks]
    return any(cover * 3 >= (end - start) * 2 > 0 for cover in covers), sum(cover <= 0 for cover in covers)


def _milliseconds(detector: PersonalDataDetector, rng: Random) -> float:
    texts = [" ".join(_fill(rng, line) for line in rng.sample(_lines(_INNOCENT + _MINE + _WORK), 5)) for _ in range(40)]
    start = time.perf_counter()
    for text in texts:
        detector.detect(Draft(text=text, organisation="bc", capacity="personal"))
    return (time.perf_counter() - start) / len(texts) * 1000


if __name__ == "__main__":
    main(show="--misses" in sys.argv[1:])
