"""Paths of the page to which other doors, and what is sent, lead people too."""

ANONYMOUS = "/anonymous"
"""Takes reports without a name."""
RECEIPT = "/receipt"
"""Follows a case up by its code."""
CASE = "/case"
"""Opens a case to its recipients; below it come their links."""
