"""Words by which readers see whose a number or an address is, and what is none of anybody's."""

import re


def _any(words: str) -> str:
    """Return an alternation of words, phrases and patterns, which are separated by a comma and white space."""
    return "(?:" + "|".join(" ".join(word.split()) for word in re.split(r",\s", words)) + ")"


# --- Somebody else's

_PERSON = _any("""
    client, patient, tenant, applicant, claimant, complainant, respondent, customer, taxpayer, caller, employee,
    co-?worker, colleague, neighbou?r, room-?mate, landlord, landlady, ex, ex-?wife, ex-?husband, husband, wife,
    girlfriend, boyfriend, mom, mum, mother, dad, father, sister, brother, son, daughter, kid, aunt, uncle, cousin,
    grandma, grandpa, nephew, niece, buddy, guy, dude, inmate, someone, somebody, parolee
""")
# These stand in job titles and in names of services as well: only with an article or a possessive before.
_ROLE = _any("""
    resident, citizen, boss, supervisor, manager, student, pupil, teacher, nurse, doctor, partner, child, friend,
    lady, woman, man, girl, boy, person, driver, owner, seller, offender, witness, victim, participant, member,
    councillor, inspector, officer, constable, senior, widow, newcomer, refugee, worker, family, couple, gentleman,
    gal, individual, borrower, recipient, retiree, veteran, candidate, intern, trainee, parent, troll, jerk, clown,
    idiot
""")
_DATA = _any("""
    house, home, place, address, apartment, apt, condo, suite, room, street, numbers?, cell, phone, mobile,
    landline, e-?mail, inbox, gmail, sin, social, phn, msi, hsn, health, care ?card, card, visa, mastercard, amex,
    debit, licen[cs]e, plates?, passport, account, iban, date of birth, dob, birth ?date, birthday, vin, ip, id,
    file, claim, application, coordinates, camp, campsite, trailer, postal code, box, mailbox, details
""")
_ARTICLE = (
    r"(?:my|our|an?|the|this|that|these|those|some|one of (?:my|our|the))\s+(?:[\w-]{1,15}\s+)?(?:[\w-]{1,15}\s+)?"
)
_THIRD = (
    rf"\b(?:{_ARTICLE}(?:{_PERSON}|{_ROLE})s?(?:['’]s?)?(?!\w)|{_PERSON}(?:['’]s?)?(?!\w)"
    r"|(?:he|she|him|her|his|hers|they|them|their|theirs|whose|whoever|elle|sa|ses|leur)(?:['’](?:s|re|d|ll|ve))?\b"
    r"|(?:mr|mrs|ms|mx|dr|mme|monsieur|madame)\b\.?"
    rf"|your\s+(?:(?:old|new|home|cell|personal|current|private|own)\s+)?{_DATA}\b)"
)

# --- A workplace's

