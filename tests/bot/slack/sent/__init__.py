"""What Slack sends to the app; `tests.bot.slack.requests` is the door to it."""
