"""The Slack door: everything of ask, check, report and disclose, at home in Slack."""
