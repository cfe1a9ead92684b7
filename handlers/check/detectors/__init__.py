"""Detectors: each reads a draft and brings evidence; what it means is for `handlers.check.policy` to say."""
