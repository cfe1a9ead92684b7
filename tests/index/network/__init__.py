"""Tests of networks: learned, kept, exported, calibrated, read with."""
