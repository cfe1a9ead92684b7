"""What doors say in the same words. Plain text, never markup: each door makes it harmless in its own way."""
