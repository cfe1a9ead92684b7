"""Tests of what stands around all work in Slack."""
