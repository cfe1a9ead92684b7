"""Tests of how the app comes into a workspace."""
