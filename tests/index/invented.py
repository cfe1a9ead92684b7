"""Two invented organisations with rules, and a third without any: a knowledge folder, with or without questions."""

from pathlib import Path

import yaml

FERRY = """\
---
id: ferry-conduct
title: Conduct of the Crew
publisher: Harbour Ferry Service
organisation: ferry
rights: Invented for tests.
---

# Photographs

Crew must not post photographs of passengers without their written consent.

Aerial pictures taken with a drone need the permission of the harbour captain. The captain answers within a week.

# Accounts

A new account of the service is approved by the communications director.

{capacity=official}
# Official posts

Every official post bears your crew number as its signature.

{capacity=personal}
# Private posts

Every private post bears your own name as its signature.

# Complaints

Whoever hears a complaint about a colleague tells the purser.

{role=supervisor}
# Complaints, for supervisors

Whoever hears a complaint about a colleague calms them.
"""

MUSEUM = """\
---
id: museum-conduct
title: Conduct of Guides
publisher: Tide Museum
organisation: museum
rights: Invented for tests.
---

# Photographs

Guides must not post photographs of visitors without asking the curator.

# Loans

Paintings are lent to other galleries only by contract with the trustees.

# Gifts

A present from a collector is declared to the treasurer within thirty days.
"""

ORGANISATIONS = """\
- {id: ferry, name: Harbour Ferry Service, aliases: [the ferry, HFS]}
- {id: garden, name: Botanical Garden}
- {id: museum, name: Tide Museum, aliases: [the museum]}
"""

VOCABULARY = """\
- {term: pics, means: photographs, kind: spelling}
- {term: uav, means: drone, organisation: ferry, kind: spelling}
- {term: quadcopter, means: drone, organisation: ferry}
"""

_TYPICAL = {
    "Crew must not post photographs of": (
        "share snaps of passengers",
        "upload images of people on board",
        "post selfies",
    ),
    "Aerial pictures taken with a drone": ("fly a quadcopter", "film from above", "use a flying camera"),
    "A new account of the service": ("open a facebook page", "start an instagram channel", "set up a twitter handle"),
    "Every official post bears": ("sign work messages", "end an official update", "put my number under it"),
    "Every private post bears": ("sign my own messages", "post under a nickname", "stay anonymous at home"),
    "a colleague tells the purser": ("pass on a grievance", "say who was rude", "report a bad workmate"),
    "a colleague calms them": ("handle my team's grievance", "confront my staff", "discipline my deckhand"),
    "Guides must not post photographs of": ("share snaps of guests", "upload images of tourists", "post group selfies"),
    "Paintings are lent to": ("borrow a canvas", "send art abroad", "give a portrait on loan"),
    "A present from a collector": ("keep a free bottle", "take a thank-you card", "accept a donated watch"),
}
_ASKED = ("can i {}", "am i allowed to {}", "is it fine if we {} tomorrow", "who says how to {}", "{} rules please")
_OPEN = ("get a pension", "park my car", "claim overtime", "book a holiday", "see the dentist", "find the canteen",
         "fix my laptop", "change my uniform", "join a union", "swap a shift")  # fmt: skip
_DANGER = {
    "danger": ["he has a knife and says he will kill me", "she wants to hurt herself tonight", "a bomb is on board"],
    "no_danger": ["my phone is dying", "this deadline kills me", "the party was the bomb"],
}


def write(folder: Path, *, taught: bool = True) -> Path:
    """Write the knowledge folder; return it."""
    files = {
        "documents/ferry.md": FERRY,
        "documents/museum.md": MUSEUM,
        "organisations.yaml": ORGANISATIONS,
        "vocabulary.yaml": VOCABULARY,
    }
    if taught:
        files |= {f"questions/{name}.yaml": yaml.safe_dump(data) for name, data in _questions().items()}
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def document_of(quote: str) -> str:
    """Return the id of the document in which a quote stands."""
    return "ferry-conduct" if quote in FERRY else "museum-conduct"


def _questions() -> dict[str, object]:
    sources = {quote: {"document": document_of(quote), "quote": quote} for quote in _TYPICAL}
    typical = [
        {"source": sources[quote], "questions": [form.format(topic) for topic in topics for form in _ASKED]}
        for quote, topics in _TYPICAL.items()
    ]
    threads = [
        {"source": sources[quote], "history": [f"can i {topic}"], "question": f"and {when}?"}
        for quote, topics in _TYPICAL.items()
        for topic in topics
        for when in ("at night", "on sundays")
    ]
    unanswered = [
        {"subject": "terms of employment", "questions": [form.format(one) for one in _OPEN for form in _ASKED]}
    ]
    return {"typical": typical, "threads": threads, "unanswered": unanswered, "danger": _DANGER}
