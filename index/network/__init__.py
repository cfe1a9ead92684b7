"""Networks that read: learned from examples, kept, exported, and read with at run time."""
