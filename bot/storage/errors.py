"""What goes wrong with what is stored."""


class StorageUnusable(Exception):
    """The database cannot be opened, read or written; the message says which file, why, and what to do."""
