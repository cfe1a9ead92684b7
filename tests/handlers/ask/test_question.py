"""Questions as people type them: what is read, and what is refused with one clear sentence."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.ask.messages import MAX_QUESTION
from handlers.ask.question import readable
from handlers.language import has_foreign_part, is_foreign_language
from handlers.request import BadRequest
from knowledge import questions
from knowledge.library import Library


@given(st.text(max_size=300))
def test_whatever_is_typed_is_read_cleanly_or_refused_in_a_sentence(typed: str) -> None:
    """What is read has words, single spaces and nothing invisible; all else is one line that says what to do."""
    if not any(char.isalnum() for char in unicodedata.normalize("NFC", typed)):
        with pytest.raises(BadRequest, match=r"\A[^\n]+\Z"):
            readable(typed)
        return
    read = readable(typed)
    assert read == " ".join(read.split())
    assert not any(unicodedata.category(char).startswith("C") for char in read)
    assert any(char.isalnum() for char in read)


@given(st.text(max_size=300).map("may I ".__add__))
def test_reading_twice_changes_nothing(typed: str) -> None:
    """A question that was read is as it will be read again, so that nothing depends on how often it is."""
    once = readable(typed)
    assert readable(once) == once


def test_control_and_zero_width_characters_vanish() -> None:
    """Hidden characters do not part a word, and white space of any kind is one space."""
    assert readable("may\x00 I\u200b use\ufeff\r\n\tLinked\u200dIn\u202e?\x1b") == "may I use LinkedIn?"


def test_half_a_character_vanishes() -> None:
    """A lone surrogate, which no encoder takes, is left out."""
    assert readable("may I\ud83d post?") == "may I post?"


@pytest.mark.parametrize("typed", ["", "   ", "\n\t\r", "\u200b\u200d\ufeff", "\x00\x07", "\u3000\xa0"])
def test_nothing_is_no_question(typed: str) -> None:
    """Empty, blank and invisible questions are told with an example of one."""
    with pytest.raises(BadRequest, match="There is no question"):
        readable(typed)


@pytest.mark.parametrize("typed", ["😀", "👍🏽👍🏽", "?!…", "🇨🇦 ❤️", "-- / --"])
def test_signs_alone_are_no_question(typed: str) -> None:
    """Emoji and punctuation hold nothing to look for."""
    with pytest.raises(BadRequest, match="no words"):
        readable(typed)


def test_a_question_of_50_000_characters_is_refused_with_both_numbers() -> None:
    """The person learns how long it is and how long it may be, and the question is not repeated."""
    with pytest.raises(BadRequest) as refused:
        readable("secret " * 7142 + "secret")
    assert "50,000" in str(refused.value)
    assert f"{MAX_QUESTION:,}" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_the_longest_question_is_read() -> None:
    """The limit itself is allowed."""
    assert readable("x" * MAX_QUESTION) == "x" * MAX_QUESTION


@pytest.mark.parametrize(
    "question",
    [
        "Est-ce que je peux parler de mon travail sur Facebook ?",
        "Puis-je publier les photos du bureau sur mon compte ?",
        "¿Puedo hablar de mi trabajo en Facebook?",
        "Darf ich auf Facebook das und mein Büro zeigen, mit der Chefin?",
        "我可以在脸书上谈论我的工作吗？",
        "Можно ли мне писать о работе?",
        "ਕੀ ਮੈਂ ਫੇਸਬੁੱਕ ਤੇ ਲਿਖ ਸਕਦਾ ਹਾਂ?",
        "Pwede ba ang mga larawan sa Facebook ko?",
    ],
)
def test_another_language_is_told(question: str) -> None:
    """French, Spanish, German, Chinese, Russian, Punjabi and Filipino are not taken for English."""
    assert is_foreign_language(question)


@pytest.mark.parametrize(
    "question", ["FOIPPA?", "911", "que es la política", "café photos on my page", "$$$", "I got mail from Des Moines"]
)
def test_few_words_are_told_only_where_they_are_clearly_foreign(question: str) -> None:
    """A single borrowed word, a number or a name is no other language; two words of one are."""
    assert is_foreign_language(question) == (question == "que es la política")


def test_a_few_words_of_english_in_another_language_do_not_hide_it() -> None:
    """What there is more of decides, sentence by sentence where only a part matters."""
    mixed = "Le ministère de mon mari est dans the news."
    assert is_foreign_language(mixed)
    long = f"{mixed} That is what I read on the way to the office, and it was what we all read that day."
    assert not is_foreign_language(long)
    assert has_foreign_part(long)
    assert not has_foreign_part("We had lunch on Rue des Bois. It was good for all of us, que sera.")


def test_no_typical_question_is_taken_for_another_language(library: Library) -> None:
    """Every English question that the product is taught with is read as English."""
    wrong = [one.text for one in questions.load(library).typical if is_foreign_language(one.text)]
    assert not wrong
