"""Tests of how it looks in Slack."""
