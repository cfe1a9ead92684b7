"""Whoever looks after the cases, as the history names them."""

import os
import pwd


def who() -> str:
    """Return the name of the user who runs this, as the system knows it.

    With `sudo`, also who became that user, as the environment says, which anybody can make say anything.
    """
    uid = os.getuid()
    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError:
        name = f"user {uid}"
    before = os.environ.get("SUDO_USER")
    return f"{name} (unverified: for {before})" if before else name
