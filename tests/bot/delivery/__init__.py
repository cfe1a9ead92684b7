"""The tests of what brings notices to people."""
