"""Answers, as they look in Slack."""
