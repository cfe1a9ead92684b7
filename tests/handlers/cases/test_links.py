"""Links and one-time codes: theirs alone, in time, and as they were made."""

import string
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.cases.kept_out import kept_out
from handlers.cases.links import (
    CODE_LIFETIME,
    LINK_LIFETIME,
    MOST_TRIES,
    Links,
    NoEntry,
    in_groups,
    random_code,
    regrouped,
)
from handlers.cases.people import Involved
from tests.handlers.cases.builders import NOON, a_case, assigned, person
from tests.handlers.cases.fakes import KEY

LINKS = Links(KEY)
ADA, BEN = person("Ada Nygaard", "intake"), person("Ben Castellano", "miso")
CASE = a_case(assigned(ADA), assigned(BEN))
TOKEN = LINKS.token(CASE.id, ADA.key, 0, NOON)
LATER = timedelta(minutes=1)

TEXTS = st.text() | st.text(alphabet="abcdefABCDEF0123456789-_.=!+/ ")


def test_a_link_opens_the_case_for_whom_it_was_made() -> None:
    """And for nobody else who received it."""
    claim = LINKS.claim(TOKEN, NOON + LATER)
    assert (claim.case, claim.number) == (CASE.id, 0)
    assert LINKS.opened(claim, CASE).person == ADA
    theirs = LINKS.claim(LINKS.token(CASE.id, BEN.key, 0, NOON), NOON)
    assert LINKS.opened(theirs, CASE).person == BEN


def test_a_link_says_nothing_about_whose_it_is() -> None:
    """Neither in clear nor in what a claim looks like in a log."""
    assert "ada" not in repr(LINKS.claim(TOKEN, NOON)).lower()
    other = LINKS.claim(LINKS.token("case2", ADA.key, 0, NOON), NOON)
    assert other.person != LINKS.claim(TOKEN, NOON).person


def test_a_link_expires() -> None:
    """To the second."""
    last = NOON + LINK_LIFETIME - timedelta(seconds=1)
    assert LINKS.claim(TOKEN, last).case == CASE.id
    with pytest.raises(NoEntry):
        LINKS.claim(TOKEN, NOON + LINK_LIFETIME)


@given(TEXTS)
def test_whatever_is_made_up_opens_nothing(token: str) -> None:
    """Whatever it holds."""
    with pytest.raises(NoEntry):
        LINKS.claim(token, NOON)


@given(place=st.integers(0, len(TOKEN)), cut=st.integers(0, 3), put=st.text(max_size=3) | st.sampled_from("!=-_.\n A"))
def test_a_link_that_was_changed_opens_nothing(*, place: int, cut: int, put: str) -> None:
    """Not one that is written in another way either: no second link means the same."""
    changed = TOKEN[:place] + put + TOKEN[place + cut :]
    if changed == TOKEN:
        assert LINKS.claim(changed, NOON).case == CASE.id
        return
    with pytest.raises(NoEntry):
        LINKS.claim(changed, NOON)


def test_no_link_can_be_written_in_two_ways() -> None:
    """What the decoder skips, and what it does not look at in the last character, is no part of a link."""
    said, _, signature = TOKEN.partition(".")
    letters = string.ascii_letters + string.digits + "-_"
    ways = [
        f"{said[:place]}{junk}{said[place:]}" for place in (0, 5, len(said)) for junk in ("!!!!", "====", "\n\n\n\n")
    ]
    ways += [said[:-1] + last for last in letters if last != said[-1]]
    ways += [said + "=", said + "=="]
    for one in ways:
        with pytest.raises(NoEntry):
            LINKS.claim(f"{one}.{signature}", NOON)


@given(st.binary(min_size=1, max_size=40))
def test_a_link_of_another_key_opens_nothing(key: bytes) -> None:
    """Of another deployment, or of before the key was changed."""
    token = Links(key).token(CASE.id, ADA.key, 0, NOON)
    with pytest.raises(NoEntry):
        LINKS.claim(token, NOON)


def test_a_link_lasts_as_long_as_the_key_that_signed_it() -> None:
    """With a newer key beside it, it opens; once its own is gone, it brings its recipient another link at the most."""
    ring = [b"first"]
    links = Links(KEY, lambda: tuple(ring))
    token, receipt = links.token(CASE.id, ADA.key, 0, NOON), links.receipt("press")
    ring.insert(0, b"second")
    assert links.opened(links.claim(token, NOON), CASE).person == ADA
    newer = links.token(CASE.id, ADA.key, 0, NOON)
    assert newer != token
    ring.remove(b"first")
    with pytest.raises(NoEntry):
        links.claim(token, NOON)
    assert links.opened(links.claim(token, NOON, even_expired=True), CASE).person == ADA
    assert links.claim(newer, NOON).case == CASE.id
    assert links.receipt("press") == receipt


