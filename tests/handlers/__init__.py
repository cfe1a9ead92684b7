"""The tests of the handlers."""
