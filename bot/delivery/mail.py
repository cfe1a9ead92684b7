"""Mail: hands notices to a mail server.

Taken means that the server answered 250 to the whole message. Where the connection is lost or the answer does not come
after the message was begun, nobody knows: it is sent again with the same Message-ID, rather twice than never.
"""

import contextlib
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from typing import Literal

from aiosmtplib import SMTP, SMTPAuthenticationError, SMTPException, SMTPResponseException
from pydantic import SecretStr

from bot.addresses import is_loopback
from bot.delivery.faults import why_unconnected
from bot.delivery.letter import letter
from bot.delivery.sender import NotTaken, Reason
from handlers.addresses import is_mailbox
from handlers.cases.store import Pending

Security = Literal["starttls", "tls", "plain"]

_FAREWELL = 2.0
"""Seconds; not long: what the server has taken, it has taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """A mail server, and as whom it is spoken to.

    Attributes:
        host, port: Its address.
        security: How the connection is encrypted; a server that offers less is sent nothing.
        sender: Mailbox that the mail is from; what cannot be delivered later comes back to it.
        name: Of the sender, as people see it.
        username, password: To sign in with, or None where it asks for none.
        timeout: Seconds to wait for the connection, and for each answer.
        data_timeout: Seconds to wait for the answer to a whole message, which the server may search for viruses first.
        plain_anywhere: Whether a server on another machine may be spoken to without encryption.
        tls: Whom to trust; None for the certificates of this machine.
    """

    host: str
    port: int
    security: Security
    sender: str
    name: str = "Conduct assistant"
    username: str | None = None
    password: SecretStr | None = None
    timeout: float = 10.0
    data_timeout: float = 40.0
    plain_anywhere: bool = False
    tls: ssl.SSLContext | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Check what must not be found out with the first report.

        Raises:
            ValueError: Mailbox or name are none, or what is sent would go over the network for everybody to read.
        """
        if not is_mailbox(self.sender):
            raise ValueError("the sender must be a mailbox, such as conduct@example.org")
        if not self.name.isprintable() or "=?" in self.name:
            raise ValueError("the sender's name must be one plain line")
        if self.security == "plain" and not self.plain_anywhere and not is_loopback(self.host):
            raise ValueError("without encryption, mail is handed to this machine alone; choose starttls or tls")


class MailSender:
    """Sends notices by mail, each on a connection of its own."""

    def __init__(self, server: MailServer, *, page: str, farewell: float = _FAREWELL) -> None:
        """Keep what mail is sent with; nothing is connected yet.

        Args:
            server: Takes the mail.
            page: Address of the page as people reach it.
            farewell: Seconds to wait for the server's goodbye.
        """
        self._server = server
        self._farewell = farewell
        self._page = page
        self._from = Address(display_name=server.name, addr_spec=server.sender)
        self._tls = None if server.security == "plain" else server.tls or ssl.create_default_context()

    async def send(self, pending: Pending, at: datetime) -> None:
        """Send a notice. Raises as `Sender.send`."""
        to = pending.notice.way.address
        if not is_mailbox(to):
            raise NotTaken("bad address")
        content = letter(pending, at, sender=self._from, page=self._page).as_bytes()
        reason = await self._hand_over(to, content)
        if reason:
            raise NotTaken(reason)  # outside of any handler: the server's words may quote an address

    async def _hand_over(self, to: str, content: bytes) -> Reason | None:
        """Hand a message to the server; return why it was not taken, or None."""
        client, begun = self._client(), False
        try:
            await client.connect()
            await client.mail(self._server.sender)
            await client.rcpt(to)
            begun = True
            await client.data(content, timeout=self._server.data_timeout)
            with contextlib.suppress(SMTPException, OSError):
                await client.quit(timeout=self._farewell)
        except (SMTPException, OSError) as error:
            return _reason(error, begun=begun)
        finally:
            client.close()
        return None

    def _client(self) -> SMTP:
        server = self._server
        return SMTP(
            hostname=server.host,
            port=server.port,
            username=server.username,
            password=server.password.get_secret_value() if server.password else None,
            local_hostname=self._from.domain,
            timeout=server.timeout,
            use_tls=server.security == "tls",
            start_tls=server.security == "starttls",
            tls_context=self._tls,
        )


def _reason(error: SMTPException | OSError, *, begun: bool) -> Reason:
    if isinstance(error, SMTPResponseException):
        return _answered(error, begun=begun)
    if isinstance(error, OSError):
        return "unknown" if begun else why_unconnected(error)
    return "not offered"


def _answered(error: SMTPResponseException, *, begun: bool) -> Reason:
    if 400 <= error.code < 500:
        return "deferred"
    if isinstance(error, SMTPAuthenticationError):
        return "login"
    if error.code >= 500:
        return "refused"
    return "unknown" if begun else "unreachable"  # it does not speak SMTP
