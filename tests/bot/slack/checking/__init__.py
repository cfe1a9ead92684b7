"""Tests of drafts that are checked in Slack."""
