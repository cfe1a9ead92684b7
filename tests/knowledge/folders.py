"""A small invented organisation, the Harbour Board of Port Example, as the files of a knowledge folder."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError

RULES = """\
---
id: harbour-rules
title: Rules for the Quay
publisher: Harbour Board of Port Example
organisation: harbour
capacity: official
date: 2021-05-06
rights: Invented for a test.
---

# Tides

Publish the tide table before six in the morning. Ask the Harbour Master when the gauge is out of order.

# Ships

Things to avoid:

- Naming a captain in a post.
- Guessing when a ship arrives.

{role=supervisor}
# For the head of a watch

Read every post of your watch within two days.
"""

PRIVATE = """\
---
id: harbour-private
title: The Quay after Hours
publisher: Harbour Board of Port Example
organisation: harbour
capacity: personal
rights: Invented for a test.
---

# Q: May I photograph the ships?

A: Yes, from the public pier. The Port Photo Code says more.
"""

ORGANISATIONS = """\
- id: harbour
  name: Harbour Board of Port Example
  aliases: [the Board]
  emergency_number: "112"
  ask: [harbour_master]
  sources:
    - document: harbour-rules
      quote: Ask the Harbour Master
"""

CONTACTS = """\
- id: harbour_master
  organisation: harbour
  name: Harbour Master
  kind: recipient
  phone: "555 0100"
  verified: 2026-01-02
  mentions:
    - document: harbour-rules
      quote: Ask the Harbour Master when the gauge is out of order
      why: to say that the gauge is out of order
"""

REFERENCES = """\
- id: photo_code
  organisation: harbour
  name: Port Photo Code
  mentions:
    - document: harbour-private
      quote: The Port Photo Code says more
"""

VOCABULARY = """\
- term: HM
  means: Harbour Master
  organisation: harbour
- term: pic
  means: photograph
"""

TYPICAL = """\
- source:
    document: harbour-private
    quote: from the public pier
  questions:
    - can i take pics of boats
    - Is snapping a freighter all right?
- source:
    document: harbour-rules
    quote: Publish the tide table
  questions:
    - when does the water chart go online
"""

THREADS = """\
- source:
    document: harbour-rules
    quote: Guessing when a ship arrives
  history: [May I post about ships?, And about cargo?, And about delays?]
  question: what if i only estimate
"""

UNANSWERED = """\
- subject: pay
  questions: [When is payday?]
- subject: uniforms
  organisations: [harbour]
  questions: [Who washes my jacket?, Do I get boots?]
"""

DANGER = """\
danger: [Somebody fell off the pier!]
no_danger: [I am drowning in emails]
"""

DOCUMENTS = {"documents/rules.md": RULES, "documents/private.md": PRIVATE}

EVERYTHING = DOCUMENTS | {
    "organisations.yaml": ORGANISATIONS,
    "contacts.yaml": CONTACTS,
    "references.yaml": REFERENCES,
    "vocabulary.yaml": VOCABULARY,
    "questions/quay.yaml": TYPICAL,
    "questions/threads.yaml": THREADS,
    "questions/unanswered.yaml": UNANSWERED,
    "questions/danger.yaml": DANGER,
}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files below a folder; return the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def rewrite(path: Path, before: str, after: str) -> None:
    """Replace the one place where something stands in a file."""
    content = path.read_text(encoding="utf-8")
    assert content.count(before) == 1, f"{before!r} stands {content.count(before)} times in {path.name}"
    path.write_text(content.replace(before, after), encoding="utf-8")


def line_of(path: Path, words: str) -> int:
    """Return the number, counted from 1, of the first line of a file that contains the words."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def told(caught: pytest.ExceptionInfo[KnowledgeError]) -> str:
    """Return what an error says, made sure that it is one line that begins with its place and goes on to its reason."""
    error = caught.value
    message = str(error)
    place = f"{error.path}:{error.line}" if error.line else str(error.path)
    field = f"{_counted(error.field)}: " if error.field else ""
    assert message == f"{place}: {field}{error.reason}"
    assert len(message.splitlines()) == 1
    return message


def _counted(field: str) -> str:
    """Return a dotted path as people count."""
    said = ""
    for part in field.split("."):
        if part.isdecimal():
            said = f"{said or 'entry'} {int(part) + 1}"
        else:
            said += f"{', ' if said[-1:].isdecimal() else '.' if said else ''}{part}"
    return said
