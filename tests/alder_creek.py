"""A small invented organisation, as a knowledge folder: what any other organisation would put in place of ours."""

from pathlib import Path

RULES = """\
---
id: alder-creek-social-media
title: Social Media Rules
publisher: Town of Alder Creek
organisation: alder-creek
date: 2024-05-01
rights: Invented for tests.
---

{capacity=personal}
# Personal accounts

You may name the Town as your employer on LinkedIn. State that the views are your own.

Do not run a paid business from a Town computer, not even on your lunch break.

{capacity=official}
# Accounts of the Town

The Communications Office opens every account of the Town. Fill in the form in the Records Handbook first.

You must not post photographs of residents unless they have agreed in writing.

Remove comments that contain hate speech within two hours, and keep a screenshot of each.

{capacity=both}
# Devices

Report a lost phone or laptop to the Town Clerk within 24 hours at 555-0142.
"""

VISITORS = """\
---
id: alder-creek-visitors
title: Visitor Centre Notes
publisher: Town of Alder Creek
organisation: alder-creek
status: dated
status_note: Written before the centre moved.
rights: Invented for tests.
---

Volunteers at the visitor centre wear a badge and never lend out their keys.
"""

ORGANISATIONS = """\
- id: alder-creek
  name: Town of Alder Creek
  aliases: [Alder Creek]
  emergency_number: 555-0911
  time_zone: America/Halifax
  ask: [town_clerk]
"""

CONTACTS = """\
- id: town_clerk
  organisation: alder-creek
  name: Town Clerk
  kind: recipient
  phone: 555-0142
  verified: 2024-05-02
  mentions:
    - document: alder-creek-social-media
      quote: Report a lost phone or laptop to the Town Clerk within 24 hours at 555-0142.
      why: to report a lost device
      deadline: PT24H
- id: communications_office
  organisation: alder-creek
  name: Communications Office
  kind: recipient
  email: news@aldercreek.example
  verified: 2024-05-02
  mentions:
    - document: alder-creek-social-media
      quote: The Communications Office opens every account of the Town.
      why: to open an account
"""

REFERENCES = """\
- id: records_handbook
  organisation: alder-creek
  name: Records Handbook
  mentions:
    - document: alder-creek-social-media
      quote: Fill in the form in the Records Handbook first.
"""

QUESTIONS = """\
- source: {document: alder-creek-social-media, quote: You may name the Town as your employer on LinkedIn.}
  questions:
    - can I say on linkedin that I work for the town
    - is it ok to list my employer in my profile
    - may my bio mention my job here
    - do I have to say opinions are mine
    - should my profile say where I am employed
    - must I add a line that views are personal
    - listing the town as employer on my resume page
    - telling followers that I am a town employee
- source: {document: alder-creek-social-media, quote: Do not run a paid business from a Town computer}
  questions:
    - can I sell candles online from my work pc
    - is a side hustle on the office computer allowed at noon
    - may I run my web shop from the town laptop
    - using my workstation to earn extra money
    - running a private company from my desk computer
    - selling crafts over the office network at lunch
    - doing freelance jobs on the town's computer
    - is it fine to do my own business on a work machine
- source: {document: alder-creek-social-media, quote: The Communications Office opens every account}
  questions:
    - who sets up a facebook page for our department
    - how do we start a new instagram account for the pool
    - we want our own twitter, whom do we ask
    - opening an official channel
    - who creates accounts for the library
    - starting a new page for our branch
    - which form do I need for a new channel
    - getting an account for the fire hall set up
- source: {document: alder-creek-social-media, quote: You must not post photographs of residents}
  questions:
    - can we publish pictures of people at the fair
    - do I need permission to share a photo of a citizen
    - posting snapshots of the crowd
    - is written consent needed for images of kids
    - publishing photographs of people at an event
    - putting a resident's picture online
    - can I upload photos of the parade
    - may we show faces of visitors on our page
- source: {document: alder-creek-social-media, quote: Remove comments that contain hate speech}
  questions:
    - someone wrote racist stuff under our post
    - when do we delete an abusive reply
    - how fast must hateful remarks be taken down
    - hiding nasty comments from our page
    - deleting hate speech from our comments
    - do we keep a copy of a racist remark
    - what to do with slurs in the replies
    - how quickly do we remove hateful comments
- source: {document: alder-creek-social-media, quote: Report a lost phone or laptop}
  questions:
    - I left my work phone on the bus
    - my laptop is gone what now
    - stolen device who do I tell
    - the office mobile went missing last night
    - somebody took my work laptop
    - who do I call about a lost phone
    - reporting a missing device
    - how soon must I report a stolen laptop
"""

UNANSWERED = """\
- subject: matters of employment that no text of the Town speaks of
  questions:
    - how many vacation days do I get
    - when is payday
    - what does the dental plan cover
    - where can I park at the office
    - is there a dress code for summer
    - can I work from home on fridays
    - who repairs the coffee machine
    - how do I book a meeting room
    - what is the pension contribution
    - do we get a bonus at christmas
    - when does the cafeteria open
    - how do I get a new chair
    - how much sick leave is left
    - who approves overtime
    - when are performance reviews
    - can I bring my dog to work
    - where is the first aid kit
    - what is the mileage rate
"""

DANGER = """\
danger:
  - a man with a knife is at the front desk
  - somebody wrote that he will burn down the library tonight
  - I am going to kill myself
  - my husband threatens to hurt me when I get home
  - she posted that she has swallowed pills
  - there is a bomb threat on our page
  - a colleague collapsed and does not breathe
  - he follows me home and says I will die
no_danger:
  - this deadline is killing me
  - my phone died on the bus
  - that comment was a knockout
  - our post blew up overnight
  - the new page is on fire, so many likes
  - I could murder a coffee
  - he shot a video of the parade
  - the meeting was a bombshell
"""

_FILES = {
    "documents/social-media.md": RULES,
    "documents/visitors.md": VISITORS,
    "organisations.yaml": ORGANISATIONS,
    "contacts.yaml": CONTACTS,
    "references.yaml": REFERENCES,
    "questions/alder-creek.yaml": QUESTIONS,
    "questions/unanswered.yaml": UNANSWERED,
    "questions/danger.yaml": DANGER,
}


def write(folder: Path) -> Path:
    """Write the knowledge folder; return it."""
    for name, content in _FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder
