"""What the Town of Alder Creek screens drafts by: the `screening` folder of its knowledge, and a neighbour's rule."""

from pathlib import Path

from tests import alder_creek

MILL_VALLEY = """\
---
id: mill-valley-rules
title: Rules for Posts
publisher: Village of Mill Valley
organisation: mill-valley
rights: Invented for tests.
---

# Posts

Never post before breakfast.
"""

CATEGORIES = """\
- id: photographs
  name: Pictures of residents
  covers: Pictures of people who have not agreed.
  why: A face cannot be taken back.
  advice: Take the picture out.
  rules:
    - organisation: alder-creek
      capacity: official
      severity: violation
      verb: must not
      source: {document: alder-creek-social-media, quote: You must not post photographs of residents}
      ask: [communications_office]
- id: business
  name: Private business
  covers: Things for sale.
  why: The Town pays for the computer.
  advice: Sell it from home.
  lawful: From home it is yours to sell.
  yields_to: [photographs]
  rules:
    - organisation: alder-creek
      capacity: personal
      severity: violation
      verb: Do not
      source: {document: alder-creek-social-media, quote: Do not run a paid business from a Town computer}
      advice: Wait until you are home.
      ask: [town_clerk]
    - organisation: mill-valley
      capacity: both
      severity: violation
      verb: NEVER  post
      source: {document: mill-valley-rules, quote: Never post before breakfast}
      without_work_tie: true
- id: unsigned
  name: No word on whose views these are
  covers: Posts about the work that leave it open.
  why: Readers take them for the Town's.
  advice: Say whose views they are.
  absence: disclaimer
  rules:
    - organisation: alder-creek
      capacity: personal
      severity: warning
      verb: State
      source: {document: alder-creek-social-media, quote: State that the views are your own.}
"""

APPROVALS = """\
- organisation: alder-creek
  capacity: official
  when: you open an account
  text: Fill in the form.
  source: {document: alder-creek-social-media, quote: Fill in the form in the Records Handbook first.}
  ask: [communications_office]
- organisation: alder-creek
  capacity: both
  when: a picture goes out
  text: Have it in writing.
  categories: [photographs]
  source: {document: alder-creek-social-media, quote: unless they have agreed in writing}
"""

DISCLAIMERS = """\
- organisation: alder-creek
  wording: The views are my own and not the Town's.
  neutral: The views are my own.
  source: {document: alder-creek-social-media, quote: State that the views are your own.}
- organisation: mill-valley
  instead: Have breakfast.
  source: {document: mill-valley-rules, quote: Never post before breakfast}
"""

WORDS = """\
- kind: own_view
  words: [views are my own, not the Town's]
- kind: own_view
  organisation: mill-valley
  words: [before breakfast I speak for nobody]
- kind: organisation
  organisation: alder-creek
  words: [Town of Alder Creek]
- kind: email_domain
  organisation: alder-creek
  words: [aldercreek.example]
- kind: profanity
  words: [drat]
"""

EXAMPLES = """\
- draft: Kim of 4 Elm Street blew out her candles at our counter. Look at that face!
  organisation: alder-creek
  capacity: official
  tie: close
  findings:
    - {category: photographs, span: Look at that face!}
- draft: Candles for sale, five dollars each.
  organisation: alder-creek
  capacity: personal
  tie: none
  lawful:
    - {category: business, span: for sale}
"""

MORE_EXAMPLES = """\
- draft: Another quiet day at the counter.
  organisation: alder-creek
  capacity: personal
  tie: close
  findings:
    - {category: unsigned}
- draft: The parade begins at noon.
  organisation: alder-creek
  capacity: official
  tie: close
  why: a plain announcement
"""

_FILES = {
    "documents/mill-valley.md": MILL_VALLEY,
    "screening/categories.yaml": CATEGORIES,
    "screening/approvals.yaml": APPROVALS,
    "screening/disclaimers.yaml": DISCLAIMERS,
    "screening/words.yaml": WORDS,
    "screening/examples/first.yaml": EXAMPLES,
    "screening/examples/second.yaml": MORE_EXAMPLES,
}


def write(folder: Path) -> Path:
    """Write the knowledge folder of the Town with what it screens drafts by; return it."""
    alder_creek.write(folder)
    for name, content in _FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder
