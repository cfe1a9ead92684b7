"""Drafts, checked before they are posted."""
