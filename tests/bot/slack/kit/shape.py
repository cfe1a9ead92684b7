"""Shapes of JSON: a check takes a value and where it stands, and says in Slack's words what Slack would refuse."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

Check = Callable[[Any, str], Iterator[str]]
"""Takes a value and its JSON pointer; yields one sentence a problem."""

Fields = Mapping[str, Check]

_URL = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def problem(words: str, pointer: str) -> str:
    """Return a sentence in the form of Slack's `response_metadata.messages`."""
    return f"{words} [json-pointer:{pointer or '/'}]"


def string(most: int, least: int = 1) -> Check:
    """Return a check for a text of so many characters; Slack refuses empty texts nearly everywhere."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield problem("must be a string", pointer)
        elif len(value) < least:
            yield problem(f"must be more than {least - 1} characters", pointer)
        elif len(value) > most:
            yield problem(f"must be less than {most + 1} characters", pointer)

    return check


def integer(least: int, most: int) -> Check:
    """Return a check for a whole number in this range."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int):
            yield problem("must be an integer", pointer)
        elif not least <= value <= most:
            yield problem(f"must be between {least} and {most}", pointer)

    return check


def flag(value: Any, pointer: str) -> Iterator[str]:
    """Check that it is a truth value."""
    if not isinstance(value, bool):
        yield problem("must be a boolean", pointer)


def number(value: Any, pointer: str) -> Iterator[str]:
    """Check that it is a number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        yield problem("must be a number", pointer)


def decimal(value: Any, pointer: str) -> Iterator[str]:
    """Check that it is a number written as a string."""
    if not isinstance(value, str) or not re.fullmatch(r"-?\d+(\.\d+)?", value):
        yield problem("must be a number in a string", pointer)


def anything(value: Any, pointer: str) -> Iterator[str]:
    """Check nothing: Slack takes what it is given here."""
    yield from ()


def one_of(*values: object) -> Check:
    """Return a check for one of these values."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        if value not in values:
            yield problem(f"must be one of: {', '.join(map(str, values))}", pointer)

    return check


def url(most: int = 3000) -> Check:
    """Return a check for an address: a scheme, and no blank in it."""
    length = string(most)

    def check(value: Any, pointer: str) -> Iterator[str]:
        found = list(length(value, pointer))
        yield from found
        if not found and not _URL.fullmatch(value):
            yield problem("must be a valid URL", pointer)

    return check


def day(value: Any, pointer: str) -> Iterator[str]:
    """Check that it is a date as YYYY-MM-DD."""
    try:
        right = isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        right = False
    if not right:
        yield problem("must be a valid date in the format YYYY-MM-DD", pointer)


def time_of_day(value: Any, pointer: str) -> Iterator[str]:
    """Check that it is a time as HH:mm."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        yield problem("must be a valid time in the format HH:mm", pointer)


def array(item: Check, most: int, least: int = 1) -> Check:
    """Return a check for a list of so many items, each of which is checked."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield problem("must be an array", pointer)
            return
        if len(value) < least:
            yield problem(f"no less than {least} items allowed", pointer)
        if len(value) > most:
            yield problem(f"no more than {most} items allowed", pointer)
        for place, one in enumerate(value):
            yield from item(one, f"{pointer}/{place}")

    return check


def record(required: Fields, optional: Fields | None = None, *rules: Check) -> Check:
    """Return a check for an object with these fields and no others; the rules see objects of the right shape only."""
    known = {**required, **(optional or {})}

    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must be an object", pointer)
            return
        found = [problem(f"missing required field: {name}", pointer) for name in required if name not in value]
        found += [problem(f"invalid additional property: {name}", pointer) for name in value if name not in known]
        for name, part in known.items():
            if name in value:
                found += part(value[name], f"{pointer}/{name}")
        yield from found
        if not found:
            for rule in rules:
                yield from rule(value, pointer)

    return check


def typed(name: str, required: Fields, optional: Fields | None = None, *rules: Check) -> Check:
    """Return a check for an object of this type."""
    return record({"type": one_of(name), **required}, optional, *rules)


def tagged(shapes: Mapping[str, Check]) -> Check:
    """Return a check that looks at an object's `type` to know what else it must hold."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must be an object", pointer)
        elif "type" not in value:
            yield problem("missing required field: type", pointer)
        elif not isinstance(value["type"], str) or value["type"] not in shapes:
            yield problem(f"unsupported type: {value['type']}", f"{pointer}/type")
        else:
            yield from shapes[value["type"]](value, pointer)

    return check


def exactly_one(*names: str) -> Check:
    """Return a rule that one of these fields is there, and one only."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        if len(value.keys() & set(names)) != 1:
            yield problem(f"must have exactly one of: {', '.join(names)}", pointer)

    return check


def at_least_one(*names: str) -> Check:
    """Return a rule that one of these fields is there."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        if not value.keys() & set(names):
            yield problem(f"must have at least one of: {', '.join(names)}", pointer)

    return check


def in_order(low: str, high: str) -> Check:
    """Return a rule that one number is not over the other where both are given, as numbers or in strings."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        if low in value and high in value and float(value[low]) > float(value[high]):
            yield problem(f"{low} must not be more than {high}", f"{pointer}/{low}")

    return check
