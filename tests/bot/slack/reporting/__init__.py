"""Tests of reports and disclosures in Slack."""
