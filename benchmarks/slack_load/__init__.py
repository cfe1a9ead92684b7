"""Load on the Slack door: many people at once against the real process, over signed HTTP."""
