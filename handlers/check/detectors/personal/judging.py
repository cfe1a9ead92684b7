"""What a number or an address is taken for: somebody's data, a workplace's, or the writer's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers.check.detectors.personal.check_digits import digits_of
from handlers.check.detectors.personal.mailboxes import Mailboxes
from handlers.check.detectors.personal.rule import Family, Rule
from handlers.check.detectors.personal.surroundings import Owner, Place, Surroundings

PERSONAL, WORKPLACE = "personal_information", "workplace_contact"

_CLEAR, _LIKELY, _UNSURE, _DOUBTFUL, _OWN = 0.9, 0.75, 0.6, 0.4, 0.3
"""Scores. From 0.75 on the policy is sure, below 0.5 it takes no notice."""

_TOLL_FREE = frozenset({"800", "833", "844", "855", "866", "877", "888"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of a place when it is judged.

    Attributes:
        words: What stands there.
        named: Whether a label is near.
        checked: Whether it passes the rule's check; None where there is none.
        official: Whether the draft is posted for the organisation.
    """

    rule: Rule
    place: Place
    words: str
    named: bool
    checked: bool | None
    owner: Owner | None
    around: Surroundings
    mailboxes: Mailboxes
    official: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """Kind of evidence, its score (0 to 1) and what it is in plain words."""

    kind: str
    score: float
    detail: str


def judge(seen: Seen) -> Judged | None:
    """Return what it is taken for, or None where it is nothing."""
    return _JUDGES[seen.rule.family](seen)


def _identifier(seen: Seen) -> Judged | None:
    rule = seen.rule
    failed = seen.checked is False
    score = (_UNSURE if failed else rule.base) if seen.named else rule.alone
    if seen.owner == "own" or (seen.owner is None and seen.around.is_offer(seen.place)):
        return _own(seen)
    known = seen.owner in ("third", "person") and not failed
    return Judged(PERSONAL, rule.known if known else score, rule.what)


def _coordinates(seen: Seen) -> Judged | None:
    if seen.owner == "own":
        return _own(seen)
    if seen.owner is None:
        return Judged(PERSONAL, _DOUBTFUL, seen.rule.what)
    return Judged(PERSONAL, _CLEAR if seen.around.is_home(seen.place) else _LIKELY, seen.rule.what)


def _address(seen: Seen) -> Judged | None:
    home, owner = seen.around.is_home(seen.place), _who(seen)
    theirs = owner in ("third", "person")
    beside = theirs and seen.around.is_beside(seen.place)
    if seen.rule.at_home and not home and not beside:
        return None
    if owner == "work":
        return Judged(WORKPLACE, _LIKELY, "workplace address")
    if owner == "own":
        return _own(seen)
    if theirs:
        return Judged(PERSONAL, _CLEAR if home else _LIKELY if beside else _UNSURE, seen.rule.what)
    return Judged(PERSONAL, _UNSURE if home else _DOUBTFUL, seen.rule.what)


def _phone(seen: Seen) -> Judged | None:
    digits = digits_of(seen.words)
    if len(digits) > 9 and "".join(map(str, digits)).removeprefix("1")[:3] in _TOLL_FREE:
        return Judged(WORKPLACE, _CLEAR, "toll-free number")
    owner = _who(seen)
    if owner == "own":
        return _own(seen)
    if owner == "work":
        return Judged(WORKPLACE, _LIKELY, "workplace phone number")
    if owner == "third" or (owner == "person" and not seen.official):
        return Judged(PERSONAL, _CLEAR, seen.rule.what)
    return _phone_of_nobody(seen, len(digits))


def _phone_of_nobody(seen: Seen, digits: int) -> Judged:
    """Judge a number of which nothing says whose it is; in an official post a name beside it says little."""
    if seen.official and (seen.named or seen.owner is None):
        return Judged(WORKPLACE, _UNSURE, "workplace phone number")
    is_grouped = len(seen.words) > digits
    doubtful = seen.around.is_scam(seen.place) or not (seen.named or is_grouped)
    return Judged(PERSONAL, _DOUBTFUL if doubtful else _UNSURE, seen.rule.what)


def _email(seen: Seen) -> Judged | None:
    owner, private = _who(seen), seen.mailboxes.is_private(seen.words) or seen.named
    if seen.mailboxes.is_government(seen.words):
        return Judged(WORKPLACE, _CLEAR, "workplace e-mail address")
    if owner == "own":
        return _own(seen)
    if owner == "work" or not (private or owner == "third") or seen.mailboxes.is_office(seen.words):
        return Judged(WORKPLACE, _UNSURE, "workplace e-mail address")
    return Judged(PERSONAL, _CLEAR if owner and private else _UNSURE, seen.rule.what)


def _who(seen: Seen) -> Owner | None:
    """Return whose it is: who sells, seeks or invites gives what they are reached by themselves."""
    if seen.owner in ("own", "work") or not seen.around.is_offer(seen.place):
        return seen.owner
    # "Text 250-..., she answers to Pickles": the dog's is no phone.
    return "third" if seen.around.owner_before(seen.place, seen.rule.family) == "third" else "own"


def _own(seen: Seen) -> Judged:
    return Judged(PERSONAL, _OWN, f"own {seen.rule.what}")


_JUDGES: Mapping[Family, Callable[[Seen], Judged | None]] = {
    "identifier": _identifier,
    "coordinates": _coordinates,
    "place": _address,
    "phone": _phone,
    "email": _email,
}
