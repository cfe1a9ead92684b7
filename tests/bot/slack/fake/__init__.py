"""The parts of Slack's side: workspaces, methods, the sockets; `tests.bot.slack.web_api` is the door to them."""
