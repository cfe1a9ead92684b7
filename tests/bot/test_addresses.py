"""Addresses: what passes for one, and that none is shown in full."""

from ipaddress import ip_address

import pytest

from bot.addresses import is_domain, is_loopback, is_one_line, is_webhook, network_address, shown
from handlers.addresses import is_mailbox
from handlers.cases.people import Way


@pytest.mark.parametrize("text", ["office@gov.example", "o'neill+case@gov.example", "a@localhost"])
def test_a_mailbox_is_one_address(text: str) -> None:
    """Marks, plus signs and names of machines belong to addresses."""
    assert is_mailbox(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "office",
        "office@",
        "@gov.example",
        "a@b@gov.example",
        "of fice@gov.example",
        "office@gov.example\nBcc: all@gov.example",
        "office@gov.example\x00",
        "a@gov.example,b@gov.example",
        "Office <office@gov.example>",
        '"office"@gov.example',
        ".office@gov.example",
        "é@gov.example",
        "=?utf-8?q?a?=@gov.example",
        f"{'a' * 250}@gov.example",
    ],
)
def test_what_mail_would_not_reach_or_take_for_several_is_no_mailbox(text: str) -> None:
    """Neither a list, nor a name with an address, nor a line that ends a heading of the mail."""
    assert not is_mailbox(text)


@pytest.mark.parametrize(
    "text",
    ["https://desk.gov.example/in?x=1", "https://desk.gov.example:8443", "http://localhost:9000/in", "http://[::1]/in"],
)
def test_a_webhook_is_encrypted_or_on_this_machine(text: str) -> None:
    """Nobody on the way reads what is posted."""
    assert is_webhook(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "desk.gov.example",
        "http://desk.gov.example/in",
        "http://localhost.gov.example/in",
        "http://127.0.0.1@gov.example/in",
        "ftp://desk.gov.example",
        "https://",
        "https:///in",
        "https://desk.gov.example/ in",
        "https://desk.gov.example/in\n",
        "https://desk.gov.example:port/in",
        "https://[desk/in",
    ],
)
def test_anything_else_is_no_webhook(text: str) -> None:
    """Not a host that only begins like this machine, either."""
    assert not is_webhook(text)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("gov.example", True), ("gov", True), ("Gov.example", False), ("gov..example", False), ("@gov.example", False)],
)
def test_a_domain_is_small_letters_and_dots(text: str, is_one: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """As it stands behind the @ of a mail address, once it was folded."""
    assert is_domain(text) is is_one


def test_a_line_holds_nothing_that_is_not_to_be_seen() -> None:
    """It may stand in the heading of a mail and in a terminal."""
    assert is_one_line("Conduct Office")
    assert not is_one_line("Conduct\nOffice")
    assert not is_one_line("\x1b[31mConduct Office")


def test_this_machine_is_known_by_its_names() -> None:
    """Its name and its addresses, and nobody else's."""
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "::1")))
    assert not any(map(is_loopback, ("", "0.0.0.0", "192.168.1.5", "localhost.example")))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("203.0.113.7", "203.0.113.7"),
        (" 203.0.113.7:50001 ", "203.0.113.7"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_an_address_of_the_network_is_read_as_proxies_write_it(text: str, found: str) -> None:
    """With a port, with brackets, or as one of the newer sort."""
    assert network_address(text) == ip_address(found)


@pytest.mark.parametrize("text", ["", "unknown", "_hidden", "localhost", "203.0.113", "1:2", "[]", "a:b:c:d"])
def test_what_is_no_address_of_the_network_is_none(text: str) -> None:
    """Nothing is guessed."""
    assert network_address(text) is None


@pytest.mark.parametrize(
    ("way", "told"),
    [
        (Way(kind="mail", address="jo.smith@gov.example"), "mail j…@gov.example"),
        (Way(kind="mail", address="hr@gov.example", shared=True), "mail h…@gov.example (shared)"),
        (Way(kind="webhook", address="https://key@desk.gov.example/secret"), "webhook desk.gov.example/…"),
        (Way(kind="slack", address="U02LEE"), "slack U0…"),
        (Way(kind="here", address="here"), "here"),
    ],
)
def test_an_address_is_shown_in_part(way: Way, told: str) -> None:
    """Enough to know it again; a webhook's address is a secret of its own."""
    assert shown(way) == told
