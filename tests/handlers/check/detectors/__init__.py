"""The tests of the detectors."""
