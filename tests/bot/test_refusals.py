"""What a person is told of an error, and what the log holds of it."""

import pytest

from bot.refusals import Differs, NotReady, told
from bot.storage.errors import StorageUnusable
from handlers.cases.links import NoEntry
from handlers.cases.store import Gone, NotKept
from handlers.request import BadRequest

WHY = "cannot use conduct.sqlite3: no room is left"


@pytest.mark.parametrize("error", [BadRequest("Say who."), Differs("Look again."), NotKept("It was not kept.")])
def test_what_was_said_for_the_person_is_told_as_it_is(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    """Nobody has to mend anything."""
    assert told(error) == str(error)
    assert not caplog.records


def test_nothing_tells_why_something_opens_nothing() -> None:
    """Whether it was never there, or is gone."""
    assert told(NoEntry()) == told(Gone()) == "This opens nothing here, or not any more."


def test_why_it_was_not_kept_is_for_the_administrator(caplog: pytest.LogCaptureFixture) -> None:
    """The person reads that it was not."""
    error = NotKept("It was not kept.")
    error.__cause__ = StorageUnusable(WHY)
    assert told(error) == "It was not kept."
    assert WHY in caplog.text


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (NotReady("Reports are not taken here.", RuntimeError(WHY)), "Reports are not taken here. Tell your admin"),
        (StorageUnusable(WHY), "What is kept here cannot be opened at the moment."),
    ],
)
def test_what_an_administrator_mends_is_found_by_its_token(
    error: Exception, sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The person gives it to them; the log says what is wrong."""
    said = told(error)
    assert said.startswith(sentence)
    token = said.removesuffix(".").split()[-1]
    assert f"incident {token}: {WHY}" in caplog.text


def test_what_nobody_foresaw_is_told_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    """They may quote what somebody wrote."""
    said = told(RuntimeError("cannot read 'is Kim fired'"))
    assert "Something broke on our side" in said
    assert said.removesuffix(".").split()[-1] in caplog.text
    assert "Kim" not in said + caplog.text
