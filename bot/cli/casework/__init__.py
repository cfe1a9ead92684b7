"""Cases on the command line: followed up by reporters, looked after by whoever holds the keys."""
