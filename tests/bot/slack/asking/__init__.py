"""Tests of questions in Slack."""
