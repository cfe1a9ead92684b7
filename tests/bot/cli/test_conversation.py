"""A conversation: what is typed at the prompt, line by line."""

import pytest

from tests.bot.cli.conftest import Conduct
from tests.conftest import Place

PHONE = "I left my work phone on the bus"
VACATION = "how many vacation days do I get"


def test_question_rating_new_subject_and_quit(conduct: Conduct, own_town: Place) -> None:
    """The rating is kept with the passages of the answer, and nothing of the question."""
    done = conduct("ask", "--org", "alder-creek", place=own_town, typed=f"{PHONE}\n+\nnew\nhelp\nquit\nnever read\n")
    assert (done.code, done.err) == (0, "")
    assert "Report a lost phone or laptop" in done.out
    assert "Thank you" in done.out
    assert done.out.count("Commands: +") == 2
    listed = conduct("feedback", "--json", place=own_town).out
    assert '"helpful": true' in listed
    assert '"alder-creek-social-media#' in listed
    assert "bus" not in listed


def test_an_unanswered_question_is_sent_only_with_consent(conduct: Conduct, own_town: Place) -> None:
    """Yes keeps the words; no, or no answer, keeps nothing."""
    typed = f"{VACATION}\nn\nwhen is payday\ny\nwhat does the dental plan cover\n\nquit\n"
    done = conduct("ask", "--org", "alder-creek", place=own_town, typed=typed)
    assert done.out.count("Send this question to the maintainers?") == 3
    assert done.out.count("Sent.") == 1
    listed = conduct("feedback", place=own_town).out
    assert "alder-creek: when is payday" in listed
    assert "vacation" not in listed
    assert "dental" not in listed


def test_a_message_of_danger_is_not_offered_to_the_maintainers(conduct: Conduct, own_town: Place) -> None:
    """Whoever sends it has to call, not to read a prompt; the next line is the next question."""
    typed = f"a man with a knife is at the front desk\n{PHONE}\nquit\n"
    done = conduct("ask", "--org", "alder-creek", place=own_town, typed=typed)
    assert "555-0911" in done.out
    assert "maintainers?" not in done.out
    assert "Report a lost phone or laptop" in done.out


def test_a_rating_needs_an_answer(conduct: Conduct, own_town: Place) -> None:
    """Neither at the beginning nor after `new` is there one."""
    done = conduct("ask", place=own_town, typed=f"-\n{PHONE}\nnew\n+\nquit\n")
    assert done.out.count("There is no answer yet") == 2
    assert "There is no feedback yet" in conduct("feedback", place=own_town).out


@pytest.mark.parametrize("typed", ["", f"{PHONE}\n", f"{VACATION}\n", "exit\n"], ids=["none", "answer", "no", "exit"])
def test_the_end_of_input_ends_the_conversation(conduct: Conduct, typed: str) -> None:
    """Wherever it comes, also where consent is asked for."""
    done = conduct("ask", "--org", "alder-creek", typed=typed)
    assert (done.code, done.err) == (0, "")


def test_a_bad_question_does_not_end_it(conduct: Conduct) -> None:
    """A blank line, signs alone and too much text each get a sentence, and the next question its answer."""
    done = conduct("ask", typed=f"\n🙂\n{'x' * 50_000}\n{PHONE}\nquit\n")
    assert done.code == 0
    for told in ("There is no question", "no words", "50,000 characters", "Report a lost phone"):
        assert told in done.out


def test_bytes_that_are_not_utf_8_do_not_end_it(conduct: Conduct) -> None:
    """What cannot be read is replaced, and the conversation goes on."""
    done = conduct("ask", typed=b"\xff\xfe\n" + PHONE.encode() + b" caf\xe9\nquit\n")
    assert (done.code, done.err) == (0, "")
    assert "Report a lost phone" in done.out


def test_feedback_that_cannot_be_kept_is_told(conduct: Conduct, own_town: Place) -> None:
    """The person learns it, and the conversation goes on."""
    (own_town.var / "conduct.sqlite3").mkdir()
    done = conduct("ask", place=own_town, typed=f"{PHONE}\n+\n{PHONE}\nquit\n")
    assert (done.code, done.err) == (0, "")
    assert "This could not be kept" in done.out
    assert "Thank you" not in done.out
    assert done.out.count("“Report a lost phone") == 2
