"""What Block Kit takes, by Slack's published limits; `tests.bot.slack.block_kit` is the door to it."""
