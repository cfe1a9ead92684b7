"""Measurements of the assistant, each its own command: `python -m benchmarks.NAME`. They print ratios of one run."""
