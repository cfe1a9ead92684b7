"""Check: screen a draft before it is posted."""
