"""Ids by which Slack says what was pressed, chosen or sent."""

OPEN = "open:"
"""Of buttons that only open an address; what follows tells them apart."""
CAPACITY = "capacity:"
"""Of the choice of a capacity, which follows."""
FEEDBACK, UNANSWERED = "feedback", "unanswered"
CHECK, REPORT, DISCLOSE, ANONYMOUS = "check", "report", "disclose", "anonymous"
PREFERENCES, CHANNEL = "preferences", "channel"
