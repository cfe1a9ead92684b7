"""Long texts are read in windows that end where sentences do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit

from index.network.windows import MAX_TOKENS, Window, windows

ROOM = 12
MOST = MAX_TOKENS - ROOM


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """Every word is a token."""
    found = Tokenizer(WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
    found.pre_tokenizer = WhitespaceSplit()
    return found


def parts(whole: str, found: list[Window]) -> list[str]:
    """Return what each window shows of the whole, as it stands there."""
    shown = [one.text[one.offset :] for one in found]
    assert all(whole[one.start : one.start + len(part)] == part for one, part in zip(found, shown, strict=True))
    return shown


def test_a_short_text_is_one_window(tokenizer: Tokenizer) -> None:
    """As it is, with the word before it."""
    assert windows("  It went out. ", "employee", tokenizer) == [Window("employee:   It went out. ", 0, 10)]
    assert windows("", "employee", tokenizer) == [Window("employee: ", 0, 10)]


def test_windows_are_as_few_as_end_where_sentences_do(tokenizer: Tokenizer) -> None:
    """The last sentence that fits ends a window."""
    whole = " ".join(["one two three four five six seven."] * 70)
    found = windows(whole, "official", tokenizer)
    shown = parts(whole, found)
    assert [len(one.split()) for one in shown] == [238, 238, 14]
    assert all(one.endswith("seven.") for one in shown)
    assert all(one.text.startswith("official: one two") for one in found)


def test_a_window_may_be_full(tokenizer: Tokenizer) -> None:
    """Where a sentence ends with the last token that fits."""
    whole = " ".join(["one two three four."] * 70)
    assert [len(one.split()) for one in parts(whole, windows(whole, "official", tokenizer))] == [MOST, 280 - MOST]


def test_a_sentence_without_an_end_is_cut(tokenizer: Tokenizer) -> None:
    """Where it would leave more than half of the window empty, or never ends."""
    endless = "word " * 600
    assert [len(one.split()) for one in parts(endless, windows(endless, "x", tokenizer))] == [
        MOST,
        MOST,
        600 - 2 * MOST,
    ]
    early = "One two. " + endless
    assert len(parts(early, windows(early, "x", tokenizer))[0].split()) == MOST


WORDS = st.sampled_from(["word", "end.", "what?", "he", "\n\n", "No.", "e.g.", "5.5"])


@given(st.lists(WORDS, max_size=900).map(" ".join), st.sampled_from(["employee", "official"]))
def test_windows_hold_every_word_once(tokenizer: Tokenizer, whole: str, before: str) -> None:
    """In order, none too long for the model, and the text between the words stays what it was."""
    found = windows(whole, before, tokenizer)
    shown = parts(whole, found)
    assert [word for one in shown for word in one.split()] == whole.split()
    assert all(len(one.split()) <= MOST for one in shown)
    assert {one.text[: one.offset] for one in found} == {f"{before}: "}


def test_what_is_read_stays_out_of_its_representation() -> None:
    """It may reach a log."""
    assert "secret" not in repr(Window("employee: my secret", 0, 10))
