"""Replies as blocks: pure functions, which escape all that people wrote and keep to Slack's limits."""