_PREMISES = _any("""
    school, clinic, hospital, health unit, health cent(?:re|er), college, university, campus, fire ?hall,
    court ?house, registry, cent(?:re|er), museum, gallery, arena, rink, pool, hall, library, church, temple,
    mosque, store, shop, restaurant, caf[eé], brewery, pub, hotel, company, business, market, theat(?:re|er), depot,
    station, garage, salon, gym, studio, bakery, pharmacy, bank, dealership, practice
""")
_OFFICE = _any(r"""
    toll[- ]free, (?:office|admin|desk|front counter|reception|switchboard|newsroom|mailroom)s?,
    our\s+(?:[\w-]{1,15}\s+)?(?:team|staff|branch|line|counter|program(?:me)?|cent(?:re|er)|inbox|website|clinic),
    our\s+(?:[\w-]{1,15}\s+)?(?:library|location),
    service ?(?:canada|bc|b\.c\.|nova scotia|saskatchewan), access (?:nova scotia|centre), hot ?line, help ?line,
    tip ?line,
    (?:info(?:rmation)?|crisis|support|media|press|booking|intake|complaints?|phone|nurse|emergency) line,
    customer service, (?:media|press) (?:relations|inquiries|enquiries|contact), ministry, department, at work,
    work(?=:), work (?:number|phone|cell|line|e-?mail|address|ext), business (?:line|hours|number), non-emergency,
    (?:city|town|municipal) hall, council chambers?, (?:call|contact|e-?mail|reach|visit|phone|text|write) us,
    inquiries, (?:reach|contact|call) our, enquiries, for (?:more )?(?:info|information|details),
    to (?:book|register|apply|report|rsvp|donate|volunteer), rsvp, register, tickets, monday to friday, mon-fri,
    weekdays, ext(?:ension)?\b\.?, (?:press|option) \d, suite \d, floor, detachment, headquarters, hq,
    poison control, distress centre
""")
_TITLE = _any("""
    planner, manager, director, coordinator, advisor, adviser, analyst, supervisor, clerk, inspector, minister,
    commissioner, spokesperson, spokeswoman, spokesman, superintendent, engineer, biologist, administrator, officer,
    communications
""")
# "Please phone the IPC at": somebody with an article and a capital is an office.
_REACH_OFFICE = (
    r"(?:call|contact|phone|reach|visit|e-?mail|ring)\s(?:the|our)"
    r"\s(?-i:[A-Z])[\w’'-]{0,20}(?:\s[\w’'-]{1,20}){0,4}\s(?:at|on)"
)
_WORK = rf"\b(?:{_OFFICE}|{_TITLE}|{_REACH_OFFICE}|questions(?=\?))(?!\w)|['’]s\s+(?:[\w-]{{1,12}}\s+)?{_PREMISES}\b"
_HAPPENING = _any("""
    police, rcmp, (?:town|city|village|district|municipality) of, agency, branch, program(?:me)?, council, society,
    association, union local, mla, mp, constituency, open daily, open until, open from,
    open (?:mon|tue|wed|thu|fri|sat|sun), open house, meeting, event, located, construction, closure, closed, crews,
    food, brunch, patio, venue, concert, show, workshop, session, consultation, fire, crash, collision, called to,
    incident, flood, outage
""")

# --- The writer's own

_TOLD = _any("""
    gave, told, tell, sent, showed, texted, called, calls, phoned, phones, emailed, e-mailed, messaged, asked,
    yelled at, bugging, passed, handed, let, made, makes, harassing, harassed, stalking, threatened
""")
_NEUTRAL = (
    rf"\b(?:looking for|seeking|need|hiring)\s+(?:an?\s+)?(?:[\w-]{{1,15}}\s+)?(?:{_PERSON}|{_ROLE})s?\b|"
    rf"\b{_TOLD}\s+(?:me|us)\b"
    r"|\bwe(?:['’]ve| have)?\s+(?:called|phoned|texted|e-?mailed|tried|rang|reached|contacted|sent|wrote|have)\b"
)
_OWN = (
    rf"\bmy\s+(?:[\w'’-]{{1,15}}\s+)?(?:[\w'’-]{{1,15}}\s+)?(?:[\w'’-]{{1,15}}\s+)?{_DATA}\b|(?<!not )\bmine\b|\bi live"
    r"|\bi[’']?m at\b|\bi am at\b|\bi(?:[’']?ve)? moved|\bi was born|\bi[’']?m selling|\bi[’']?ll be at|\bwhere i\b"
)
OWNERS = re.compile(
    rf"(?P<neutral>{_NEUTRAL})|(?P<work>{_WORK})|(?P<perhaps_work>\b(?:{_PREMISES}|{_HAPPENING})\b)|(?P<third>{_THIRD})"
    rf"|(?P<own>{_OWN})|(?P<me>\b(?:me|myself|we live|we[’']re at|we moved|us)\b)|(?P<we>\b(?:our|ours)\b)",
    re.IGNORECASE,
)
"""The group says whose: `me` and `we` own what one is reached by, no more."""

PENALTY = {"work": 0, "perhaps_work": 35, "third": 0, "own": 0, "me": 0, "we": 0, "person": 10}
PENALTY_AFTER = 40
"""Added to the distance in characters: what stands before counts for more than a school, or than what follows."""

