"""Tests of the ground: texts, contacts, questions, their parsing and validation."""
