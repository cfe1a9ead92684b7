"""Why a connection failed."""

import ssl

from bot.delivery.sender import Reason


def why_unconnected(error: BaseException) -> Reason:
    """Return why a connection could not be made or was lost."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "untrusted"
        cause = cause.__cause__ or cause.__context__
    return "timeout" if isinstance(error, TimeoutError) else "unreachable"
