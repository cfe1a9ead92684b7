"""E-mail addresses: which are private, which are an office's."""

import re
from collections.abc import Iterable

_PRIVATE = frozenset(
    """
    gmail.com googlemail.com hotmail.com hotmail.ca outlook.com live.com live.ca msn.com yahoo.com yahoo.ca ymail.com
    rocketmail.com icloud.com me.com mac.com aol.com proton.me protonmail.com pm.me tutanota.com tuta.io gmx.com
    fastmail.com zoho.com hey.com mail.com inbox.com hushmail.com yandex.com qq.com 163.com shaw.ca telus.net rogers.com
    bell.net sympatico.ca ns.sympatico.ca nb.sympatico.ca sasktel.net accesscomm.ca eastlink.ca hfx.eastlink.ca
    bellaliant.net seaside.ns.ca videotron.ca cogeco.ca mts.net mymts.net northwestel.net xplornet.com xplornet.ca
    novuscom.net uniserve.com citywest.ca vianet.ca execulink.com teksavvy.com primus.ca
    """.split()
)
_GOVERNMENT = re.compile(r"(?:^|\.)(?:gc\.ca|canada\.ca|mil\.ca|gov|gov\.[a-z]{2}(?:\.ca)?|gouv\.[a-z]{2}\.ca)$")
_OFFICE = re.compile(
    r"(?:info|information|contact|office|support|help|helpdesk|servicedesk|services?|media|press|newsroom|news|hello|hi|admin"
    r"|reception|frontdesk|no-?reply|webmaster|enquiries|inquiries|feedback|bookings?|reservations?|registration|events|hr"
    r"|jobs|careers|privacy|foi|records|licensing|permits|team|clerk|council|mayor|customerservice|communications|tickets"
    r"|sales|orders|volunteers?)(?:[._-]?[a-z]{1,20})?$"
)
_AT = re.compile(r"\s{0,2}[\[({]?\s?(?:@|\bat\b)\s?[\])}]?\s{0,2}", re.IGNORECASE)
_DOT = re.compile(r"\s{0,2}[\[({]?\s?(?:\.|\bdot\b)\s?[\])}]?\s{0,2}", re.IGNORECASE)


class Mailboxes:
    """Tells private mailboxes from those of a workplace."""

    def __init__(self, work_domains: Iterable[str]) -> None:
        """Keep the domains of offices, such as `gov.bc.ca`; what is under them is theirs too."""
        self._work = tuple(f".{domain.lower().lstrip('@.')}" for domain in work_domains)

    def is_government(self, address: str) -> bool:
        """Tell whether an address is one of a public body's."""
        _, domain = _parts(address)
        return bool(_GOVERNMENT.search(domain)) or f".{domain}".endswith(self._work)

    def is_office(self, address: str) -> bool:
        """Tell whether an address is not a person's but an office's, such as `info@`; never with a private provider."""
        name, domain = _parts(address)
        return bool(_OFFICE.match(name)) and domain not in _PRIVATE

    def is_private(self, address: str) -> bool:
        """Tell whether an address is with a provider of private mailboxes."""
        return _parts(address)[1] in _PRIVATE


def _parts(address: str) -> tuple[str, str]:
    """Return name and domain of an address, in small letters, with the signs put in that were spelled out."""
    name, _, domain = _AT.sub("@", address.lower()).rpartition("@")
    return name, _DOT.sub(".", domain)
