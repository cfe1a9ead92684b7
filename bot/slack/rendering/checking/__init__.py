"""Drafts, as they are written and as they were checked, as they look in Slack."""
