"""The home tab, the help, and what asks for preferences and settings, as they look in Slack."""
