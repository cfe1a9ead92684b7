"""Tests of what a deployment sets."""
