"""Reporting and disclosing in Slack: a dialog in steps, in one modal."""
