"""The tests of ask."""