def test_whoever_has_a_key_that_was_dropped_makes_no_link_that_opens() -> None:
    """With the key that stays, too: that file had both."""
    retired = Links(KEY, lambda: (b"dropped",))
    links = Links(KEY, lambda: (b"newest",))
    with pytest.raises(NoEntry):
        links.claim(retired.token(CASE.id, ADA.key, 0, NOON), NOON)


@pytest.mark.parametrize("at", [0, TOKEN.index(".") - 1, len(TOKEN) - 1])
def test_a_link_that_was_changed_brings_no_other_one(at: int) -> None:
    """What it says, and that it was once made here, is checked whatever its age."""
    changed = TOKEN[:at] + ("A" if TOKEN[at] != "A" else "B") + TOKEN[at + 1 :]
    with pytest.raises(NoEntry):
        LINKS.claim(changed, NOON, even_expired=True)


def test_a_link_of_another_case_does_not_open_this_one() -> None:
    """Even of the same recipient."""
    with pytest.raises(NoEntry):
        LINKS.opened(LINKS.claim(LINKS.token("case2", ADA.key, 0, NOON), NOON), CASE)


def test_a_link_is_void_once_there_is_a_higher_number() -> None:
    """The others' links go on."""
    case = a_case(assigned(ADA, link=1), assigned(BEN))
    with pytest.raises(NoEntry):
        LINKS.opened(LINKS.claim(TOKEN, NOON), case)
    assert LINKS.opened(LINKS.claim(LINKS.token(case.id, ADA.key, 1, NOON), NOON), case).person == ADA
    assert LINKS.opened(LINKS.claim(LINKS.token(case.id, BEN.key, 0, NOON), NOON), case).person == BEN


def test_whoever_must_not_see_a_case_has_no_way_in() -> None:
    """Whatever link they hold; nor has whoever is no recipient."""
    case = replace(CASE, out=kept_out(Involved(names=("Ada Nygaard",)), [ADA, BEN]))
    with pytest.raises(NoEntry):
        LINKS.opened(LINKS.claim(TOKEN, NOON), case)
    with pytest.raises(NoEntry):
        LINKS.opened(LINKS.claim(TOKEN, NOON), replace(CASE, assignments=(assigned(BEN),)))


def test_a_code_is_right_once_it_is_typed_as_it_was_sent() -> None:
    """In small letters and in groups too."""
    code, kept = LINKS.new_code(CASE.id, NOON)
    assert all(LINKS.is_right(CASE.id, typed, kept, NOON) for typed in (code, code.lower(), f" {code[:4]}-{code[4:]} "))
    assert code not in repr(kept)


def test_a_code_is_for_one_case_for_a_time_and_for_a_few_tries() -> None:
    """And none is right where none was sent."""
    code, kept = LINKS.new_code(CASE.id, NOON)
    assert not LINKS.is_right("case2", code, kept, NOON)
    assert not LINKS.is_right(CASE.id, code, None, NOON)
    assert LINKS.is_right(CASE.id, code, kept, NOON + CODE_LIFETIME - LATER)
    assert not LINKS.is_right(CASE.id, code, kept, NOON + CODE_LIFETIME)
    assert LINKS.is_right(CASE.id, code, replace(kept, tries=MOST_TRIES - 1), NOON)
    assert not LINKS.is_right(CASE.id, code, replace(kept, tries=MOST_TRIES), NOON)


@given(TEXTS | st.text(alphabet=st.characters(categories=["Cs", "Nd"])))
def test_a_wrong_code_is_wrong_whatever_it_is(typed: str) -> None:
    """Half characters too."""
    code, kept = LINKS.new_code(CASE.id, NOON)
    is_it = typed.upper().replace("-", "").replace(" ", "") == code
    assert LINKS.is_right(CASE.id, typed, kept, NOON) is is_it


@given(st.integers(1, 40))
def test_codes_can_be_typed_in_any_way(length: int) -> None:
    """With or without what groups them; no two letters look alike."""
    code = random_code(length)
    assert len(code) == length
    assert not set(code) & set("01ILOU")
    for typed in (code, code.lower(), in_groups(code), f" {in_groups(code, 3)} ".lower()):
        assert regrouped(typed) == in_groups(code)
