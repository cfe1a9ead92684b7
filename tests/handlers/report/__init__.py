"""Tests of the work of a report before it is sent."""
