"""What stands between Slack and all that is done: who calls is checked, faults become sentences, things are said."""
