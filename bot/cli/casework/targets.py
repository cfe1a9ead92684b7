"""Where a command may write what it takes out: over nothing that is needed."""

from pathlib import Path

from bot.settings import Settings
from bot.wiring import database
from handlers.request import BadRequest


def check_target(path: Path, settings: Settings) -> None:
    """Refuse the files that the assistant itself needs, whether or not they are there yet.

    Raises:
        BadRequest: It is the file of the keys, or the database or one of the files beside it.
    """
    from bot.office import key_file  # the database is slow to import

    kept = database(settings).place  # of a server, it is no name of a file here
    needed = [key_file(settings), *(Path(kept + end) for end in ("", "-wal", "-shm", "-journal"))]
    if path.resolve() in [one.resolve() for one in needed]:
        raise BadRequest(f"{path}: the assistant needs this file; name another one")
