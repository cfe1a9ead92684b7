"""A notice as a message of mail. Whatever a notice says, it makes no header."""

import base64
import re
from collections.abc import Iterator
from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from typing import Any, ClassVar, Literal
from urllib.parse import quote

from bot.delivery.links import opened_at
from handlers.cases.store import Pending
from handlers.forms.model import clean

_PLAIN = re.compile(r"([!-~]([ -~]{0,67}[!-~])?)?")
"""What fits on the line of a subject as it is: 78 characters with `Subject: `."""
_PIECE = 39
"""Bytes in an encoded word: with `Subject: ` its line has fewer than 76 characters (RFC 2047, section 2)."""


class _Subject(BaseHeader):
    """A subject that is written as it was given.

    The library's own takes `=?utf-8?q?=0D=0ABcc...?=` for something encoded, decodes it when it is given, and writes
    the line break and the header behind it (CVE-2024-6923; Python 3.11.10 refuses to write such a message at all).
    """

    max_count: ClassVar[Literal[1]] = 1

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        """Take a value for what it is."""
        kwds["parse_tree"] = UnstructuredHeader.value_parser("")
        kwds["decoded"] = value

    def fold(self, *, policy: Policy) -> str:
        """Return the header's lines."""
        text = str(self)
        is_plain = _PLAIN.fullmatch(text) and "=?" not in text
        words = [text] if is_plain else [f"=?utf-8?b?{base64.b64encode(one).decode()}?=" for one in _pieces(text)]
        return f"Subject: {f'{policy.linesep} '.join(words)}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("subject", _Subject)
_POLICY = SMTP.clone(cte_type="7bit", header_factory=_HEADERS)


def letter(pending: Pending, at: datetime, *, sender: Address, page: str) -> EmailMessage:
    """Return the message of mail that brings a notice.

    Args:
        pending: The notice; where it goes must be a mailbox (`handlers.addresses`). Its id makes the Message-ID, which
            is the same on every try.
        at: The time.
        sender: Whom it is from.
        page: Address of the page as people reach it.
    """
    message = EmailMessage(policy=_POLICY)
    message["From"] = sender
    message["To"] = Address(addr_spec=pending.notice.way.address)
    message["Subject"] = clean(pending.notice.subject, lines=False)
    message["Date"] = at
    message["Message-ID"] = f"<{quote(pending.id, safe='')}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_body(pending, page), cte="quoted-printable")
    return message


def _body(pending: Pending, page: str) -> str:
    address = opened_at(page, pending.notice)
    said = pending.notice.text.replace("\r\n", "\n").replace("\r", "\n")  # else one ends the line of another
    text = said + (f"\n\n{address}" if address else "")
    return text.encode("utf-8", "replace").decode()  # half characters would make it unsendable


def _pieces(text: str) -> Iterator[bytes]:
    """Yield a text in pieces that fit into encoded words, no character split."""
    piece = b""
    for char in text:
        one = char.encode()
        if len(piece) + len(one) > _PIECE:
            yield piece
            piece = b""
        piece += one
    yield piece
