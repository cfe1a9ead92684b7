"""Questions in a terminal: what is typed, and what is made of it."""

import io
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from bot.cli.reporting.asking import Asker, Ended
from bot.cli.reporting.choosing import chosen, missing
from bot.cli.reporting.given import NOBODY, involved
from handlers.report.preview import Asked, Offered
from handlers.request import BadRequest
from knowledge.library import Library

KIM = Offered(contact="supervisor", role="Your supervisor", name="Kim Haida", tag="t1")
TWINS = (Offered(contact="manager", role="Your manager", name="Lee", tag="t2"),) * 2
CHOICE = Asked(step=2, people=(KIM, *TWINS), may_name={"supervisor": "Your supervisor"})


def asker(monkeypatch: pytest.MonkeyPatch, typed: str) -> tuple[Asker, io.StringIO]:
    """Return what asks, with this typed, and what it prints."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8"))
    out = io.StringIO()
    return Asker(Console(file=out, width=100), "555-0911"), out


@pytest.mark.parametrize(
    ("typed", "text"),
    [("\n", ""), ("one\n.\n", "one"), ("one\n\n two \n.\n", "one\n\ntwo"), (".\n", ""), ("a.\n..\n.\n", "a.\n..")],
)
def test_a_text_of_several_lines_ends_with_a_dot(monkeypatch: pytest.MonkeyPatch, typed: str, text: str) -> None:
    """Blank lines belong to it; an empty first line leaves it out."""
    assert asker(monkeypatch, typed)[0].lines() == text


def test_the_end_of_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it comes."""
    for ask in ("line", "lines", "pick"):
        one, _ = asker(monkeypatch, "")
        with pytest.raises(Ended, match="nothing was sent or kept"):
            getattr(one, ask)(*([["a"]] if ask == "pick" else []))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet=st.characters(exclude_characters="\r\n<", exclude_categories=["Cs"]), max_size=12))
def test_only_a_number_of_the_list_is_taken(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    """Whatever else is typed is asked again, but for the sign that goes back (`BACK`)."""
    one, out = asker(monkeypatch, f"{typed}\n2\n")
    picked = one.pick(["a", "b"])
    assert picked == (0 if typed.strip().rstrip(".") == "1" else 1)
    assert ("Type one of the numbers, 1 to 2." in out.getvalue()) == (typed.strip().rstrip(".") not in ("1", "2"))


def test_what_is_printed_is_harmless(monkeypatch: pytest.MonkeyPatch) -> None:
    """In options, in prompts, in what is said."""
    one, out = asker(monkeypatch, "1\n")
    one.say("\x1b[2J a")
    one.pick(["\x9b b"], "\x1b c")
    assert not {"\x1b", "\x9b"} & set(out.getvalue())


@pytest.mark.parametrize(
    ("options", "step"),
    [
        (["supervisor=kim  HAIDA"], ("supervisor", "t1", "", "")),
        (["supervisor=Lee Park<lee@x.example>"], ("supervisor", None, "Lee Park", "lee@x.example")),
        ([" supervisor = Lee Park < lee@x.example > "], ("supervisor", None, "Lee Park", "lee@x.example")),
        (["supervisor=none", "manager=None"], None),
        (["manager=none", "supervisor=Kim Haida"], ("supervisor", "t1", "", "")),
    ],
)
def test_an_option_chooses(options: list[str], step: tuple[str, str | None, str, str] | None) -> None:
    """Somebody known by name, somebody who is named, or nobody."""
    (made,) = chosen(options, [CHOICE]).items()
    named = made[1]
    assert made[0] == 2
    assert (named and (named.contact, named.tag, named.name, named.mail)) == step
    assert missing([CHOICE], [2]) is None


def tried(option: str) -> str | set[int]:
    """Return the steps for which an option chooses, or why it cannot be taken."""
    try:
        return set(chosen([option], [CHOICE]))
    except BadRequest as wrong:
        return str(wrong)


@given(st.text(max_size=40) | st.text(max_size=40).map("supervisor={}".format))
def test_an_option_chooses_or_is_refused_in_a_sentence(option: str) -> None:
    """Nothing else ever happens."""
    made = tried(option)
    assert made == {2} or (isinstance(made, str) and made.startswith("--to: "))


def test_two_of_one_name_cannot_be_told_apart() -> None:
    """Nor is one of them taken."""
    with pytest.raises(BadRequest, match="this person cannot be chosen for 'manager'"):
        chosen(["manager=Lee"], [CHOICE])


def test_who_is_involved_is_said_or_not(library: Library) -> None:
    """Nothing said is not nobody."""
    assert involved([], [], library, "bc") is None
    nobody = involved([NOBODY], [], library, "bc")
    assert nobody is not None
    assert (nobody.names, nobody.roles) == ((), ())
    some = involved(["Kim"], ["supervisor", "intake"], library, "bc")
    assert some is not None
    assert (some.names, some.roles) == (("Kim",), ("supervisor", "intake"))
