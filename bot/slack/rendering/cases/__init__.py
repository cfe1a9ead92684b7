"""Cases, as people see them in Slack."""
