"""Names of persons: what the model and titles say, less what chat lines make it mistake for one."""

import re
from collections.abc import Iterable

from handlers.check.detectors.personal.rule import Rule
from handlers.check.detectors.personal.surroundings import Place

PERSON, TITLED = "PERSON", "TITLED_NAME"
"""Entities: by spaCy, and by a title before it."""

TITLED_RULE = Rule(
    entity=TITLED,
    what="a person's name",
    family="identifier",
    patterns=(
        r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Nurse|Constable|Cst|Sgt|Cpl|Officer|Auntie|Aunt|Uncle|Elder)\b\.?\s"
        r"(?-i:\p{Lu}[\p{L}'’-]{1,30}(?:\s\p{Lu}[\p{L}'’-]{1,30}){0,2})",
    ),
    source="forms of address",
)

# What the model takes along: a number behind, a verb or a role before, signs, the genitive.
_LEADING = re.compile(
    r"(?:[\W_]|(?:contact|call|text|ask|e-?mail|thanks|thx|congrats|hi|hey|hello|dear|meet|client|patient|tenant|applicant|hon"
    r"|rip|via|cc|re|chief|premier|minister|mayor)\b[\W_])*",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"(?:['’]s?)?[\W_]*$|\s[\d(+#].{0,80}$", re.DOTALL)
_NOT_A_NAME = re.compile(r"\bv\.?s?\.?\s|[@#/\\<>=*\d_]|https?:|www\.")
# Roads, places and things that are called after persons, and pets.
_THINGS = (
    r"(?:street|st|avenue|ave|road|rd|drive|dr|lane|way|bridge|highway|hwy|park|lake|river|creek|mountain|island|bay|beach"
    r"|hospital|school|secondary|elementary|high|middle|college|university|library|centre|center|building|arena|stadium"
    r"|field|hall|award|cup|trophy|foundation|inlet|valley|airport|station|crescent|memorial|trail|theatre|inc|ltd|corp"
    r"|hortons)"
)
_NOT_AFTER = re.compile(rf"\s(?:{_THINGS}|(?:the|our|my) (?:dog|cat|puppy|hamster))\b", re.IGNORECASE)
# "Max out", "Mark up", "Bill off": a verb.
_PARTICLE = re.compile(r"\s(?:out|up|off|down)\b")
_NOT_AT_END = re.compile(rf"\s{_THINGS}$", re.IGNORECASE)
_NOT_BEFORE = re.compile(
    r"\b(?:fort|mount|mt|lake|port|cape|point|saint|north|south|east|west|dog|cat|puppy|pup|kitten|hurricane)\.?\s$",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    """
    mom mum mommy mummy dad daddy mother father grandma grandpa nana papa auntie uncle santa jesus god christ
    lord alexa siri cortana zoom excel outlook teams sharepoint word slack reddit twitter google hortons timmies
    netflix costco walmart lol omg haha yay ugh guy guys dude bro buddy folks boss diwali eid hanukkah kwanzaa
    ramadan easter xmas christmas halloween nowruz vaisakhi
    """.split()
)


def names(text: str, found: Iterable[tuple[str, Place]]) -> list[Place]:
    """Return where persons are named in a text, in order, no two overlapping.

    Args:
        text: The draft.
        found: Entity and place of what may be a name.
    """
    trimmed = [_trim(text, place) for entity, place in found if entity in (PERSON, TITLED)]
    named = [place for place in trimmed if place and _is_name(text, place)]
    kept: list[Place] = []
    for place in sorted(named, key=lambda one: (one.start, -one.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


def _trim(text: str, place: Place) -> Place | None:
    words = _TRAILING.sub("", text[place.start : place.end])
    leading = _LEADING.match(words)
    start, end = place.start + (leading.end() if leading else 0), place.start + len(words)
    return Place(start, end) if start < end else None


def _is_name(text: str, place: Place) -> bool:
    name = text[place.start : place.end]
    if _NOT_A_NAME.search(name) or not any(char.isalpha() for char in name) or len(name) > 80:
        return False
    if name.lower() in _NOBODY or (name.isupper() and len(name) < 6) or _NOT_AT_END.search(name):
        return False
    before, after = text[max(0, place.start - 12) : place.start], text[place.end : place.end + 20]
    is_verb = " " not in name and _PARTICLE.match(after)
    return not (is_verb or _NOT_BEFORE.search(before) or _NOT_AFTER.match(after))
