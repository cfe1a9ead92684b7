"""Tests of reading drafts."""
