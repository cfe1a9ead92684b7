"""Tests of the cases that recipients see to in Slack."""
