"""Tests of what doors say in the same words."""
