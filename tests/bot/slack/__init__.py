"""Tests of the Slack door, and what they need: a Web API that refuses what Slack refuses, and what Slack sends."""
