"""Paths below the service's address to which Slack posts, or sends whoever installs the app."""

EVENTS = "/slack/events"
"""Where Slack posts everything."""
INSTALL = "/slack/install"
"""Where whoever installs the app begins."""
INSTALLED = "/slack/oauth_redirect"
"""Where Slack sends them back."""
