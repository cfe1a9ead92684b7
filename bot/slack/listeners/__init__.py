"""What Slack sends -> what is done: a module for each way in which people interact; they only wire."""
