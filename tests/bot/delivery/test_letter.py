"""Notices as mail: any words, and no header from them."""

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.delivery.letter import letter
from handlers.addresses import is_mailbox
from handlers.cases.store import Pending
from handlers.forms.model import clean
from tests.bot.delivery.fakes import MAIL, NOW, PAGE, pending

SENDER = Address(display_name="Conduct assistant", addr_spec="conduct@example.org")
HEADERS = [
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted",
    "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
]  # fmt: skip

ANYTHING = st.text(st.characters(exclude_categories=()))
"""Half characters and control characters too."""

HARMFUL = st.sampled_from(
    [
        "\r\nBcc: eve@example.org",
        "\nBcc: eve",
        "\r\n\r\nbody",
        "=?utf-8?q?a=0D=0ABcc:_eve?=",
        "=?",
        "?=",
        "\r\n.\r\n",
        "\u2028",
        "é" * 80,
    ]
)


def written(one: Pending) -> bytes:
    """Return a notice as it is handed to the server."""
    return letter(one, NOW, sender=SENDER, page=PAGE).as_bytes()


def read(content: bytes) -> EmailMessage:
    """Return a message as a reader of mail understands it."""
    return message_from_bytes(content, policy=policy.default)


@settings(deadline=None)
@example(subject="=?utf-8?q?a=0D=0ABcc:_eve?=", text="")
@example(subject="Re: =?utf-8?b?UmU=?= x", text="")
@example(subject="a  b", text="\r\n.\r\n")
@example(subject="x" * 69, text="\r")
@given(subject=ANYTHING | st.lists(ANYTHING | HARMFUL).map("".join), text=ANYTHING | st.lists(HARMFUL).map("".join))
def test_any_words_come_back_and_make_no_header(subject: str, text: str) -> None:
    """Whatever a notice says, it has these headers and no others, and its reader sees what was said."""
    content = written(pending(subject=subject, text=text))
    message = read(content)
    assert message.keys() == HEADERS
    assert message["Subject"] == clean(subject, lines=False)
    said = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")
    assert message.get_content().replace("\r\n", "\n") == f"{said}\n\n{PAGE}/case/secret-token\n"
    assert message.get_all("To") == [MAIL]


@settings(deadline=None)
@given(subject=ANYTHING | HARMFUL, text=ANYTHING)
def test_any_server_passes_it_on(subject: str, text: str) -> None:
    """ASCII, no line too long for a server or, in the subject, for an old reader; nobody need understand 8 bits."""
    content = written(pending(subject=subject, text=text))
    assert content.isascii()
    assert all(len(line) <= 78 and b"\r" not in line and b"\n" not in line for line in content.split(b"\r\n"))


@settings(deadline=None)
@given(subject=ANYTHING)
def test_a_reader_of_another_make_sees_the_same_subject(subject: str) -> None:
    """The older half of the library decodes by other code."""
    message = message_from_bytes(written(pending(subject=subject)), policy=policy.compat32)
    assert str(make_header(decode_header(message["Subject"]))) == clean(subject, lines=False)


@pytest.mark.parametrize(
    "address", [MAIL, "o'neil+reports@sub.example.org", "a@localhost", f"{'a' * 60}@{'b' * 60}.ca"]
)
def test_an_address_stands_in_the_message_as_it_is(address: str) -> None:
    """Long ones too."""
    assert is_mailbox(address)
    assert read(written(pending(address=address)))["To"] == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "kim",
        "kim@",
        "@example.org",
        "kim@example.org, eve@example.org",
        "kim@example.org\r\nBcc: eve@example.org",
        "kim@example.org\n",
        "kim@example.org> SIZE=1 <eve@example.org",
        '"kim eve"@example.org',
        "kim eve@example.org",
        "kim@exa mple.org",
        "=?utf-8?q?kim=0D=0ABcc=3A_eve?=@example.org",
        "kïm@example.org",
        "kim..eve@example.org",
        "kim@example.org\u2028",
        f"{'k' * 250}@example.org",
    ],
)
def test_what_could_be_more_than_an_address_is_none(address: str) -> None:
    """A second recipient, a header, or a command to the server."""
    assert not is_mailbox(address)


@settings(deadline=None)
@given(address=st.emails() | st.text() | st.from_regex(r"[=?a-z0-9_.-]{1,20}@[a-z.-]{1,20}", fullmatch=True))
def test_whatever_passes_for_an_address_makes_one_recipient(address: str) -> None:
    """Nothing that passes breaks the message."""
    if is_mailbox(address):
        message = read(written(pending(address=address)))
        assert message.keys() == HEADERS
        assert message["To"].addresses[0].addr_spec == address


def test_the_message_id_is_the_same_on_every_try_and_no_others() -> None:
    """Of the notice's id and the sender's domain."""
    again = letter(pending("n1"), NOW.replace(year=2027), sender=SENDER, page=PAGE)
    assert read(written(pending("n1")))["Message-ID"] == again["Message-ID"] == "<n1@example.org>"
    assert read(written(pending("n2")))["Message-ID"] == "<n2@example.org>"


def test_it_says_that_no_person_wrote_it_and_when() -> None:
    """So that nobody's out-of-office notice answers it."""
    message = read(written(pending()))
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == NOW
    assert message["From"] == "Conduct assistant <conduct@example.org>"


@pytest.mark.parametrize("link", ["/case/secret-token", "secret-token"])
@pytest.mark.parametrize("page", [PAGE, f"{PAGE}/"])
def test_the_link_is_whole(link: str, page: str) -> None:
    """On a line of its own, for people to click."""
    message = letter(pending(link=link), NOW, sender=SENDER, page=page)
    assert message.get_content().splitlines()[-1] == "https://conduct.example/case/secret-token"


def test_without_a_link_there_is_none() -> None:
    """A one-time code has none: it must not stand beside what it opens."""
    message = letter(pending(kind="code", text="7QK4", link=None), NOW, sender=SENDER, page=PAGE)
    assert message.get_content().strip() == "7QK4"