OFFICE_AFTER = re.compile(
    r"\s?[,;:(–-]{0,2}\s?(?:office|work|business|weekdays|mon|daily|during|for (?:tickets|info|details|more|bookings?)"
    r"|to (?:book|register|rsvp|reserve|order|apply|report|donate)|(?:press|option) \d|and (?:press|ask for))\b",
    re.IGNORECASE,
)

# --- Where somebody lives; what is on offer; who only called

_LIVES = _any("""
    lives?, living, lived, resides?, residing, residence, homes?, house, address, apartment, apt, condo, townhouse,
    trailer, basement suite, moved, moving, stays?, staying, stayed, evicted, next door,
    (?:her|his|their|my|your)(?: new| old)? place, mailing, mail(?:ed)? (?:it |that )?to, crashing,
    camp(?:ed|s|ing), parked outside, deliver(?:s|ed|y)?, hiding, holed up, cabin,
    (?:picked|dropped?) (?:him|her|them|it) (?:up|off), cottage, farm, acreage, driveway, tent, habite, demeure,
    adresse
""")
HOME = re.compile(rf"\b{_LIVES}\b|['’]s place\b", re.IGNORECASE)
HOME_AFTER = re.compile(
    r"[^.\n]{0,25}\b(?:is where|(?:his|her|their|my) (?:house|home|place|address)|where (?:he|she|they|i) live)",
    re.IGNORECASE,
)
AT = re.compile(r"(?:\b(?:at|of|from|to)|@)\s{1,2}$", re.IGNORECASE)

_OFFERED = _any(r"""
    for sale, selling, looking for, seeking, obo, pick-?up only, if found, if seen,
    if you (?:find|see|spot|have seen), wanted:, iso, pm me, dm me,
    (?:lost|missing|found) (?:my )?(?:dog|cat|kitten|puppy|pup|parrot|bird|keys|wallet|phone), sublet, for rent,
    good home, (?:garage|yard|moving|estate) sale, reward, lessons, tutoring, babysitt(?:er|ing), open house,
    birthday party, bbq at, potluck, carpool, hire me, my (?:business|company|shop|services),
    free (?:quote|estimate)s?, first \w{3,10} free, (?:per|an) hour, references, licensed and insured
""")
OFFER = re.compile(rf"\b{_OFFERED}(?!\w)|\basking \$", re.IGNORECASE)
SCAM = re.compile(r"\b(?:scam|spam|spoof|robo-?call|telemarket|phish|duct clean)", re.IGNORECASE)

# --- Numbers that are nobody's

_LABELS = _any(r"""
    orders?, invoices?, receipts?, tracking, confirmation, conf, tickets?, ref(?:erence)?, quote, model, sku,
    items?, serial, part(?= ?(?:no|number|#)), s/n, isbn, issn, doi, upc, ean, imei, by-?law, sections?, sec,
    permits?, purchase order, lot, batch, version, build, firmware, flight, route, bus, highway, hwy, room, chapter,
    score, population, product, catalogue, registration no, gst, pst, hst, business number, bn, charity,
    transaction, booking, reservation, parcel, waybill, shipment, package, warranty, incident, event, meter, asset,
    barcode, article, patent, grant, rfp, tender, contract, (?:licen[cs]e|product) key, coupon, promo, gift card,
    lottery, raffle, bib, channel, frequency, isrc, docket, library card, hold, v
""")
_FILLER = r"(?:\s{0,2}(?:number|num|nr|no\.?|id|code|is|was|of|are|#|:|=|-|\(|№)){0,4}\s{0,2}$"
NOT_A_PERSONS = re.compile(rf"\b{_LABELS}{_FILLER}|(?:[$€£]|\bcad|\busd)\s?$", re.IGNORECASE)
HASH = re.compile(r"#\s?$")
_UNITS = _any("""
    kms?, kg, lbs?, ml, people, views, votes, dollars, bucks, steps, points, pts, residents, users, hits, likes,
    followers, hectares, acres, litres, cents, jobs, rows, records, bytes, mb, gb, hz, psi, seconds, minutes, hours,
    years
""")
COUNTED = re.compile(rf"\s?(?:%|°[CF]|{_UNITS}\b|R[CPRT]\s?\d{{4}})", re.IGNORECASE)
