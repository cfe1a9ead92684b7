"""A database on a PostgreSQL server."""

from collections.abc import Mapping
from types import MappingProxyType

from psycopg import Error
from sqlalchemy import URL, Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from bot.storage.errors import Cause

_PASSING = "passing"
_LOCK = int.from_bytes(b"conduct")
"""Number of the advisory lock that all who write share, and that somebody who must be alone has for themselves."""

_HOLD = """
SELECT set_config('lock_timeout', :patience, true),
       CASE
         WHEN :passing THEN set_config('synchronous_commit', 'off', true)
         WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'on', true)
       END,
"""
_SHARED = text(f"{_HOLD} pg_advisory_xact_lock_shared(:lock)")
_ALONE = text(f"{_HOLD} pg_advisory_xact_lock(:lock)")

_CAUSES: Mapping[str, Cause] = MappingProxyType(
    {"53100": "full", "55P03": "busy", "40P01": "busy", "40001": "busy", "53300": "busy"}
)
_REASONS = MappingProxyType(
    {
        "53100": "its disk is full",
        "55P03": "somebody else writes for too long",
        "40P01": "somebody else writes the same",
        "40001": "somebody else writes the same",
        "53300": "it has too many connections",
        "28000": "the user or the password is refused",
        "28P01": "the user or the password is refused",
        "3D000": "there is no such database",
        "42501": "the user may not do this there",
    }
)
_NO_CONNECTION = "there is no connection to the server"
_MEND: Mapping[Cause, str] = MappingProxyType(
    {"full": "make room on its disk", "busy": "end what holds it, or try again"}
)


class PostgresServer:
    """A database on a server.

    Attributes:
        place: Server and database, as errors name them; without user and password.
        writers: Those of one process; the server sees to it that they do not get in each other's way.
        reading, writing, apart: Options of connections that read, that write, that work outside of a transaction.
        passing: Options of connections that write without waiting for the disk.
    """

    writers = 8
    reading: Mapping[str, object] = MappingProxyType(
        {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    )
    writing: Mapping[str, object] = MappingProxyType({"isolation_level": "READ COMMITTED"})
    passing: Mapping[str, object] = MappingProxyType({"isolation_level": "READ COMMITTED", _PASSING: True})
    apart: Mapping[str, object] = MappingProxyType({"isolation_level": "AUTOCOMMIT"})

    def __init__(self, url: URL, patience: float) -> None:
        """Keep the address, and for how many seconds one waits for others; nothing is opened."""
        self._url = url.set(drivername="postgresql+psycopg")
        self._patience = patience
        self.place = f"postgresql://{url.host or ''}/{url.database or ''}"

    def is_there(self) -> bool:
        """Tell that there is a database: whether the server runs is found out by asking it."""
        return True

    def make(self) -> None:
        """Do nothing: whoever runs the server made the database."""

    def engine(self) -> Engine:
        """Return what connects to it. No statement's values are quoted in an error: they must not reach a log."""
        return create_engine(
            self._url,
            hide_parameters=True,
            pool_pre_ping=True,  # the server may have been started anew since
            pool_timeout=self._patience,
            connect_args={"connect_timeout": max(2, round(self._patience))},
        )

    def hold(self, connection: Connection, *, alone: bool) -> None:
        """Share the lock of those who write, or have it alone.

        What is kept has reached the disk, whatever the server does otherwise, unless it need not; and nobody waits
        forever.
        """
        passing = bool(connection.get_execution_options().get(_PASSING))
        values = {"patience": f"{round(self._patience * 1000)}ms", "lock": _LOCK, "passing": passing}
        connection.execute(_ALONE if alone else _SHARED, values)

    def shed(self, connection: Connection) -> None:
        """Do nothing: the server's own cleaning overwrites what was deleted."""

    def fault(self, error: Exception) -> tuple[str, str, Cause]:
        """Return what went wrong, what to do, and of what sort it is; the server's own words would quote values."""
        plain = error.orig if isinstance(error, DBAPIError) else error
        otherwise = "see that the server runs and that the address, the user and the password are right"
        if not isinstance(plain, Error):
            return type(error).__name__, otherwise, "other"
        state = plain.sqlstate
        cause = _CAUSES.get(state or "", "other")
        reason = _REASONS.get(state, f"{type(plain).__name__} ({state})") if state else _NO_CONNECTION
        return reason, _MEND.get(cause, otherwise), cause
