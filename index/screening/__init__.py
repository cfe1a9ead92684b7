"""Drafts read for their meaning: a network learned from the examples, and what is learned anew at every build."""
