"""The steps of a report or a disclosure, what comes before them and after, as they look in Slack."""
