"""The Slack door before what others made: Slack's own types, and a Slack on loopback with a page for people."""
