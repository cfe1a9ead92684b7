"""The work of a report before it is sent: what it is about, whom it goes to, what to do now."""
