"""Tests of the home tab, preferences and settings of channels."""
