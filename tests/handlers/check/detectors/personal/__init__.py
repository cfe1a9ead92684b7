"""The tests of the personal data detector's parts."""
