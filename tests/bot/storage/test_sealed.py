"""What is sealed, as bytes and back."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage.errors import StorageUnusable
from bot.storage.sealed import (
    ANSWERS,
    CASE,
    NOTE,
    NOTICE,
    RECEIVED,
    WORDS,
    KeptAnswers,
    KeptCase,
    KeptNote,
    KeptNotice,
    KeptReceived,
    KeptWords,
)
from handlers.cases.case import Case
from handlers.cases.events import Notice
from handlers.forms.model import Answer
from tests.bot.storage import builders
from tests.bot.storage.strategies import answers, cases, maybe, notices, texts

FIRST = Path(__file__).parent / "format_1"
KEPT = KeptCase(case=builders.case(), version=1, entries=1)


@settings(deadline=None)
@given(case=cases, version=st.integers(1, 999))
def test_a_case_comes_back_as_it_was(case: Case, version: int) -> None:
    """Whatever it holds, with every time, list and choice of its own type."""
    hashes = {"receipt_hash": "r", "submission_hash": "s"}
    kept = KeptCase(case=case, version=version, entries=version, urgency=0, notices=version, **hashes)
    back = CASE.read(CASE.write(kept))
    assert back == kept
    assert {name: type(value) for name, value in back.case.content.items()} == {
        name: type(value) for name, value in case.content.items()
    }


@settings(deadline=None)
@given(notice=notices, id_=texts)
def test_a_notice_comes_back_as_it_was(notice: Notice, id_: str) -> None:
    """With the ids that it is sealed with."""
    kept = KeptNotice(id=id_, case=id_, notice=notice, at=builders.NOON)
    assert NOTICE.read(NOTICE.write(kept)) == kept


@settings(deadline=None)
@given(who=maybe, details=maybe)
def test_what_an_entry_says_comes_back_as_it_was(who: str | None, details: str | None) -> None:
    """Nothing and an empty word stay apart."""
    kept = KeptWords(who=who, details=details, at=builders.NOON, left="digest")
    assert WORDS.read(WORDS.write(kept)) == kept


@settings(deadline=None)
@given(given_=answers)
def test_answers_come_back_as_they_were(given_: dict[str, Answer]) -> None:
    """One answer and a list of one stay apart."""
    kept = KeptAnswers(owner="slack:T1/U2", form="report", answers=given_)
    assert ANSWERS.read(ANSWERS.write(kept)) == kept


@settings(deadline=None)
@given(text=texts, owner=maybe)
def test_a_note_and_a_message_come_back_as_they_were(text: str, owner: str | None) -> None:
    """With what they are found by."""
    note, message = KeptNote(kind="choice", key=text, owner=owner, text=text), KeptReceived(id=text, text=text)
    assert NOTE.read(NOTE.write(note)) == note
    assert RECEIVED.read(RECEIVED.write(message)) == message


def test_what_was_sealed_in_this_format_is_read_for_good() -> None:
    """Values as they were written first: a change that cannot read them needs a new format, and reads both."""
    first = {path.name: path.read_bytes() for path in FIRST.iterdir()}
    one = builders.case(id="one", number="C-7QK4-M2XD")
    answers_: dict[str, Answer] = {"what": builders.WORDS, "evidence": ("link",)}
    assert CASE.read(first["case"]) == KeptCase(case=one, version=3, entries=2)
    assert NOTICE.read(first["notice"]) == KeptNotice(id="n1", case="one", notice=builders.notice())
    assert WORDS.read(first["entry"]) == KeptWords(who=builders.REPORTER_NAME, details=None)
    assert ANSWERS.read(first["form"]) == KeptAnswers(owner=builders.IDENTITY, form="report", answers=answers_)
    note = KeptNote(kind="choice", key="one", owner=builders.IDENTITY, text=builders.WORDS)
    assert NOTE.read(first["note"]) == note
    assert RECEIVED.read(first["message"]) == KeptReceived(id="Ev1", text=builders.WORDS)


def test_it_says_what_it_is_and_in_which_format() -> None:
    """The first line, for versions to come."""
    assert CASE.write(KEPT).split(b"\n")[0] == b"case 1"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (CASE.write(KEPT).replace(b"case 1", b"case 2", 1), "a later version of the assistant wrote a case; install"),
        (WORDS.write(KeptWords(who=None, details=None)), "a case was expected in the database, and something else"),
        (CASE.write(KEPT).replace(b'"report"', b'"gossip"'), "a case in the database cannot be read; restore"),
        (CASE.write(KEPT)[:-1], "a case in the database cannot be read; restore"),
        (b"\xff", "a case was expected"),
    ],
)
def test_what_cannot_be_read_is_told_unquoted(content: bytes, reason: str) -> None:
    """The message holds nothing of what was written."""
    with pytest.raises(StorageUnusable, match=reason) as refused:
        CASE.read(content)
    assert refused.value.__cause__ is None
    assert builders.WORDS not in str(refused.value)
