"""Disguises are undone, and every place still points into the draft as given."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.check.as_meant import as_meant

VEILED = ("damn", "shit", "grits")


@pytest.mark.parametrize(
    ("given_", "meant"),
    [
        ("plain words, 3.5 km, e.g. B.C.", "plain words, 3.5 km, e.g. B.C."),
        ("z\u200be\u200br\u200bo\u2060 width", "zero width"),
        ("soft\u00adhyphen and \u202eturned", "softhyphen and turned"),
        ("ѕһіt һаppens", "shit happens"),
        ("Привет, друзья", "Привет, друзья"),
        ("ｆｕｌｌ 𝓱𝓮𝓵𝓵𝓸 ⓞⓚ", "full hello ok"),
        ("d a m n the T.O.R.Y. lot", "damn the TORY. lot"),
        ("a b, I a", "a b, I a"),
        ("d*mn sh1t gr!ts", "damn shit grits"),
        ("what a d  a  m  n day, s. h. i. t.", "what a damn day, shit."),
        ("I s h i t you not", "I shit you not"),
        ("#hit songs on SH17", "#hit songs on SH17"),
        ("one\r\ntwo\x0bthree", "one\r\ntwo\x0bthree"),
        ("5 *** stars, sh1p", "5 *** stars, sh1p"),
        ("e\u0301te\u0301", "été"),
        ("z\u0337\u0322\u031b\u0334algo f\u0336i\u0336l\u0336e\u0336", "zalgo file"),
        ("שָלוֹם लिखना", "שָלוֹם लिखना"),
        ("ᴍᴀʀɢ ʜᴀs ʜᴇʀ ғɪʟᴇ, ɡrits and dıll", "marg has her file, grits and dill"),
        ("Søren, Łukasz, Chéticamp", "Søren, Łukasz, Chéticamp"),
        ("2️⃣5️⃣0️⃣-5️⃣5️⃣5️⃣-0️⃣1️⃣4️⃣2️⃣", "250-555-0142"),
        ("call 25O-555-Ol42 or (25O) 555 0142", "call 250-555-0142 or (250) 555 0142"),
        ("Ooo-lll-OOOO and Bill Ollo", "Ooo-lll-OOOO and Bill Ollo"),
        ("sh1t! sh!t!! d@mn, shît", "shit! shit!! damn, shit"),
        ("Thanks S*** and D***, Mr. G****", "Thanks S*** and D***, Mr. G****"),
        ("\x00\ud800null", "null"),
        ("two\nlines\tand tabs", "two\nlines\tand tabs"),
    ],
)
def test_a_draft_is_read_as_meant(given_: str, meant: str) -> None:
    """Invisible, look-alike and fancy letters, spaced and starred words; other scripts and numbers stay as they are."""
    assert as_meant(given_, VEILED).text == meant


@given(st.text(max_size=80), st.data())
def test_every_part_has_a_place_in_the_draft(draft: str, data: st.DataObject) -> None:
    """Places are in order, inside the draft, and grow with the part."""
    meant = as_meant(draft, VEILED)
    assert len(meant.text) == len(meant.starts) == len(meant.ends)
    if meant.text:
        start = data.draw(st.integers(0, len(meant.text) - 1))
        end = data.draw(st.integers(start + 1, len(meant.text)))
        first, last = meant.place(start, end)
        assert 0 <= first < last <= len(draft)


@given(st.text(alphabet="abcXYZ 0,.\n\u200b\u00ade\u0301é", max_size=60))
def test_a_letter_stands_where_it_stood(draft: str) -> None:
    """Whatever is kept is the very character of the draft at its place, alone or with its mark."""
    meant = as_meant(draft)
    for char, start, end in zip(meant.text, meant.starts, meant.ends, strict=True):
        assert char in unicodedata.normalize("NFC", draft[start:end].replace("\u200b", "").replace("\u00ad", ""))


def test_words_do_not_reach_a_log() -> None:
    """A draft's words stay out of its representation."""
    assert "secret" not in repr(as_meant("secret words"))
