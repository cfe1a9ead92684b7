"""The tests of what is stored."""
