"""What goes wrong with an index, and the command that mends it."""


class IndexUnusable(Exception):
    """An index or an encoder is missing, damaged, stale or of another make.

    The message says what is wrong and which command mends it.
    """
